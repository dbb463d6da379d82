package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.goldens.GoldenReplay;

/** Asks for each of carbon-cache's own metrics: always, or only when there was what it tells of. */
public final class SelfMetricsReplay implements GoldenReplay {
    private final String member;

    /** @param member the list of metrics that is asked for */
    public SelfMetricsReplay(String member) {
        this.member = member;
    }

    @Override
    public String file() {
        return "self-metrics";
    }

    @Override
    public String member() {
        return member;
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_PORT=0",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.CONF_DIR=" + workplace,
                                "cache.STORAGE_DIR=" + workplace,
                                "cache.CARBON_METRIC_INTERVAL=0")),
                CarbonSettings.GROUPS);
        try (CarbonService carbon = CarbonService.start(settings, Clock.systemUTC())) {
            carbon.report();
            boolean always = golden.get("sent").asText().equals("always");
            String name = "carbon.agents." + SelfReport.hostName() + "-a."
                    + golden.get("name").asText();
            assertEquals(always, isThere(carbon, name), "with nothing done");
            carbon.store().counters().cacheBulkQuery(3);
            carbon.store().counters().update();
            carbon.store().counters().stored(2);
            assertFalse(!always && isThere(carbon, name));
            carbon.report();
            assertTrue(isThere(carbon, name), "after a write and a bulk query");
        }
    }

    private static boolean isThere(CarbonService carbon, String name) {
        return !carbon.store().index().find(name).isEmpty();
    }
}

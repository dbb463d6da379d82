package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

class SelfReportTest {
    private static final long NOW = 1_700_000_000L;

    @Test
    void aDaemonWithoutAStoreReportsUnderItsOwnNameToItsOwnSink() throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of("relay.CARBON_METRIC_PREFIX=own"))
                        .withInstance(Section.RELAY, "b"),
                CarbonSettings.GROUPS);
        Measures measures = new Measures().gauge("queued", "", "", () -> 7);
        PointCounters counters = new PointCounters();
        List<String> points = new ArrayList<>();
        SelfReport report = new SelfReport(
                settings,
                SelfReport.RELAYS,
                measures,
                batch -> points.add(batch.name(0) + ' ' + batch.value(0) + ' ' + batch.timestamp(0)),
                counters,
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                values -> "queued " + values.get("queued"));
        report.report();
        String host = SelfReport.hostName();
        assertEquals("own.relays." + host + "-b.", report.prefix());
        assertEquals(List.of("own.relays." + host + "-b.queued 7.0 " + NOW), points);
        // The process's own points are received, and not of senders.
        counters.received(1);
        assertEquals(0, counters.receivedOfSenders());
    }

    @Test
    void saysWhyPointsWereDropped() {
        PointCounters counters = new PointCounters();
        assertEquals("dropped 0", SelfReport.dropped(counters));
        counters.dropped(DropReason.BLACKLISTED, 3);
        assertEquals("dropped 3 (" + DropReason.BLACKLISTED.label() + " 3)", SelfReport.dropped(counters));
    }
}

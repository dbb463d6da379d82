package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.statsd.config.StatsdSettings;

class StatsdRollUpsTest {
    private static final String NEW = "statsd.graphite.legacyNamespace=false";

    @ParameterizedTest
    @CsvSource({
        "stats_counts.a.b, sum",
        "stats.a.b, none",
        "stats.timers.a.count, sum",
        "stats.timers.a.count_90, sum",
        "stats.timers.a.count_top10, sum",
        "stats.timers.a.count_99_9, sum",
        "stats.timers.a.count_ps, none",
        "stats.timers.a.sum_squares_top25_25, sum",
        "stats.timers.a.upper, max",
        "stats.timers.a.upper_90;k=v, max",
        "stats.timers.a.lower_top10, min",
        "stats.timers.a.mean_90, none",
        "stats.timers.a.median, none",
        "stats.timers.a.histogram.bin_inf, sum",
        "stats.timers.a.histogram.bin_0_5, sum",
        "stats.gauges.a.count, last",
        "stats.sets.a.count, sum",
        "statsd.numStats, none",
        "servers.web1.load, none"
    })
    void inTheLegacyNamespace(String metric, String method) throws Exception {
        assertEquals(method, of(metric));
    }

    @ParameterizedTest
    @CsvSource({
        "stats.counters.a.count, sum",
        "stats.counters.a.rate, none",
        "stats.counters.a.count.h1, none",
        "stats.timers.a.upper, max",
        "stats.gauges.a, last"
    })
    void inTheNewNamespace(String metric, String method) throws Exception {
        assertEquals(method, of(metric, NEW));
    }

    @ParameterizedTest
    @CsvSource({
        "p.c.a.count.h1, sum",
        "p.c.a.count.h1;k=v, sum",
        "p.c.a.count, none",
        "p.a.b.h1, none",
        "p.timers.a.upper_90.h1, max",
        "stats_counts.a.h1, none"
    })
    void withPrefixesAndSuffixOfOnesOwn(String metric, String method) throws Exception {
        assertEquals(
                method,
                of(
                        metric,
                        NEW,
                        "statsd.graphite.globalPrefix=p",
                        "statsd.graphite.prefixCounter=c",
                        "statsd.graphite.prefixGauge=",
                        "statsd.graphite.globalSuffix=h1"));
    }

    @ParameterizedTest
    @CsvSource({"statsd.rollUps=False", "statsd.backends=console"})
    void notWhereTheStoreOrTheSettingsDoNotWantThem(String setting) throws Exception {
        assertEquals("none", of("stats_counts.a", setting));
    }

    private static String of(String metric, String... overrides) throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of()).withOverrides(List.of(overrides)),
                Stream.concat(FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
                        .toList());
        return StatsdRollUps.of(settings)
                .of(metric)
                .map(rollUp -> rollUp.method().label())
                .orElse("none");
    }
}

package plumbago.statsd.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;

class ConfigDumpTest {
    @TempDir
    Path folder;

    /** {@code management-021} of what was recorded of the original. */
    @Test
    void isInTheOrderOfTheFileAndThenWhatTheOriginalAdds() throws Exception {
        assertEquals("""

                prefixStats: x
                percentThreshold > 0: 90
                percentThreshold > 1: 95
                graphite > legacyNamespace: false
                graphite > globalPrefix: p
                deleteIdleStats: true
                graphiteHost: 127.0.0.1
                graphitePort: 2003
                port: 8125
                gaugesMaxTTL: 1
                deleteCounters: true
                deleteTimers: true
                deleteSets: true
                deleteGauges: true
                flushInterval: 10000
                """, dump("""
                        [statsd]
                        prefixStats = x
                        percentThreshold = 90, 95
                        graphite.legacyNamespace = False
                        deleteIdleStats = True
                        graphite.globalPrefix = p
                        graphiteHost = 127.0.0.1
                        graphitePort = 2003
                        port = 8125
                        """));
    }

    @Test
    void whatIsSetIsNotAddedAgainAndTheCommandLineFollows() throws Exception {
        assertEquals("""

                flushInterval: 1000
                histogram > 0: {"metric": "a", "bins": [1, "inf"]}
                deleteSets: true
                gaugesMaxTTL: 3
                graphite > globalSuffix: h
                maxMetrics: 7
                deleteIdleStats: false
                deleteCounters: false
                deleteTimers: false
                deleteGauges: false
                """, dump("""
                        [statsd]
                        flushInterval = 1000
                        histogram = [{"metric": "a", "bins": [1, "inf"]}]
                        deleteSets = yes
                        gaugesMaxTTL = 3
                        graphite.globalSuffix = g
                        """, "statsd.graphite.globalSuffix=h", "statsd.maxMetrics=7"));
    }

    private String dump(String text, String... overrides) throws Exception {
        ConfigSources sources = ConfigSources.of(Map.of())
                .withConfig(Files.writeString(folder.resolve("carbon.conf"), text))
                .withOverrides(List.of(overrides));
        return ConfigDump.text(Settings.load(
                sources,
                Stream.concat(FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
                        .toList()));
    }
}

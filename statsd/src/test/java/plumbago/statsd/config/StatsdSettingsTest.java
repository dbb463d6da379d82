package plumbago.statsd.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingGroups;
import plumbago.base.config.Settings;
import plumbago.statsd.config.StatsdOptions.Bin;
import plumbago.statsd.config.StatsdOptions.HistogramBins;
import plumbago.statsd.config.StatsdOptions.Namespace;
import plumbago.statsd.config.StatsdOptions.Percentile;
import plumbago.statsd.config.StatsdOptions.TimeToLive;

class StatsdSettingsTest {
    private static final List<SettingGroup> GROUPS = Stream.concat(
                    FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
            .toList();

    @TempDir
    Path folder;

    @Test
    void defaultsAreThoseOfTheOriginalWhereNothingIsSaidOfThem() {
        Settings settings = Settings.defaults(GROUPS);
        assertEquals(
                new StatsdOptions(
                        10_000,
                        true,
                        List.of(new Percentile("90", 90)),
                        true,
                        List.of(),
                        List.of(),
                        false,
                        false,
                        false,
                        false,
                        1,
                        "statsd",
                        true,
                        new Namespace(true, "stats", "counters", "timers", "gauges", "sets", Optional.empty()),
                        List.of(),
                        settings.get(StatsdSettings.MAX_METRICS),
                        10_000,
                        settings.get(StatsdSettings.MAX_TIMER_VALUES)),
                StatsdOptionsReader.read(settings));
        PartOptions part = PartOptions.of(settings);
        assertEquals(List.of(server(ServerOption.Protocol.UDP, "127.0.0.1", 8125)), part.servers());
        assertEquals("127.0.0.1", part.managementAddress());
        assertEquals(8126, part.managementPort());
        assertEquals(List.of("store"), part.backends());
        assertEquals(Optional.empty(), part.graphite());
        assertEquals(Optional.empty(), part.keyFlush());
    }

    @Test
    void namesAreThoseOfTheOriginalInWhateverSizeOfLetters() throws Exception {
        Settings settings = load("""
                [statsd]
                flushInterval = 1000
                FLUSH_COUNTS = no
                graphite.legacyNamespace = false
                graphite.globalsuffix =
                graphite.globalPrefix =
                """);
        StatsdOptions options = StatsdOptionsReader.read(settings);
        assertEquals(1000, options.flushIntervalMillis());
        assertFalse(options.flushCounts());
        assertEquals(
                new Namespace(false, "", "counters", "timers", "gauges", "sets", Optional.of("")), options.namespace());
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void listsAndObjectsAreWrittenInALine() throws Exception {
        Settings settings = load("""
                [statsd]
                percentThreshold = 90, 99.9, -10
                histogram = [{"metric": "foo", "bins": []}, { metric: '', bins: [0.5, 10, 'inf',] }]
                calculatedTimerMetrics = count, upper_percent
                timeToLive = batch.*:86400, *:60
                backends = ./backends/console, store, console
                servers = [{"server": "./servers/tcp", "socket": "/run/statsd.sock", "socket_mod": "0660"}, {"port": 9125}]
                repeater = [{"host": "10.10.10.10", "port": 8125}, {"host": "observer", "port": 18125}]
                repeaterProtocol = tcp
                keyFlush.interval = 5000
                keyFlush.log = /tmp/keys.log
                graphiteHost = graphite.example.org
                graphiteProtocol = pickle
                """);
        StatsdOptions options = StatsdOptionsReader.read(settings);
        assertEquals(
                List.of(new Percentile("90", 90), new Percentile("99.9", 99.9), new Percentile("-10", -10)),
                options.percentThreshold());
        assertEquals(
                List.of(
                        new HistogramBins("foo", List.of()),
                        new HistogramBins(
                                "",
                                List.of(
                                        new Bin("0.5", 0.5),
                                        new Bin("10", 10),
                                        new Bin("inf", Double.POSITIVE_INFINITY)))),
                options.histogram());
        assertEquals(List.of("count", "upper_percent"), options.calculatedTimerMetrics());
        assertEquals(List.of(new TimeToLive("batch.*", 86400), new TimeToLive("*", 60)), options.timeToLive());
        PartOptions part = PartOptions.of(settings);
        assertEquals(List.of("console", "store"), part.backends());
        assertEquals(
                List.of(
                        new ServerOption(
                                ServerOption.Protocol.TCP,
                                "127.0.0.1",
                                false,
                                8125,
                                Optional.of("/run/statsd.sock"),
                                Optional.of(0660)),
                        server(ServerOption.Protocol.UDP, "127.0.0.1", 9125)),
                part.servers());
        assertEquals(
                List.of(new RepeaterOption("10.10.10.10", 8125), new RepeaterOption("observer", 18125)),
                part.repeaters());
        assertEquals("tcp", part.repeaterProtocol());
        assertEquals(Optional.of(new KeyFlush(5000, 100, Optional.of(Path.of("/tmp/keys.log")))), part.keyFlush());
        assertEquals(Optional.of(new GraphiteOption("graphite.example.org", 2004, true)), part.graphite());
    }

    @Test
    void anEmptyListOfPercentilesIsNone() throws Exception {
        assertEquals(
                List.of(),
                StatsdOptionsReader.read(load("[statsd]\npercentThreshold =\n")).percentThreshold());
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, false, false, false",
        "deleteIdleStats = true, true, true, true, true",
        "'deleteIdleStats = true\ndeleteGauges = false\ndeleteTimers = 0', true, false, true, false",
        "'deleteIdleStats = false\ndeleteSets = true', false, false, true, false",
    })
    void deleteIdleStatsStandsForTheFour(String lines, boolean counters, boolean timers, boolean sets, boolean gauges)
            throws Exception {
        StatsdOptions options = StatsdOptionsReader.read(load("[statsd]\n" + lines + "\n"));
        assertEquals(
                List.of(counters, timers, sets, gauges),
                List.of(
                        options.deleteCounters(),
                        options.deleteTimers(),
                        options.deleteSets(),
                        options.deleteGauges()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "percentThreshold = 90, many       | numbers from -100 to 100",
                "percentThreshold = 101            | numbers from -100 to 100",
                "histogram = render: 1, 2          | names and ascending limits as JSON",
                "histogram = [{\"metric\": \"a\"}] | names and ascending limits as JSON",
                "histogram = [{metric: 'a', bins: [2, 1]}] | names and ascending limits as JSON",
                "histogram = [{metric: 'a', bins: f()}] | names and ascending limits as JSON",
                "servers = [{\"port\": 70000}]     | servers as JSON",
                "servers = [{\"prt\": 8125}]       | servers as JSON",
                "servers = {\"port\": 8125}        | servers as JSON",
                "servers = [8125]                  | servers as JSON",
                "repeater = [{\"host\": \"a\"}]    | hosts and ports as JSON",
                "repeater = [{\"host\": \"\", \"port\": 1}] | hosts and ports as JSON",
                "backends = ./backends/librato     | any of store, graphite",
                "server = ./servers/http           | one of udp, tcp",
                "socket_mod = 999                  | permissions in octal",
                "timeToLive = a.*                  | pairs such as",
                "timeToLive = a.*:0                | pairs such as",
                "flushInterval = 0                 | a whole number from 1",
                "flushAlignment = second           | one of clock, start",
            })
    void whatIsWrongStopsTheStartAndNamesWhatIsExpected(String line, String expected) throws IOException {
        ConfigException e = assertThrows(ConfigException.class, () -> load("[statsd]\n" + line + "\n"));
        assertTrue(e.getMessage().contains("line 2: " + line.replaceAll(" *=.*", "")), e.getMessage());
        assertTrue(e.getMessage().contains("expected " + expected), e.getMessage());
    }

    @Test
    void whatHasNoMeaningIsNamedAsItIsWrittenInTheDocs() throws Exception {
        Settings settings = load("[statsd]\nautomaticConfigReload = false\nhealthStatus = down\nflushIntervall = 1\n");
        assertTrue(
                settings.notes().toString().contains("automaticConfigReload (line 2)"),
                settings.notes().toString());
        assertTrue(
                settings.notes().toString().contains("healthStatus (line 3)"),
                settings.notes().toString());
        assertTrue(
                settings.warnings().toString().contains("did you mean flushInterval?"),
                settings.warnings().toString());
    }

    @Test
    void thePortZeroKeepsItShut() throws Exception {
        assertEquals(List.of(), PartOptions.of(load("[statsd]\nport = 0\n")).servers());
        assertEquals(
                1,
                PartOptions.of(load("[statsd]\nport = 0\nserver = tcp\nsocket = /run/s.sock\n"))
                        .servers()
                        .size());
        assertEquals(
                List.of(server(ServerOption.Protocol.UDP, "::1", 1)),
                PartOptions.of(load("[statsd]\nservers = [{\"port\":0},{\"port\":1,\"address\":\"::1\"}]\n"))
                        .servers());
    }

    @Test
    void everyDefaultIsWrittenSoThatItIsReadAgain() {
        Settings defaults = Settings.defaults(GROUPS);
        new SettingGroups(StatsdSettings.GROUPS).list().forEach(setting -> assertReadAgain(setting, defaults));
    }

    @Test
    void listsAreWrittenSoThatTheyAreReadAgain() {
        List<HistogramBins> bins = List.of(
                new HistogramBins("a\"b\\", List.of(new Bin("0.1", 0.1), new Bin("inf", Double.POSITIVE_INFINITY))),
                new HistogramBins("", List.of()));
        assertEquals(bins, StatisticTypes.HISTOGRAM.read(StatisticTypes.HISTOGRAM.write(bins)));
        List<ServerOption> servers = List.of(
                new ServerOption(ServerOption.Protocol.TCP, "::", true, 0, Optional.of("/a b"), Optional.of(0600)));
        assertEquals(servers, ServerTypes.SERVERS.read(ServerTypes.SERVERS.write(servers)));
        List<RepeaterOption> repeaters = List.of(new RepeaterOption("a", 1), new RepeaterOption("::1", 65535));
        assertEquals(repeaters, ServerTypes.REPEATERS.read(ServerTypes.REPEATERS.write(repeaters)));
    }

    private static <T> void assertReadAgain(Setting<T> setting, Settings settings) {
        T value = settings.get(setting);
        String text = setting.type().write(value);
        if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
            assertEquals(value, setting.type().read(text), setting.name());
        }
    }

    private static ServerOption server(ServerOption.Protocol protocol, String address, int port) {
        return new ServerOption(protocol, address, false, port, Optional.empty(), Optional.empty());
    }

    private Settings load(String text) throws ConfigException, IOException {
        Path file = Files.writeString(folder.resolve("carbon.conf"), text);
        return Settings.load(ConfigSources.of(Map.of()).withConfig(file), GROUPS);
    }
}

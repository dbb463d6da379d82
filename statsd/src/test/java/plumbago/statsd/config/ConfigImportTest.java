package plumbago.statsd.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.statsd.config.StatsdOptions.Bin;
import plumbago.statsd.config.StatsdOptions.HistogramBins;
import plumbago.statsd.config.StatsdOptions.Namespace;
import plumbago.statsd.config.StatsdOptions.Percentile;

class ConfigImportTest {
    @TempDir
    Path folder;

    @Test
    void aWholeFileKeepsItsOrderAndSaysWhatItCannotTakeOver() throws Exception {
        String config = """
                // of the web cluster
                {
                  graphitePort: 2003
                , graphiteHost: "graphite.example.org"
                , port: 8125
                , backends: [ "./backends/graphite", 'statsd-librato-backend' ]
                , percentThreshold: [ 90, 99.9, -10 ]
                , /* per host */ graphite: {
                    legacyNamespace: false,
                    globalSuffix: require('os').hostname().split('.')[0],
                    "prefixTimer": 'aggregate 100%',
                  }
                , flushInterval: 60 * 1000
                , deleteIdleStats: true, dumpMessages: 0,
                  histogram: [ { metric: 'render', bins: [ .01, 0x10, 'inf' ] } ],
                  keyFlush: { interval: 5e3, log: null }, log: { backend: 'syslog' },
                  librato: { email: 'ops@example.org' }
                }
                """;
        ImportedConfig imported = ConfigImport.of("config.js", config);
        assertEquals("""
                [statsd]
                graphitePort = 2003
                graphiteHost = graphite.example.org
                port = 8125
                # backends: there is no backend statsd-librato-backend; it is left out
                backends = graphite
                percentThreshold = 90, 99.9, -10
                graphite.legacyNamespace = False
                # graphite.globalSuffix: no code is run: write what require('os').hostname().split('.')[0] gives, as in graphite.globalSuffix = ...
                graphite.prefixTimer = aggregate 100%%
                # flushInterval: no code is run: write what 60 * 1000 gives, as in flushInterval = ...
                deleteIdleStats = True
                dumpMessages = False
                histogram = [{"metric": "render", "bins": [0.01, 16, "inf"]}]
                keyFlush.interval = 5000
                # keyFlush.log: null means the default, none
                # log.backend: without meaning here: the log goes to standard error, for the service that runs Plumbago to keep and to pass on
                # librato: unknown option of StatsD; it is left out
                # the original listens at all addresses where none is given; 127.0.0.1 is for this machine alone
                address = 0.0.0.0
                # the original's management port is open at all addresses, to whoever reaches it; if others than this machine shall: mgmt_address = 0.0.0.0
                # the original takes the types h and d of DogStatsD for counters; True has them be timers, and more
                dogstatsd = False
                """, imported.text());
        assertEquals(
                List.of(
                        "config.js, line 6: backends: there is no backend statsd-librato-backend; it is left out",
                        "config.js, line 10: graphite.globalSuffix: no code is run: write what"
                                + " require('os').hostname().split('.')[0] gives, as in graphite.globalSuffix = ...",
                        "config.js, line 13: flushInterval: no code is run: write what 60 * 1000 gives, as in"
                                + " flushInterval = ...",
                        "config.js, line 17: librato: unknown option of StatsD; it is left out"),
                imported.warnings());
        Settings settings = load(imported.text());
        assertEquals(
                "aggregate 100%", StatsdOptionsReader.read(settings).namespace().prefixTimer());
        assertEquals(
                Optional.of(new GraphiteOption("graphite.example.org", 2003, false)),
                PartOptions.of(settings).graphite());
        assertEquals(List.of(), settings.warnings());
        assertEquals(List.of(), settings.notes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ graphiteHost: 'localhost', graphitePort: 2003 }                    | store",
                "{ graphiteHost: '127.0.0.1', backends: ['./backends/graphite'] }     | store",
                "{ backends: ['graphite', './backends/console'], graphiteHost: '::1' }| store console",
                "{ }                                                                  | store",
                "{ backends: ['./backends/graphite'] }                                | store",
                "{ graphiteHost: 'other' }                                            | graphite",
                "{ graphiteHost: 'other', backends: ['./backends/repeater', './backends/graphite'] }| repeater graphite",
                "{ graphiteHost: 'localhost', backends: ['./backends/console'] }      | console",
                "{ graphiteHost: 'localhost', backends: ['nosuch'] }                  | store",
                "{ graphiteHost: 'localhost', backends: [] }                          | ''",
            })
    void graphiteOfThisMachineIsTheStore(String config, String backends) throws Exception {
        PartOptions part = PartOptions.of(load(ConfigImport.of("c", config).text()));
        assertEquals(backends.isEmpty() ? List.of() : List.of(backends.split(" ")), part.backends());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ }                                         | 0.0.0.0 8125",
                "{ address: '10.0.0.1', port: 9 }            | 10.0.0.1 9",
                "{ address_ipv6: true }                      | :: 8125",
                "{ port: 0, address: null }                  | 0.0.0.0 8125",
                "{ servers: [ { port: 7 }, { server: './servers/tcp', address: '::1', port: undefined } ] }"
                        + "| 0.0.0.0 7, ::1 8125",
                "{ server: './servers/tcp', socket: '/run/s', socket_mod: 0660 } | 127.0.0.1 8125 /run/s 432",
                "{ servers: [ { server: 'tcp', socket: '/run/s', socket_mod: '0600' } ] } | 127.0.0.1 8125 /run/s 384",
            })
    void serversListenWhereTheyDid(String config, String expected) throws Exception {
        if (config.contains("server: 'tcp'")) {
            config = config.replace("'tcp'", "'./servers/tcp'");
        }
        List<String> found = new ArrayList<>();
        for (ServerOption server :
                PartOptions.of(load(ConfigImport.of("c", config).text())).servers()) {
            found.add(server.address() + " " + server.port()
                    + server.socket().map(path -> " " + path).orElse("")
                    + server.socketMode().map(mode -> " " + mode).orElse(""));
        }
        assertEquals(expected, String.join(", ", found));
    }

    @Test
    void whatIsWrongIsLeftOutAndTheOthersAreTaken() throws Exception {
        ImportedConfig imported = ConfigImport.of("c", """
                { percentThreshold: ['many'], repeater: [ { host: 'a' } ], graphiteProtocol: { a: 1 }, graphite: 7,
                  prefixStats: 'two\\nlines', "odd\\u0007\\nname": 1, gaugesMaxTTL: '3', flush_counts: 'no',
                  histogram: [ { metric: f(), bins: [] } ], keyFlush: x, console: { prettyprint: true, colour: 1 } }
                """);
        assertEquals(8, imported.warnings().size(), imported.warnings().toString());
        StatsdOptions options = StatsdOptionsReader.read(load(imported.text()));
        assertEquals(1, options.gaugesMaxTtl());
        assertTrue(options.flushCounts());
        assertTrue(PartOptions.of(load(imported.text())).prettyPrint());
        assertFalse(imported.text().contains("\u0007"), imported.text());
    }

    @Test
    void whatIsNoObjectIsAnError() {
        assertEquals(
                "c, line 2: this text has no end: expected '",
                assertThrows(ConfigException.class, () -> ConfigImport.of("c", "{\n a: 'b }"))
                        .getMessage());
        assertTrue(assertThrows(ConfigException.class, () -> ConfigImport.of("c", "module.exports = {}"))
                .getMessage()
                .contains("expected one object"));
        assertTrue(assertThrows(ConfigException.class, () -> ConfigImport.of(folder.resolve("nosuch.js")))
                .getMessage()
                .contains("no such file"));
    }

    @Test
    void aProxyHasASectionOfItsOwn() throws Exception {
        ImportedConfig imported = ConfigImport.of("proxy.js", """
                {
                nodes: [
                {host: '127.0.0.1', port: 8127, adminport: 8128},
                {host: '::1', port: 8129, adminport: 8130},
                {host: 'c', port: 8131}
                ],
                server: './servers/udp', host: '0.0.0.0', port: 8125, udp_version: 'udp4', mgmt_port: 8126,
                forkCount: 0, checkInterval: 1000, cacheSize: 10000, colour: 'red'
                }
                """);
        assertEquals("""
                [statsd-proxy]
                # nodes: expected { host: '...', port: ..., adminport: ... }, and not {"host": "c", "port": 8131}; the node is left out
                nodes = 127.0.0.1:8127:8128, [::1]:8129:8130
                server = ./servers/udp
                host = 0.0.0.0
                port = 8125
                # udp_version: without meaning here
                mgmt_port = 8126
                forkCount = 0
                checkInterval = 1000
                cacheSize = 10000
                # colour: unknown option of StatsD's cluster proxy; it is left out
                """, imported.text());
        assertEquals(2, imported.warnings().size());
    }

    static Stream<String> recordedConfigs() throws IOException {
        try (InputStream in = ConfigImportTest.class.getResourceAsStream("/goldens/statsd/scenarios.json")) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(one -> one.get("config").toString())
                    .distinct()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordedConfigs")
    void theConfigsOfTheRecordsMeanTheSame(String config) throws Exception {
        JsonNode original = new ObjectMapper().readTree(config);
        ImportedConfig imported = ConfigImport.of("c", config);
        assertEquals(List.of(), imported.warnings());
        assertEquals(expected(original), StatsdOptionsReader.read(load(imported.text())));
    }

    /** What the original makes of the options that occur in the records. */
    private static StatsdOptions expected(JsonNode config) {
        JsonNode graphite = config.path("graphite");
        boolean idle = config.path("deleteIdleStats").asBoolean(false);
        return new StatsdOptions(
                config.path("flushInterval").asLong(10_000),
                true,
                percentiles(config.path("percentThreshold")),
                config.path("flush_counts").asBoolean(true),
                list(config.path("histogram")).map(ConfigImportTest::bins).toList(),
                list(config.path("calculatedTimerMetrics"))
                        .map(JsonNode::asText)
                        .toList(),
                config.path("deleteCounters").asBoolean(idle),
                config.path("deleteTimers").asBoolean(idle),
                config.path("deleteSets").asBoolean(idle),
                config.path("deleteGauges").asBoolean(idle),
                config.path("gaugesMaxTTL").asInt(1),
                config.path("prefixStats").asText("statsd"),
                config.path("keyNameSanitize").asBoolean(true),
                new Namespace(
                        graphite.path("legacyNamespace").asBoolean(true),
                        graphite.path("globalPrefix").asText("stats"),
                        graphite.path("prefixCounter").asText("counters"),
                        graphite.path("prefixTimer").asText("timers"),
                        graphite.path("prefixGauge").asText("gauges"),
                        graphite.path("prefixSet").asText("sets"),
                        graphite.has("globalSuffix")
                                ? Optional.of(graphite.get("globalSuffix").asText())
                                : Optional.empty()),
                List.of(),
                Settings.defaults(StatsdSettings.GROUPS).get(StatsdSettings.MAX_METRICS),
                10_000,
                Settings.defaults(StatsdSettings.GROUPS).get(StatsdSettings.MAX_TIMER_VALUES));
    }

    private static List<Percentile> percentiles(JsonNode node) {
        return node.isArray()
                ? list(node)
                        .map(one -> new Percentile(one.asText(), Double.parseDouble(one.asText())))
                        .toList()
                : List.of(new Percentile("90", 90));
    }

    private static HistogramBins bins(JsonNode node) {
        return new HistogramBins(
                node.get("metric").asText(),
                list(node.get("bins"))
                        .map(bin -> new Bin(bin.asText(), bin.asDouble(Double.POSITIVE_INFINITY)))
                        .toList());
    }

    private static Stream<JsonNode> list(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private Settings load(String text) throws ConfigException, IOException {
        Path file = Files.writeString(folder.resolve("carbon.conf"), text);
        return Settings.load(
                ConfigSources.of(Map.of()).withConfig(file),
                Stream.concat(FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
                        .toList());
    }
}

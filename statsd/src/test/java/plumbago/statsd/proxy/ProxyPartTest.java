package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures.Measure;
import plumbago.base.part.Listening;
import plumbago.base.part.RunningParts;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.store.SeriesStore;

@Timeout(60)
class ProxyPartTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private Settings settings(String... proxy) throws ConfigException {
        List<String> overrides = new ArrayList<>();
        for (String setting : proxy) {
            overrides.add("statsd-proxy." + setting);
        }
        overrides.add("cache.STORAGE_DIR=" + folder);
        overrides.add("cache.CONF_DIR=" + folder);
        List<SettingGroup> groups = new ArrayList<>(CarbonSettings.GROUPS);
        groups.addAll(ProxyPart.DECLARATION.settings());
        return Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), groups);
    }

    /** Acts on a store with the proxy in front of it. */
    @FunctionalInterface
    private interface Use {
        void of(SeriesStore store, List<Listening> listening) throws Exception;
    }

    private static void run(Settings settings, Use use) throws Exception {
        Clock clock = Clock.systemUTC();
        try (SeriesStore store = SeriesStore.open(settings, clock);
                RunningParts parts = RunningParts.start(
                        List.of(ProxyPart.DECLARATION), PartContext.of(settings, clock, store, "test"))) {
            use.of(store, parts.listening());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Test
    void withoutAPortThereIsNone() throws Exception {
        run(
                settings("nodes=127.0.0.1:1:2", "mgmt_port=8126"),
                (store, listening) -> assertEquals(List.of(), listening));
    }

    @Test
    void passesLinesOnAsItsSettingsSay() throws Exception {
        int port = freePort();
        int management = freePort();
        try (TestNode node = new TestNode(HERE);
                DatagramSocket sender = new DatagramSocket()) {
            Settings settings = settings(
                    "nodes=" + node.node(),
                    "port=" + port,
                    "mgmt_port=" + management,
                    "checkInterval=60000",
                    "address_ipv6=true",
                    "forkCount=auto");
            run(settings, (store, listening) -> {
                assertEquals(
                        List.of(
                                new Listening("StatsD proxy", port, "StatsD lines over UDP"),
                                new Listening("StatsD proxy", management, "management commands over TCP")),
                        listening);
                byte[] packet = "gorets:1|c\nglork:320|ms\n".getBytes(US_ASCII);
                sender.send(new DatagramPacket(packet, packet.length, HERE, port));
                assertEquals("gorets:1|c", node.take());
                assertEquals("glork:320|ms", node.take());
                String label = "plumbago_statsd_proxy_lines_total{node=\""
                        + node.node().id() + "\"}";
                while (value(store, label) < 2) {
                    Thread.onSpinWait();
                }
                assertEquals(1, value(store, "plumbago_statsd_proxy_nodes"));
                assertEquals(0, value(store, "plumbago_statsd_proxy_datagrams_lost_total"));
                assertEquals(0, value(store, "plumbago_statsd_proxy_lines_dropped_total{reason=\"no_node\"}"));
                try (Socket socket = new Socket(HERE, management)) {
                    socket.getOutputStream().write("config".getBytes(US_ASCII));
                    socket.shutdownOutput();
                    assertEquals(
                            "\nnodes > 0: " + node.node() + "\nport: " + port
                                    + "\nhost: 127.0.0.1\nserver: ./servers/udp\nmgmt_port: " + management
                                    + "\nmgmt_address: 127.0.0.1\ncheckInterval: 60000\ncacheSize: 10000\njoinLines: false\n",
                            new String(socket.getInputStream().readAllBytes(), US_ASCII));
                }
            });
            assertTrue(
                    settings.notes().stream().anyMatch(note -> note.contains("forkCount")), settings.notes()::toString);
        }
    }

    private static double value(SeriesStore store, String series) {
        return store.measures().all().stream()
                .filter(measure -> measure.series().equals(series))
                .findFirst()
                .map(Measure::value)
                .orElseThrow()
                .getAsDouble();
    }

    @Test
    void namesAreWrittenAsInTheOriginalsFileOrInCapitals() throws Exception {
        Path file = Files.writeString(
                folder.resolve("carbon.conf"),
                "[statsd-proxy]\ncheckInterval = 70\nCACHESIZE = 71\njoinlines = on\ncheckIntervall = 5\naddress = 0.0.0.0\n");
        List<SettingGroup> groups = new ArrayList<>(CarbonSettings.GROUPS);
        groups.addAll(ProxyPart.DECLARATION.settings());
        Settings settings = Settings.load(ConfigSources.of(Map.of()).withConfig(file), groups);
        assertEquals(70, settings.get(ProxySettings.CHECK_INTERVAL));
        assertEquals(71, settings.get(ProxySettings.CACHE_SIZE));
        assertTrue(settings.get(ProxySettings.JOIN_LINES));
        assertEquals(file + ", line 2", settings.origin(ProxySettings.CHECK_INTERVAL));
        assertEquals(
                List.of(
                        file + ", line 5: unknown setting CHECKINTERVALL in section [statsd-proxy]; did you mean"
                                + " checkInterval?",
                        file + ", line 6: unknown setting ADDRESS in section [statsd-proxy]; host has taken its place"),
                settings.warnings());
    }

    @Test
    void aMistakeStopsTheStartAndSaysWhatIsExpected() throws Exception {
        ConfigException e = assertThrows(ConfigException.class, () -> settings("nodes=127.0.0.1:8127"));
        assertTrue(e.getMessage().contains("nodes = 127.0.0.1:8127: expected host:port:adminport"), e.getMessage());
        e = assertThrows(ConfigException.class, () -> settings("server=./servers/http"));
        assertTrue(e.getMessage().contains("expected one of ./servers/udp, ./servers/tcp"), e.getMessage());
        Settings settings = settings("port=" + freePort());
        e = assertThrows(ConfigException.class, () -> run(settings, (store, listening) -> {}));
        assertTrue(e.getMessage().contains("expected nodes = host:port:adminport"), e.getMessage());
    }

    @Test
    void aPortInUseStopsTheStartToo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            Settings tcp = settings("nodes=127.0.0.1:1:2", "server=./servers/tcp", "port=" + taken.getLocalPort());
            IOException e = assertThrows(IOException.class, () -> run(tcp, (store, listening) -> {}));
            assertTrue(e.getMessage().contains("cannot listen for lines for StatsDs on port"), e.getMessage());
            Settings management =
                    settings("nodes=127.0.0.1:1:2", "port=" + freePort(), "mgmt_port=" + taken.getLocalPort());
            e = assertThrows(IOException.class, () -> run(management, (store, listening) -> {}));
            assertTrue(e.getMessage().contains("mgmt_port"), e.getMessage());
        }
    }
}

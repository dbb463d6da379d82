package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.Settings;
import plumbago.base.measure.PrometheusText;
import plumbago.base.part.Part;
import plumbago.carbon.CarbonService;
import plumbago.carbon.PartContext;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.store.SeriesStore;
import plumbago.carbon.store.Storages;

/** StatsD with a store, as the program has it. */
class StatsdPartTest {
    private static final long START = 1_700_000_000_000L;
    private static final List<SettingGroup> GROUPS = Stream.of(
                    CarbonService.declaration().settings(),
                    StatsdPart.DECLARATION.settings(),
                    Storages.EMBEDDED.settings())
            .flatMap(List::stream)
            .toList();

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock(START);
    private SeriesStore store;
    private Part part;

    @AfterEach
    void stop() {
        if (part != null) {
            part.close();
        }
        if (store != null) {
            store.close();
        }
    }

    @Test
    void whatAShellSendsIsInTheStoreAfterTheFlush() throws Exception {
        int port = freePort();
        start("statsd.port=" + port);
        send(port, "deploys:1|c\nload:0.5|g\nrender:320|ms");
        flush(1);
        assertEquals(1, value("stats_counts.deploys"));
        assertEquals(0.1, value("stats.deploys"));
        assertEquals(0.5, value("stats.gauges.load"));
        assertEquals(320, value("stats.timers.render.upper_90"));
        assertEquals(3, value("stats_counts.statsd.metrics_received"));
        assertEquals(6, value("statsd.numStats"));
    }

    @Test
    void newSeriesAreRolledUpAsWhatTheyAre() throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 10s:1h,1m:1d\n");
        int port = freePort();
        start("statsd.port=" + port);
        send(port, "deploys:1|c\nload:0.5|g\nrender:320|ms");
        flush(1);
        assertEquals(1, value("stats_counts.deploys"));
        store.close();
        store = null;
        for (String[] expected : new String[][] {
            {"stats_counts/deploys", "sum"},
            {"stats/deploys", "average"},
            {"stats/gauges/load", "last"},
            {"stats/timers/render/upper", "max"},
            {"stats/timers/render/upper_90", "max"},
            {"stats/timers/render/lower", "min"},
            {"stats/timers/render/mean_90", "average"},
            {"stats/timers/render/sum_squares_90", "sum"},
            {"stats/timers/render/count_ps", "average"},
            {"stats/timers/render/count", "sum"}
        }) {
            byte[] file = Files.readAllBytes(folder.resolve("whisper/" + expected[0] + ".wsp"));
            // The first number of the header is the method.
            int method = file[3];
            assertEquals(whisperCode(expected[1]), method, expected[0]);
        }
    }

    private static int whisperCode(String method) {
        return List.of("", "average", "sum", "last", "max", "min")
                .indexOf(AggregationMethod.ofLabel(method).label());
    }

    @Test
    void countsGoOnAfterARestart() throws Exception {
        int port = freePort();
        start("statsd.port=" + port);
        send(port, "deploys:1|c\nload:5|g");
        Await.until(() -> measure("plumbago_statsd_packets_total") == 1);
        stop();
        start("statsd.port=" + port);
        send(port, "deploys:2|c\nload:-2|g");
        flush(1);
        assertEquals(3, value("stats_counts.deploys"));
        assertEquals(3, value("stats.gauges.load"));
    }

    @Test
    void eventsGoToTheStoresEvents() throws Exception {
        int port = freePort();
        start("statsd.port=" + port);
        send(port, "_e{6,5}:deploy|v1.2.|d:1699999999|#env:prod");
        EventStore events = store.state().events();
        Await.until(() -> events.size() == 1);
        assertEquals(
                List.of("env:prod"),
                events.find(1_699_999_998, 1_700_000_000, List.of(), EventStore.Combination.ANY)
                        .get(0)
                        .tags());
    }

    @Test
    void whatOthersListenOnByDefaultIsNoReasonNotToStart() throws Exception {
        try (DatagramSocket packets = bound(8125);
                ServerSocket commands = listening(8126)) {
            start();
            assertEquals(List.of(), part.listening());
            assertTrue(packets == null || packets.isBound());
            assertTrue(commands == null || commands.isBound());
        }
    }

    /** Null where another process has it, which is as good. */
    private static DatagramSocket bound(int port) {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            return null;
        }
    }

    private static ServerSocket listening(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void aPortThatIsAskedForAndTakenStopsTheStartAndIsNamed() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            IOException refused = assertThrows(IOException.class, () -> start("statsd.port=" + other.getLocalPort()));
            assertTrue(refused.getMessage().contains("statsd.port"), refused.getMessage());
        }
    }

    @Test
    void nothingIsFlushedWhereNobodySendsAndNobodyHasAskedForIt() throws Exception {
        start();
        clock.advance(10_000);
        clock.advance(10_000);
        part.close();
        assertTrue(Double.isNaN(value("statsd.numStats")));
        assertEquals(0, store.index().size());
    }

    @Test
    void severalServersAndASocketInTheFileSystem() throws Exception {
        int udp = freePort();
        int tcp = freePort();
        Path socket = folder.resolve("statsd.sock");
        start("statsd.servers=[{\"server\": \"./servers/udp\", \"address\": \"127.0.0.1\", \"port\": " + udp
                + "}, {\"server\": \"./servers/tcp\", \"address\": \"127.0.0.1\", \"port\": " + tcp
                + "}, {\"server\": \"./servers/tcp\", \"socket\": \"" + socket + "\"}]");
        assertTrue(Files.exists(socket));
        send(udp, "a:1|c");
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), tcp)) {
            client.getOutputStream().write("a:2|c\n".getBytes(StandardCharsets.UTF_8));
        }
        flush(2);
        assertEquals(3, value("stats_counts.a"));
    }

    private void start(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder,
                "cache.CONF_DIR=" + folder,
                "cache.MAX_CREATES_PER_MINUTE=inf",
                "cache.CARBON_METRIC_INTERVAL=0"));
        if (settings.length > 0) {
            all.add("statsd.mgmt_port=0");
        }
        all.addAll(List.of(settings));
        Settings read = Settings.load(ConfigSources.of(Map.of()).withOverrides(all), GROUPS);
        store = SeriesStore.open(read, clock, Storages.EMBEDDED.withRollUps(StatsdRollUps::of));
        part = StatsdPart.DECLARATION.maker().make(PartContext.of(read, clock, store, "test"));
        part.start();
    }

    /** Has an interval end when so many packets have been read. */
    private void flush(double packets) {
        Await.until(() -> measure("plumbago_statsd_packets_total") == packets);
        clock.advance(10_000);
        Await.until(() -> !Double.isNaN(value("statsd.numStats")));
    }

    private double measure(String name) {
        return PrometheusText.of(store.measures())
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findAny()
                .orElseThrow();
    }

    /** What the store has at the end of the interval; NaN for nothing. */
    private double value(String metric) {
        long end = START / 1000 + 10;
        try {
            Optional<SeriesRange> range = store.reader().read(metric, end - 1, end, end);
            return range.isEmpty() || range.get().values().length == 0
                    ? Double.NaN
                    : range.get().values()[0];
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(int port, String packet) throws IOException {
        byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

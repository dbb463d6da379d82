package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.text.Bytes;
import plumbago.base.text.pickle.PickleWriter;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.route.HashType;
import plumbago.carbon.relay.route.RelayMethod;
import plumbago.carbon.relay.route.Router;
import plumbago.carbon.relay.route.Routers;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.testkit.LineDestination;
import plumbago.whisper.WhisperFile;

/** Our relay behind and before carbon-c-relay, carbon-relay, carbon-cache and our cache: every point arrives, and once. */
@Timeout(600)
class RelayNeighboursIT {
    private static final int METRICS = 200;
    private static final int TIMES = 50;
    private static final String RECEIVED = "plumbago_points_received_total";
    private static final String RECEIVED_BY_RELAY = RECEIVED + "{daemon=\"relay\"}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final long newest = System.currentTimeMillis() / 1000;
    private final List<LineDestination> sinks = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (LineDestination sink : sinks) {
            sink.close();
        }
    }

    private static String name(int metric) {
        return "load.m" + metric;
    }

    private static int value(int metric, int time) {
        return time * 1_000 + metric;
    }

    private long timestamp(int time) {
        return newest - TIMES + 1 + time;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            for (int metric = 0; metric < METRICS; metric++) {
                lines.add(name(metric) + " " + value(metric, time) + " " + timestamp(time));
            }
        }
        return lines;
    }

    private void sendLines(int port) throws IOException {
        send(port, (String.join("\n", lines()) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** As Python's senders do it: each frame a list of pairs. */
    private void sendPickles(int port) throws IOException {
        Bytes all = new Bytes(1 << 20);
        for (int time = 0; time < TIMES; time++) {
            Bytes content = new Bytes(1 << 14);
            PickleWriter writer = new PickleWriter(content);
            writer.beginList();
            for (int metric = 0; metric < METRICS; metric++) {
                writer.text(name(metric)).whole(timestamp(time)).real(value(metric, time));
                writer.pair().pair();
            }
            writer.endList();
            writer.end();
            for (int shift = 24; shift >= 0; shift -= 8) {
                all.put((byte) (content.length() >> shift));
            }
            all.put(content.array(), 0, content.length());
        }
        send(port, Arrays.copyOf(all.array(), all.length()));
    }

    private static void send(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
        }
    }

    private static String text(LineDestination sink, int index) {
        return "127.0.0.1:" + sink.port() + ":" + "abc".charAt(index);
    }

    private RunningServer startRelay(String protocol, List<String> destinations, String... settings)
            throws IOException {
        Files.writeString(folder.resolve("carbon.conf"), """
                [relay]
                RELAY_METHOD = consistent-hashing
                DESTINATION_PROTOCOL = %s
                DESTINATIONS = %s
                """.formatted(protocol, String.join(", ", destinations)));
        return RunningServer.startRelay(folder, settings);
    }

    private static void assertSameLines(List<String> expected, List<String> came) {
        assertEquals(
                expected.stream().sorted().collect(Collectors.joining("\n")),
                came.stream().sorted().collect(Collectors.joining("\n")));
    }

    @Test
    void behindCarbonCRelay() throws Exception {
        try (RunningServer relay = startBeforeThree()) {
            try (DebianDaemon upstream = DebianDaemon.carbonCRelay(folder.resolve("them"), relay.linePort)) {
                sendLines(upstream.linePort);
                awaitReceived(relay, RECEIVED_BY_RELAY, METRICS * TIMES);
            }
            assertWhereTheRingSays(relay, lines());
        }
    }

    @ParameterizedTest
    @CsvSource({"line, line", "pickle, line", "line, pickle", "pickle, pickle"})
    void behindCarbonRelay(String sent, String passedOn) throws Exception {
        int pickles = RunningServer.freePort();
        try (RunningServer relay = startBeforeThree("relay.PICKLE_RECEIVER_PORT=" + pickles)) {
            int port = passedOn.equals("line") ? relay.linePort : pickles;
            try (DebianDaemon upstream = DebianDaemon.carbonRelay(folder.resolve("them"), port, passedOn)) {
                if (sent.equals("line")) {
                    sendLines(upstream.linePort);
                } else {
                    sendPickles(upstream.picklePort);
                }
                awaitReceived(relay, RECEIVED_BY_RELAY, METRICS * TIMES);
            }
            assertWhereTheRingSays(relay, lines());
        }
    }

    private RunningServer startBeforeThree(String... settings) throws IOException {
        List<String> destinations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            LineDestination sink = new LineDestination();
            sinks.add(sink);
            destinations.add(text(sink, i));
        }
        return startRelay("line", destinations, settings);
    }

    private static void awaitReceived(RunningServer server, String measure, long points) throws Exception {
        while (server.measure(measure) < points) {
            Thread.onSpinWait();
        }
    }

    private void assertWhereTheRingSays(RunningServer relay, List<String> lines) throws Exception {
        List<Destination> destinations = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            destinations.add(Destination.parse(text(sinks.get(i), i)));
        }
        Router ring = Routers.of(
                new RoutingOptions(RelayMethod.CONSISTENT_HASHING, HashType.CARBON_CH, 1, true),
                destinations,
                null,
                null);
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            int index = i;
            expected.add(lines.stream()
                    .filter(line -> ring.destinations(RelayLoad.name(line))[0] == index)
                    .toList());
            sinks.get(i).await(expected.get(i).size());
        }
        relay.stop();
        for (int i = 0; i < sinks.size(); i++) {
            assertSameLines(expected.get(i), sinks.get(i).awaitEnd());
        }
    }

    @Test
    void beforeCarbonCRelay() throws Exception {
        LineDestination sink = new LineDestination();
        sinks.add(sink);
        try (DebianDaemon downstream = DebianDaemon.carbonCRelay(folder.resolve("them"), sink.port())) {
            assertPassedOn("line", downstream.linePort, sink);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "pickle"})
    void beforeCarbonRelay(String protocol) throws Exception {
        LineDestination sink = new LineDestination();
        sinks.add(sink);
        try (DebianDaemon downstream = DebianDaemon.carbonRelay(folder.resolve("them"), sink.port(), "line")) {
            assertPassedOn(protocol, protocol.equals("line") ? downstream.linePort : downstream.picklePort, sink);
        }
    }

    private void assertPassedOn(String protocol, int port, LineDestination sink) throws Exception {
        try (RunningServer relay = startRelay(protocol, List.of("127.0.0.1:" + port))) {
            sendLines(relay.linePort);
            sink.await(METRICS * TIMES);
            assertSent(relay, port);
            relay.stop();
        }
        assertSameLines(lines(), sink.await(METRICS * TIMES));
    }

    /** Nothing waits, nothing was dropped, and nothing was sent twice. */
    private static void assertSent(RunningServer relay, int port) throws Exception {
        awaitReceived(relay, RECEIVED_BY_RELAY, METRICS * TIMES);
        String of = "{daemon=\"relay\",destination=\"127.0.0.1:" + port + "\"}";
        while (relay.measure("plumbago_relay_waiting_points" + of) > 0) {
            Thread.onSpinWait();
        }
        assertEquals(METRICS * TIMES, relay.measure("plumbago_relay_sent_total" + of));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "pickle"})
    void beforeCarbonCache(String protocol) throws Exception {
        try (DebianDaemon cache = DebianDaemon.carbonCache(folder.resolve("them"))) {
            int port = protocol.equals("line") ? cache.linePort : cache.picklePort;
            try (RunningServer relay = startRelay(protocol, List.of("127.0.0.1:" + port))) {
                sendLines(relay.linePort);
                assertSent(relay, port);
                relay.stop();
            }
            for (int metric = 0; metric < METRICS; metric++) {
                double[] values = values(cache.whisperFile(name(metric)));
                while (Arrays.stream(values).anyMatch(Double::isNaN)) {
                    values = values(cache.whisperFile(name(metric)));
                }
                assertArrayEquals(expected(metric), values, name(metric));
            }
        }
    }

    private double[] expected(int metric) {
        double[] expected = new double[TIMES];
        for (int time = 0; time < TIMES; time++) {
            expected[time] = value(metric, time);
        }
        return expected;
    }

    /** NaN for those that are not there yet. */
    private double[] values(Path file) {
        double[] none = {Double.NaN};
        if (!Files.exists(file)) {
            return none;
        }
        try (WhisperFile whisper = WhisperFile.openReadOnly(file)) {
            return whisper.fetch(newest - TIMES, newest, newest).orElseThrow().values();
        } catch (IOException e) {
            // It is being made.
            return none;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "pickle", "protobuf", "udp"})
    void beforeOurCache(String protocol) throws Exception {
        Path cacheFolder = Files.createDirectory(folder.resolve("cache"));
        Files.writeString(cacheFolder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
        int pickles = RunningServer.freePort();
        int protobuf = RunningServer.freePort();
        int datagrams = RunningServer.freePort();
        try (RunningServer cache = RunningServer.start(
                cacheFolder,
                "cache.CONF_DIR=" + cacheFolder,
                "cache.CARBON_METRIC_INTERVAL=0",
                "cache.PICKLE_RECEIVER_PORT=" + pickles,
                "cache.PROTOBUF_RECEIVER_PORT=" + protobuf,
                "cache.ENABLE_UDP_LISTENER=True",
                "cache.UDP_RECEIVER_PORT=" + datagrams)) {
            int port = switch (protocol) {
                case "pickle" -> pickles;
                case "protobuf" -> protobuf;
                case "udp" -> datagrams;
                default -> cache.linePort;
            };
            try (RunningServer relay = startRelay(protocol, List.of("127.0.0.1:" + port))) {
                sendLines(relay.linePort);
                awaitReceived(cache, RECEIVED, METRICS * TIMES);
                assertSent(relay, port);
                relay.stop();
            }
            cache.stop();
        }
        String log = Files.readString(cacheFolder.resolve("log"));
        assertTrue(
                log.contains("stopped; " + METRICS * TIMES + " points received, " + METRICS * TIMES + " stored"), log);
        for (int metric = 0; metric < METRICS; metric++) {
            assertArrayEquals(expected(metric), values(cacheFolder.resolve("whisper/load/m" + metric + ".wsp")));
        }
    }
}

package plumbago.statsd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.net.DatagramOptions;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.UnixSocket;
import plumbago.carbon.stats.PointCounters;
import plumbago.statsd.Await;
import plumbago.statsd.SetClock;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.backend.FlushedMetrics;
import plumbago.statsd.config.StatsdOptions;

class StatsdServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final long START = 1_700_000_000_000L;
    private static final long INTERVAL = 10_000;

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock(START);
    private final BlockingQueue<Map<String, Double>> flushes = new LinkedBlockingQueue<>();
    private final List<Long> timestamps = new CopyOnWriteArrayList<>();
    private final PointCounters counters = new PointCounters();
    private volatile CountDownLatch flushMayGoOn = new CountDownLatch(0);
    private StatsdServer server;
    private int port;
    private long sent;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anIntervalUnderWayAndGaugesGoOnInTheNextProcess() throws Exception {
        start(options(100_000, 1000));
        send("a:3|c\na:4|c|@0.5\nb:7|g\nt:5|ms\ns:x|s");
        server.close();
        clock.advance(3_000);
        start(options(100_000, 1000));
        send("a:1|c\nb:+2|g\nt:6|ms\ns:x|s\ns:y|s");
        clock.advance(7_000);
        Map<String, Double> flushed = flush();
        assertEquals(12, flushed.get("stats_counts.a"));
        assertEquals(9, flushed.get("stats.gauges.b"));
        assertEquals(11, flushed.get("stats.timers.t.sum"));
        assertEquals(2, flushed.get("stats.sets.s.count"));
        assertEquals(2, flushed.get("stats_counts.statsd.packets_received"));
        assertEquals(List.of(START / 1000 + 10), timestamps);
    }

    @Test
    void aFlushThatWasNotEndedIsRepeatedWithTheSameTimeAndValues() throws Exception {
        start(options(100_000, 1000));
        send("a:3|c");
        flushMayGoOn = new CountDownLatch(1);
        clock.advance(INTERVAL);
        server.lookAtClock();
        Await.until(() -> timestamps.size() == 1);
        // While the flush hangs more comes in; and then the process is as good as killed.
        send("a:5|c");
        Path copy = copyOf(folder.resolve("journal"));
        flushMayGoOn.countDown();
        server.close();
        flushes.clear();
        timestamps.clear();
        sent = 0;
        start(options(100_000, 1000), copy);
        assertEquals(3, flushes.take().get("stats_counts.a"));
        assertEquals(List.of(START / 1000 + 10), timestamps);
        clock.advance(INTERVAL);
        assertEquals(5, flush().get("stats_counts.a"));
        assertEquals(List.of(START / 1000 + 10, START / 1000 + 20), timestamps);
    }

    @Test
    void aFlushThatIsLateOrASteppingClockLosesAndRepeatsNothing() throws Exception {
        start(options(100_000, 1000));
        send("a:1|c");
        clock.advance(37_000);
        assertEquals(1, flush().get("stats_counts.a"));
        send("a:2|c");
        clock.advance(-20_000);
        server.lookAtClock();
        send("a:4|c");
        clock.advance(15_000);
        server.lookAtClock();
        send("a:8|c");
        clock.advance(8_000);
        assertEquals(14, flush().get("stats_counts.a"));
        assertEquals(List.of(START / 1000 + 30, START / 1000 + 40), timestamps);
    }

    @Test
    void whatComesWhileAFlushHangsIsInTheNext() throws Exception {
        start(options(100_000, 1000));
        send("a:1|c");
        flushMayGoOn = new CountDownLatch(1);
        clock.advance(INTERVAL);
        server.lookAtClock();
        Await.until(() -> timestamps.size() == 1);
        send("a:2|c\nb:1|ms");
        clock.advance(3 * INTERVAL);
        server.lookAtClock();
        send("a:4|c");
        flushMayGoOn.countDown();
        assertEquals(1, flushes.take().get("stats_counts.a"));
        Map<String, Double> next = flushes.take();
        assertEquals(6, next.get("stats_counts.a"));
        assertEquals(1, next.get("stats.timers.b.count"));
        assertEquals(List.of(START / 1000 + 10, START / 1000 + 40), timestamps);
    }

    @Test
    void linesComeByConnectionsInWhateverPieces() throws Exception {
        start(options(100_000, 1000));
        int tcp = server.listenForConnections(ANY, ListenerOptions.open(), counters);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcp)) {
            socket.setTcpNoDelay(true);
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                lines.append("c").append(i % 100).append(":1|c\n");
            }
            socket.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write("x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write("\nc7:1|c\nc8:1".getBytes(StandardCharsets.UTF_8));
            Await.until(() -> server.lines() == 20_001 && server.badLines() == 1);
            socket.getOutputStream().write("|c\n".getBytes(StandardCharsets.UTF_8));
            Await.until(() -> server.lines() == 20_002);
        }
        clock.advance(INTERVAL);
        Map<String, Double> flushed = flush();
        assertEquals(200, flushed.get("stats_counts.c0"));
        assertEquals(201, flushed.get("stats_counts.c7"));
        assertEquals(201, flushed.get("stats_counts.c8"));
        assertEquals(1, flushed.get("stats_counts.statsd.bad_lines_seen"));
    }

    @Test
    void aPageInABrowserCountsNothing() throws Exception {
        start(options(100_000, 1000));
        int tcp = server.listenForConnections(ANY, ListenerOptions.open(), counters);
        for (String request : List.of(
                "POST / HTTP/1.1\r\nHost: a\r\n\r\npage.evil:1|c\n",
                "POST /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\npage.evil:1|c\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcp)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertEquals(-1, socket.getInputStream().read());
            } catch (java.net.SocketException e) {
                // It may have been ended while the request was still under way.
                assertTrue(e.getMessage().contains("reset") || e.getMessage().contains("pipe"), e.getMessage());
            }
        }
        Await.until(() -> server.refusedPackets() == 2);
        clock.advance(INTERVAL);
        assertFalse(flush().containsKey("stats_counts.page.evil"));
    }

    @Test
    void linesComeByASocketInTheFileSystem() throws Exception {
        start(options(100_000, 1000));
        Path file = folder.resolve("statsd.sock");
        server.listenForConnections(new UnixSocket(file, 0600), ListenerOptions.open(), counters);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(file));
            channel.write(ByteBuffer.wrap("a:1|c\nb:2|c\n".getBytes(StandardCharsets.UTF_8)));
            Await.until(() -> server.lines() == 2);
        }
        clock.advance(INTERVAL);
        assertEquals(2, flush().get("stats_counts.b"));
    }

    @Test
    void aFloodOfNamesEndsAtTheBoundAndKnownNamesGoOn() throws Exception {
        start(options(1000, 1000));
        send("known:1|c");
        for (int i = 0; i < 100; i++) {
            StringBuilder packet = new StringBuilder();
            for (int name = 0; name < 50; name++) {
                packet.append("flood").append(50 * i + name).append(":1|ms\n");
            }
            send(packet.toString());
        }
        send("known:1|c");
        clock.advance(INTERVAL);
        assertEquals(2, flush().get("stats_counts.known"));
        // Its own three, and the gauge of the next flush, which has no place.
        assertEquals(1000, server.metrics().sizeNow());
        assertEquals(5000 - 996, server.metrics().metricsRefused());
    }

    @Test
    void beyondTheBoundPercentilesAreEstimatedAndTheRestIsExact() throws Exception {
        start(options(100_000, 1000));
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            StringBuilder packet = new StringBuilder();
            for (int j = 0; j < 20; j++) {
                int value = 1 + (i * 20 + j) * 7919 % 10_000;
                sum += value;
                packet.append("t:").append(value).append("|ms\n");
            }
            send(packet.toString());
        }
        clock.advance(INTERVAL);
        Map<String, Double> flushed = flush();
        assertEquals(10_000, flushed.get("stats.timers.t.count"));
        assertEquals(sum, flushed.get("stats.timers.t.sum"));
        assertEquals(10_000, flushed.get("stats.timers.t.upper"));
        assertEquals(1, flushed.get("stats.timers.t.lower"));
        assertEquals(9000, flushed.get("stats.timers.t.upper_90"), 9000 / 256.0);
        assertEquals(5000, flushed.get("stats.timers.t.median"), 5000 / 256.0);
        assertEquals(sum / 10_000, flushed.get("stats.timers.t.mean"));
        assertEquals(2886.75, flushed.get("stats.timers.t.std"), 1);
    }

    @Test
    void metricsThatAreIdleForTheirTimeGo() throws Exception {
        StatsdOptions plain = options(100_000, 1000);
        start(withTimeToLive(plain, List.of(new StatsdOptions.TimeToLive("batch.*", 20))));
        send("batch.a:1|c\nbatch.g:1|g\nother:1|c");
        clock.advance(INTERVAL);
        assertTrue(flush().containsKey("stats_counts.batch.a"));
        clock.advance(INTERVAL);
        assertTrue(flush().containsKey("stats_counts.batch.a"));
        clock.advance(INTERVAL);
        assertTrue(flush().containsKey("stats.gauges.batch.g"));
        clock.advance(INTERVAL);
        Map<String, Double> later = flush();
        assertFalse(later.containsKey("stats_counts.batch.a"));
        assertFalse(later.containsKey("stats.gauges.batch.g"));
        assertTrue(later.containsKey("stats_counts.other"));
    }

    @Test
    void commandsDeleteAndShowWhatIsThere() throws Exception {
        start(options(100_000, 1000));
        int commands = server.listenForCommands(ANY, counters, "\nx: y\n");
        send("a.b:1|c\na.c:2|c\nd:3|g\nt:4|ms");
        assertEquals("deleted: a.b\ndeleted: a.c\nmetric z not found\nEND\n\n", ask(commands, "delcounters a.* z"));
        assertEquals("{ d: 3 }\nEND\n\n", ask(commands, "gauges\n"));
        assertEquals("{ t: [ 4 ] }\nEND\n\n", ask(commands, "timers\r\n"));
        assertEquals("deleted: t\nEND\n\n", ask(commands, "deltimers t"));
        assertEquals("health: down\n", ask(commands, "health DOWN"));
        assertEquals("health: down\n", ask(commands, "health"));
        assertEquals("\nx: y\n", ask(commands, "config"));
        assertEquals("ERROR\n", ask(commands, "hello"));
        clock.advance(INTERVAL);
        Map<String, Double> flushed = flush();
        assertFalse(flushed.containsKey("stats_counts.a.b"));
        assertFalse(flushed.containsKey("stats.timers.t.count"));
        assertEquals(3, flushed.get("stats.gauges.d"));
    }

    private static String ask(int port, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Test
    void oneThatKeepsNothingAndWasNeverUsedFlushesNothingAtItsEnd() throws Exception {
        for (boolean quiet : new boolean[] {true, false}) {
            server = new StatsdServer(setup(options(100_000, 1000), Optional.empty(), quiet));
            server.start();
            server.close();
            assertEquals(quiet ? 0 : 1, timestamps.size());
        }
    }

    private void start(StatsdOptions options) throws IOException {
        start(options, folder.resolve("journal"));
    }

    private void start(StatsdOptions options, Path journal) throws IOException {
        sent = 0;
        server = new StatsdServer(setup(options, Optional.of(journal), false));
        server.start();
        port = server.listenForDatagrams(ANY, DatagramOptions.allowing(any -> true));
    }

    private StatsdServer.Setup setup(StatsdOptions options, Optional<Path> journal, boolean quietUntilUsed) {
        return new StatsdServer.Setup(
                options,
                clock,
                journal,
                1 << 26,
                List.of(new Recorder()),
                List.of(),
                Optional.empty(),
                false,
                false,
                quietUntilUsed);
    }

    /** Sends a packet, and waits until it has been read. */
    private void send(String packet) throws IOException {
        byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
        sent++;
        Await.until(() -> server.packets() == sent);
    }

    private Map<String, Double> flush() throws InterruptedException {
        server.lookAtClock();
        Map<String, Double> flushed = flushes.poll(30, TimeUnit.SECONDS);
        assertTrue(flushed != null, "no flush");
        return flushed;
    }

    private static Path copyOf(Path folder) throws IOException {
        Path copy = folder.resolveSibling("copy");
        java.nio.file.Files.createDirectories(copy);
        try (var files = java.nio.file.Files.list(folder)) {
            for (Path file : files.toList()) {
                java.nio.file.Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static StatsdOptions options(int maxMetrics, int exactValues) {
        return new StatsdOptions(
                INTERVAL,
                true,
                List.of(new StatsdOptions.Percentile("90", 90)),
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
                new StatsdOptions.Namespace(true, "stats", "counters", "timers", "gauges", "sets", Optional.empty()),
                List.of(),
                maxMetrics,
                exactValues,
                1_000_000);
    }

    private static StatsdOptions withTimeToLive(StatsdOptions of, List<StatsdOptions.TimeToLive> rules) {
        return new StatsdOptions(
                of.flushIntervalMillis(),
                of.alignToClock(),
                of.percentThreshold(),
                of.flushCounts(),
                of.histogram(),
                of.calculatedTimerMetrics(),
                of.deleteCounters(),
                of.deleteTimers(),
                of.deleteSets(),
                of.deleteGauges(),
                of.gaugesMaxTtl(),
                of.prefixStats(),
                of.keyNameSanitize(),
                of.namespace(),
                rules,
                of.maxMetrics(),
                of.timerExactValues(),
                of.maxTimerValues());
    }

    private final class Recorder implements Backend {
        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public void flush(FlushedMetrics metrics) {
            timestamps.add(metrics.timestamp());
            Map<String, Double> points = new TreeMap<>();
            metrics.eachPoint((name, offset, length, value) ->
                    points.put(new String(name, offset, length, StandardCharsets.UTF_8), value));
            try {
                flushMayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            flushes.add(points);
        }

        @Override
        public void status(StatusWriter writer) {}

        @Override
        public void close() {}
    }
}

package plumbago.statsd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.net.DatagramOptions;
import plumbago.statsd.Await;
import plumbago.statsd.SetClock;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.backend.FlushedMetrics;
import plumbago.statsd.config.StatsdOptions;

/**
 * Spoiled lines and datagrams against a server with all that it has. Ten million lines instead of some: {@code
 * -Dplumbago.fuzz=65}.
 */
class StatsdFuzzTest {
    private static final int ROUNDS = Integer.getInteger("plumbago.fuzz", 1);
    private static final int PACKETS_A_ROUND = 2600;
    private static final int LINES_A_PACKET = 60;
    private static final int IN_FLIGHT = 32;
    private static final int MAX_METRICS = 20_000;

    private static final String[] LINES = {
        "gorets:1|c",
        "glork:320|ms|@0.1",
        "gaugor:+4|g",
        "uniques:765|s",
        "a.b;k=v:1.5|c|#x:y,z:w",
        "m:1:2:3|d|@0.5|#t:u",
        "_e{5,4}:title|text|#a:b",
        "_sc|name|1|d:1700000000|h:host|#a:b|m:message",
        "h:5|h|c:ci-abc|T1700000000",
        "b:1|c:2|c:3|ms",
        "g:=-5|g",
        "x:1e300|ms",
        "y:Infinity|c",
        "z:0x1f|c"
    };

    @TempDir
    Path folder;

    @Test
    void whateverComesItGoesOnAndItsCountsAddUp() throws Exception {
        Errors errors = new Errors();
        Logger.getLogger("plumbago").addHandler(errors);
        SplittableRandom random = new SplittableRandom(Long.getLong("plumbago.seed", 11));
        SetClock clock = new SetClock(1_700_000_000_000L);
        Sums sums = new Sums();
        try (StatsdServer server = new StatsdServer(new StatsdServer.Setup(
                        options(),
                        clock,
                        Optional.of(folder),
                        1 << 28,
                        List.of(sums),
                        List.of(),
                        Optional.of((when, title, text, tags) -> {}),
                        false,
                        false,
                        false));
                DatagramSocket socket = new DatagramSocket()) {
            server.start();
            int port = server.listenForDatagrams(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DatagramOptions.allowing(any -> true));
            long packets = 0;
            long lines = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < PACKETS_A_ROUND; i++) {
                    byte[] packet = packet(random);
                    lines += lines(packet);
                    packets++;
                    socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
                    long sent = packets;
                    Await.until(() -> sent - server.packets() < IN_FLIGHT);
                }
                long sent = packets;
                Await.until(() -> server.packets() == sent);
                assertEquals(lines, server.lines());
                assertTrue(server.metrics().sizeNow() <= MAX_METRICS);
                clock.advance(10_000);
                server.lookAtClock();
                int flushes = round + 1;
                Await.until(() -> sums.flushes.get() == flushes);
            }
            assertEquals(packets, (long) sums.packets);
            assertEquals(lines, (long) sums.lines);
            assertEquals(server.badLines(), (long) sums.bad);
            assertTrue(sums.bad > 0);
            System.out.printf("%d lines in %d packets, %.0f of them bad%n", lines, packets, sums.bad);
        } finally {
            Logger.getLogger("plumbago").removeHandler(errors);
        }
        assertEquals(0, errors.count, "errors in the log");
    }

    private static byte[] packet(SplittableRandom random) {
        StringBuilder packet = new StringBuilder();
        int lines = random.nextInt(2 * LINES_A_PACKET);
        for (int i = 0; i < lines; i++) {
            packet.append(LINES[random.nextInt(LINES.length)]);
            packet.append(random.nextInt(50) == 0 ? "\r\n" : "\n");
        }
        byte[] bytes = packet.toString().getBytes(StandardCharsets.UTF_8);
        int changes = random.nextInt(3) == 0 ? 0 : random.nextInt(1 + lines);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = (byte) ":|@#\n0.-+,;=cmsg{}".charAt(random.nextInt(18));
                default -> {
                    int to = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(20), bytes.length - Math.max(at, to));
                    System.arraycopy(bytes, at, bytes, to, length);
                }
            }
        }
        return bytes;
    }

    private static long lines(byte[] packet) {
        long lines = 0;
        boolean isEmpty = true;
        for (byte one : packet) {
            if (one == '\n') {
                isEmpty = true;
            } else if (isEmpty) {
                isEmpty = false;
                lines++;
            }
        }
        return lines;
    }

    private static StatsdOptions options() {
        return new StatsdOptions(
                10_000,
                true,
                List.of(new StatsdOptions.Percentile("90", 90), new StatsdOptions.Percentile("-10", -10)),
                true,
                List.of(new StatsdOptions.HistogramBins(
                        "",
                        List.of(
                                new StatsdOptions.Bin("10", 10),
                                new StatsdOptions.Bin("inf", Double.POSITIVE_INFINITY)))),
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
                MAX_METRICS,
                1000,
                100_000);
    }

    /** Adds up what the server says of itself in its flushes. */
    private static final class Sums implements Backend {
        private double packets;
        private double lines;
        private double bad;
        private final AtomicInteger flushes = new AtomicInteger();

        @Override
        public String name() {
            return "sums";
        }

        @Override
        public void flush(FlushedMetrics metrics) {
            metrics.eachPoint((name, offset, length, value) -> {
                switch (new String(name, offset, length, StandardCharsets.UTF_8)) {
                    case "stats_counts.statsd.packets_received" -> packets += value;
                    case "stats_counts.statsd.metrics_received" -> lines += value;
                    case "stats_counts.statsd.bad_lines_seen" -> bad += value;
                    default -> {
                        // Whatever it is.
                    }
                }
            });
            int unused = flushes.incrementAndGet();
        }

        @Override
        public void status(StatusWriter writer) {}

        @Override
        public void close() {}
    }

    /** Counts errors that are logged. */
    private static final class Errors extends Handler {
        private int count;

        @Override
        public synchronized void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue()) {
                count++;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

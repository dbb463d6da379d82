package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * StatsD under load is killed at random moments, again and again. All packets are alike, so that every total must be what the
 * number of packets that were read says; and that number is at least what was seen before each kill, and at most what was sent.
 * Fifty kills instead of three: {@code ./mvnw verify -Dplumbago.statsd.crashes=50}.
 */
class StatsdCrashIT {
    private static final int CRASHES = Integer.getInteger("plumbago.statsd.crashes", 3);

    private static final byte[] PACKET = """
            one:1|c
            two:2|c
            half:1|c|@2
            up:+1|g
            timer:5|ms
            timer:7|ms|@0.5
            member:x|s
            one.tagged:1|c|#a:b
            three:1|c:1|c:1|c""".getBytes(StandardCharsets.UTF_8);

    private static final Pattern PACKETS = Pattern.compile("(?m)^plumbago_statsd_packets_total (\\S+)$");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everyTotalIsWhatWasRead() throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:2h\n");
        long seed = Long.getLong("plumbago.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        int port = RunningServer.freePort();
        long sent = 0;
        long seen = 0;
        double gauge = 0;
        for (int round = 0; round < CRASHES; round++) {
            try (RunningServer server = start(port)) {
                if (round > 0) {
                    assertEquals(gauge, gauge(), "the gauge is as it was");
                }
                Load load = new Load(port, random.nextInt(1, 4));
                Thread sender = new Thread(load, "sender");
                sender.start();
                boolean settles = random.nextInt(4) == 0;
                long before = seen;
                // Until this process has read some, and then at any moment of a flush or between.
                for (int looks = random.nextInt(2, 25); looks > 0 || seen == before; looks--) {
                    seen = Math.max(seen, before + packets(server));
                }
                if (settles) {
                    load.stop();
                    sender.join();
                    seen = before + settled(server);
                }
                server.kill();
                load.stop();
                sender.join();
                sent += load.sent;
            }
            try (RunningServer server = start(port)) {
                gauge = gauge();
                assertTrue(
                        gauge >= (double) seen && gauge <= (double) sent,
                        gauge + " was read, of " + seen + " to " + sent);
                seen = (long) gauge;
                server.kill();
            }
        }
        try (RunningServer server = start(port)) {
            double read = total(server, "stats_counts.statsd.packets_received", (double) seen);
            System.out.printf("%d kills (seed %d): %.0f of %d packets were read%n", 2 * CRASHES, seed, read, sent);
            assertEquals((double) seen, read);
            assertEquals(read, total(server, "stats_counts.one", read));
            assertEquals(2 * read, total(server, "stats_counts.two", 2 * read));
            assertEquals(read / 2, total(server, "stats_counts.half", read / 2));
            assertEquals(3 * read, total(server, "stats_counts.three", 3 * read));
            assertEquals(read, total(server, "stats_counts.one.tagged;a=b", read));
            assertEquals(3 * read, total(server, "stats.timers.timer.count", 3 * read));
            assertEquals(12 * read, total(server, "stats.timers.timer.sum", 12 * read));
            assertEquals(9 * read, total(server, "stats_counts.statsd.metrics_received", 9 * read));
            assertEquals(0, total(server, "stats_counts.statsd.bad_lines_seen", 0));
            assertEquals(read, gauge());
        }
    }

    /** Sends packets as fast as they go, or with a rest between. */
    private static final class Load implements Runnable {
        private final int port;
        private final int restNanos;
        private volatile boolean stopped;
        private volatile long sent;

        Load(int port, int pace) {
            this.port = port;
            this.restNanos = pace == 1 ? 0 : pace * 20_000;
        }

        void stop() {
            stopped = true;
        }

        @Override
        public void run() {
            long count = 0;
            try (DatagramSocket socket = new DatagramSocket()) {
                DatagramPacket packet =
                        new DatagramPacket(PACKET, PACKET.length, InetAddress.getLoopbackAddress(), port);
                while (!stopped) {
                    // Counted first: what was sent is never less than what was read.
                    sent = ++count;
                    socket.send(packet);
                    if (restNanos > 0) {
                        LockSupport.parkNanos(restNanos);
                    }
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private RunningServer start(int port) throws IOException {
        return RunningServer.start(
                folder,
                "cache.CONF_DIR=" + folder,
                "cache.MAX_CREATES_PER_MINUTE=inf",
                "statsd.port=" + port,
                "statsd.mgmt_port=" + mgmtPort(port),
                "statsd.flushInterval=1000");
    }

    private int commands;

    private int mgmtPort(int port) throws IOException {
        if (commands == 0 || commands == port) {
            commands = RunningServer.freePort();
        }
        return commands;
    }

    private static long packets(RunningServer server) throws Exception {
        Matcher count = PACKETS.matcher(server.get("/metrics").body());
        assertTrue(count.find(), "packets are measured");
        return (long) Double.parseDouble(count.group(1));
    }

    /** How many packets it has read when nothing waits in its socket any more. */
    private static long settled(RunningServer server) throws Exception {
        long before = -1;
        long now = packets(server);
        while (now != before) {
            before = now;
            now = packets(server);
        }
        return now;
    }

    private double gauge() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), commands)) {
            socket.getOutputStream().write("gauges\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Matcher value = Pattern.compile("\\bup: (\\d+)").matcher(answer);
                assertTrue(value.find(), answer);
                return Double.parseDouble(value.group(1));
            }
        }
    }

    /** The sum of all points of a series, when it is what is wanted or does not change any more. */
    private static double total(RunningServer server, String metric, double wanted) throws Exception {
        int tag = metric.indexOf(';');
        String target = tag < 0
                ? metric
                : "seriesByTag('name=" + metric.substring(0, tag) + "','" + metric.substring(tag + 1) + "')";
        String query = "/render?format=json&from=-110min&until=now%2B1min&target="
                + URLEncoder.encode(target, StandardCharsets.UTF_8);
        double total = Double.NaN;
        for (int looks = 0; looks < 300 && total != wanted; looks++) {
            total = 0;
            JsonNode answer = new ObjectMapper().readTree(server.get(query).body());
            if (answer.isEmpty()) {
                continue;
            }
            for (JsonNode point : answer.get(0).get("datapoints")) {
                total += point.get(0).asDouble();
            }
            LockSupport.parkNanos(20_000_000);
        }
        return total;
    }
}

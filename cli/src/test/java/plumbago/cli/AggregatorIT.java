package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An aggregator in a process of its own, in front of a destination: what that has at the end is exact. */
@Timeout(600)
class AggregatorIT {
    private static final int KILLS = Integer.getInteger("plumbago.aggregator.kills", 3);

    private static final int HOSTS = 4;
    private static final int STEPS = 60;
    private static final long STEP = 10;
    private static final int MINUTE = 60;

    /** Lines of the test with kills. */
    private static final int LINES = 600_000;

    /** So many lines at most come between two kills. */
    private static final int ROUND = LINES / (KILLS + 1);

    /** Twenty minutes ago, at a full minute: neither of the future nor too late. */
    private final long from = (System.currentTimeMillis() / 1000 / MINUTE - 20) * MINUTE;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private void rules(String... lines) throws IOException {
        // In one step: a server may look at the file at any time.
        Path next = Files.writeString(folder.resolve("next"), String.join("\n", lines) + "\n");
        Files.move(
                next,
                folder.resolve("aggregation-rules.conf"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private RunningServer start(LastValues to, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "aggregator.DESTINATIONS=" + to.destination(),
                "aggregator.DESTINATION_PROTOCOL=line",
                "aggregator.WRITE_BACK_FREQUENCY=1"));
        settings.addAll(List.of(more));
        return RunningServer.startAggregator(folder, settings.toArray(String[]::new));
    }

    /** A measure of the aggregator as {@code /metrics} has it. */
    private static long measure(RunningServer server, String name) throws Exception {
        String metrics = server.get("/metrics").body();
        Matcher found = Pattern.compile("(?m)^" + name + "\\{daemon=\"aggregator\"\\} (\\S+)$")
                .matcher(metrics);
        assertTrue(found.find(), name + " is not in " + metrics);
        return (long) Double.parseDouble(found.group(1));
    }

    private static long received(RunningServer server) throws Exception {
        return measure(server, "plumbago_points_received_total");
    }

    /** Quarters, so that sums are exact in any order. */
    private static double value(int host, int step) {
        return (host + 1) * 1000 + step * 0.25;
    }

    private String hosts(int first, int last) {
        StringBuilder lines = new StringBuilder();
        for (int step = 0; step < STEPS; step++) {
            for (int host = first; host <= last; host++) {
                lines.append("prod.web").append(host).append(".requests ").append(value(host, step));
                lines.append(' ').append(from + step * STEP).append('\n');
            }
        }
        return lines.toString();
    }

    private Map<String, Double> sums(int hosts) {
        Map<String, Double> sums = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            String interval = "prod.all.requests " + (from + step * STEP / MINUTE * MINUTE);
            for (int host = 0; host < hosts; host++) {
                sums.merge(interval, value(host, step), Double::sum);
            }
        }
        return sums;
    }

    @Test
    void aHostThatIsTenMinutesLateCorrectsEveryInterval() throws Exception {
        rules("<env>.all.requests (60) = sum <env>.*.requests");
        try (LastValues last = new LastValues();
                RunningServer server = start(last)) {
            server.send(hosts(0, HOSTS - 2));
            last.await(sums(HOSTS - 1));
            server.send(hosts(HOSTS - 1, HOSTS - 1));
            last.await(sums(HOSTS));
            server.stop();
            assertEquals(sums(HOSTS), last.of("prod.all."), "nothing else came");
            assertEquals(HOSTS * STEPS, last.of("prod.web").size(), "what came in was passed on");
        }
    }

    private long time(int line) {
        return from + line * 7L % STEPS * STEP;
    }

    private void append(StringBuilder lines, int line) {
        lines.append("prod.web").append(line % HOSTS).append(".requests ").append(line % 4096 * 0.25);
        lines.append(' ').append(time(line)).append('\n');
    }

    /** Sends lines until the connection breaks; counts each before it is sent. */
    private final class Load implements Runnable {
        private final int port;
        private final int first;
        private final int end;
        private volatile int sent;

        Load(int port, int first, int end) {
            this.port = port;
            this.first = first;
            this.end = end;
            this.sent = first;
        }

        @Override
        public void run() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                StringBuilder lines = new StringBuilder();
                for (int line = first; line < end; ) {
                    lines.setLength(0);
                    // Writes of many sizes, so that lines are cut anywhere.
                    for (int stop = Math.min(end, line + 1 + line * 31 % 197); line < stop; line++) {
                        append(lines, line);
                    }
                    sent = line;
                    out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
                }
                socket.shutdownOutput();
                // The end of the connection: all of it has been taken.
                assertEquals(-1, socket.getInputStream().read());
            } catch (IOException e) {
                // The server was killed.
            }
        }
    }

    /**
     * What a killed server had taken is what the next one finds in the journal: all that it had counted, and of the rest the
     * beginning. The sender goes on behind that.
     */
    @Test
    void everySumIsExactAfterKillsAmongOpenIntervals() throws Exception {
        rules("<env>.all.requests (60) = sum <env>.*.requests");
        long seed = Long.getLong("plumbago.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        int taken = 0;
        try (LastValues last = new LastValues()) {
            for (int kill = 0; kill < KILLS; kill++) {
                long seen = 0;
                Load load;
                try (RunningServer server = start(last, "aggregator.FORWARD_ALL=False")) {
                    assertEquals(taken, measure(server, "plumbago_aggregator_values"));
                    load = new Load(server.linePort, taken, taken + ROUND);
                    Thread sender = new Thread(load, "sender");
                    sender.start();
                    long enough = random.nextInt(1, ROUND);
                    while (seen < enough) {
                        seen = received(server);
                    }
                    server.kill();
                    sender.join();
                }
                try (RunningServer server = start(last, "aggregator.FORWARD_ALL=False")) {
                    long found = measure(server, "plumbago_aggregator_values");
                    assertTrue(
                            found >= taken + seen && found <= load.sent,
                            "seed " + seed + ": " + found + " were found, of " + taken + " + " + seen + " to "
                                    + load.sent);
                    taken = (int) found;
                    server.kill();
                }
            }
            try (RunningServer server = start(last, "aggregator.FORWARD_ALL=False")) {
                assertEquals(taken, measure(server, "plumbago_aggregator_values"));
                new Load(server.linePort, taken, LINES).run();
                assertEquals(LINES - taken, received(server));
                Map<String, Double> sums = new TreeMap<>();
                for (int line = 0; line < LINES; line++) {
                    String interval = "prod.all.requests " + time(line) / MINUTE * MINUTE;
                    sums.merge(interval, line % 4096 * 0.25, Double::sum);
                }
                last.await(sums);
                server.stop();
                assertEquals(sums, last.of(""), "seed " + seed);
            }
            System.out.printf("%d kills (seed %d), and every sum of %d values is exact%n", 2 * KILLS, seed, LINES);
        }
    }

    @Test
    void everyMethodGoesOverTheWire() throws Exception {
        List<String> methods =
                List.of("sum", "avg", "min", "max", "count", "last", "p50", "p75", "p80", "p90", "p95", "p99", "p999");
        rules(methods.stream()
                .map(method -> method + ".<app> (60) = " + method + " <app>.*.latency")
                .toArray(String[]::new));
        try (LastValues last = new LastValues();
                RunningServer server = start(last)) {
            StringBuilder lines = new StringBuilder();
            // 1 to 41 in no order; that of the latest time, which is neither sent first nor last, is 7.
            for (int i = 0; i < 41; i++) {
                int value = i * 17 % 41 + 1;
                lines.append("shop.h").append(i).append(".latency ").append(value);
                lines.append(' ').append(from + (value == 7 ? 59 : i)).append('\n');
            }
            server.send(lines.toString());
            Map<String, Double> wanted = new TreeMap<>();
            wanted.put("sum", 861.0);
            wanted.put("avg", 21.0);
            wanted.put("min", 1.0);
            wanted.put("max", 41.0);
            wanted.put("count", 41.0);
            wanted.put("last", 7.0);
            wanted.put("p50", 21.0);
            wanted.put("p75", 31.0);
            wanted.put("p80", 33.0);
            wanted.put("p90", 37.0);
            wanted.put("p95", 39.0);
            // Between the last two, weighted in doubles as carbon does it.
            wanted.put("p99", 40 * (40 - 0.99 * 40) + 41 * (0.99 * 40 - 39));
            wanted.put("p999", 40 * (40 - 0.999 * 40) + 41 * (0.999 * 40 - 39));
            Map<String, Double> points = new TreeMap<>();
            wanted.forEach((method, value) -> points.put(method + ".shop " + from, value));
            last.await(points);
            assertEquals(methods.size(), wanted.size());
        }
    }

    @Test
    void namesAreRewrittenBeforeAndBehindTheRules() throws Exception {
        rules("<env>.all.requests (60) = sum <env>.*.requests");
        Files.writeString(
                folder.resolve("rewrite-rules.conf"),
                "[pre]\n^old\\. = prod.\n[post]\n\\.requests$ = .kept\n^prod\\.web1\\. = one.\n");
        try (LastValues last = new LastValues();
                RunningServer server = start(last)) {
            server.send(
                    "old.web0.requests 1 " + from + "\nprod.web1.requests 2 " + from + "\nold.other 3 " + from + "\n");
            Map<String, Double> wanted = new TreeMap<>(Map.of(
                    "prod.all.requests " + from, 3.0,
                    "prod.web0.kept " + from, 1.0,
                    "one.kept " + from, 2.0,
                    "prod.other " + from, 3.0));
            last.await(wanted);
            server.stop();
            assertEquals(wanted, last.of(""));
        }
    }

    @Test
    void onlyAggregatesGoOutWhereForwardAllIsOff() throws Exception {
        rules("<env>.all.requests (60) = sum <env>.*.requests");
        try (LastValues last = new LastValues();
                RunningServer server =
                        start(last, "aggregator.FORWARD_ALL=False", "aggregator.CARBON_METRIC_INTERVAL=0")) {
            server.send(hosts(0, HOSTS - 1) + "of.no.rule 1 " + from + "\n");
            last.await(sums(HOSTS));
            server.stop();
            // What is passed on goes before the aggregates of it.
            assertEquals(sums(HOSTS), last.of(""));
        }
    }

    @Test
    void aHangupKeepsTheValuesOfRulesThatStay() throws Exception {
        rules("most.<app> (60) = max <app>.*.requests", "all.<app> (60) = sum <app>.*.requests");
        try (LastValues last = new LastValues();
                RunningServer server = start(last)) {
            server.send("shop.a.requests 1 " + from + "\nshop.b.requests 2 " + from + "\n");
            last.await(Map.of("most.shop " + from, 2.0, "all.shop " + from, 3.0));
            rules("# how many", "number.<app> (60) = count <app>.*.requests", "all.<app> (60) = sum <app>.*.requests");
            server.signal("HUP");
            while (measure(server, "plumbago_aggregator_aggregates") != 1) {
                Thread.onSpinWait();
            }
            server.send("shop.c.requests 4 " + from + "\n");
            last.await(Map.of("number.shop " + from, 1.0, "all.shop " + from, 7.0));
            server.stop();
            assertEquals(Map.of("most.shop " + from, 2.0), last.of("most."), "its rule is gone");
        }
    }
}

package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.route.HashType;
import plumbago.carbon.relay.route.RelayMethod;
import plumbago.carbon.relay.route.Router;
import plumbago.carbon.relay.route.Routers;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.testkit.LineDestination;

/**
 * A relay with three destinations, under load, while it or they come to an end: nothing that it had received is lost, and what
 * comes twice is no more than what was on the way when it was killed. A hundred kills instead of five:
 * {@code ./mvnw verify -Dplumbago.relay.crashes=100}.
 */
@Timeout(600)
class RelayCrashIT {
    private static final int CRASHES = Integer.getInteger("plumbago.relay.crashes", 5);
    private static final int MOST_LINES = 400_000;

    /** What may be on the way to a destination without having been acknowledged: bytes of lines, as TcpSender has it. */
    private static final int WINDOW_BYTES = 1 << 19;

    private static final String RECEIVED = "plumbago_points_received_total{daemon=\"relay\"}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final List<LineDestination> sinks = new ArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        for (int i = 0; i < 3; i++) {
            sinks.add(new LineDestination());
        }
        configure(sinks);
    }

    @AfterEach
    void close() throws IOException {
        for (LineDestination sink : sinks) {
            sink.close();
        }
    }

    private void configure(List<LineDestination> destinations) throws IOException {
        Files.writeString(folder.resolve("carbon.conf"), """
                [relay]
                RELAY_METHOD = consistent-hashing
                DESTINATION_PROTOCOL = line
                DESTINATIONS = %s
                """.formatted(
                        destinations.stream().map(this::text).collect(Collectors.joining(", "))));
    }

    private String text(LineDestination destination) {
        return "127.0.0.1:" + destination.port() + ":" + "abc".charAt(sinks.indexOf(destination));
    }

    private long measure(RunningServer relay, String what, LineDestination of) throws Exception {
        return relay.measure(what + "{daemon=\"relay\",destination=\"" + text(of) + "\"}");
    }

    private Router ring(List<LineDestination> destinations) {
        return Routers.of(
                new RoutingOptions(RelayMethod.CONSISTENT_HASHING, HashType.CARBON_CH, 1, true),
                destinations.stream()
                        .map(destination -> Destination.parse(text(destination)))
                        .toList(),
                null,
                null);
    }

    /** Those of the lines that go to a destination. */
    private List<String> share(List<String> lines, LineDestination destination) {
        Router ring = ring(sinks);
        int index = sinks.indexOf(destination);
        return lines.stream()
                .filter(line -> ring.destinations(RelayLoad.name(line))[0] == index)
                .toList();
    }

    private static Thread begin(RelayLoad load) {
        Thread sender = new Thread(load, "load");
        sender.start();
        return sender;
    }

    private void awaitNothingWaits(RunningServer relay) throws Exception {
        for (LineDestination sink : sinks) {
            while (measure(relay, "plumbago_relay_waiting_points", sink) > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void afterAKillAllArrivesAndWhatWasOnTheWayMayComeTwice() throws Exception {
        long seed = Long.getLong("plumbago.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Integer>> ends = new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        List<List<String>> received = new ArrayList<>();
        for (int round = 0; round < CRASHES; round++) {
            // One that takes nothing for a while has the most on the way to it.
            LineDestination slow = random.nextBoolean() ? sinks.get(random.nextInt(3)) : null;
            try (RunningServer relay = RunningServer.startRelay(folder)) {
                RelayLoad load = new RelayLoad(relay.linePort, round, MOST_LINES);
                Thread sender = begin(load);
                long enough = random.nextInt(1, 150_000);
                long counted = 0;
                while (counted < enough) {
                    if (slow != null && counted > enough / 2) {
                        slow.pause();
                    }
                    counted = relay.measure(RECEIVED);
                }
                relay.kill();
                sender.join();
                assertTrue(counted <= load.sent(), counted + " received of " + load.sent());
                received.add(RelayLoad.lines(round, (int) counted));
            }
            endProcess(slow, ends);
        }
        try (RunningServer relay = RunningServer.startRelay(folder)) {
            awaitNothingWaits(relay);
            relay.stop();
        }
        endProcess(null, ends);
        for (LineDestination sink : sinks) {
            List<String> came = sink.awaitEnd();
            assertEquals(came.size(), share(came, sink).size(), "each goes where the ring says");
            Set<String> distinct = new HashSet<>(came);
            for (List<String> round : received) {
                assertTrue(
                        distinct.containsAll(share(round, sink)), "all that was received has come (seed " + seed + ")");
            }
            System.out.printf(
                    "%d kills (seed %d): %d lines came to %s, and of them twice, by process: %s%n",
                    CRASHES, seed, came.size(), text(sink), repeats(came, ends.get(sinks.indexOf(sink)), seed));
        }
    }

    /** Notes what each has got of the process that has ended. */
    private void endProcess(LineDestination slow, List<List<Integer>> ends) {
        if (slow != null) {
            slow.resume();
        }
        for (int i = 0; i < sinks.size(); i++) {
            ends.get(i).add(sinks.get(i).awaitEnd().size());
        }
    }

    /**
     * What a process has sent again, which must be of the last that its predecessors had sent.
     *
     * @param ends how many lines had come when each process had ended
     */
    private static String repeats(List<String> came, List<Integer> ends, long seed) {
        Set<String> known = new HashSet<>();
        List<String> inOrder = new ArrayList<>();
        List<String> told = new ArrayList<>();
        int at = 0;
        for (int end : ends) {
            Set<String> near = last(inOrder);
            Set<String> again = new HashSet<>();
            int bytes = 0;
            for (; at < end; at++) {
                String line = came.get(at);
                if (known.add(line)) {
                    inOrder.add(line);
                } else {
                    assertTrue(near.contains(line), line + " was not on the way at the kill (seed " + seed + ")");
                    assertTrue(again.add(line), line + " comes twice from one process (seed " + seed + ")");
                    bytes += line.length() + 1;
                }
            }
            told.add(again.size() + " lines, " + bytes + " bytes");
        }
        return String.join("; ", told);
    }

    /** As many of the last lines as the window has room for. */
    private static Set<String> last(List<String> lines) {
        Set<String> last = new HashSet<>();
        int bytes = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            bytes += lines.get(i).length() + 1;
            if (bytes > WINDOW_BYTES) {
                break;
            }
            last.add(lines.get(i));
        }
        return last;
    }

    @Test
    void oneThatTakesNothingAndOneThatIsAwayDoNotKeepTheThirdFromGettingAll() throws Exception {
        int count = 300_000;
        List<String> lines = RelayLoad.lines(0, count);
        try (RunningServer relay = RunningServer.startRelay(folder)) {
            RelayLoad load = new RelayLoad(relay.linePort, 0, count);
            Thread sender = begin(load);
            sinks.get(0).await(1_000);
            sinks.get(0).pause();
            sinks.get(1).await(1_000);
            sinks.get(1).leave();
            sender.join();
            assertFalse(load.isCut(), "nobody has to wait for them for ever");
            List<String> healthy = share(lines, sinks.get(2));
            assertEquals(healthy, sinks.get(2).await(healthy.size()));
            assertTrue(measure(relay, "plumbago_relay_waiting_points", sinks.get(0)) > 0);
            assertTrue(measure(relay, "plumbago_relay_waiting_points", sinks.get(1)) > 0);
            sinks.get(0).resume();
            sinks.get(1).open();
            awaitNothingWaits(relay);
            relay.stop();
        }
        for (LineDestination sink : sinks) {
            assertEquals(share(lines, sink), sink.awaitEnd(), "none is lost, none comes twice");
        }
    }

    @Test
    void whatWaitsWhenItStopsIsSentOnceByTheNext() throws Exception {
        int rounds = 3;
        List<List<String>> shares = new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            LineDestination away = sinks.get(round % 3);
            try (RunningServer relay = RunningServer.startRelay(folder)) {
                RelayLoad load = new RelayLoad(relay.linePort, round, Integer.MAX_VALUE);
                Thread sender = begin(load);
                while (relay.measure(RECEIVED) < 20_000) {
                    Thread.onSpinWait();
                }
                away.leave();
                long before = relay.measure(RECEIVED);
                while (relay.measure(RECEIVED) < before + 20_000) {
                    Thread.onSpinWait();
                }
                relay.stop();
                sender.join();
                assertTrue(load.isCut());
            }
            sinks.forEach(LineDestination::awaitEnd);
            away.open();
            try (RunningServer relay = RunningServer.startRelay(folder)) {
                awaitNothingWaits(relay);
                relay.stop();
            }
            // What was received of one connection is its beginning: without gaps, as much as has come.
            int came = sinks.stream().mapToInt(sink -> sink.awaitEnd().size()).sum();
            int before = shares.stream().mapToInt(List::size).sum();
            List<String> lines = RelayLoad.lines(round, came - before);
            for (int i = 0; i < sinks.size(); i++) {
                shares.get(i).addAll(share(lines, sinks.get(i)));
                assertEquals(shares.get(i), sinks.get(i).awaitEnd(), "none is lost, none comes twice");
            }
        }
    }

    @Test
    void whatWaitsForOneThatIsNoDestinationAnyMoreGoesToTheOthers() throws Exception {
        int count = 50_000;
        List<String> lines = RelayLoad.lines(0, count);
        LineDestination gone = sinks.get(1);
        List<LineDestination> others = List.of(sinks.get(0), sinks.get(2));
        gone.leave();
        try (RunningServer relay = RunningServer.startRelay(folder)) {
            begin(new RelayLoad(relay.linePort, 0, count)).join();
            assertEquals(share(lines, gone).size(), measure(relay, "plumbago_relay_waiting_points", gone));
            for (LineDestination other : others) {
                assertEquals(
                        share(lines, other), other.await(share(lines, other).size()));
            }
            configure(others);
            relay.signal("HUP");
            Router ring = ring(others);
            for (int i = 0; i < others.size(); i++) {
                int index = i;
                List<String> expected = Stream.concat(
                                share(lines, others.get(i)).stream(),
                                share(lines, gone).stream()
                                        .filter(line -> ring.destinations(RelayLoad.name(line))[0] == index))
                        .toList();
                assertEquals(expected, others.get(i).await(expected.size()));
            }
            relay.stop();
        }
        assertEquals(
                count,
                others.get(0).awaitEnd().size() + others.get(1).awaitEnd().size());
        assertEquals(List.of(), gone.awaitEnd());
        try (Stream<Path> spools = Files.list(folder.resolve("spool/relay/a"))) {
            assertEquals(3, spools.count(), "two spools and the lock");
        }
    }
}

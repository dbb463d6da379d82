package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.carbon.relay.TestForwarder.destinations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The accounts of each destination: what came and was found is sent, waits, or has been counted as something else. */
@Timeout(600)
class RelayAccountsTest {
    private static final int THREADS = 3;
    private static final int POINTS = 6_000;

    @TempDir
    Path folder;

    private LineSink first;
    private LineSink second;
    private TestForwarder relay;

    @BeforeEach
    void listen() throws IOException {
        first = new LineSink();
        second = new LineSink();
    }

    @AfterEach
    void close() throws IOException {
        if (relay != null) {
            relay.close();
        }
        first.close();
        second.close();
    }

    private void start(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add(destinations(first, second));
        all.add("RELAY_METHOD = constant");
        relay = TestForwarder.start(folder, all.toArray(new String[0]));
    }

    /** Points come by several threads while one destination comes and goes, and somebody looks at the accounts all the time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noPointIsInTwoAccountsAtAnyMomentAndNoneIsMissingAtTheEnd(long seed) throws Exception {
        start();
        CountDownLatch done = new CountDownLatch(THREADS);
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        for (int i = 0; i < THREADS; i++) {
            int from = i * POINTS;
            start(() -> relay.send(from, POINTS), done, wrong);
        }
        Random random = new Random(seed);
        int comings = 0;
        while (done.getCount() > 0 || comings < 5) {
            assertNothingTwice(first);
            assertNothingTwice(second);
            if (comings < 5 && first.lines().size() >= random.nextInt(THREADS * POINTS / 2)) {
                first.die(false);
                first.open();
                comings++;
            }
        }
        assertEquals(null, wrong.get());
        int all = THREADS * POINTS;
        relay.awaitSent(first, all);
        relay.awaitSent(second, all);
        relay.assertBalance(first, second);
        assertEquals(all, new HashSet<>(first.await(all)).size());
        assertEquals(all, relay.counters.received());
    }

    private static void start(Runnable what, CountDownLatch done, AtomicReference<Throwable> wrong) {
        Thread thread = new Thread(() -> {
            try {
                what.run();
            } catch (RuntimeException | Error e) {
                wrong.set(e);
            } finally {
                done.countDown();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void assertNothingTwice(LineSink sink) {
        long settled = relay.settled(sink);
        long taken = relay.taken(sink);
        assertTrue(settled <= taken, () -> settled + " of " + taken);
    }

    @Test
    void whatWaitedAtTheEndIsFoundAtTheNextStart() throws Exception {
        first.die(true);
        start();
        relay.send(0, 100);
        relay.awaitSent(second, 100);
        relay.stop();
        assertEquals(100, relay.settled(first));
        assertEquals(100, relay.measure("queued_unconnected_total", first));
        relay.close();

        relay = new TestForwarder(folder);
        relay.open(Optional.empty());
        assertEquals(100, relay.measure("replayed_points", first));
        assertEquals(0, relay.measure("replayed_points", second));
        relay.send(100, 10);
        relay.assertBalance(first, second);
        first.open();
        relay.awaitSent(first, 110);
        relay.assertBalance(first, second);
        assertEquals(110, first.await(110).size());
        assertEquals(110, second.await(110).size());
    }

    /** What is on the way when a process ends in order has been sent or waits, and nothing of it comes twice. */
    @Test
    void anEndUnderLoadLosesAndDoublesNothing() throws Exception {
        start();
        int sent = 0;
        for (int round = 0; round < 4; round++) {
            relay.send(sent, 2_000);
            sent += 2_000;
            relay.stop();
            assertEquals(relay.taken(first), relay.settled(first));
            assertEquals(relay.taken(second), relay.settled(second));
            relay.close();
            relay = new TestForwarder(folder);
            relay.open(Optional.empty());
        }
        assertEquals(sent, new HashSet<>(first.await(sent)).size());
        assertEquals(sent, new HashSet<>(second.await(sent)).size());
        relay.assertBalance(first, second);
        assertEquals(sent, first.lines().size());
    }

    @Test
    void whatADamagedSpoolLosesIsCounted() throws Exception {
        first.die(true);
        start();
        relay.send(0, 100);
        relay.stop();
        relay.close();
        damage(relay.spool(first));
        relay = new TestForwarder(folder);
        relay.open(Optional.empty());
        long found = relay.measure("replayed_points", first);
        relay.send(100, 5);
        first.open();
        relay.awaitSent(first, 5);
        relay.assertBalance(first);
        assertEquals(0, relay.measure("waiting_points", first));
        assertEquals(found, relay.measure("sent_total", first) - 5 + relay.dropped("damaged", first));
        first.awaitLine(TestForwarder.line(104));
    }

    /** Overwrites some bytes amid the file. */
    private static void damage(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file :
                    files.filter(one -> !one.toString().contains("mark")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i < 8; i++) {
                    bytes[bytes.length / 2 + i] ^= 0x55;
                }
                Files.write(file, bytes, StandardOpenOption.WRITE);
            }
        }
    }
}

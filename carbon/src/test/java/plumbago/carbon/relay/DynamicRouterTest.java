package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.carbon.relay.TestForwarder.NOW;
import static plumbago.carbon.relay.TestForwarder.assertSameLines;
import static plumbago.carbon.relay.TestForwarder.await;
import static plumbago.carbon.relay.TestForwarder.destination;
import static plumbago.carbon.relay.TestForwarder.destinations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relay that takes destinations out while they cannot be reached (DYNAMIC_ROUTER). */
@Timeout(600)
class DynamicRouterTest {
    private static final String DYNAMIC = "DYNAMIC_ROUTER = True\nDYNAMIC_ROUTER_MAX_RETRIES = 2";
    private static final String HASHING = "RELAY_METHOD = consistent-hashing";

    @TempDir
    Path folder;

    private LineSink first;
    private LineSink second;
    private TestForwarder relay;

    @BeforeEach
    void listen() throws IOException {
        first = new LineSink();
        second = new LineSink();
        first.die(true);
    }

    @AfterEach
    void close() throws IOException {
        if (relay != null) {
            relay.close();
        }
        first.close();
        second.close();
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestForwarder::line).toList();
    }

    @Test
    void whatWaitedForOneThatIsAwayGoesToTheOthersUntilItIsBack() throws Exception {
        relay = TestForwarder.start(folder, destinations(first, second), HASHING, DYNAMIC);
        relay.send(0, 300);
        assertSameLines(lines(0, 300), second.await(300));
        long attempted = relay.measure("attempted_total", first);
        relay.awaitLive(false, first);
        relay.send(300, 300);
        assertSameLines(lines(0, 600), second.await(600));
        assertEquals(attempted, relay.measure("attempted_total", first), "nothing new went there");
        relay.assertBalance(first, second);
        assertEquals(attempted, relay.measure("diverted_total", first));

        first.open();
        relay.awaitLive(true, first);
        relay.send(0, 300);
        first.await(1);
        relay.awaitSent(first, relay.measure("attempted_total", first) - attempted);
        assertTrue(relay.measure("attempted_total", first) > attempted);
        relay.assertBalance(first, second);
        assertEquals(600, relay.counters.receivedOfSenders() - 300);
    }

    @Test
    void whereAllAreAwayAllStays() throws Exception {
        second.die(true);
        relay = TestForwarder.start(folder, destinations(first, second), HASHING, DYNAMIC);
        relay.send(0, 300);
        relay.awaitFailures(4, first);
        relay.awaitFailures(4, second);
        long ofFirst = relay.measure("attempted_total", first);
        long ofSecond = relay.measure("attempted_total", second);
        // Which of the two was away first had its points go to the other one.
        assertEquals(300, relay.measure("waiting_points", first) + relay.measure("waiting_points", second));
        relay.awaitFailures(5, first);
        relay.awaitFailures(5, second);
        assertEquals(ofFirst, relay.measure("attempted_total", first));
        assertEquals(ofSecond, relay.measure("attempted_total", second));
        relay.send(300, 100);
        assertTrue(relay.measure("attempted_total", first) > ofFirst, "both get what is theirs");
        assertTrue(relay.measure("attempted_total", second) > ofSecond, "both get what is theirs");
        second.open();
        assertEquals(400, second.await(400).stream().distinct().count());
        relay.assertBalance(first, second);
    }

    @Test
    void rulesSendToTheOthersOfTheirDestinationsAndWaitWhereThereAreNone() throws Exception {
        Files.writeString(
                folder.resolve("relay-rules.conf"),
                String.join(
                        "\n",
                        "[alone]",
                        "pattern = ^alone",
                        "destinations = " + destination(first),
                        "[both]",
                        "default = true",
                        "destinations = " + destination(first) + ", " + destination(second),
                        ""));
        relay = TestForwarder.start(folder, destinations(first, second), "RELAY_METHOD = rules", DYNAMIC);
        relay.awaitLive(false, first);
        relay.send(0, 100);
        assertSameLines(lines(0, 100), second.await(100));
        assertEquals(0, relay.measure("attempted_total", first));
        for (int i = 0; i < 10; i++) {
            relay.send("alone." + i, NOW, i);
        }
        relay.awaitFailures(4, first);
        assertEquals(10, relay.measure("waiting_points", first));
        assertEquals(10, relay.measure("attempted_total", first), "it does not go round");
        first.open();
        assertEquals(10, first.await(10).size());
        relay.awaitSent(first, 10);
        relay.awaitLive(true, first);
        relay.send(100, 10);
        assertEquals(20, first.await(20).size());
        relay.assertBalance(first, second);
    }

    /** The spool of one that is away is full: that must not keep what is in it from going elsewhere. */
    @Test
    void sendersDoNotWaitForOneThatIsAway() throws Exception {
        relay = TestForwarder.start(folder, destinations(first, second), HASHING, DYNAMIC, "MAX_SPOOL_BYTES = 8K");
        int sent = 0;
        while (!relay.forwarder().flowControl().paused()) {
            relay.send(sent++, 1);
        }
        await(() -> !relay.forwarder().flowControl().paused(), () -> "senders wait");
        int all = sent;
        assertSameLines(lines(0, all), second.await(all));
        relay.assertBalance(first, second);
        assertEquals(0, relay.dropped("full", first) + relay.dropped("full", second));
    }
}

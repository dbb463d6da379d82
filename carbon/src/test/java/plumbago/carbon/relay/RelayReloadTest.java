package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.carbon.relay.TestForwarder.NOW;
import static plumbago.carbon.relay.TestForwarder.assertSameLines;
import static plumbago.carbon.relay.TestForwarder.await;
import static plumbago.carbon.relay.TestForwarder.destination;
import static plumbago.carbon.relay.TestForwarder.destinations;
import static plumbago.carbon.relay.TestForwarder.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.stats.SelfMetrics;

/** A relay whose destinations and rules change while it runs, or between two runs. */
@Timeout(600)
class RelayReloadTest {
    private static final String CONSTANT = "RELAY_METHOD = constant";
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

    private void writeRules(String... rules) throws IOException {
        Files.writeString(folder.resolve("relay-rules.conf"), String.join("\n", rules) + "\n");
    }

    @Test
    void newRulesAreInForceForNamesThatWereSeenBefore() throws Exception {
        writeRules("[rest]", "default = true", "destinations = " + destination(first));
        relay = TestForwarder.start(folder, destinations(first, second), "RELAY_METHOD = rules");
        relay.send(0, 10);
        assertEquals(lines(0, 10), first.await(10));
        writeRules(
                "[fives]",
                "pattern = host5",
                "destinations = " + destination(first),
                "[rest]",
                "default = true",
                "destinations = " + destination(second));
        relay.check();
        relay.send(0, 10);
        assertEquals(line(5), first.await(11).get(10));
        assertEquals(9, second.await(9).size());
        assertEquals(Optional.empty(), relay.forwarder().problem());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[rest]\ndefault = true\ndestinations = 127.0.0.1:9:unknown",
                "[rest]\npattern = (\ndestinations = FIRST\n[last]\ndefault = true\ndestinations = FIRST",
                "[only]\npattern = a\ndestinations = FIRST",
                ""
            })
    void wrongRulesLeaveThoseOfBefore(String wrong) throws Exception {
        writeRules("[rest]", "default = true", "destinations = " + destination(first));
        relay = TestForwarder.start(folder, destinations(first, second), "RELAY_METHOD = rules");
        writeRules(wrong.replace("FIRST", destination(second)), "# more");
        relay.check();
        relay.send(0, 10);
        assertEquals(lines(0, 10), first.await(10));
        assertEquals(0, relay.measure("attempted_total", second));
    }

    @Test
    void whatWaitedForADestinationThatIsTakenOutGoesToTheOthers() throws Exception {
        first.die(true);
        relay = TestForwarder.start(folder, destinations(first, second), HASHING);
        relay.send(0, 500);
        long waiting = relay.measure("waiting_points", first);
        assertTrue(waiting > 0 && waiting < 500, () -> waiting + " wait");
        assertTrue(Files.isDirectory(relay.spool(first)));
        relay.configure(destinations(second), HASHING);
        relay.check();
        assertSameLines(lines(0, 500), second.await(500));
        assertEquals(waiting, relay.measure("diverted_total", first));
        assertEquals(0, relay.measure("waiting_points", first));
        assertFalse(Files.exists(relay.spool(first)), "its spool is gone");
        relay.assertBalance(first);
        relay.send(500, 10);
        assertSameLines(lines(0, 510), second.await(510));
        assertEquals(510, relay.counters.received());
    }

    @Test
    void whatNobodyMayHaveYetWaitsOn() throws Exception {
        first.die(true);
        second.die(true);
        relay = TestForwarder.start(folder, destinations(first, second), HASHING, "MAX_SPOOL_BYTES = 4K");
        for (int i = 0; relay.dropped("full", second) == 0; i++) {
            relay.send(i, 1);
        }
        long waiting = relay.measure("waiting_points", first);
        relay.configure(destinations(second), HASHING, "MAX_SPOOL_BYTES = 4K");
        relay.check();
        assertEquals(waiting, relay.measure("waiting_points", first));
        assertTrue(Files.isDirectory(relay.spool(first)));
        second.open();
        await(
                () -> {
                    relay.check();
                    return relay.measure("waiting_points", first) == 0;
                },
                () -> relay.measure("waiting_points", first) + " wait");
        relay.assertBalance(first, second);
        assertFalse(Files.exists(relay.spool(first)));
    }

    @Test
    void aDestinationThatComesBackHasWhatStillWaitsAndIsReportedOfOn() throws Exception {
        relay = TestForwarder.start(folder, destinations(first, second), CONSTANT);
        SelfMetrics reports = new SelfMetrics(relay.measures, System::nanoTime);
        relay.send(0, 100);
        relay.awaitSent(first, 100);
        String sent = "destinations." + destination(first).replace('.', '_') + ".sent";
        assertEquals(100, reports.take().get(sent));
        relay.configure(destinations(second), CONSTANT);
        relay.check();
        relay.send(100, 10);
        relay.configure(destinations(second, first), CONSTANT);
        relay.check();
        relay.send(110, 20);
        assertEquals(120, first.await(120).size());
        relay.awaitSent(first, 120);
        assertEquals(20, reports.take().get(sent));
        assertSameLines(lines(0, 130), second.await(130));
        relay.assertBalance(first, second);
    }

    @Test
    void anotherOrderIsAnotherJumpRing() throws Exception {
        relay = TestForwarder.start(folder, destinations(first, second), CONSTANT);
        relay.configure(destinations(second, first), CONSTANT);
        relay.check();
        relay.send(0, 10);
        assertEquals(lines(0, 10), first.await(10));
        assertEquals(lines(0, 10), second.await(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DESTINATIONS = nonsense", "DESTINATIONS =", "DESTINATIONS = 127.0.0.1:99999:a"})
    void wrongDestinationsLeaveThoseOfBefore(String wrong) throws Exception {
        relay = TestForwarder.start(folder, destinations(first, second), CONSTANT);
        relay.configure(wrong, CONSTANT);
        relay.check();
        assertTrue(relay.forwarder().problem().orElseThrow().contains("DESTINATIONS"), () -> problem());
        relay.send(0, 10);
        assertEquals(lines(0, 10), first.await(10));
        assertEquals(lines(0, 10), second.await(10));
        relay.configure(destinations(first), CONSTANT);
        relay.check();
        assertEquals("", problem());
        relay.send(10, 10);
        assertEquals(lines(0, 20), first.await(20));
        assertEquals(10, relay.measure("attempted_total", second));
    }

    private String problem() {
        return relay.forwarder().problem().orElse("");
    }

    @Test
    void destinationsAlikeOnTheRingLeaveThoseOfBefore() throws Exception {
        relay = TestForwarder.start(folder, destinations(first, second), HASHING);
        relay.configure("DESTINATIONS = 127.0.0.1:" + first.port() + ":a, 127.0.0.1:" + second.port() + ":a", HASHING);
        relay.check();
        assertTrue(problem().contains("the same place on the ring"), this::problem);
        relay.send(0, 100);
        assertEquals(100, relay.measure("attempted_total", first) + relay.measure("attempted_total", second));
    }

    @Test
    void rulesThatNameADestinationThatIsTakenOutLeaveAllAsItWas() throws Exception {
        writeRules("[rest]", "default = true", "destinations = " + destination(first));
        relay = TestForwarder.start(folder, destinations(first, second), "RELAY_METHOD = rules");
        relay.configure(destinations(second), "RELAY_METHOD = rules");
        relay.check();
        assertTrue(problem().contains("is not in DESTINATIONS"), this::problem);
        relay.send(0, 10);
        assertEquals(lines(0, 10), first.await(10));
        writeRules("[everything]", "default = true", "destinations = " + destination(second));
        relay.check();
        assertEquals("", problem());
        relay.send(10, 10);
        assertEquals(lines(10, 20), second.await(10));
    }

    @Test
    void spoolsOfDestinationsThatWereTakenOutBetweenTwoRunsAreDelivered() throws Exception {
        first.die(true);
        second.die(true);
        relay = TestForwarder.start(folder, destinations(first, second), HASHING);
        relay.send(0, 300);
        Path gone = relay.spool(first);
        relay.close();
        relay = TestForwarder.start(folder, destinations(second), HASHING);
        second.open();
        assertSameLines(lines(0, 300), second.await(300));
        assertFalse(Files.exists(gone));
        assertEquals(0, relay.counters.received(), "they were, by the process before");
    }

    /** Lists are for what senders send: what waits has been let in, and the relay's own metrics no list is asked about. */
    @Test
    void whatGoesElsewhereHasBeenLetInBefore() throws Exception {
        Files.writeString(folder.resolve("whitelist.conf"), "^servers\\.\n");
        first.die(true);
        relay = TestForwarder.start(folder, destinations(first), CONSTANT, "USE_WHITELIST = True");
        relay.forwarder().ownSink().accept(TestBatch.of("carbon.relays.x", NOW, 1));
        relay.send(0, 1);
        relay.configure(destinations(second), CONSTANT, "USE_WHITELIST = True");
        relay.check();
        assertSameLines(List.of("carbon.relays.x 1 " + NOW, line(0)), second.await(2));
        assertEquals(0, relay.counters.dropped());
        assertEquals(2, relay.counters.received());
    }
}

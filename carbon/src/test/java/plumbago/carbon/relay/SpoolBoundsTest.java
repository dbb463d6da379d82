package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.carbon.relay.TestForwarder.await;
import static plumbago.carbon.relay.TestForwarder.destinations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of points for a destination that takes nothing for long (MAX_SPOOL_BYTES, MAX_SPOOL_AGE). */
@Timeout(600)
class SpoolBoundsTest {
    private static final long FULL = 200 << 10;
    private static final long HARD = 250 << 10;
    private static final long LOW = 100 << 10;
    private static final String BOUNDS =
            "MAX_SPOOL_BYTES = 200K\nMAX_QUEUE_SIZE_HARD_PCT = 1.25\nQUEUE_LOW_WATERMARK_PCT = 0.5";

    /** More than a frame takes here. */
    private static final long FRAME = 100;

    @TempDir
    Path folder;

    private LineSink dead;
    private LineSink living;
    private TestForwarder relay;
    private int sent;

    @BeforeEach
    void listen() throws IOException {
        dead = new LineSink();
        living = new LineSink();
        dead.die(true);
    }

    @AfterEach
    void close() throws IOException {
        if (relay != null) {
            relay.close();
        }
        dead.close();
        living.close();
    }

    private void start(String... more) throws Exception {
        relay = TestForwarder.start(
                folder, destinations(dead, living), "RELAY_METHOD = constant", String.join("\n", more));
    }

    private void sendOne() {
        relay.send(sent++, 1);
    }

    @Test
    void sendersWaitFromTheBoundToTheLowMark() throws Exception {
        start(BOUNDS);
        List<Long> halts = new CopyOnWriteArrayList<>();
        List<Long> goes = new CopyOnWriteArrayList<>();
        relay.forwarder()
                .flowControl()
                .addListener(paused -> (paused ? halts : goes).add(relay.measure("spool_bytes", dead)));
        while (!relay.forwarder().flowControl().paused()) {
            sendOne();
        }
        assertEquals(1, halts.size());
        assertTrue(halts.get(0) >= FULL && halts.get(0) < FULL + FRAME, () -> "halted at " + halts);
        assertEquals(0, relay.dropped("full", dead), "what has been read already has space");
        while (relay.dropped("full", dead) == 0) {
            sendOne();
        }
        long bytes = relay.measure("spool_bytes", dead);
        assertTrue(bytes <= HARD && bytes > HARD - FRAME, () -> "dropped at " + bytes);
        assertTrue(goes.isEmpty());

        dead.open();
        await(() -> !goes.isEmpty(), () -> "senders wait");
        assertTrue(goes.get(0) < LOW, () -> "gone on at " + goes);
        assertEquals(sent - 1, dead.await(sent - 1).size());
        assertEquals(sent, living.await(sent).size());
        relay.assertBalance(dead, living);
        assertEquals(1, halts.size());
        assertEquals(1, goes.size());
    }

    @Test
    void sendersGoOnWithAnyLowMarkWhenNothingWaits() throws Exception {
        start("MAX_SPOOL_BYTES = 8K", "QUEUE_LOW_WATERMARK_PCT = 0");
        for (int round = 0; round < 3; round++) {
            while (!relay.forwarder().flowControl().paused()) {
                sendOne();
            }
            dead.open();
            await(() -> !relay.forwarder().flowControl().paused(), () -> "senders wait");
            dead.die(false);
            await(() -> relay.measure("connected", dead) == 0, () -> "it is connected");
        }
        assertEquals(0, relay.dropped("full", dead));
    }

    @Test
    void withoutFlowControlOneDestinationAloneLosesPoints() throws Exception {
        start(BOUNDS, "USE_FLOW_CONTROL = False");
        while (relay.dropped("full", dead) < 500) {
            sendOne();
            assertFalse(relay.forwarder().flowControl().paused());
        }
        long bytes = relay.measure("spool_bytes", dead);
        assertTrue(bytes <= FULL && bytes > FULL - FRAME, () -> "dropped at " + bytes);
        assertEquals(sent, living.await(sent).size());
        assertEquals(0, relay.dropped("full", living));
        relay.assertBalance(dead, living);

        dead.open();
        relay.awaitSent(dead, sent - 500);
        sendOne();
        dead.awaitLine(TestForwarder.line(sent - 1));
        assertEquals(500, relay.dropped("full", dead), "there is space again");
        relay.assertBalance(dead, living);
    }

    /** A spool of any size takes points again when its destination has taken what waited. */
    @ParameterizedTest
    @ValueSource(strings = {"4K", "100K", "1M", "3M"})
    void aSpoolThatWasFullIsNotFullForEver(String bound) throws Exception {
        start("MAX_SPOOL_BYTES = " + bound, "USE_FLOW_CONTROL = False");
        while (relay.dropped("full", dead) == 0) {
            sendOne();
        }
        dead.open();
        relay.awaitSent(dead, sent - 1);
        dead.die(false);
        sendOne();
        assertEquals(1, relay.dropped("full", dead));
        relay.assertBalance(dead);
    }

    @Test
    void whatHasWaitedTooLongIsDroppedAndCounted() throws Exception {
        start("MAX_SPOOL_AGE = 60");
        relay.send(0, 10);
        relay.awaitSent(living, 10);
        relay.millis.addAndGet(61_000);
        relay.send(10, 5);
        dead.open();
        relay.awaitSent(dead, 5);
        relay.assertBalance(dead, living);
        assertEquals(10, relay.dropped("expired", dead));
        assertEquals(0, relay.dropped("expired", living));
        assertEquals(TestForwarder.line(10), dead.await(5).get(0));
        assertEquals(15, living.await(15).size());
    }
}

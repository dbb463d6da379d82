package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatioResetsTest {
    /** More than goes into the buffers on the way. */
    private static final int POINTS = 40_000;

    /** The window of a connection, in bytes. */
    private static final int MOST_ON_THE_WAY = 1 << 19;

    @TempDir
    Path folder;

    private LineSink sink;
    private TestForwarder relay;

    @BeforeEach
    void open() throws Exception {
        sink = new LineSink();
        relay = TestForwarder.start(
                folder,
                TestForwarder.destinations(sink),
                "RELAY_METHOD = constant",
                "USE_RATIO_RESET = True",
                "MIN_RESET_STAT_FLOW = 1000",
                "MIN_RESET_RATIO = 0.9",
                "MIN_RESET_INTERVAL = 121");
        sink.awaitConnections(1);
        relay.forwarder().check(true);
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        sink.close();
    }

    @Test
    void whoeverTakesTooLittleIsConnectedToAnew() throws Exception {
        sink.pause();
        relay.send(0, POINTS);
        assertTrue(relay.measure("sent_total", sink) < 0.9 * POINTS, "it takes what buffers hold");
        relay.forwarder().check(true);
        sink.awaitConnections(2);
        assertEquals(1, relay.measure("resets_total", sink));
        relay.send(POINTS, POINTS);
        relay.forwarder().check(true);
        assertEquals(1, relay.measure("resets_total", sink), "not so soon again");
        sink.resume();
        List<String> all = sink.awaitLine(TestForwarder.line(2 * POINTS - 1));
        assertEquals(2 * POINTS, new HashSet<>(all).size());
        // What was on the way of the first connection is still read by who has stopped reading, and comes by the second
        // too.
        int again = all.size() - 2 * POINTS;
        assertTrue(again * TestForwarder.line(0).length() <= MOST_ON_THE_WAY, again + " came twice");
    }

    @Test
    void whoeverTakesAllIsNot() throws Exception {
        relay.send(0, 2_000);
        relay.awaitSent(sink, 2_000);
        relay.forwarder().check(true);
        assertEquals(0, relay.measure("resets_total", sink));
    }

    @Test
    void fewPointsSayNothing() throws Exception {
        sink.die(true);
        relay.send(0, 900);
        relay.forwarder().check(true);
        assertEquals(0, relay.measure("resets_total", sink));
    }
}

package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.send.DestinationSender;
import plumbago.carbon.relay.send.SenderEvents;
import plumbago.carbon.relay.spool.Spool;
import plumbago.carbon.relay.spool.SpoolFrame;

class SpooledDestinationTest {
    private static final Logger LOGGER = Logger.getLogger(SpooledDestination.class.getName());

    @TempDir
    Path folder;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AtomicLong seconds = new AtomicLong(600);
    private final AtomicReference<SenderEvents> events = new AtomicReference<>();
    private SpooledDestination destination;

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Sends nothing: the test says what happens on the connection. */
    private static final class Idle implements DestinationSender {
        @Override
        public void start() {}

        @Override
        public void wake(int points) {}

        @Override
        public boolean isConnected() {
            return false;
        }

        @Override
        public void reconnect() {}

        @Override
        public void divert(Predicate<SpoolFrame> taker) {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() throws IOException {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
        destination = new SpooledDestination(
                Destination.parse("127.0.0.1:2004:a"),
                Spool.open(folder, 1 << 20),
                new SpoolLimits(1 << 20, 1 << 19, 1 << 20),
                new RelayPressure(true),
                new DestinationCounters(),
                seconds::get,
                told -> {
                    events.set(told);
                    return new Idle();
                });
    }

    @AfterEach
    void close() {
        destination.close();
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    /** Each connection takes something, so that it counts as the first that failed. */
    @Test
    void oneThatComesAndGoesAllTheTimeDoesNotFillTheLog() {
        for (int i = 0; i < 1_000; i++) {
            events.get().connected();
            events.get().disconnected(1, "the destination has closed the connection");
        }
        assertEquals(10, logged.size(), logged.toString());
        seconds.addAndGet(60);
        events.get().connected();
        events.get().disconnected(1, "the destination has closed the connection");
        assertEquals(
                List.of(
                        "connected to 127.0.0.1:2004:a; 0 points wait for it (and 995 more like it, not logged)",
                        "no connection to 127.0.0.1:2004:a: the destination has closed the connection; what comes for it"
                                + " waits in its spool (and 995 more like it, not logged)"),
                logged.subList(10, logged.size()));
    }

    @Test
    void aReasonIsToldOnceUntilItChanges() {
        events.get().disconnected(1, "the connection is refused");
        events.get().disconnected(2, "the connection is refused");
        events.get().disconnected(3, "there is no answer");
        assertEquals(2, logged.size(), logged.toString());
        assertTrue(logged.get(1).contains("there is no answer"));
        assertEquals(3, destination.failures());
    }
}

package plumbago.carbon.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.CarbonService;
import plumbago.carbon.TestService;
import plumbago.carbon.receiver.PlaintextReceiver;

/** Whoever connects again and again does not fill the log. */
@Timeout(600)
class ConnectionLogTest {
    private static final Logger LOGGER = Logger.getLogger("plumbago.base.net.TcpListener");

    @TempDir
    Path folder;

    private final Lines lines = new Lines();

    private static final class Lines extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            all.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        long count(String part) {
            return all.stream().filter(line -> line.contains(part)).count();
        }
    }

    /** Stands still until it is told to go on. */
    private static final class StandingClock extends Clock {
        private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void listen() {
        LOGGER.addHandler(lines);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(lines);
    }

    private static void connectOften(CarbonService carbon, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), carbon.port(PlaintextReceiver.PROTOCOL))) {
                socket.shutdownOutput();
                assertEquals(-1, socket.getInputStream().read());
            }
        }
        while (carbon.connections() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tenLinesInASecondOfEachKindAndHowManyMoreThereWere() throws Exception {
        StandingClock clock = new StandingClock();
        try (CarbonService carbon =
                TestService.start(folder, TestService.freePort(), clock, "cache.LOG_LISTENER_CONN_LOST=True")) {
            connectOften(carbon, 200);
            assertEquals(20, lines.all.size(), lines.all.toString());
            clock.now = clock.now.plus(Duration.ofSeconds(1));
            connectOften(carbon, 1);
            assertTrue(lines.count("(and 190 more like it, not logged)") > 0, lines.all.toString());
        }
    }
}

package plumbago.carbon.relay.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.net.Transport;
import plumbago.carbon.relay.LineSink;
import plumbago.carbon.relay.spool.FrameBuffer;
import plumbago.carbon.relay.spool.Spool;

class TcpSenderTest {
    @TempDir
    Path folder;

    private final Transport transport = new Transport(1);
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final Told told = new Told();
    private LineSink sink;
    private Spool spool;
    private TcpSender sender;
    private int number;

    /** Remembers what it was told. */
    private static final class Told implements SenderEvents {
        final AtomicLong delivered = new AtomicLong();
        final AtomicLong expired = new AtomicLong();
        final Semaphore failures = new Semaphore(0);
        final Semaphore taken = new Semaphore(0);
        volatile String reason = "";
        final AtomicLong messages = new AtomicLong();
        final AtomicLong mostOnTheWay = new AtomicLong();

        /** Of each message, if all are alike. */
        volatile int points = 1;

        @Override
        public void delivered(long points) {
            delivered.addAndGet(points);
            taken.release();
        }

        @Override
        public void expired(long points) {
            expired.addAndGet(points);
            taken.release();
        }

        @Override
        public void messageSent() {
            long onTheWay = messages.incrementAndGet() * points - delivered.get();
            mostOnTheWay.accumulateAndGet(onTheWay, Math::max);
        }

        @Override
        public void connected() {}

        @Override
        public void disconnected(int inARow, String why) {
            reason = why;
            failures.release();
        }

        void awaitTaken(long points) throws InterruptedException {
            while (delivered.get() + expired.get() < points) {
                assertTrue(taken.tryAcquire(60, TimeUnit.SECONDS), () -> delivered + " delivered, expected " + points);
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        sink = new LineSink();
        spool = Spool.open(folder, Long.MAX_VALUE);
    }

    @AfterEach
    void close() throws IOException {
        if (sender != null) {
            sender.close();
        }
        spool.close();
        transport.close();
        sink.close();
    }

    private TcpSender begin(Duration maxAge) {
        sender = new TcpSender(
                new SenderOptions(
                        "127.0.0.1",
                        sink.port(),
                        WireProtocol.LINE,
                        Optional.empty(),
                        500,
                        Double.POSITIVE_INFINITY,
                        maxAge),
                spool,
                transport,
                told,
                clock::get);
        sender.start();
        return sender;
    }

    @Test
    void sendsWhatWaitsAndWhatComes() throws Exception {
        List<String> sent = append(3, 10);
        begin(Duration.ZERO);
        sent.addAll(append(100, 7));
        assertSame(sent, sink.await(sent.size()));
        told.awaitTaken(sent.size());
        assertEquals(0, spool.waiting());
    }

    @Test
    void nothingIsWrittenBeyondTheWindow() throws Exception {
        int linesInEach = 2_000;
        told.points = linesInEach;
        // From here on all lines are equally long.
        number = 100_000;
        List<String> sent = append(50, linesInEach);
        begin(Duration.ZERO);
        assertSame(sent, sink.await(sent.size()));
        told.awaitTaken(sent.size());
        int line = sent.get(0).length() + 1;
        assertTrue(told.mostOnTheWay.get() > linesInEach, "more than one is on the way: " + told.mostOnTheWay);
        assertTrue(told.mostOnTheWay.get() * line <= TcpSender.WINDOW_BYTES, told.mostOnTheWay + " points");
    }

    @Test
    void whatADestinationDoesNotTakeWaits() throws Exception {
        begin(Duration.ZERO);
        sink.pause();
        List<String> sent = append(2_000, 100);
        assertTrue(spool.waiting() > 50_000, "the kernel takes a part only: " + spool.waiting());
        sink.resume();
        assertSame(sent, sink.await(sent.size()));
        told.awaitTaken(sent.size());
    }

    /** What had been acknowledged when the destination closed, having read all that arrived, comes once, and all else too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostOrComesTwiceWhereADestinationGoes(long seed) throws Exception {
        Random random = new Random(seed);
        begin(Duration.ZERO);
        List<String> sent = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            sent.addAll(append(20 + random.nextInt(200), 1 + random.nextInt(100)));
            sink.await(random.nextInt(sent.size()));
            sink.die(false);
            sent.addAll(append(random.nextInt(50), 10));
            sink.open();
        }
        told.awaitTaken(sent.size());
        assertSame(sent, sink.await(sent.size()));
    }

    /** A reset throws away what the destination's system had acknowledged and it had not read: nobody can know of that. */
    @Test
    void whatADestinationThrowsAwayItAloneLoses() throws Exception {
        begin(Duration.ZERO);
        List<String> sent = append(300, 50);
        sink.await(5_000);
        sink.die(true);
        sent.addAll(append(10, 10));
        sink.open();
        told.awaitTaken(sent.size());
        List<String> after = sink.awaitLine(sent.get(sent.size() - 1));
        assertEquals(new HashSet<>(after).size(), after.size(), "no line came twice");
        assertTrue(new HashSet<>(sent).containsAll(after));
    }

    @Test
    void triesAgainUntilTheDestinationIsThere() throws Exception {
        sink.die(true);
        begin(Duration.ZERO);
        List<String> sent = append(5, 5);
        assertTrue(told.failures.tryAcquire(3, 60, TimeUnit.SECONDS));
        assertEquals("the connection is refused", told.reason);
        sink.open();
        assertSame(sent, sink.await(sent.size()));
    }

    @Test
    void aDestinationThatClosesAtOnceIsNotRushedAt() throws Exception {
        begin(Duration.ZERO);
        for (int i = 1; i <= 4; i++) {
            sink.awaitConnections(i);
            sink.dropConnections();
        }
        List<String> sent = append(5, 5);
        assertSame(sent, sink.await(sent.size()));
    }

    @Test
    void anUnknownHostIsTold() throws Exception {
        sender = new TcpSender(
                new SenderOptions(
                        "no-such-host.invalid", 1, WireProtocol.LINE, Optional.empty(), 500, 1, Duration.ZERO),
                spool,
                transport,
                told,
                clock::get);
        sender.start();
        assertTrue(told.failures.tryAcquire(60, TimeUnit.SECONDS));
        assertEquals("host no-such-host.invalid is not known", told.reason);
    }

    @Test
    void whatHasWaitedTooLongIsDropped() throws Exception {
        append(3, 10);
        clock.addAndGet(61_000);
        List<String> sent = append(2, 10);
        begin(Duration.ofSeconds(60));
        assertSame(sent, sink.await(sent.size()));
        told.awaitTaken(50);
        assertEquals(30, told.expired.get());
        assertEquals(20, told.delivered.get());
        assertEquals(0, spool.waiting());
    }

    @Test
    void whatIsOnTheWayAtACloseIsWaitedFor() throws Exception {
        begin(Duration.ZERO);
        List<String> sent = append(10, 10);
        sink.await(1);
        sender.close();
        sink.await((int) told.delivered.get());
        assertEquals(sent.size() - told.delivered.get(), spool.waiting());
        assertEquals(told.delivered.get(), sink.lines().size());
    }

    @Test
    void whatADestinationSaysIsReadOver() throws Exception {
        try (java.net.ServerSocket talker = new java.net.ServerSocket(0)) {
            sender = new TcpSender(
                    new SenderOptions(
                            "127.0.0.1",
                            talker.getLocalPort(),
                            WireProtocol.LINE,
                            Optional.empty(),
                            500,
                            Double.POSITIVE_INFINITY,
                            Duration.ZERO),
                    spool,
                    transport,
                    told,
                    clock::get);
            sender.start();
            try (Socket connection = talker.accept()) {
                byte[] garbage = new byte[1 << 20];
                connection.getOutputStream().write(garbage);
                append(1, 1);
                byte[] line = new byte[5];
                assertEquals(5, connection.getInputStream().readNBytes(line, 0, 5));
                told.awaitTaken(1);
            }
        }
    }

    /** Where they differ, and not all of both. */
    private static void assertSame(List<String> sent, List<String> came) {
        for (int i = 0; i < Math.min(sent.size(), came.size()); i++) {
            assertEquals(sent.get(i), came.get(i), "line " + i);
        }
        assertEquals(sent.size(), came.size());
    }

    /** So many frames of so many lines. */
    private List<String> append(int frames, int linesInEach) {
        List<String> all = new ArrayList<>();
        FrameBuffer lines = new FrameBuffer();
        for (int i = 0; i < frames; i++) {
            lines.clear();
            for (int k = 0; k < linesInEach; k++) {
                String line = "some.name.of.usual.length." + number + " " + number++ + " 1700000000";
                all.add(line);
                lines.bytes().ascii(line).put('\n');
                lines.added();
            }
            assertEquals(Spool.Outcome.KEPT, spool.append(lines, clock.get()));
            if (sender != null) {
                sender.wake(linesInEach);
            }
        }
        return all;
    }
}

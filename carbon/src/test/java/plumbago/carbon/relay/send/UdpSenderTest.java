package plumbago.carbon.relay.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.net.Transport;
import plumbago.carbon.relay.spool.FrameBuffer;
import plumbago.carbon.relay.spool.Spool;

@Timeout(600)
class UdpSenderTest {
    private static final int USUAL_BYTES = 1_400;

    @TempDir
    Path folder;

    private final Transport transport = new Transport(1);
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final Semaphore told = new Semaphore(0);
    private DatagramSocket sink;
    private Spool spool;
    private UdpSender sender;

    private final class Told implements SenderEvents {
        @Override
        public void delivered(long points) {
            delivered.addAndGet(points);
            told.release();
        }

        @Override
        public void expired(long points) {
            expired.addAndGet(points);
            told.release();
        }

        @Override
        public void messageSent() {
            messages.incrementAndGet();
        }

        @Override
        public void connected() {}

        @Override
        public void disconnected(int failures, String reason) {}
    }

    @BeforeEach
    void open() throws IOException {
        sink = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        sink.setReceiveBufferSize(1 << 20);
        sink.setSoTimeout(60_000);
        spool = Spool.open(folder, Long.MAX_VALUE);
        sender = new UdpSender(
                new SenderOptions(
                        "127.0.0.1",
                        sink.getLocalPort(),
                        WireProtocol.UDP,
                        Optional.empty(),
                        500,
                        Double.POSITIVE_INFINITY,
                        Duration.ofSeconds(60)),
                spool,
                transport,
                new Told(),
                clock::get);
    }

    @AfterEach
    void close() {
        sender.close();
        spool.close();
        transport.close();
        sink.close();
    }

    private void append(List<String> lines) {
        FrameBuffer buffer = new FrameBuffer();
        for (String line : lines) {
            buffer.bytes().ascii(line).put('\n');
            buffer.added();
        }
        spool.append(buffer, clock.get());
        sender.wake(lines.size());
    }

    private String datagram() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        sink.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void awaitSettled(long points) throws InterruptedException {
        while (delivered.get() + expired.get() < points) {
            assertTrue(told.tryAcquire(60, TimeUnit.SECONDS), () -> delivered + " delivered");
        }
    }

    private static List<String> lines(int count, int length) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String rest = " " + i + " 1700000000";
            lines.add("n".repeat(length - rest.length()) + rest);
        }
        return lines;
    }

    @Test
    void eachDatagramHasAsManyWholeLinesAsFit() throws Exception {
        List<String> sent = lines(100, 99);
        append(sent.subList(0, 60));
        append(sent.subList(60, 100));
        sender.start();
        List<String> came = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        while (came.size() < sent.size()) {
            String datagram = datagram();
            assertTrue(datagram.endsWith("\n"), "the last line is whole");
            sizes.add(datagram.length());
            came.addAll(Arrays.asList(datagram.split("\n")));
        }
        assertEquals(sent, came);
        assertEquals(List.of(1400, 1400, 1400, 1400, 400, 1400, 1400, 1200), sizes);
        awaitSettled(100);
        assertEquals(8, messages.get());
        assertEquals(0, spool.waiting());
    }

    @Test
    void aLineThatIsLongerGoesAlone() throws Exception {
        List<String> small = lines(2, 50);
        List<String> large = lines(1, 5 * USUAL_BYTES);
        append(List.of(small.get(0), large.get(0), small.get(1)));
        sender.start();
        assertEquals(small.get(0) + "\n", datagram());
        assertEquals(large.get(0) + "\n", datagram());
        assertEquals(small.get(1) + "\n", datagram());
        awaitSettled(3);
    }

    @Test
    void aLineThatNoDatagramCanHoldIsLeftOutAndTheOthersGo() throws Exception {
        List<String> small = lines(2, 50);
        append(List.of(small.get(0), lines(1, 70_000).get(0), small.get(1)));
        sender.start();
        assertEquals(small.get(0) + "\n", datagram());
        assertEquals(small.get(1) + "\n", datagram());
        awaitSettled(3);
        assertEquals(0, spool.waiting());
    }

    @Test
    void whatHasWaitedTooLongIsDropped() throws Exception {
        append(lines(3, 50));
        clock.addAndGet(61_000);
        List<String> later = lines(1, 60);
        append(later);
        sender.start();
        assertEquals(later.get(0) + "\n", datagram());
        awaitSettled(4);
        assertEquals(3, expired.get());
        assertEquals(1, delivered.get());
    }

    @Test
    void nothingWaitsForOneWhoIsNotThere() throws Exception {
        sink.close();
        sender.start();
        for (int i = 0; i < 20; i++) {
            append(lines(5, 50));
        }
        awaitSettled(100);
        assertEquals(0, spool.waiting());
    }
}

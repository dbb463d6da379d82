package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real datagrams, with epoll and without, one with a system call and many. */
@Timeout(120)
class DatagramListenerTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(HERE, 0);
    private static final DatagramOptions OPTIONS = DatagramOptions.allowing(address -> true);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** Keeps what came, and can be told to stand still. */
    private static final class Kept implements DatagramHandler {
        final BlockingQueue<byte[]> contents = new LinkedBlockingQueue<>();
        final AtomicInteger received = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        final AtomicInteger rounds = new AtomicInteger();
        final CountDownLatch reached = new CountDownLatch(1);
        volatile CountDownLatch goOn = new CountDownLatch(0);

        @Override
        public void accept(ByteBuf content, InetSocketAddress sender) {
            if (content.readableBytes() == 3) {
                throw new IllegalStateException("a handler that fails");
            }
            contents.add(ByteBufUtil.getBytes(content));
            reached.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            received.incrementAndGet();
        }

        @Override
        public void roundEnded() {
            rounds.incrementAndGet();
        }

        @Override
        public void refused() {
            refused.incrementAndGet();
        }
    }

    private DatagramListener listen(boolean epoll, DatagramOptions options, DatagramHandler handler)
            throws IOException {
        assumeTrue(!epoll || Epoll.isAvailable(), "skipped: there is no epoll here");
        Transport transport = new Transport(1, epoll);
        opened.add(transport);
        DatagramListener listener = new DatagramListener(ANY_PORT, transport, options, handler, () -> 0);
        opened.add(listener);
        return listener;
    }

    private static void send(DatagramSocket from, int port, byte[] content) throws IOException {
        from.send(new DatagramPacket(content, content.length, HERE, port));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 8", "false, 1", "false, 8"})
    void datagramsComeWholeWhateverTheirLength(boolean epoll, int perCall) throws Exception {
        Kept kept = new Kept();
        DatagramListener listener = listen(epoll, OPTIONS.withDatagramsPerCall(perCall), kept);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int length : new int[] {1, 2_049, 9_000, 65_507, 17}) {
                byte[] content = new byte[length];
                Arrays.fill(content, (byte) length);
                send(socket, listener.port(), content);
                assertArrayEquals(content, kept.contents.take());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 8", "false, 1"})
    void manyAtOnceStayApartAndARoundEnds(boolean epoll, int perCall) throws Exception {
        Kept kept = new Kept();
        kept.goOn = new CountDownLatch(1);
        DatagramListener listener = listen(epoll, OPTIONS.withDatagramsPerCall(perCall), kept);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 100; i++) {
                send(socket, listener.port(), ("datagram " + i).getBytes(StandardCharsets.UTF_8));
            }
            kept.goOn.countDown();
            for (int i = 0; i < 100; i++) {
                assertEquals("datagram " + i, new String(kept.contents.take(), StandardCharsets.UTF_8));
            }
        }
        while (kept.rounds.get() == 0) {
            Thread.onSpinWait();
        }
        assertTrue(kept.rounds.get() <= 100, kept.rounds + " rounds");
    }

    /** While nothing is read the buffer overflows: each datagram has come, or is among the lost ones. */
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 8", "false, 1"})
    void whatTheSystemThrowsAwayIsCounted(boolean epoll, int perCall) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp6")), "skipped: the system has no list of its sockets");
        Kept kept = new Kept();
        kept.goOn = new CountDownLatch(1);
        DatagramListener listener =
                listen(epoll, OPTIONS.withBufferBytes(16_384).withDatagramsPerCall(perCall), kept);
        assertEquals(OptionalLong.of(0), listener.drops());
        int sent = 2_000;
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, listener.port(), new byte[100]);
            kept.reached.await();
            for (int i = 1; i < sent; i++) {
                send(socket, listener.port(), new byte[100]);
            }
        }
        long lost = listener.drops().orElseThrow();
        assertTrue(lost > sent / 2, lost + " lost");
        kept.goOn.countDown();
        while (kept.received.get() + lost < sent) {
            Thread.onSpinWait();
        }
        assertEquals(OptionalLong.of(lost), listener.drops());
        // One more, behind all that waited.
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, listener.port(), new byte[] {7});
        }
        while (kept.received.get() + lost <= sent) {
            Thread.onSpinWait();
        }
        assertEquals(sent + 1, kept.received.get() + listener.drops().orElseThrow());
        listener.close();
        assertEquals(OptionalLong.empty(), listener.drops());
    }

    @Test
    void theBufferIsWhatTheSystemGives() throws Exception {
        assertEquals(
                16_384,
                listen(true, OPTIONS.withBufferBytes(16_384), new Kept()).bufferBytes());
        assertEquals(
                16_384,
                listen(false, OPTIONS.withBufferBytes(16_384), new Kept()).bufferBytes());
        int most = listen(true, OPTIONS.withBufferBytes(Integer.MAX_VALUE), new Kept())
                .bufferBytes();
        assertTrue(most > 0 && most < Integer.MAX_VALUE, most + " bytes");
    }

    @Test
    void whoMayNotSendIsCountedAndAHandlerThatFailsLosesOneDatagram() throws Exception {
        Kept kept = new Kept();
        DatagramListener shut = listen(true, DatagramOptions.allowing(address -> false), kept);
        DatagramListener open = listen(true, OPTIONS, kept);
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, shut.port(), new byte[10]);
            while (kept.refused.get() == 0) {
                Thread.onSpinWait();
            }
            send(socket, open.port(), new byte[3]);
            send(socket, open.port(), new byte[4]);
            assertEquals(4, kept.contents.take().length);
        }
    }

    @Test
    void aPortThatIsTakenIsAnError() throws Exception {
        DatagramListener first = listen(true, OPTIONS, new Kept());
        Transport transport = new Transport(1);
        opened.add(transport);
        IOException taken = assertThrows(
                IOException.class,
                () -> new DatagramListener(
                        new InetSocketAddress(HERE, first.port()), transport, OPTIONS, new Kept(), () -> 0));
        assertEquals("it is in use", taken.getMessage());
    }

    @Test
    void optionsHaveRanges() {
        assertThrows(IllegalArgumentException.class, () -> OPTIONS.withBufferBytes(0));
        assertThrows(IllegalArgumentException.class, () -> OPTIONS.withDatagramsPerCall(0));
        assertThrows(IllegalArgumentException.class, () -> OPTIONS.withDatagramsPerCall(1025));
    }

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    /** Of several sockets on a port it is the one with the descriptor's inode; without that none can be told. */
    @Test
    void theSocketIsFoundAmongOthers(@TempDir Path proc) throws Exception {
        assertEquals(OptionalLong.empty(), new SocketDrops(proc, 8125, OptionalInt.of(5)).count(), "no such lists");
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("self/fd"));
        Files.createSymbolicLink(proc.resolve("self/fd/5"), Path.of("socket:[222]"));
        Files.writeString(
                proc.resolve("net/udp"),
                HEAD
                        + "  12: 0100007F:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 111 2 0000000000000000 3\n"
                        + "  13: 0100007F:0BB8 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 333 2 0000000000000000 9\n");
        assertEquals(OptionalLong.of(3), new SocketDrops(proc, 8125, OptionalInt.empty()).count());
        Files.writeString(
                proc.resolve("net/udp6"),
                HEAD
                        + "   1: 0000000000000000FFFF00000100007F:1FBD 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 222 2 0000000000000000 4294967295\n");
        assertEquals(OptionalLong.of(4_294_967_295L), new SocketDrops(proc, 8125, OptionalInt.of(5)).count());
        assertEquals(OptionalLong.empty(), new SocketDrops(proc, 8125, OptionalInt.empty()).count());
        assertEquals(OptionalLong.of(9), new SocketDrops(proc, 3000, OptionalInt.empty()).count());
    }
}

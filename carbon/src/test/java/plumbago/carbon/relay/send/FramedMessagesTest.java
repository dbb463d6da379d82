package plumbago.carbon.relay.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.receiver.FrameReceiver;
import plumbago.carbon.receiver.Intake;
import plumbago.carbon.relay.spool.FrameBuffer;
import plumbago.carbon.relay.spool.Spool;
import plumbago.carbon.stats.PointCounters;

/** Frames as the receivers of this program read them. */
@Timeout(600)
class FramedMessagesTest {
    private static final int PER_MESSAGE = 50;

    private static final List<String> NAMES = List.of(
            "a",
            "servers.web01.cpu",
            "ö.\u65e5\u672c.\ud83d\ude00",
            "with blank",
            " ",
            "x".repeat(2_000),
            "tag;a=b;c=d",
            "'q\"\\");

    private static final List<String> VALUES =
            List.of("1", "-1", "0", "-0.0", "0.1", "1.0E300", "4.9E-324", "inf", "-inf", "9007199254740991", "1.5");

    @TempDir
    Path folder;

    private final List<String> came = new CopyOnWriteArrayList<>();
    private final PointCounters counters = new PointCounters();
    private final Transport transport = new Transport(1);

    private Intake intake() {
        return new Intake(
                this::take,
                FlowControl.NONE,
                counters,
                () -> 1_700_000_000L,
                new UnfinishedQuota(1 << 24, FlowControl.NONE, System::nanoTime));
    }

    private synchronized void take(PointBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            came.add(batch.name(i) + '|' + batch.value(i) + '|' + batch.timestamp(i));
        }
        notifyAll();
    }

    private synchronized List<String> await(int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (came.size() < count) {
            assertTrue(System.nanoTime() < end, () -> came.size() + " points came, expected " + count);
            wait(1_000);
        }
        return List.copyOf(came);
    }

    private FrameReceiver receiver(WireProtocol protocol) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return protocol == WireProtocol.PICKLE
                ? FrameReceiver.forPickles(address, transport, ListenerOptions.open(), intake(), 1 << 20)
                : FrameReceiver.forProtobuf(address, transport, ListenerOptions.open(), intake());
    }

    private static FramedMessages messages(WireProtocol protocol) {
        return protocol == WireProtocol.PICKLE
                ? FramedMessages.pickles(PER_MESSAGE, UnpooledByteBufAllocator.DEFAULT)
                : FramedMessages.protobuf(PER_MESSAGE, UnpooledByteBufAllocator.DEFAULT);
    }

    private static String line(String name, String value, long timestamp) {
        return name + ' ' + value + ' ' + timestamp + '\n';
    }

    private static String point(String name, String value, long timestamp) {
        return name + '|' + Double.parseDouble(value.replace("inf", "Infinity")) + '|' + timestamp;
    }

    /** Every name with every value, a name of its own each, so that protobuf has no reason to gather them. */
    @ParameterizedTest
    @EnumSource(names = {"PICKLE", "PROTOBUF"})
    void allPointsComeInOrder(WireProtocol protocol) throws Exception {
        List<String> expected = new ArrayList<>();
        List<ByteBuf> frames = new ArrayList<>();
        FramedMessages messages = messages(protocol);
        int number = 0;
        for (String name : NAMES) {
            for (String value : VALUES) {
                long timestamp = number % 2 == 0 ? 1_700_000_000L + number : number;
                String own = name + number++;
                expected.add(point(own, value, timestamp));
                byte[] line = line(own, value, timestamp).getBytes(StandardCharsets.UTF_8);
                messages.add(Unpooled.wrappedBuffer(line), frames::add);
            }
        }
        messages.finish(frames::add);
        assertEquals((expected.size() + PER_MESSAGE - 1) / PER_MESSAGE, frames.size());
        assertEquals(0, messages.begun());
        try (FrameReceiver receiver = receiver(protocol);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            for (ByteBuf frame : frames) {
                frame.readBytes(socket.getOutputStream(), frame.readableBytes());
                frame.release();
            }
            assertEquals(expected, await(expected.size()));
        } finally {
            transport.close();
        }
        assertEquals(0, counters.badLines());
    }

    @Test
    void protobufGathersThePointsOfAName() throws Exception {
        List<ByteBuf> frames = new ArrayList<>();
        FramedMessages messages = messages(WireProtocol.PROTOBUF);
        String lines = "a 1 10\nb 2 10\na 3 20\n";
        messages.add(Unpooled.wrappedBuffer(lines.getBytes(StandardCharsets.UTF_8)), frames::add);
        assertEquals(3, messages.begun());
        messages.finish(frames::add);
        try (FrameReceiver receiver = receiver(WireProtocol.PROTOBUF);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            frames.get(0).readBytes(socket.getOutputStream(), frames.get(0).readableBytes());
            frames.get(0).release();
            assertEquals(List.of("a|1.0|10", "a|3.0|20", "b|2.0|10"), await(3));
        } finally {
            transport.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PICKLE", "PROTOBUF"})
    void noMessageHasMorePointsThanItMay(WireProtocol protocol) {
        FramedMessages messages = messages(protocol);
        List<ByteBuf> frames = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2 * PER_MESSAGE + 7; i++) {
            lines.append(line("name" + i, "1", i));
        }
        ByteBuf buffer = Unpooled.wrappedBuffer(lines.toString().getBytes(StandardCharsets.UTF_8));
        messages.add(buffer, frames::add);
        assertEquals(2, frames.size());
        assertEquals(7, messages.begun());
        assertEquals(0, buffer.refCnt());
        messages.clear();
        messages.finish(frames::add);
        assertEquals(2, frames.size(), "what was begun has been forgotten");
        frames.forEach(ByteBuf::release);
        transport.close();
    }

    /** Through a spool and a connection. */
    @ParameterizedTest
    @EnumSource(names = {"PICKLE", "PROTOBUF"})
    void whatIsSentArrives(WireProtocol protocol) throws Exception {
        AtomicLong delivered = new AtomicLong();
        try (FrameReceiver receiver = receiver(protocol);
                Spool spool = Spool.open(folder, Long.MAX_VALUE);
                TcpSender sender = new TcpSender(
                        new SenderOptions(
                                "127.0.0.1",
                                receiver.port(),
                                protocol,
                                Optional.empty(),
                                PER_MESSAGE,
                                Double.POSITIVE_INFINITY,
                                Duration.ZERO),
                        spool,
                        transport,
                        new Delivered(delivered),
                        () -> 0)) {
            sender.start();
            Random random = new Random(7);
            FrameBuffer lines = new FrameBuffer();
            List<String> expected = new ArrayList<>();
            for (int frame = 0; frame < 200; frame++) {
                lines.clear();
                for (int i = random.nextInt(100); i >= 0; i--) {
                    String name = "name." + expected.size();
                    expected.add(point(name, "1.25", frame));
                    lines.bytes().ascii(line(name, "1.25", frame));
                    lines.added();
                }
                spool.append(lines, 0);
                sender.wake(lines.points());
            }
            assertEquals(expected, await(expected.size()));
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (delivered.get() < expected.size()) {
                assertTrue(System.nanoTime() < end, () -> delivered + " delivered");
                Thread.onSpinWait();
            }
            assertEquals(0, spool.waiting());
        } finally {
            transport.close();
        }
    }

    private record Delivered(AtomicLong points) implements SenderEvents {
        @Override
        public void delivered(long some) {
            points.addAndGet(some);
        }

        @Override
        public void expired(long some) {}

        @Override
        public void messageSent() {}

        @Override
        public void connected() {}

        @Override
        public void disconnected(int failures, String reason) {}
    }
}

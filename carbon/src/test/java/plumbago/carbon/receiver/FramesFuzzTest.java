package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import plumbago.carbon.stats.Refusal;

/**
 * Spoiled frames of pickles and protobuf: nothing is thrown, each frame is taken or refused once, and no memory is kept.
 * The usual build tries 16,000; {@code -Dplumbago.fuzz=50} tries 800,000.
 */
class FramesFuzzTest {
    private static final int FRAMES = 8_000;
    private static final int FRAMES_ON_CONNECTION = 100;
    private static final int MAX_LENGTH = 1 << 16;

    private final FuzzQueues queues = new FuzzQueues();
    private final Intake intake = queues.intake();
    private final RefusedFrames refused = new RefusedFrames("fuzzed", intake.counters(), intake.seconds());
    private final SplittableRandom random = new SplittableRandom(2004);
    private Throwable thrown;

    /** A sender whose errors are not only logged. */
    private final class Watched extends FrameReceiver.Frames {
        Watched(FastThreadLocal<FrameDecoder> decoders) {
            super(MAX_LENGTH, intake.quota(), decoders, refused, intake.senders(), "frames of a test");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            thrown = cause;
        }
    }

    @Test
    void pickles() throws IOException {
        List<byte[]> corpus = new ArrayList<>(FuzzQueues.frames("pickle.json", "chunks_b64"));
        corpus.addAll(FuzzQueues.frames("pickle-hostile.json.gz", "chunks_b64"));
        fuzz("pickles", corpus, PicklePoints::new);
    }

    @Test
    void protobuf() throws IOException {
        fuzz("protobuf", FuzzQueues.frames("protobuf.json", "chunks_b64"), ProtobufPoints::new);
    }

    private void fuzz(String what, List<byte[]> corpus, BiFunction<BatchFiller, RefusedFrames, FrameDecoder> protocol) {
        long[] frames = {0};
        FrameDecoder decoder = protocol.apply(intake.filler(), refused);
        FastThreadLocal<FrameDecoder> decoders = new FastThreadLocal<>() {
            @Override
            protected FrameDecoder initialValue() {
                return (bytes, length, sender) -> {
                    frames[0]++;
                    decoder.accept(bytes, length, sender);
                };
            }
        };
        Mutations mutations = new Mutations(random, corpus);
        long heap = 0;
        long sent = 0;
        long tooLong = 0;
        while (sent < (long) FRAMES * FuzzQueues.factor()) {
            if (sent == FRAMES / 2) {
                heap = FuzzQueues.heapBytes();
            }
            ByteBuf stream = Unpooled.buffer();
            for (int i = 0; i < FRAMES_ON_CONNECTION; i++) {
                byte[] frame = mutations.next();
                stream.writeInt(frame.length).writeBytes(frame);
                sent++;
            }
            boolean cutOff = random.nextInt(10) == 0;
            if (cutOff) {
                stream.writeInt(random.nextInt()).writeBytes(new byte[100]);
            }
            EmbeddedChannel channel = new EmbeddedChannel(new Watched(decoders));
            while (stream.isReadable() && channel.isOpen()) {
                int count = Math.min(stream.readableBytes(), 1 + random.nextInt(1 + random.nextInt(3000)));
                channel.writeInbound(stream.readRetainedSlice(count));
            }
            assertTrue(cutOff || channel.isOpen(), "only a frame that is too long ends the connection");
            tooLong += channel.isOpen() ? 0 : 1;
            channel.finishAndReleaseAll();
            stream.release();
            if (thrown != null) {
                throw new AssertionError(what, thrown);
            }
        }
        assertTrue(frames[0] >= sent, "all frames came to the decoder");
        assertTrue(intake.counters().refusals(Refusal.FRAME) <= frames[0] + tooLong);
        assertTrue(intake.counters().refusals(Refusal.FRAME) > sent / 20, "most mutations spoil something");
        assertTrue(intake.counters().received() > sent / 20, "some frames stay sound");
        queues.assertBooksBalance();
        assertEquals(0, intake.counters().refusals(Refusal.LINE));
        long growth = FuzzQueues.heapBytes() - heap;
        assertTrue(growth < 32 << 20, "the heap grew by " + growth);
        System.out.println("Fuzzing of " + what + ": " + frames[0] + " frames, "
                + intake.counters().refusals(Refusal.FRAME) + " of them refused, "
                + intake.counters().received() + " points, heap " + growth + " bytes");
    }
}

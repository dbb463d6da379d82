package plumbago.carbon.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;

/** Replays frames on one connection. */
abstract class FramesReplay extends PointsReplay {
    abstract FrameDecoder decoder(Intake intake, RefusedFrames refused);

    int maxLength(JsonNode settings) {
        return 1 << 20;
    }

    @Override
    boolean play(List<byte[]> chunks, JsonNode settings, Intake intake) {
        RefusedFrames refused = new RefusedFrames("test", intake.counters(), intake.seconds());
        FastThreadLocal<FrameDecoder> decoders = new FastThreadLocal<>() {
            @Override
            protected FrameDecoder initialValue() {
                return decoder(intake, refused);
            }
        };
        EmbeddedChannel channel = new EmbeddedChannel(new FrameReceiver.Frames(
                maxLength(settings), intake.quota(), decoders, refused, intake.senders(), "frames of a test"));
        for (byte[] chunk : chunks) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(chunk));
            }
        }
        boolean open = channel.isOpen();
        channel.finishAndReleaseAll();
        return open;
    }
}

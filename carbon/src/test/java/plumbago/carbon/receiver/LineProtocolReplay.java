package plumbago.carbon.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;

/** Replays plaintext lines over TCP. */
public final class LineProtocolReplay extends PointsReplay {
    @Override
    public String file() {
        return "line-protocol";
    }

    @Override
    boolean play(List<byte[]> chunks, JsonNode settings, Intake intake) {
        RejectedLines rejected = new RejectedLines(intake.counters(), intake.seconds());
        LineBuffer buffer = new LineBuffer(intake.lineParser(rejected), rejected);
        FastThreadLocal<LineBuffer> buffers = new FastThreadLocal<>() {
            @Override
            protected LineBuffer initialValue() {
                return buffer;
            }
        };
        EmbeddedChannel channel = new EmbeddedChannel(new PlaintextConnection(
                intake.quota(), buffers, new OtherProtocols(intake.counters(), intake.seconds()), intake.senders()));
        for (byte[] chunk : chunks) {
            channel.writeInbound(Unpooled.wrappedBuffer(chunk));
        }
        boolean open = channel.isOpen();
        channel.finishAndReleaseAll();
        return open;
    }
}

package plumbago.carbon.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Replays datagrams of plaintext lines. */
public final class UdpReplay extends PointsReplay {
    @Override
    public String file() {
        return "udp";
    }

    @Override
    boolean play(List<byte[]> chunks, JsonNode settings, Intake intake) {
        DatagramLines lines =
                new DatagramLines(intake.lineParser(new RejectedLines(intake.counters(), intake.seconds())));
        chunks.forEach(chunk -> lines.accept(Unpooled.wrappedBuffer(chunk), "test"));
        return true;
    }
}

package plumbago.base.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WholeRequestsTest {
    private final BodyQuota quota = new BodyQuota(1000);

    private EmbeddedChannel connection() {
        return new EmbeddedChannel(new HttpServerCodec(), new WholeRequests(800, quota));
    }

    private static ByteBuf begun(int whole, int sent) {
        return Unpooled.copiedBuffer(
                "POST / HTTP/1.1\r\nContent-Length: " + whole + "\r\n\r\n" + "x".repeat(sent),
                StandardCharsets.US_ASCII);
    }

    @Test
    void unfinishedBodiesTakeNoMoreThanTheQuota() {
        EmbeddedChannel first = connection();
        first.writeInbound(begun(800, 700));
        EmbeddedChannel second = connection();
        second.writeInbound(begun(800, 700));
        assertEquals(503, refusedWith(second));
        second.writeInbound(
                Unpooled.copiedBuffer("x".repeat(100) + "GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
        assertNull(second.readInbound());
        assertEquals(700, quota.taken());

        first.writeInbound(Unpooled.copiedBuffer("x".repeat(100), StandardCharsets.US_ASCII));
        HeldRequest request = first.readInbound();
        assertEquals(800, request.body().length);
        assertEquals(800, quota.taken(), "until it is answered");
        request.release();
        assertEquals(0, quota.taken());

        first.writeInbound(begun(800, 700));
        assertThrows(PrematureChannelClosureException.class, first::finishAndReleaseAll);
        assertEquals(0, quota.taken());
    }

    @Test
    void aBodyThatIsTooLongGivesItsQuotaBack() {
        EmbeddedChannel connection = connection();
        connection.writeInbound(Unpooled.copiedBuffer(
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n200\r\n" + "x".repeat(512) + "\r\n200\r\n"
                        + "x".repeat(400),
                StandardCharsets.US_ASCII));
        assertEquals(413, refusedWith(connection));
        assertEquals(0, quota.taken());
        connection.finishAndReleaseAll();
        assertEquals(0, quota.taken());
    }

    private static int refusedWith(EmbeddedChannel connection) {
        HeldRequest refused = connection.readInbound();
        int status = ((RefusedBody) refused.request().decoderResult().cause()).status();
        refused.release();
        return status;
    }
}

package plumbago.web.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/**
 * Gathers a request's parts. A body that is too long is answered with 413, one for which there is no room at the moment
 * with 503, and the connection ends.
 */
final class WholeRequests extends HttpObjectAggregator {
    private final BodyRoom room;
    /** Bytes of the body that is being gathered. */
    private long gathered;

    /** @param room for the bodies of all connections */
    WholeRequests(int maxBody, BodyRoom room) {
        super(maxBody, true);
        this.room = room;
    }

    @Override
    protected void aggregate(FullHttpMessage aggregated, HttpContent part) throws Exception {
        int bytes = part.content().readableBytes();
        if (!room.take(bytes)) {
            refuse(ctx(), 503, "there is no room for more bodies of requests at the moment; send it again later");
            throw new TooLongFrameException("no room for a body");
        }
        gathered += bytes;
        super.aggregate(aggregated, part);
    }

    @Override
    protected void finishAggregation(FullHttpMessage aggregated) throws Exception {
        giveBack();
        super.finishAggregation(aggregated);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) throws Exception {
        giveBack();
        super.handlerRemoved(context);
    }

    private void giveBack() {
        room.giveBack(gathered);
        gathered = 0;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        refuse(context, 413, "the body is longer than " + maxContentLength() + " bytes, the most that is read");
    }

    private static void refuse(ChannelHandlerContext context, int status, String reason) {
        var message = Connection.message(WebResponse.error(status, reason), false);
        message.headers().set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }
}

package plumbago.web.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Gathers a request's parts. A body that is too long is answered with 413, and the connection ends. */
final class WholeRequests extends HttpObjectAggregator {
    WholeRequests(int maxBody) {
        super(maxBody, true);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        WebResponse refusal = WebResponse.error(
                413, "the body is longer than " + maxContentLength() + " bytes, the most that is read");
        var message = Connection.message(refusal, false);
        message.headers().set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }
}

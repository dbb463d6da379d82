package plumbago.base.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;

/**
 * Writes one answer to a connection. A long one goes in pieces, the next when the system has taken the one before, so that
 * it holds up no other connection of the event loop, and does not lie in memory a second time.
 */
final class AnswerWriter {
    private static final int PIECE_BYTES = 512 << 10;

    private final ChannelHandlerContext context;
    private final WebResponse response;
    private final GenericFutureListener<Future<? super Void>> done;

    private AnswerWriter(
            ChannelHandlerContext context, WebResponse response, GenericFutureListener<Future<? super Void>> done) {
        this.context = context;
        this.response = response;
        this.done = done;
    }

    /**
     * Writes it; on the connection's event loop.
     *
     * @param head whether the request was HEAD, which is answered without the body
     * @param keepAlive whether the client is told that it may ask again
     * @param done called when all has been handed to the system, or cannot be
     */
    static void write(
            ChannelHandlerContext context,
            WebResponse response,
            boolean head,
            boolean keepAlive,
            GenericFutureListener<Future<? super Void>> done) {
        new AnswerWriter(context, response, done).write(head, keepAlive);
    }

    private void write(boolean head, boolean keepAlive) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(response.status());
        if (head || response.length() <= PIECE_BYTES) {
            ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(response.body(), 0, response.length());
            FullHttpResponse message = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
            setHeaders(message.headers(), keepAlive);
            context.writeAndFlush(message).addListener(done);
            return;
        }
        HttpResponse beginning = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        setHeaders(beginning.headers(), keepAlive);
        context.write(beginning);
        piece(0);
    }

    private void piece(int from) {
        int length = Math.min(PIECE_BYTES, response.length() - from);
        if (length == 0) {
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(done);
            return;
        }
        ByteBuf bytes = Unpooled.wrappedBuffer(response.body(), from, length);
        context.writeAndFlush(new DefaultHttpContent(bytes)).addListener(written -> {
            if (written.isSuccess()) {
                // Not at once: the loop has other connections.
                context.executor().execute(() -> piece(from + length));
            } else {
                done.operationComplete(written);
            }
        });
    }

    private void setHeaders(HttpHeaders headers, boolean keepAlive) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, response.contentType());
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, response.length());
        response.headers().forEach((name, value) -> headers.set(name, latin(value)));
        headers.set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    }

    /** A header's value holds neither line ends nor anything beyond Latin letters. */
    private static String latin(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            text.append(c == '\r' || c == '\n' || c == 0 ? ' ' : c > 0xFF ? '?' : c);
        }
        return text.toString();
    }
}

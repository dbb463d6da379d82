package plumbago.web.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes requests one after the other, has a worker answer, and writes the answer before it looks at
 * the next request. All but {@link #answer} runs on the connection's event loop.
 */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    /** Requests that may be sent ahead of the answers. */
    private static final int MAX_AHEAD = 32;
    /** What is longer is written piece by piece: for larger ones Netty gets new memory each time. */
    private static final int SLICE_BYTES = 512 << 10;

    /** How long a client that is still sending may take to see that it has had its last answer. */
    private static final int SECONDS_TO_END = 2;

    private final Router router;
    private final ExecutorService workers;
    private final CrossOrigin origins;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    /** Whether a request is in hand: an answer is made, or on its way, or was the last. */
    private boolean busy;

    /** Whether an answer is made. */
    private boolean working;

    /** Whether the last answer has been given. */
    private boolean ended;

    private volatile boolean gone;

    Connection(Router router, ExecutorService workers, CrossOrigin origins) {
        this.router = router;
        this.workers = workers;
        this.origins = origins;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (ended) {
            return;
        }
        waiting.add(request.retain());
        if (waiting.size() == MAX_AHEAD) {
            // Whoever sends faster than it is answered waits, as the sender of a long body does.
            context.channel().config().setAutoRead(false);
        }
        next(context);
    }

    /** What was held back is at its end: where reading was halted meanwhile, nobody else begins it again. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (context.channel().config().isAutoRead()) {
            context.read();
        }
        context.fireChannelReadComplete();
    }

    private void next(ChannelHandlerContext context) {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        FullHttpRequest request = waiting.poll();
        if (waiting.size() == MAX_AHEAD / 2) {
            context.channel().config().setAutoRead(true);
        }
        try {
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            if (!request.decoderResult().isSuccess()) {
                write(context, refusal(request), false, false, () -> {});
                return;
            }
            WebRequest read = read(request);
            if (context.channel().remoteAddress() instanceof InetSocketAddress remote) {
                read.remoteAddress(remote.getAddress());
            }
            boolean head = read.method().equals("HEAD");
            working = true;
            workers.execute(() -> {
                WebResponse response = origins.preflight(read)
                        .orElseGet(() -> origins.mark(read, EntityTag.apply(read, answer(read))));
                context.executor().execute(() -> write(context, response, keepAlive, head, read::end));
            });
        } catch (RejectedExecutionException e) {
            write(
                    context,
                    WebResponse.error(503, "too many requests are waiting; ask again later"),
                    false,
                    false,
                    () -> {});
        } finally {
            request.release();
        }
    }

    private static WebResponse refusal(FullHttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof RefusedBody refused) {
            return WebResponse.error(refused.status(), refused.getMessage());
        }
        if (cause instanceof TooLongFrameException) {
            boolean line = String.valueOf(cause.getMessage()).contains("line");
            return WebResponse.error(
                    line ? 414 : 431, line ? "the request line is too long" : "the headers are too long");
        }
        return WebResponse.error(400, "this is no HTTP request");
    }

    private WebRequest read(FullHttpRequest request) {
        String uri = withoutAuthority(request.uri());
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new WebRequest(
                request.method().name(),
                Parameters.decode(path.replace("+", "%2B")),
                question < 0 ? "" : uri.substring(question + 1),
                headers,
                ByteBufUtil.getBytes(request.content()),
                () -> gone);
    }

    /** A target in absolute form, as a proxy is sent, names this server too. */
    private static String withoutAuthority(String uri) {
        if (!uri.startsWith("http://") && !uri.startsWith("https://")) {
            return uri;
        }
        int path = uri.indexOf('/', uri.indexOf("//") + 2);
        return path < 0 ? "/" : uri.substring(path);
    }

    /** Has the router answer, and turns whatever goes wrong into an answer that tells no more than the client may know. */
    private WebResponse answer(WebRequest request) {
        try {
            return router.handle(request);
        } catch (RequestException e) {
            return WebResponse.error(e.status(), e.getMessage());
        } catch (StackOverflowError e) {
            return WebResponse.error(400, "the request is nested too deeply");
        } catch (OutOfMemoryError e) {
            LOG.error("out of memory for {} {}", request.method(), request.path());
            return WebResponse.error(503, "there is not enough memory for this answer; ask for less");
        } catch (Exception | Error e) {
            // Errors too: without an answer the client would wait, and the connection take no other request.
            if (!gone) {
                LOG.error("no answer to {} {}", request.method(), request.path(), e);
            }
            return WebResponse.error(500, "something went wrong here; the server's log tells more");
        }
    }

    /** @param after called when the answer has been handed to the system, or cannot be any more */
    private void write(
            ChannelHandlerContext context, WebResponse response, boolean keepAlive, boolean head, Runnable after) {
        working = false;
        if (gone) {
            after.run();
            return;
        }
        if (keepAlive) {
            // Who does not take an answer gets no further ones, or they would fill the memory.
            send(context, response, head, HttpHeaderValues.KEEP_ALIVE)
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE)
                    .addListener(written -> {
                        after.run();
                        busy = false;
                        next(context);
                    });
        } else {
            send(context, response, head, HttpHeaderValues.CLOSE).addListener(written -> {
                after.run();
                end(context, written.isSuccess());
            });
        }
    }

    /**
     * Ends the connection after its last answer. A client that is still sending would be told that the connection broke,
     * and could lose the answer to that; so what it sends is read for a while, and thrown away.
     */
    private void end(ChannelHandlerContext context, boolean written) {
        ended = true;
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        if (written && context.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            channel.config().setAutoRead(true);
            Future<?> late = context.executor().schedule(() -> close(context), SECONDS_TO_END, TimeUnit.SECONDS);
            // Or it would hold on to each connection for so long, and there may be thousands in a second.
            channel.closeFuture().addListener(closed -> late.cancel(false));
        } else {
            close(context);
        }
    }

    private static ChannelFuture send(
            ChannelHandlerContext context, WebResponse response, boolean head, AsciiString connection) {
        if (head || response.length() <= SLICE_BYTES) {
            FullHttpResponse message = message(response, head);
            message.headers().set(HttpHeaderNames.CONNECTION, connection);
            return context.writeAndFlush(message);
        }
        HttpResponse beginning =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        setHeaders(beginning.headers(), response);
        beginning.headers().set(HttpHeaderNames.CONNECTION, connection);
        context.write(beginning);
        for (int from = 0; from < response.length(); from += SLICE_BYTES) {
            int length = Math.min(SLICE_BYTES, response.length() - from);
            context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(response.body(), from, length)));
        }
        return context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** The answer as Netty writes it; to a HEAD request without its body. */
    private static FullHttpResponse message(WebResponse response, boolean head) {
        ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(response.body(), 0, response.length());
        FullHttpResponse message =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), body);
        setHeaders(message.headers(), response);
        return message;
    }

    private static void setHeaders(HttpHeaders headers, WebResponse response) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, response.contentType());
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, response.length());
        response.headers().forEach((name, value) -> headers.set(name, latin(value)));
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

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !working) {
            close(context);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a connection broke", cause);
        close(context);
    }

    private static void close(ChannelHandlerContext context) {
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}

package plumbago.base.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.net.Encryption;

/**
 * One connection: takes requests one after the other, has a worker answer, and writes the answer before it looks at
 * the next request. All but {@link #work} runs on the connection's event loop.
 */
final class Connection extends SimpleChannelInboundHandler<HeldRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Requests that may be sent ahead of the answers. */
    private static final int MAX_AHEAD = 32;

    /** What the bodies of these may have together; the last of them may go beyond it. */
    private static final int MAX_AHEAD_BYTES = 256 << 10;

    /** How long a client that is still sending may take to see that it has had its last answer. */
    private static final int SECONDS_TO_END = 2;

    /**
     * What all connections have in common.
     *
     * @param prefix of all paths; empty for none
     */
    record Common(Router router, Workers workers, AnswerMaker answers, String prefix) {}

    private final Common common;
    private final Deque<HeldRequest> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /** Whether a request is in hand: an answer is made, or on its way, or was the last. */
    private boolean busy;

    /** Whether an answer is made. */
    private boolean working;

    /** Whether that is for a client of HTTP/1.1 at least. */
    private boolean knowsInterim;

    /** Whether the last answer has been given. */
    private boolean ended;

    /** Whether the client sends no more. */
    private boolean halfClosed;

    private volatile boolean gone;

    Connection(Common common) {
        this.common = common;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HeldRequest request) {
        if (ended) {
            return;
        }
        request.retain();
        waiting.add(request);
        waitingBytes += request.bytes();
        next(context);
        if (waiting.size() >= MAX_AHEAD || waitingBytes > MAX_AHEAD_BYTES) {
            // Whoever sends faster than it is answered waits, as the sender of a long body does.
            context.channel().config().setAutoRead(false);
        }
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
        HeldRequest held = waiting.poll();
        waitingBytes -= held.bytes();
        if (waiting.size() <= MAX_AHEAD / 2 && waitingBytes <= MAX_AHEAD_BYTES) {
            context.channel().config().setAutoRead(true);
        }
        boolean begun = false;
        try {
            RequestHead head = RequestHead.of(held.request(), common.prefix());
            RouteMatch match = common.router()
                    .match(head.method(), head.path(), !head.query().isEmpty() || held.bytes() > 0);
            common.workers().of(match.traits()).execute(() -> work(context, held, head, match));
            begun = true;
            working = true;
            knowsInterim = held.request().protocolVersion().minorVersion() > 0;
        } catch (RequestException e) {
            write(context, WebResponse.error(e.status(), e.getMessage()), false, false, () -> {});
        } catch (RejectedExecutionException e) {
            WebResponse refusal = WebResponse.error(503, "too many requests are waiting; ask again later");
            write(context, refusal, false, false, () -> {});
        } finally {
            if (!begun) {
                held.release();
            }
        }
    }

    /** Has the answer made; what the request's body has of the quota is given back when it is. */
    private void work(ChannelHandlerContext context, HeldRequest held, RequestHead head, RouteMatch match) {
        WebResponse response = null;
        WebRequest request = null;
        boolean keepAlive = false;
        try {
            keepAlive = HttpUtil.isKeepAlive(held.request());
            request = read(context, held, head);
            response = common.answers().answer(request, match);
        } catch (Throwable e) {
            // Most likely memory ran out on the way, too. Without an answer the client would wait for ever.
            LOG.error("no answer to {} {}: {}", head.method(), head.path(), e.toString());
            response = WebResponse.empty(503);
        } finally {
            held.release();
        }
        WebResponse made = response;
        Runnable end = request == null ? () -> {} : request::end;
        boolean more = keepAlive;
        context.executor()
                .execute(() -> write(context, made, more, head.method().equals("HEAD"), end));
    }

    private WebRequest read(ChannelHandlerContext context, HeldRequest held, RequestHead head) {
        FullHttpRequest request = held.request();
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        byte[] body = gone ? new byte[0] : held.body();
        WebRequest read = new WebRequest(head.method(), head.path(), head.query(), headers, body, () -> gone);
        read.lacksSlashBehind(head.stepWithoutSlash());
        if (context.channel().remoteAddress() instanceof InetSocketAddress remote
                && context.channel().localAddress() instanceof InetSocketAddress local) {
            read.cameFrom(
                    remote, local, request.protocolVersion().minorVersion() == 0, Encryption.isOn(context.channel()));
        }
        return read;
    }

    /** @param after called when the answer has been handed to the system, or cannot be any more */
    private void write(
            ChannelHandlerContext context, WebResponse response, boolean keepAlive, boolean head, Runnable after) {
        working = false;
        if (gone) {
            after.run();
            return;
        }
        AnswerWriter.write(context, response, head, keepAlive, written -> {
            after.run();
            if (!keepAlive || !written.isSuccess()) {
                end(context, written.isSuccess());
                return;
            }
            // Who does not take an answer gets no further ones, or they would fill the memory.
            busy = false;
            next(context);
            closeIfAllIsAnswered(context);
        });
    }

    /**
     * Ends the connection after its last answer. A client that is still sending would be told that the connection broke,
     * and could lose the answer to that; so what it sends is read for a while, and thrown away.
     */
    private void end(ChannelHandlerContext context, boolean written) {
        ended = true;
        releaseWaiting();
        if (written && !halfClosed && context.channel() instanceof DuplexChannel channel) {
            shutOutput(context, channel);
            channel.config().setAutoRead(true);
            Future<?> late = context.executor().schedule(() -> close(context), SECONDS_TO_END, TimeUnit.SECONDS);
            // Or it would hold on to each connection for so long, and there may be thousands in a second.
            channel.closeFuture().addListener(closed -> late.cancel(false));
        } else {
            close(context);
        }
    }

    /** Says that nothing more will come; a client that encrypts is told so within TLS first. */
    private static void shutOutput(ChannelHandlerContext context, DuplexChannel channel) {
        SslHandler encryption = context.pipeline().get(SslHandler.class);
        if (encryption == null) {
            channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            encryption
                    .closeOutbound()
                    .addListener(told -> channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
        }
    }

    private void closeIfAllIsAnswered(ChannelHandlerContext context) {
        if (halfClosed && (ended || (!busy && waiting.isEmpty()))) {
            close(context);
        }
    }

    private void releaseWaiting() {
        waiting.forEach(HeldRequest::release);
        waiting.clear();
        waitingBytes = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        releaseWaiting();
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !working) {
            close(context);
        } else if (!halfClosed
                && (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent)) {
            halfClosed = true;
            closeIfAllIsAnswered(context);
            if (context.channel().isOpen()) {
                HalfClosed.watch(context, () -> working, () -> knowsInterim);
            }
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

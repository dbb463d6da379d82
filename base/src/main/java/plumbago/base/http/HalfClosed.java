package plumbago.base.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A connection whose client sends no more. It may have shut its half only, as {@code nc -N} does, and wait for its answer;
 * or it has gone. Both look alike until something is sent: then the system of one that has gone breaks the connection. So
 * while an answer takes its time, interim ones are sent, which clients pass over (RFC 9110, 15.2). Clients of HTTP/1.0 do
 * not know these, and are taken to be gone after a while. All on the event loop.
 */
final class HalfClosed {
    private static final byte[] INTERIM = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The first answer to a connection that is gone breaks it, the next one finds it broken: soon, at first. */
    private static final int FIRST_LOOKS = 6;

    private static final int FIRST_SECONDS = 1;
    private static final int LATER_SECONDS = 5;

    private final ChannelHandlerContext context;
    private final BooleanSupplier working;
    private final BooleanSupplier knowsInterim;

    private int looks;
    private Future<?> next;

    private HalfClosed(ChannelHandlerContext context, BooleanSupplier working, BooleanSupplier knowsInterim) {
        this.context = context;
        this.working = working;
        this.knowsInterim = knowsInterim;
    }

    /**
     * Begins to look after a connection, until it is closed.
     *
     * @param working whether an answer is being made, and nothing of it has been sent
     * @param knowsInterim whether the one it is made for takes interim answers
     */
    static void watch(ChannelHandlerContext context, BooleanSupplier working, BooleanSupplier knowsInterim) {
        HalfClosed watcher = new HalfClosed(context, working, knowsInterim);
        watcher.lookAgain();
        context.channel().closeFuture().addListener(closed -> watcher.next.cancel(false));
    }

    private void lookAgain() {
        if (!context.channel().isOpen()) {
            return;
        }
        int seconds = looks < FIRST_LOOKS ? FIRST_SECONDS : LATER_SECONDS;
        next = context.executor().schedule(this::look, seconds, TimeUnit.SECONDS);
    }

    private void look() {
        looks++;
        if (working.getAsBoolean()) {
            if (knowsInterim.getAsBoolean()) {
                send();
            } else if (looks >= FIRST_LOOKS) {
                context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
                return;
            }
        }
        lookAgain();
    }

    /** Past the codec, which would take it for the answer. */
    private void send() {
        context.pipeline()
                .context(HttpServerCodec.class)
                .writeAndFlush(Unpooled.wrappedBuffer(INTERIM))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}

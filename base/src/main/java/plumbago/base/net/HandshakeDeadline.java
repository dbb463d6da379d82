package plumbago.base.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import plumbago.base.config.Setting;

/**
 * Ends a connection that does not come to the end of its TLS handshake. Time in which it was not read, since senders have
 * to wait, does not count: the time is taken in slices, and one with a pause in it is taken again. Stands behind what encrypts; belongs to the connection's thread.
 */
final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
    private static final int SLICES = 10;

    private final Duration most;
    private final Setting<Duration> setting;
    private final IntSupplier pauses;
    private final Handshakes watch;
    private ChannelHandlerContext context;
    private Future<?> end;
    private int pausesBefore;
    private int slices;

    /**
     * @param most time for a handshake
     * @param setting the one that says so
     * @param pauses how often reading was halted so far
     */
    HandshakeDeadline(Duration most, Setting<Duration> setting, IntSupplier pauses, Handshakes watch) {
        this.most = most;
        this.setting = setting;
        this.pauses = pauses;
        this.watch = watch;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Begins to count, unless it has begun. */
    void begin() {
        if (end == null) {
            schedule();
        }
    }

    private void schedule() {
        pausesBefore = pauses.getAsInt();
        end = context.executor().schedule(this::endSlice, most.toNanos() / SLICES, TimeUnit.NANOSECONDS);
    }

    private void endSlice() {
        if (context.channel().config().isAutoRead() && pauses.getAsInt() == pausesBefore) {
            slices++;
        }
        if (slices < SLICES) {
            schedule();
            return;
        }
        watch.refuse(context.channel(), "it was not done within " + seconds() + " seconds (" + setting + ")");
        context.close();
    }

    private String seconds() {
        return most.toNanosPart() == 0 ? Long.toString(most.toSeconds()) : Double.toString(most.toMillis() / 1000.0);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
        from.fireUserEventTriggered(event);
        if (event instanceof SslHandshakeCompletionEvent) {
            from.pipeline().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        cancel();
        from.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        cancel();
    }

    private void cancel() {
        if (end != null) {
            end.cancel(false);
        }
    }
}

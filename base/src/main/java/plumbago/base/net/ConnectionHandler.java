package plumbago.base.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/** One connection behind a listener: what becomes of bytes that come in is the protocol's matter, the rest is the same for all. */
public abstract class ConnectionHandler extends ChannelInboundHandlerAdapter {
    /** Between two looks whether a connection that waits for the quota may go on. */
    private static final long RETRY_MILLIS = 250;

    /** Each with a trace, and of whatever somebody may send again and again. */
    private static final LogLimit ERRORS_LOGGED = new LogLimit(2, () -> System.nanoTime() / 1_000_000_000);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final UnfinishedQuota.Claim claim;
    private ChannelHandlerContext context;
    private boolean waiting;

    /** @param quota for what comes in in part */
    // The claim calls back once something is kept, which is after the handler was added.
    @SuppressWarnings("this-escape")
    protected ConnectionHandler(UnfinishedQuota quota) {
        this.claim = quota.claim(this::execute, this::gaveWay);
    }

    /** Accepts all that came in. */
    protected abstract void accept(ChannelHandlerContext context, ByteBuf input);

    /** Gives up what has come in in part: others need the memory. */
    protected abstract void giveWay(ChannelHandlerContext context);

    /** Gives up what is kept of the connection: it has ended. */
    protected abstract void forget();

    /** What is kept of what has come in in part. */
    protected final UnfinishedQuota.Claim claim() {
        return claim;
    }

    /** Whether the connection should be read at the moment. */
    protected boolean mayRead(ChannelHandlerContext of) {
        return !TcpListener.flowControl(of.channel()).paused();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf input = (ByteBuf) message;
        try {
            accept(from, input);
        } finally {
            input.release();
        }
        if (claim.mustWait()) {
            from.channel().config().setAutoRead(false);
            waitForQuota(from);
        }
    }

    private void waitForQuota(ChannelHandlerContext of) {
        if (!waiting) {
            waiting = true;
            of.executor().schedule(() -> checkQuota(of), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void checkQuota(ChannelHandlerContext of) {
        waiting = false;
        if (!of.channel().isActive()) {
            return;
        }
        if (!claim.mayGoOn()) {
            waitForQuota(of);
            return;
        }
        // Until what was seen holds also after it has been acted on: it changes in other threads.
        boolean reading;
        do {
            reading = mayRead(of);
            of.channel().config().setAutoRead(reading);
        } while (reading != mayRead(of));
    }

    private void gaveWay() {
        if (claim.isLost()) {
            giveWay(context);
        }
    }

    private void execute(Runnable task) {
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is read any more", e);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            // The sender has said that nothing more will come, and may wait to hear the same.
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forget();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof ReadTimeoutException) {
            LOG.debug("connection from {} was idle", context.channel().remoteAddress());
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("connection from {} ended: {}", context.channel().remoteAddress(), cause.getMessage());
        } else {
            String suffix = ERRORS_LOGGED.admit();
            if (suffix != null) {
                LOG.error(
                        "connection from {} is closed after an error{}",
                        context.channel().remoteAddress(),
                        suffix,
                        cause);
            }
        }
        context.close();
    }
}

package plumbago.base.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/** Counts connections that do not come to speak TLS, and logs why. Stands behind what encrypts, for all connections. */
@ChannelHandler.Sharable
final class Handshakes extends ChannelInboundHandlerAdapter {
    private static final int LOGGED_PER_SECOND = 5;
    private static final int SHOWN_CHARACTERS = 120;
    private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);

    private final ConnectionCounters counters;
    private final LogLimit logLimit;

    /** @param seconds a clock in whole seconds; only its differences matter */
    Handshakes(ConnectionCounters counters, LongSupplier seconds) {
        this.counters = counters;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake
                && !handshake.isSuccess()
                && !isEnd(handshake.cause())) {
            refuse(context.channel(), reason(handshake.cause()));
        }
        context.fireUserEventTriggered(event);
    }

    /** Counts a connection whose handshake failed. */
    void refuse(Channel channel, String reason) {
        counters.handshakeFailed();
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "connection from {} refused, its TLS handshake failed: {}{}",
                    channel.remoteAddress(),
                    reason,
                    suffix);
        }
    }

    /** The message shows all that came in, where that was no TLS. */
    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.length() <= SHOWN_CHARACTERS ? message : message.substring(0, SHOWN_CHARACTERS) + "...";
    }

    /** Whether the other side just went, as those do that only look whether a port is open. */
    private static boolean isEnd(Throwable cause) {
        return cause instanceof ClosedChannelException || cause.getCause() instanceof ClosedChannelException;
    }
}

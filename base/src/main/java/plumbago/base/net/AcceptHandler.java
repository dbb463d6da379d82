package plumbago.base.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/** Stands at a listening socket and sends away who may not come in. */
public final class AcceptHandler extends ChannelInboundHandlerAdapter {
    private static final int LOGGED_PER_SECOND = 5;
    private static final int REST_SECONDS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(AcceptHandler.class);

    private final ListenerOptions options;
    private final ConnectionCounters counters;
    private final LogLimit logLimit;
    private final LogLimit fullLogged;

    public AcceptHandler(ListenerOptions options, ConnectionCounters counters, LongSupplier seconds) {
        this.options = options;
        this.counters = counters;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
        this.fullLogged = new LogLimit(1, seconds);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel visitor = (Channel) message;
        if (!isAllowed(context.channel(), visitor)) {
            sendAway(visitor, "its address is not in ALLOWED_NETWORKS");
        } else if (!options.connections().enter()) {
            // Only where several listeners let somebody in at the same moment: at the limit they are halted.
            sendAway(
                    visitor,
                    "there are as many already as " + options.connections().reason() + " allows");
        } else {
            visitor.closeFuture().addListener(closed -> options.connections().leave());
            context.fireChannelRead(message);
            if (options.connections().isFull()) {
                logFull(context.channel());
            }
        }
    }

    /** On a file its permissions have decided already. */
    private boolean isAllowed(Channel listener, Channel visitor) {
        return Transport.isUnix(listener)
                || (visitor.remoteAddress() instanceof InetSocketAddress from
                        && options.allowed().test(from.getAddress()));
    }

    private void logFull(Channel listener) {
        String suffix = fullLogged.admit();
        if (suffix != null) {
            LOG.warn(
                    "nobody else is let in on {} until somebody leaves: as many are connected as {} allows{}",
                    listener.localAddress(),
                    options.connections().reason(),
                    suffix);
        }
    }

    /** The system would not let somebody in: others need what it takes, mostly file descriptors. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        options.connections().rest(context.channel(), REST_SECONDS);
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "nobody is let in on {} for {} second: {}{}",
                    context.channel().localAddress(),
                    REST_SECONDS,
                    ListenProblem.of(cause),
                    suffix);
        }
    }

    private void sendAway(Channel visitor, String reason) {
        counters.connectionRefused();
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("connection from {} refused, {}{}", visitor.remoteAddress(), reason, suffix);
        }
        visitor.unsafe().closeForcibly();
    }
}

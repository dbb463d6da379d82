package plumbago.base.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.ListenProblem;

/** Stands at the listening socket: where the system lets no client in, tries again after a while and says so in the log. */
final class AcceptProblem extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptProblem.class);
    private static final int REST_SECONDS = 1;

    private final LogLimit logLimit;

    /** @param seconds a clock in whole seconds; only its differences matter */
    AcceptProblem(LongSupplier seconds) {
        this.logLimit = new LogLimit(1, seconds);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Channel channel = context.channel();
        channel.config().setAutoRead(false);
        channel.eventLoop().schedule(() -> channel.config().setAutoRead(true), REST_SECONDS, TimeUnit.SECONDS);
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "nobody is let in on {} for {} second: {}{}",
                    channel.localAddress(),
                    REST_SECONDS,
                    ListenProblem.of(cause),
                    suffix);
        }
    }
}

package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import plumbago.base.net.ListenProblem;

/** Asks one node's management port once how it is. Belongs to the thread of its channel. */
final class NodeCheck extends SimpleChannelInboundHandler<ByteBuf> {
    /** Gets the outcome. */
    @FunctionalInterface
    interface Outcome {
        /** @param problem what is wrong with the node, for the log; empty if it is up */
        void is(String problem);
    }

    /** An answer that is longer is none. */
    private static final int MOST_ANSWER_BYTES = 1024;

    private final Outcome outcome;
    private final StringBuilder answer = new StringBuilder();
    private ScheduledFuture<?> deadline;
    private Channel channel;
    private boolean over;

    private NodeCheck(Outcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Begins with it.
     *
     * @param patience within which the answer has to be there
     * @param outcome called once, by the loop's thread
     */
    static void begin(
            EventLoop loop,
            Class<? extends Channel> kind,
            InetSocketAddress address,
            Duration patience,
            Outcome outcome) {
        NodeCheck check = new NodeCheck(outcome);
        check.deadline = loop.schedule(
                () -> check.finish("its management port did not answer within " + patience.toMillis() + " ms"),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        ChannelFuture connecting =
                new Bootstrap().group(loop).channel(kind).handler(check).connect(address);
        check.channel = connecting.channel();
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                check.finish("its management port cannot be reached: " + ListenProblem.of(connected.cause()));
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.copiedBuffer("health\r\n", US_ASCII), context.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf input) {
        answer.append(input.toString(US_ASCII));
        if (answer.indexOf("up") >= 0) {
            finish("");
        } else if (answer.indexOf("\n") >= 0 || answer.length() > MOST_ANSWER_BYTES) {
            finish("its management port does not say that it is up");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish("its management port ended the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        finish("its management port ended the connection: " + cause.getMessage());
    }

    private void finish(String problem) {
        if (!over) {
            over = true;
            deadline.cancel(false);
            channel.close();
            outcome.is(problem);
        }
    }
}

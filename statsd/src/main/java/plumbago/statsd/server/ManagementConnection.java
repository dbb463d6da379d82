package plumbago.statsd.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.TcpListener;

/** One client of the management port: its commands are run one after the other. Belongs to its channel's thread. */
final class ManagementConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementConnection.class);

    private final ManagementCommands commands;
    private final UnfetchedAnswers unfetched;
    private final Duration stalled;
    private final LogLimit logLimit;

    /** What was read before reading was halted: one chunk, or two. */
    private final Deque<List<String>> waiting = new ArrayDeque<>();

    private AnswerQueue answers;
    private boolean running;
    private boolean inputEnded;
    private boolean ending;

    ManagementConnection(ManagementCommands commands, UnfetchedAnswers unfetched, Duration stalled, LogLimit logLimit) {
        this.commands = commands;
        this.unfetched = unfetched;
        this.stalled = stalled;
        this.logLimit = logLimit;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        answers = new AnswerQueue(context, unfetched, stalled, reason -> closeFor(context, reason));
        // A read is a command: smaller reads would make several of a long one, and it is one at a time that is run.
        context.channel()
                .config()
                .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(TcpListener.READ_BYTES).maxMessagesPerRead(1));
        // Who has sent all of its commands and says so still gets the answers.
        context.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf chunk = (ByteBuf) message;
        try {
            if (!ending && chunk.isReadable()) {
                waiting.add(CommandText.words(chunk));
            }
        } finally {
            chunk.release();
        }
        runNext(context);
    }

    private void runNext(ChannelHandlerContext context) {
        while (mayRun() && !waiting.isEmpty()) {
            List<String> words = waiting.poll();
            if (CommandText.isHttp(words)) {
                // What follows may be a page's idea of a command.
                answers.add("ERROR\n");
                end();
                return;
            }
            running = true;
            try {
                commands.run(words.get(0), words.subList(1, words.size()), new Reply(context));
            } catch (RuntimeException e) {
                exceptionCaught(context, e);
                return;
            }
        }
        if (!running && !ending && inputEnded && waiting.isEmpty()) {
            end();
        }
        if (context.channel().isOpen()) {
            context.channel().config().setAutoRead(mayRun());
        }
    }

    /** Who does not fetch the answers has to wait with further commands. */
    private boolean mayRun() {
        return !running && !ending && answers.isEmpty();
    }

    private void end() {
        ending = true;
        waiting.clear();
        answers.end();
    }

    /** One command's answer, which other threads may give. */
    private final class Reply implements ManagementReply {
        private final ChannelHandlerContext context;
        private volatile boolean over;

        Reply(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public void write(String text) {
            if (!over && !text.isEmpty()) {
                answers.add(text);
            }
        }

        @Override
        public void done() {
            finish(false);
        }

        @Override
        public void end() {
            finish(true);
        }

        private void finish(boolean last) {
            if (over) {
                return;
            }
            over = true;
            answers.execute(() -> {
                running = false;
                if (last) {
                    ManagementConnection.this.end();
                }
                runNext(context);
            });
        }
    }

    private void closeFor(ChannelHandlerContext context, String reason) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "management connection from {} is closed: {}{}",
                    context.channel().remoteAddress(),
                    reason,
                    suffix);
        }
        context.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        answers.write();
        runNext(context);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            runNext(context);
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ending = true;
        waiting.clear();
        answers.forget();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug(
                    "management connection from {} ended: {}", context.channel().remoteAddress(), cause.getMessage());
        } else {
            String suffix = logLimit.admit();
            if (suffix != null) {
                LOG.error(
                        "management connection from {} is closed after an error{}",
                        context.channel().remoteAddress(),
                        suffix,
                        cause);
            }
        }
        context.close();
    }
}

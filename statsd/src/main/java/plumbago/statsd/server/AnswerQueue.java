package plumbago.statsd.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers of one connection that its client has not fetched yet. {@link #add} and {@link #execute} are called from any
 * thread, the others by the connection's.
 */
final class AnswerQueue {
    /** What is given to the socket at once; the rest waits here, where it needs no second copy. */
    private static final int PIECE_BYTES = 65536;

    private static final Logger LOG = LoggerFactory.getLogger(AnswerQueue.class);

    private final ChannelHandlerContext context;
    private final UnfetchedAnswers unfetched;
    private final Duration stalled;
    private final Consumer<String> close;

    private final Deque<byte[]> texts = new ArrayDeque<>();

    /** How much of the first text has been given to the socket. */
    private int given;

    private long fetched;
    private boolean watched;
    private boolean ends;
    private boolean gone;

    /** @param close closes the connection, for a reason that is to be logged */
    AnswerQueue(ChannelHandlerContext context, UnfetchedAnswers unfetched, Duration stalled, Consumer<String> close) {
        this.context = context;
        this.unfetched = unfetched;
        this.stalled = stalled;
        this.close = close;
    }

    /** Has something done by the connection's thread, in the order of the calls if they come from another one. */
    void execute(Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
            return;
        }
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody is answered any more", e);
        }
    }

    /** Adds a text; where that is too much the connection is closed. */
    void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (!unfetched.claim(bytes.length)) {
            execute(() -> closeFor("its answers take more memory than may wait to be fetched"));
            return;
        }
        execute(() -> {
            if (gone || ends) {
                unfetched.free(bytes.length);
                return;
            }
            texts.add(bytes);
            write();
            watch();
        });
    }

    /** Gives the socket as much as it takes. */
    void write() {
        boolean written = false;
        while (!texts.isEmpty() && context.channel().isWritable()) {
            byte[] first = texts.peek();
            int count = Math.min(PIECE_BYTES, first.length - given);
            context.write(Unpooled.wrappedBuffer(first, given, count), context.voidPromise());
            written = true;
            given += count;
            fetched += count;
            unfetched.free(count);
            if (given == first.length) {
                texts.poll();
                given = 0;
            }
        }
        if (written) {
            context.flush();
        }
        closeIfOver();
    }

    /** Closes the connection when all has been sent. */
    void end() {
        ends = true;
        closeIfOver();
    }

    private void closeIfOver() {
        if (ends && texts.isEmpty() && !gone) {
            gone = true;
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            ScheduledFuture<?> patience =
                    context.executor().schedule(() -> context.close(), stalled.toMillis(), TimeUnit.MILLISECONDS);
            context.channel().closeFuture().addListener(closed -> patience.cancel(false));
        }
    }

    /** Whether the socket has been given all. */
    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Keeps nothing any more: the connection has ended. */
    void forget() {
        gone = true;
        for (byte[] text : texts) {
            unfetched.free(text.length);
        }
        unfetched.free(-given);
        texts.clear();
        given = 0;
    }

    private void watch() {
        if (!watched && !texts.isEmpty()) {
            watched = true;
            long before = fetched;
            context.executor().schedule(() -> look(before), stalled.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(long before) {
        watched = false;
        if (!texts.isEmpty() && fetched == before) {
            closeFor("nothing of its answer has been fetched for " + stalled.toSeconds() + " seconds");
        } else {
            watch();
        }
    }

    private void closeFor(String reason) {
        if (!gone) {
            forget();
            close.accept(reason);
        }
    }
}

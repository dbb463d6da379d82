package plumbago.statsd.backend;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.text.Bytes;
import plumbago.statsd.config.GraphiteOption;

/**
 * Sends flushes to a Graphite, each by a connection of its own and in their order, with a thread of its own. What cannot be
 * delivered waits, and is tried again with each flush that comes; of what waits the oldest goes where it gets too much.
 */
final class GraphiteSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraphiteSender.class);
    private static final long CLOSE_MILLIS = 5_000;
    private static final int STATS_BYTES = 512;

    private final GraphiteOption graphite;
    private final GraphiteLayout layout;
    private final GraphiteStats stats;
    private final LongSupplier millis;
    private final long mostBytes;
    private final Thread thread;

    private final Deque<Bytes> waiting = new ArrayDeque<>();
    private long waitingBytes;
    /** How often there was a reason to try: flushes that came, and the end. */
    private long reasons;
    /** Up to which of these nothing could be delivered; it is tried again when there is another one. */
    private long failedAt;

    private long takenAt;
    private boolean sending;
    private boolean closed;
    private long sent;
    private long dropped;
    /** Whether flushes have been given up since the last that was delivered. */
    private boolean dropping;

    /** Of the thread alone: what fails again is not logged again. */
    private boolean failing;

    /**
     * Starts the thread.
     *
     * @param millis a clock, milliseconds since the epoch
     * @param mostBytes how much waits besides the latest flush
     */
    GraphiteSender(
            GraphiteOption graphite, GraphiteLayout layout, GraphiteStats stats, LongSupplier millis, long mostBytes) {
        this.graphite = graphite;
        this.layout = layout;
        this.stats = stats;
        this.millis = millis;
        this.mostBytes = mostBytes;
        this.thread = new Thread(this::run, "statsd-graphite");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a flush, and waits for nothing. */
    synchronized void add(Bytes points) {
        waiting.addLast(points);
        waitingBytes += size(points);
        dropWhatIsTooMuch();
        reasons++;
        notifyAll();
    }

    /** The latest stays, however large it is. */
    private void dropWhatIsTooMuch() {
        while (waiting.size() > 1 && waitingBytes - size(waiting.peekLast()) > mostBytes) {
            waitingBytes -= size(waiting.removeFirst());
            dropped++;
            if (!dropping) {
                LOG.warn(
                        "flushes for Graphite at {}:{} are given up, the oldest first: more than {} bytes wait",
                        graphite.host(),
                        graphite.port(),
                        mostBytes);
            }
            dropping = true;
        }
    }

    private static int size(Bytes points) {
        return points.array().length;
    }

    /** Counts a flush that is given up before it came here. */
    synchronized void giveUp() {
        dropped++;
    }

    /** Flushes that were delivered. */
    synchronized long sent() {
        return sent;
    }

    /** Flushes that were given up. */
    synchronized long dropped() {
        return dropped;
    }

    /** Flushes that are to be sent. */
    synchronized int waiting() {
        return waiting.size() + (sending ? 1 : 0);
    }

    private void run() {
        try {
            Bytes points = next();
            while (points != null) {
                boolean delivered = deliver(points);
                done(points, delivered);
                points = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The oldest that waits, when it is time to try; null at the end. */
    private synchronized Bytes next() throws InterruptedException {
        while (waiting.isEmpty() || reasons == failedAt) {
            if (closed) {
                return null;
            }
            wait();
        }
        Bytes points = waiting.removeFirst();
        waitingBytes -= size(points);
        sending = true;
        takenAt = reasons;
        return points;
    }

    private synchronized void done(Bytes points, boolean delivered) {
        sending = false;
        if (delivered) {
            dropping = false;
            sent++;
            return;
        }
        failedAt = takenAt;
        waiting.addFirst(points);
        waitingBytes += size(points);
        dropWhatIsTooMuch();
    }

    private boolean deliver(Bytes points) {
        try (GraphiteConnection connection = GraphiteConnection.open(graphite.host(), graphite.port())) {
            Bytes last = new Bytes(STATS_BYTES);
            long seconds = seconds();
            stats.eachPoint((name, offset, length, value) -> layout.point(name, offset, length, value, seconds, last));
            var frame = layout.frame(points, last);
            long bytes = 0;
            for (var buffer : frame) {
                bytes += buffer.remaining();
            }
            long begin = millis.getAsLong();
            connection.write(frame);
            long took = millis.getAsLong() - begin;
            connection.end();
            stats.flushed(seconds(), took, bytes);
            if (failing) {
                LOG.info("Graphite at {}:{} takes points again", graphite.host(), graphite.port());
            }
            failing = false;
            return true;
        } catch (IOException | RuntimeException e) {
            stats.failed(seconds());
            if (!failing) {
                LOG.warn(
                        "cannot send to Graphite at {}:{}, and will try again with each flush: {}",
                        graphite.host(),
                        graphite.port(),
                        e.toString());
            }
            failing = true;
            return false;
        }
    }

    /** Rounded, as the original's are. */
    private long seconds() {
        return Math.round(millis.getAsLong() / 1000.0);
    }

    /** Tries what waits once more, for five seconds at most, and gives up the rest. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            reasons++;
            notifyAll();
        }
        try {
            TimeUnit.MILLISECONDS.timedJoin(thread, CLOSE_MILLIS);
            thread.interrupt();
            TimeUnit.MILLISECONDS.timedJoin(thread, CLOSE_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            dropped += waiting.size();
            if (!waiting.isEmpty()) {
                LOG.warn("{} flushes were not delivered to Graphite", waiting.size());
            }
            waiting.clear();
            waitingBytes = 0;
        }
    }
}

package plumbago.statsd.backend;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.text.Bytes;
import plumbago.base.text.TooLongException;
import plumbago.statsd.config.GraphiteOption;
import plumbago.statsd.config.StatsdOptions;

/**
 * Sends each flush to another Graphite, by a new connection, as lines of text or as a pickle.
 *
 * <p>The original loses what it cannot deliver. This one keeps it within a bound, and sends it later in its order.
 */
public final class GraphiteBackend implements Backend {
    /** How much waits for a Graphite that takes nothing, besides the latest flush. */
    public static final long DEFAULT_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(GraphiteBackend.class);
    private static final int EXPECTED_BYTES = 64 << 10;

    private final GraphiteLayout layout;
    private final GraphiteStats stats;
    private final GraphiteSender sender;
    /** The last flush is about as long as the next. */
    private int expected = EXPECTED_BYTES;

    /**
     * Starts the thread that sends.
     *
     * @param millis a clock, milliseconds since the epoch
     * @param mostBytes how much may wait besides the latest flush
     */
    public GraphiteBackend(GraphiteOption graphite, StatsdOptions options, LongSupplier millis, long mostBytes) {
        this.layout = graphite.pickle() ? GraphiteLayout.PICKLE : GraphiteLayout.TEXT;
        this.stats = new GraphiteStats(options, millis.getAsLong() / 1000);
        this.sender = new GraphiteSender(graphite, layout, stats, millis, mostBytes);
    }

    @Override
    public String name() {
        return "graphite";
    }

    /** Lays the points out, and leaves the sending to the other thread. */
    @Override
    public void flush(FlushedMetrics metrics) {
        long seconds = metrics.timestamp();
        Bytes points = new Bytes(expected);
        try {
            metrics.eachPoint(
                    (name, offset, length, value) -> layout.point(name, offset, length, value, seconds, points));
        } catch (TooLongException e) {
            LOG.warn("a flush is given up, as it is longer than 2 GiB");
            sender.giveUp();
            return;
        }
        expected = Math.max(EXPECTED_BYTES, points.length());
        sender.add(points);
    }

    @Override
    public void status(StatusWriter writer) {
        stats.status(writer);
    }

    /** Flushes that were delivered. */
    public long sent() {
        return sender.sent();
    }

    /** Flushes that were given up: more waited than may, or the end came. */
    public long dropped() {
        return sender.dropped();
    }

    /** Flushes that are to be sent. */
    public int waiting() {
        return sender.waiting();
    }

    /** Tries what waits once more; takes ten seconds at most. */
    @Override
    public void close() {
        sender.close();
    }
}

package plumbago.carbon.receiver;

import java.util.function.LongSupplier;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.stats.PointCounters;

/**
 * Takes the points of any source, a receiver's or others', on to a sink: NaN is left out, the timestamp -1 means now, and
 * full batches are passed on. Belongs to one thread at a time.
 */
public final class BatchFiller {
    private final PointBatch batch = new PointBatch();
    private final PointSink sink;
    private final PointCounters counters;
    private final LongSupplier now;

    /** Points of what is being read, that have been given to the sink. */
    private long passedOn;

    /** @param now seconds since the epoch, for points whose timestamp is -1 */
    public BatchFiller(PointSink sink, PointCounters counters, LongSupplier now) {
        this.sink = sink;
        this.counters = counters;
        this.now = now;
    }

    /** Begins with points whose names lie in an array, which stays as it is until {@link #flush}. */
    public void begin(byte[] names) {
        begin(names, "");
    }

    /** The same with points of a sender: its address, or something that prints as what is known of it. */
    public void begin(byte[] names, Object sender) {
        batch.reset(names, sender);
        passedOn = 0;
    }

    /** Adds a point whose value is not NaN and whose timestamp is not below 0. */
    public void addUsual(int nameOffset, int nameLength, int nameHash, long timestamp, double value) {
        batch.add(nameOffset, nameLength, nameHash, timestamp, value);
        if (batch.isFull()) {
            flush();
        }
    }

    /**
     * Adds a point.
     *
     * @param timestamp seconds since the epoch, finite; its fraction is cut off
     */
    public void add(int nameOffset, int nameLength, int nameHash, double timestamp, double value) {
        if (Double.isNaN(value)) {
            counters.notANumber();
            return;
        }
        // carbon takes -1 as "when it came in", and cuts the fraction off before it looks
        long seconds = (long) timestamp;
        addUsual(nameOffset, nameLength, nameHash, seconds == -1 ? now.getAsLong() : seconds, value);
    }

    /** Gives the sink what is there. */
    public void flush() {
        if (batch.size() > 0) {
            passedOn += batch.size();
            sink.accept(batch);
            batch.clear();
        }
    }

    /** The same at the end of what was read at once, which is counted as its sender's. */
    void end(long bytes) {
        flush();
        Sender.received(batch.sender(), passedOn, bytes);
        passedOn = 0;
    }
}

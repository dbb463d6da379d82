package plumbago.carbon.cache;

import java.util.OptionalLong;

/** What can be measured of the queues at any moment, by any thread. */
public final class QueueMeasures {
    /** Names that are looked at while the lock of a stripe is held: some tenths of a millisecond. */
    private static final int LOOKED_AT_ONCE = 4096;

    private final Stripes stripes;
    private final QueueCapacity capacity;

    QueueMeasures(Stripes stripes, QueueCapacity capacity) {
        this.stripes = stripes;
        this.capacity = capacity;
    }

    /** How many points wait. */
    public long queuedPoints() {
        return capacity.queuedPoints();
    }

    /** How many series have points waiting. */
    public int waitingSeries() {
        return stripes.waitingSeries();
    }

    /** How many names have been seen since the start. */
    public int names() {
        return stripes.names();
    }

    /** Bytes that the waiting points and the names take. */
    public long memoryBytes() {
        return stripes.memoryBytes();
    }

    /**
     * When the point was accepted that has waited longest, in seconds since the epoch; empty if none waits, or it is not
     * known of any. Looks at each name that was seen, and keeps nobody waiting long meanwhile: not for every moment.
     */
    public OptionalLong oldestAccepted() {
        long oldest = Long.MAX_VALUE;
        for (QueueStripe stripe : stripes.all()) {
            for (int from = 0; from >= 0; from += LOOKED_AT_ONCE) {
                synchronized (stripe) {
                    int to = Math.min(stripe.table.size(), from + LOOKED_AT_ONCE);
                    for (int handle = from; handle < to; handle++) {
                        long accepted = stripe.count(handle) == 0 ? 0 : stripe.accepted.of(handle);
                        oldest = accepted == 0 ? oldest : Math.min(oldest, accepted);
                    }
                    if (to < from + LOOKED_AT_ONCE) {
                        break;
                    }
                }
            }
        }
        return oldest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    /** Whether senders are made to wait. */
    public boolean paused() {
        return capacity.pause().paused();
    }
}

package plumbago.carbon.cache;

import java.nio.ByteBuffer;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;

/**
 * The queues as the journal's keeper sees them: what an earlier process left goes in, and what waits tells which of the
 * journal is still needed. Safe for many threads.
 */
public final class JournaledQueues implements PointJournal.SeriesNames {
    private final Stripes stripes;
    private final SeriesFinder finder;
    private final Enqueuer enqueuer;
    private final QueueCapacity capacity;
    private final QueueLimits limits;
    private final PointJournal journal;

    JournaledQueues(
            Stripes stripes,
            SeriesFinder finder,
            Enqueuer enqueuer,
            QueueCapacity capacity,
            QueueLimits limits,
            PointJournal journal) {
        this.stripes = stripes;
        this.finder = finder;
        this.enqueuer = enqueuer;
        this.capacity = capacity;
        this.limits = limits;
        this.journal = journal;
    }

    /** Makes space for so many names at once, which is cheaper than to grow with each; unless memory is short. */
    public void expectNames(int names) {
        if ((long) names * SeriesTable.BYTES_PER_NAME > limits.nameBytes() / 8) {
            return;
        }
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                stripe.table.expect(names / stripes.count());
            }
        }
    }

    /**
     * The series of a metric from the journal, which becomes known with it, whatever the limits; that it is seen for the
     * first time is for the caller to tell.
     *
     * @param hash the name's {@link NameHash}
     */
    public int replayedSeries(byte[] bytes, int offset, int length, int hash) {
        return finder.seriesOfReplayed(bytes, offset, length, hash);
    }

    /**
     * Takes points from the journal, whatever the limits: they were taken before.
     *
     * @param batch points that have their series
     * @param acceptedAt when they were accepted, or shortly after, in seconds since the epoch
     */
    public void replay(PointBatch batch, int segment, long sequence, long acceptedAt) {
        synchronized (enqueuer) {
            int[] unused = enqueuer.put(batch, segment, sequence, acceptedAt);
        }
        capacity.pause().beginIfFull();
    }

    /**
     * The oldest segment of the journal that is still needed: all before it may go. Points that are being received are
     * in the one it writes to now, or in a later one.
     */
    public int oldestNeededSegment() {
        int lowest;
        synchronized (enqueuer) {
            lowest = journal.segment();
        }
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                lowest = Math.min(lowest, stripe.needed.lowest());
            }
        }
        return lowest;
    }

    /**
     * Writes the points that keep a segment of the journal from being removed down again.
     *
     * @return whether all of them have been
     */
    public boolean carryOver(int segment) {
        QueuedPoints points = new QueuedPoints();
        for (int s = 0; s < stripes.count(); s++) {
            QueueStripe stripe = stripes.get(s);
            int[] handles;
            synchronized (stripe) {
                handles = stripe.oldestIn(segment);
            }
            for (int handle : handles) {
                if (!carryOver(stripes.series(s, handle), segment, points)) {
                    capacity.pause().beginIfFull();
                    return false;
                }
            }
        }
        capacity.pause().beginIfFull();
        return true;
    }

    private boolean carryOver(int series, int segment, QueuedPoints points) {
        QueueStripe stripe = stripes.of(series);
        int handle = stripes.handle(series);
        synchronized (enqueuer) {
            long replaced;
            synchronized (stripe) {
                if (!stripe.isOldestIn(handle, segment)) {
                    return true;
                }
                if (stripe.isHeld(handle)) {
                    // What is stored just now would come back after a crash.
                    return false;
                }
                stripe.copy(handle, Integer.MAX_VALUE, points);
                replaced = stripe.needed.newestRecord();
            }
            int target = journal.segment();
            long sequence = journal.carryOver(series, points, replaced, stripes);
            if (sequence < 0) {
                return false;
            }
            synchronized (stripe) {
                stripe.needed.nextRecord(target, sequence);
                stripe.carriedOver(handle, target);
            }
            return true;
        }
    }

    /** Looks whether senders should wait, now that there is more or less space in the journal. */
    public void journalChanged() {
        capacity.pause().beginIfFull();
        capacity.pause().endIfPossible();
    }

    /** Whether what waits is beyond a limit. */
    public boolean isFull() {
        return capacity.isFull();
    }

    /** How many points wait. */
    public long queuedPoints() {
        return capacity.queuedPoints();
    }

    /** How many names have been seen since the start. */
    public int names() {
        return stripes.names();
    }

    @Override
    public void copyName(int series, ByteBuffer into) {
        stripes.copyName(series, into);
    }

    @Override
    public int nameLength(int series) {
        return stripes.nameLength(series);
    }
}

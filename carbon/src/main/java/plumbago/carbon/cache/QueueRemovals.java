package plumbago.carbon.cache;

import java.io.IOException;
import java.util.Collection;

/**
 * Takes points and metrics out of the queues beside the writer, for somebody who deletes or renames metrics and keeps the
 * writer from them meanwhile. Points go on coming in: each is stored, or discarded and counted by the caller, or goes on
 * waiting. Safe for many threads, but not for two with the same metric.
 */
public final class QueueRemovals {
    private final Stripes stripes;
    private final SeriesFinder finder;
    private final QueueCapacity capacity;
    private final PointJournal journal;

    /** Where points are stored. */
    @FunctionalInterface
    public interface Store {
        /**
         * Stores points of one metric.
         *
         * @param points in the order in which they came
         * @throws IOException if none of them can be; then they go on waiting
         */
        void store(QueuedPoints points) throws IOException;
    }

    QueueRemovals(Stripes stripes, SeriesFinder finder, QueueCapacity capacity, PointJournal journal) {
        this.stripes = stripes;
        this.finder = finder;
        this.capacity = capacity;
        this.journal = journal;
    }

    /** Whether points of a metric wait. */
    public boolean isWaiting(String metric) {
        int series = stripes.find(metric);
        return series >= 0 && stripes.count(series) > 0;
    }

    /**
     * Stores the points of a metric that wait, and removes these from its queue. They do not come back after a crash.
     * Those that come in meanwhile go on waiting.
     *
     * @param atOnce most points that are given to the store at once
     */
    public void store(String metric, int atOnce, Store store) throws IOException {
        int series = stripes.find(metric);
        QueuedPoints points = new QueuedPoints();
        for (boolean all = series < 0; !all; ) {
            all = storeSome(series, atOnce, points, store);
        }
    }

    /** @return whether these were all that waited */
    private boolean storeSome(int series, int atOnce, QueuedPoints points, Store store) throws IOException {
        QueueStripe stripe = stripes.of(series);
        int handle = stripes.handle(series);
        int taken;
        int segment;
        long record;
        boolean all;
        synchronized (stripe) {
            stripe.copy(handle, atOnce, points);
            taken = points.size();
            if (taken == 0) {
                return true;
            }
            all = taken == stripe.count(handle);
            segment = stripe.needed.newestSegment();
            record = stripe.needed.newestRecord();
            stripe.hold(handle);
        }
        boolean stored = false;
        try {
            store.store(points);
            stored = true;
        } finally {
            synchronized (stripe) {
                stripe.letGo(handle, stored ? taken : 0, all, all ? segment : 0);
            }
        }
        capacity.removed(taken);
        if (all) {
            journal.gone(series, record, stripes);
        }
        capacity.pause().endIfPossible();
        return all;
    }

    /**
     * Has a metric whose file is gone be one no more: its next point makes it a metric anew, which is announced as any
     * new one. If points wait it is a new one at once. To be called when it can be found no longer, lest it be found no
     * more afterwards.
     */
    public void retire(String metric) {
        int series = stripes.find(metric);
        if (series < 0) {
            return;
        }
        QueueStripe stripe = stripes.of(series);
        int handle = stripes.handle(series);
        boolean waits;
        synchronized (stripe) {
            waits = stripe.count(handle) > 0;
            if (waits) {
                stripe.forgetStored(handle);
            } else {
                stripe.names.forgetMetric(handle);
            }
        }
        if (waits) {
            finder.announce(series);
        }
    }

    /**
     * Removes all points of a metric, and has it be one no more, as {@link #retire}. They do not come back after a crash.
     *
     * @return how many points there were; whoever calls this counts them as dropped
     */
    public int discard(String metric) {
        int series = stripes.find(metric);
        if (series < 0) {
            return 0;
        }
        QueueStripe stripe = stripes.of(series);
        int handle = stripes.handle(series);
        int count;
        long goneUpTo;
        synchronized (stripe) {
            count = stripe.count(handle);
            goneUpTo = stripe.drop(handle, count);
            stripe.names.forgetMetric(handle);
        }
        capacity.removed(count);
        journal.gone(series, goneUpTo, stripes);
        capacity.pause().endIfPossible();
        return count;
    }

    /** Has metrics announced again with their next points as if these were their first. */
    public void announceAgain(Collection<String> metrics) {
        finder.announceAgain(metrics);
    }
}

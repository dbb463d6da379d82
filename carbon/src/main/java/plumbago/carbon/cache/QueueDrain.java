package plumbago.carbon.cache;

import java.util.Arrays;

/**
 * The queues as the writer sees them. It works in three steps, so that a point is at every moment in the queue, in
 * storage, or in both, and a query that looks first into the queue and then into storage cannot miss it: {@link
 * #takeWaiting} gives the series that have points; {@link #copy} copies a series' points, which stay; {@link #remove}
 * removes them when they are stored. A series that was taken and could not be written is {@linkplain #putBack put back}.
 * From the one to the other a series is in hand: any number may be at once, each once, and they may be done with in any
 * order and by any thread.
 */
public final class QueueDrain {
    private final Stripes stripes;
    private final QueueCapacity capacity;
    private final PointJournal journal;

    QueueDrain(Stripes stripes, QueueCapacity capacity, PointJournal journal) {
        this.stripes = stripes;
        this.capacity = capacity;
        this.journal = journal;
    }

    /** Takes the series that have points waiting, in the order of their first appearance since the start. */
    public int[] takeWaiting() {
        int[] series = takeWaitingAsTheyCame();
        Arrays.sort(series);
        return series;
    }

    /** Takes the series that have points waiting, in the order in which they began to wait. */
    public int[] takeWaitingAsTheyCame() {
        int[][] taken = new int[stripes.count()][];
        int size = 0;
        for (int s = 0; s < stripes.count(); s++) {
            synchronized (stripes.get(s)) {
                taken[s] = stripes.get(s).takeWaiting();
            }
            size += taken[s].length;
        }
        int[] series = new int[size];
        int at = 0;
        for (int s = 0; s < stripes.count(); s++) {
            for (int handle : taken[s]) {
                series[at++] = stripes.series(s, handle);
            }
        }
        return series;
    }

    /**
     * Keeps the series that wait in the order of their sizes from now on, for {@link #takeLargest}; before the first
     * point comes. Nothing is there for {@link #takeWaiting} then.
     *
     * @param firstToGrow whether among equals the one comes first that had so many points first; otherwise the one that
     *     has been waiting longest
     */
    public void keepLargestFirst(boolean firstToGrow) {
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                stripe.keepLargestFirst(firstToGrow);
            }
        }
    }

    /** Takes the series with the most points at this moment, or -1 if none has any. By one thread. */
    public int takeLargest() {
        int largest = 0;
        int most = 0;
        for (int s = 0; s < stripes.count(); s++) {
            synchronized (stripes.get(s)) {
                int count = stripes.get(s).largestCount();
                if (count > most) {
                    most = count;
                    largest = s;
                }
            }
        }
        synchronized (stripes.get(largest)) {
            int handle = stripes.get(largest).takeLargest();
            return handle < 0 ? -1 : stripes.series(largest, handle);
        }
    }

    /** How many points of a series wait. */
    public int count(int series) {
        return stripes.count(series);
    }

    /** The least timestamp of a series that has points waiting. */
    public long leastTimestamp(int series) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            return stripe.leastTimestamp(stripes.handle(series));
        }
    }

    /** The series that have points waiting and none stored since the start, in the order of their first appearance. */
    public int[] waitingNotStored() {
        int[] found = new int[64];
        int size = 0;
        for (int s = 0; s < stripes.count(); s++) {
            QueueStripe stripe = stripes.get(s);
            synchronized (stripe) {
                for (int handle = 0; handle < stripe.table.size(); handle++) {
                    if (stripe.count(handle) > 0 && !stripe.isStored(handle)) {
                        found = size < found.length ? found : Arrays.copyOf(found, 2 * size);
                        found[size++] = stripes.series(s, handle);
                    }
                }
            }
        }
        Arrays.sort(found, 0, size);
        return Arrays.copyOf(found, size);
    }

    /** Notes that what the series was stored in is no longer there. */
    public void forgetStored(int series) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.forgetStored(stripes.handle(series));
        }
    }

    /** The metric name of a series. */
    public String name(int series) {
        return stripes.name(series);
    }

    /**
     * Copies the oldest points of a series that was taken, at most {@code limit}, in the order in which they came. The
     * series is in hand then, until {@link #remove} or {@link #putBack}: these points stay as they are.
     */
    public void copy(int series, int limit, QueuedPoints into) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.copyToStore(stripes.handle(series), limit, into);
        }
    }

    /**
     * Removes the oldest points of a series that was taken. If others are left it waits again. It is in hand no more.
     *
     * @param count as many as were copied last of this series, so that the journal learns of it
     */
    public void remove(int series, int count) {
        QueueStripe stripe = stripes.of(series);
        long storedUpTo;
        synchronized (stripe) {
            storedUpTo = stripe.remove(stripes.handle(series), count);
        }
        capacity.removed(count);
        if (storedUpTo > 0) {
            journal.stored(series, storedUpTo, stripes);
        }
        capacity.pause().endIfPossible();
    }

    /** Lets a series that was taken wait again with all its points. It is in hand no more. */
    public void putBack(int series) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.putBack(stripes.handle(series));
        }
    }

    /**
     * Lets all series wait that have points, those too that were taken and neither put back nor emptied, because an error
     * came between. None of them may be in hand.
     */
    public void relist() {
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                stripe.relist();
            }
        }
    }

    /** How many points wait. */
    public long queuedPoints() {
        return capacity.queuedPoints();
    }

    /** How many series have points waiting. */
    public int waitingSeries() {
        return stripes.waitingSeries();
    }

    /** Whether senders are made to wait. */
    public boolean paused() {
        return capacity.pause().paused();
    }
}

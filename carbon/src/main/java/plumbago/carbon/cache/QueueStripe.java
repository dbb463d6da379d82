package plumbago.carbon.cache;

import java.util.Arrays;

/**
 * The queues of the metrics whose names' hashes fall into one stripe. Its monitor guards all of it; every method is
 * called with the monitor held.
 *
 * <p>A handle stands for a name in two ways: as the metric of that name, which has the queue, and as a name that is
 * sent, of which {@link SentNames} tells what it means.
 */
final class QueueStripe {
    private static final int COUNT_SHIFT = 32;
    private static final long LOW = 0xFFFFFFFFL;

    final SeriesTable table = new SeriesTable();
    private final PointChunks chunks = new PointChunks();

    /** What the names are and mean. */
    final SentNames names = new SentNames(table);

    /** What is needed of the journal. */
    final NeededSegments needed = new NeededSegments(table);

    /** When the points that wait were accepted. */
    final AcceptanceTimes accepted = new AcceptanceTimes(table, chunks);

    private final WaitingList waiting = new WaitingList();
    private int occupied;

    /** Series that got points after they had been no metric's any more; no listener has been notified that they are again. */
    private int[] metricsAgain = {};

    /** The series that have been copied to be stored, and the journal at that moment. */
    private final InHand inHand = new InHand();

    /**
     * Puts a point in the place of the newest of its series, if that has the same time: of two points of one time the
     * later is kept in any case. Not while the writer, or somebody else who stores them, has a copy of the series' points,
     * which must stay as they are: what is stored is removed by its number.
     *
     * @return whether it was done
     */
    boolean replaceNewest(int handle, long timestamp, double value) {
        if (!replacesNewest(handle, timestamp)) {
            return false;
        }
        chunks.set((int) table.get(handle, SeriesTable.QUEUE), newest(handle), timestamp, value);
        return true;
    }

    /** Whether {@link #replaceNewest} would put a point of this time in the place of another one. */
    boolean replacesNewest(int handle, long timestamp) {
        int tail = (int) table.get(handle, SeriesTable.QUEUE);
        return tail != 0
                && (table.get(handle, SeriesTable.STATE) & (SeriesFlags.IN_HAND | SeriesFlags.HELD)) == 0
                && chunks.timestamp(tail, newest(handle)) == timestamp;
    }

    private int newest(int handle) {
        return (int) (table.get(handle, SeriesTable.STATE) & 0xFF) - 1;
    }

    /** Puts a point behind the others of its series. */
    void append(int handle, long timestamp, double value) {
        long state = table.get(handle, SeriesTable.STATE);
        int used = (int) (state & 0xFF);
        long queue = table.get(handle, SeriesTable.QUEUE);
        int tail = (int) queue;
        if (tail == 0) {
            tail = chunks.allocate();
            occupied++;
            table.set(handle, SeriesTable.QUEUE, (long) tail << 32 | tail);
            used = 0;
            state &= ~0xFFFFL;
            needed.begin(handle);
            accepted.begin(handle);
            if ((state & SeriesFlags.METRIC) == 0) {
                // It was deleted or renamed after the point's name had been looked up.
                state |= SeriesFlags.METRIC;
                metricsAgain = Arrays.copyOf(metricsAgain, metricsAgain.length + 1);
                metricsAgain[metricsAgain.length - 1] = handle;
            }
        } else if (used == PointChunks.POINTS) {
            int next = chunks.allocate();
            accepted.grown(tail, next);
            tail = next;
            table.set(handle, SeriesTable.QUEUE, (queue & ~LOW) | tail);
            used = 0;
        }
        chunks.set(tail, used, timestamp, value);
        boolean isFirst = (state & SeriesFlags.WAITING) == 0;
        state = ((state & ~0xFFL) | SeriesFlags.WAITING | (used + 1)) + (1L << COUNT_SHIFT);
        table.set(handle, SeriesTable.STATE, state);
        if (isFirst) {
            waiting.add(handle, (int) (state >>> COUNT_SHIFT));
        } else {
            waiting.grown(handle, (int) (state >>> COUNT_SHIFT));
        }
    }

    /** Takes the series that have become metrics again with a point, of which the listener has to be notified. */
    int[] takeMetricsAgain() {
        int[] taken = metricsAgain;
        if (taken.length > 0) {
            metricsAgain = new int[0];
        }
        return taken;
    }

    /** Takes the list of the series that have points waiting. Each is to be put back or emptied by the taker. */
    int[] takeWaiting() {
        return waiting.take();
    }

    /**
     * Has all series wait that have points, and no others, whatever became of those that were taken: an error lost them on
     * the way.
     */
    void relist() {
        waiting.clear();
        inHand.clear();
        for (int handle = 0; handle < table.size(); handle++) {
            long state = table.get(handle, SeriesTable.STATE) & ~(SeriesFlags.WAITING | SeriesFlags.IN_HAND);
            boolean waits = count(handle) > 0;
            table.set(handle, SeriesTable.STATE, waits ? state | SeriesFlags.WAITING : state);
            if (waits) {
                waiting.add(handle, count(handle));
            }
        }
    }

    /** Has the series that wait kept in the order of their sizes, instead of in a list; before the first point. */
    void keepLargestFirst(boolean firstToGrow) {
        waiting.keepLargestFirst(firstToGrow);
    }

    /** The most points of a series that waits, in the order of their sizes. */
    int largestCount() {
        return waiting.largestCount();
    }

    /** Takes the series with the most points, or -1. It is to be put back or emptied by the taker. */
    int takeLargest() {
        return waiting.takeLargest();
    }

    /** Puts a series that was taken, and still has points, back into the list; if it is in hand it is so no more. */
    void putBack(int handle) {
        letFall(handle);
        waiting.add(handle, count(handle));
    }

    /** How many points of a series wait. */
    int count(int handle) {
        return (int) (table.get(handle, SeriesTable.STATE) >>> COUNT_SHIFT);
    }

    /** The least timestamp of the points of a series that wait; it has some. */
    long leastTimestamp(int handle) {
        long least = Long.MAX_VALUE;
        int left = count(handle);
        int chunk = (int) (table.get(handle, SeriesTable.QUEUE) >>> 32);
        int i = (int) (table.get(handle, SeriesTable.STATE) >>> 8 & 0xFF);
        for (; left > 0; left--) {
            if (i == PointChunks.POINTS) {
                i = 0;
                chunk = chunks.next(chunk);
            }
            least = Math.min(least, chunks.timestamp(chunk, i++));
        }
        return least;
    }

    /** The greatest timestamp of the oldest {@code count} points of a series; 0 for none. */
    private long greatestTimestamp(int handle, int count) {
        long greatest = 0;
        int chunk = (int) (table.get(handle, SeriesTable.QUEUE) >>> 32);
        int i = (int) (table.get(handle, SeriesTable.STATE) >>> 8 & 0xFF);
        for (int left = Math.min(count, count(handle)); left > 0; left--) {
            if (i == PointChunks.POINTS) {
                i = 0;
                chunk = chunks.next(chunk);
            }
            greatest = Math.max(greatest, chunks.timestamp(chunk, i++));
        }
        return greatest;
    }

    /** Copies the oldest points of a series, at most {@code limit}, in the order in which they came. */
    void copy(int handle, int limit, QueuedPoints into) {
        int left = Math.min(count(handle), limit);
        int chunk = (int) (table.get(handle, SeriesTable.QUEUE) >>> 32);
        int i = (int) (table.get(handle, SeriesTable.STATE) >>> 8 & 0xFF);
        into.clear(left);
        into.acceptedAt(left == 0 ? 0 : accepted.of(handle));
        while (left > 0) {
            int end = Math.min(PointChunks.POINTS, i + left);
            left -= end - i;
            for (; i < end; i++) {
                into.add(chunks.timestamp(chunk, i), chunks.value(chunk, i));
            }
            i = 0;
            chunk = chunks.next(chunk);
        }
    }

    /** Whether points of a series have been stored since the start. */
    boolean isStored(int handle) {
        return (table.get(handle, SeriesTable.STATE) & SeriesFlags.STORED) != 0;
    }

    /** Notes that a series cannot be stored at present, whatever was before. */
    void forgetStored(int handle) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) & ~SeriesFlags.STORED);
    }

    /**
     * As {@link #copy}, and has the series be in hand until {@link #remove} or {@link #putBack}: the points stay as they
     * are, and it is noted what the journal does not need any more when they are removed. Any number of series can be in
     * hand, each once.
     */
    void copyToStore(int handle, int limit, QueuedPoints into) {
        copy(handle, limit, into);
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) | SeriesFlags.IN_HAND);
        inHand.put(handle, into.size(), into.size() == count(handle), needed.newestSegment(), needed.newestRecord());
    }

    private void letFall(int handle) {
        long state = table.get(handle, SeriesTable.STATE);
        if ((state & SeriesFlags.IN_HAND) != 0) {
            table.set(handle, SeriesTable.STATE, state & ~SeriesFlags.IN_HAND);
            boolean unused = inHand.find(handle);
            inHand.remove();
        }
    }

    /**
     * Removes the oldest {@code count} points of a series; if others are left it goes back into the list.
     *
     * @return the newest record of the journal up to which this series needs none, or -1 if that is not known
     */
    long remove(int handle, int count) {
        boolean found = inHand.find(handle);
        boolean known = found && inHand.isAll(count);
        long record = known ? inHand.record() : -1;
        int segment = known ? inHand.segment() : 0;
        if (found) {
            inHand.remove();
        }
        long state = table.get(handle, SeriesTable.STATE) & ~SeriesFlags.IN_HAND;
        table.set(handle, SeriesTable.STATE, count > 0 ? state | SeriesFlags.STORED : state);
        if (count(handle) > count) {
            accepted.removed(handle, known, greatestTimestamp(handle, known ? 0 : count));
        }
        drop(handle, count);
        if (count(handle) == 0) {
            table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) & ~SeriesFlags.WAITING);
        } else {
            waiting.add(handle, count(handle));
            if (known && segment > needed.oldest(handle)) {
                // What is left came after the copy.
                needed.move(handle, segment);
            }
        }
        return record;
    }

    /**
     * Removes the oldest points of a series, and lets it stand among those that wait as it does, also if it has no more.
     *
     * @return the newest record of the journal up to which this series needs none, or -1 if some of its points wait
     */
    long drop(int handle, int count) {
        if (count == 0) {
            return count(handle) == 0 ? needed.newestRecord() : -1;
        }
        long state = table.get(handle, SeriesTable.STATE);
        long queue = table.get(handle, SeriesTable.QUEUE);
        int chunk = (int) (queue >>> 32);
        int tail = (int) queue;
        int first = (int) (state >>> 8 & 0xFF) + count;
        int left = (int) (state >>> COUNT_SHIFT) - count;
        while (first >= PointChunks.POINTS && chunk != tail) {
            int next = chunks.next(chunk);
            chunks.release(chunk);
            chunk = next;
            first -= PointChunks.POINTS;
        }
        if (left == 0) {
            needed.end(handle);
            chunks.release(chunk);
            occupied--;
            table.set(handle, SeriesTable.QUEUE, 0);
            table.set(handle, SeriesTable.STATE, state & 0xFFFF0000L);
        } else {
            table.set(handle, SeriesTable.QUEUE, (long) chunk << 32 | tail);
            table.set(
                    handle, SeriesTable.STATE, (long) left << COUNT_SHIFT | (state & 0xFFFF00FFL) | (long) first << 8);
        }
        return left == 0 ? needed.newestRecord() : -1;
    }

    /** Has the points of a series that wait stay as they are, here and in the journal, until {@link #letGo}. */
    void hold(int handle) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) | SeriesFlags.HELD);
    }

    boolean isHeld(int handle) {
        return (table.get(handle, SeriesTable.STATE) & SeriesFlags.HELD) != 0;
    }

    /**
     * Ends {@link #hold}, and removes the oldest {@code stored} points, as {@link #drop} does.
     *
     * @param all whether these are all that waited when they were held
     * @param segment of the journal, that no point which is left then is older than; 0 if that is not known
     */
    void letGo(int handle, int stored, boolean all, int segment) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) & ~SeriesFlags.HELD);
        if (stored > 0) {
            if (count(handle) > stored) {
                accepted.removed(handle, all, greatestTimestamp(handle, all ? 0 : stored));
            }
            drop(handle, stored);
            if (count(handle) > 0 && segment > needed.oldest(handle)) {
                needed.move(handle, segment);
            }
        }
    }

    /** The series whose oldest waiting point is in a segment of the journal. */
    int[] oldestIn(int segment) {
        int[] found = new int[16];
        int size = 0;
        for (int handle = 0; handle < table.size(); handle++) {
            if (isOldestIn(handle, segment)) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                found[size++] = handle;
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** Whether points of a series wait, and the oldest of them is in a segment of the journal. */
    boolean isOldestIn(int handle, int segment) {
        return count(handle) > 0 && needed.oldest(handle) == segment;
    }

    /** Notes that the waiting points of a series, if there are any, have been written down again in a segment. */
    void carriedOver(int handle, int segment) {
        if (count(handle) > 0) {
            needed.move(handle, segment);
        }
    }

    /** How many series have points waiting. */
    int occupied() {
        return occupied;
    }

    /** Bytes that the points waiting take. */
    long queueBytes() {
        return chunks.usedBytes() + inHand.memoryBytes() + waiting.memoryBytes();
    }
}

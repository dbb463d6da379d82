package plumbago.carbon.cache;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import plumbago.carbon.stats.DropReason;

/**
 * The queues of the metrics whose names' hashes fall into one stripe. Its monitor guards all of it; every method is
 * called with the monitor held.
 *
 * <p>A handle stands for a name in two ways: as the metric of that name, which has the queue, and as a name that is
 * sent, which usually means that metric, but may mean another one or be refused. What it means as a sent name is kept in
 * flags, all of them off in the usual case, and in the record's long MEANING.
 */
final class QueueStripe {
    /** In the flags: the series stands in the list of those with points waiting, or the writer has it in hand. */
    private static final long WAITING = 1L << 16;

    /** In the flags: nobody has asked yet what the name means when it is sent, or the rules have changed since. */
    private static final long UNDECIDED = 1L << 17;

    /** In the flags: the name means another metric; MEANING is that one's series. */
    private static final long ELSEWHERE = 1L << 18;

    /** In the flags: points of that name are refused; MEANING is the number of the reason. */
    private static final long REFUSED = 1L << 19;

    /** In the flags: the name is a metric's; others are only sent, and mean another one or are refused. */
    private static final long METRIC = 1L << 20;

    /** In the flags: points of the series have been stored since the start, so it has what they are stored in. */
    private static final long STORED = 1L << 21;

    /** In the flags: somebody wants to be told of the metric with its next point as if that were its first. */
    private static final long UNTOLD = 1L << 22;

    /** In the flags: somebody beside the writer stores points of the series, which stay as they are meanwhile. */
    private static final long HELD = 1L << 23;

    /** In the flags: the series' oldest points have been copied to be stored, and stay as they are until that is done. */
    private static final long IN_HAND = 1L << 24;

    private static final long NOT_ITSELF = UNDECIDED | ELSEWHERE | REFUSED;
    private static final List<DropReason> REASONS = List.of(DropReason.values());

    private static final int COUNT_SHIFT = 32;
    private static final long LOW = 0xFFFFFFFFL;

    final SeriesTable table = new SeriesTable();
    private final PointChunks chunks = new PointChunks();

    private int[] waiting = new int[256];
    private int waitingSize;
    private LargestFirst largest;

    private int occupied;
    private long refusedBytes;

    /** Series that got points after they had been no metric's any more; nobody has been told that they are again. */
    private int[] metricsAgain = {};

    /** How many series have their oldest point in which segment of the journal. */
    private final SegmentCounts needed = new SegmentCounts();

    /** The newest record of the journal whose points are here, and a segment that it is not older than. */
    private long newestRecord;

    private int newestSegment;

    /** The series that have been copied to be stored, and the journal at that moment. */
    private final InHand inHand = new InHand();

    /** Tells which record of the journal the points are from that are appended next. */
    void nextRecord(int segment, long sequence) {
        newestSegment = segment;
        newestRecord = sequence;
    }

    /** The newest record of the journal whose points have been appended. */
    long newestRecord() {
        return newestRecord;
    }

    /** A segment of the journal that {@link #newestRecord} is in, or a later one. */
    int newestSegment() {
        return newestSegment;
    }

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
                && (table.get(handle, SeriesTable.STATE) & (IN_HAND | HELD)) == 0
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
            setOldest(handle, newestSegment);
            needed.add(newestSegment);
            if ((state & METRIC) == 0) {
                // It was deleted or renamed after the point's name had been looked up.
                state |= METRIC;
                metricsAgain = Arrays.copyOf(metricsAgain, metricsAgain.length + 1);
                metricsAgain[metricsAgain.length - 1] = handle;
            }
        } else if (used == PointChunks.POINTS) {
            int next = chunks.allocate();
            chunks.setNext(tail, next);
            tail = next;
            table.set(handle, SeriesTable.QUEUE, (queue & ~LOW) | tail);
            used = 0;
        }
        chunks.set(tail, used, timestamp, value);
        boolean isFirst = (state & WAITING) == 0;
        state = ((state & ~0xFFL) | WAITING | (used + 1)) + (1L << COUNT_SHIFT);
        table.set(handle, SeriesTable.STATE, state);
        if (isFirst) {
            addWaiting(handle);
        } else if (largest != null) {
            largest.grown(handle, (int) (state >>> COUNT_SHIFT));
        }
    }

    /** Takes the series that have become metrics again with a point, of which has to be told. */
    int[] takeMetricsAgain() {
        int[] taken = metricsAgain;
        if (taken.length > 0) {
            metricsAgain = new int[0];
        }
        return taken;
    }

    private void addWaiting(int handle) {
        if (largest != null) {
            largest.add(handle, count(handle));
            return;
        }
        if (waitingSize == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waitingSize);
        }
        waiting[waitingSize++] = handle;
    }

    /** Takes the list of the series that have points waiting. Each is to be put back or emptied by the taker. */
    int[] takeWaiting() {
        int[] taken = Arrays.copyOf(waiting, waitingSize);
        waitingSize = 0;
        return taken;
    }

    /**
     * Has all series wait that have points, and no others, whatever became of those that were taken: an error lost them on
     * the way.
     */
    void relist() {
        waitingSize = 0;
        if (largest != null) {
            largest.clear();
        }
        inHand.clear();
        for (int handle = 0; handle < table.size(); handle++) {
            long state = table.get(handle, SeriesTable.STATE) & ~(WAITING | IN_HAND);
            boolean waits = count(handle) > 0;
            table.set(handle, SeriesTable.STATE, waits ? state | WAITING : state);
            if (waits) {
                addWaiting(handle);
            }
        }
    }

    /** Has the series that wait kept in the order of their sizes, instead of in a list; before the first point. */
    void keepLargestFirst(boolean firstToGrow) {
        largest = new LargestFirst(firstToGrow);
    }

    /** The most points of a series that waits, in the order of their sizes. */
    int largestCount() {
        return largest.largestCount();
    }

    /** Takes the series with the most points, or -1. It is to be put back or emptied by the taker. */
    int takeLargest() {
        return largest.take();
    }

    /** Puts a series that was taken, and still has points, back into the list; if it is in hand it is so no more. */
    void putBack(int handle) {
        letFall(handle);
        addWaiting(handle);
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

    /** Copies the oldest points of a series, at most {@code limit}, in the order in which they came. */
    void copy(int handle, int limit, QueuedPoints into) {
        int left = Math.min(count(handle), limit);
        int chunk = (int) (table.get(handle, SeriesTable.QUEUE) >>> 32);
        int i = (int) (table.get(handle, SeriesTable.STATE) >>> 8 & 0xFF);
        into.clear(left);
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
        return (table.get(handle, SeriesTable.STATE) & STORED) != 0;
    }

    /** Notes that a series cannot be stored at present, whatever was before. */
    void forgetStored(int handle) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) & ~STORED);
    }

    /**
     * As {@link #copy}, and has the series be in hand until {@link #remove} or {@link #putBack}: the points stay as they
     * are, and it is noted what the journal does not need any more when they are removed. Any number of series can be in
     * hand, each once.
     */
    void copyToStore(int handle, int limit, QueuedPoints into) {
        copy(handle, limit, into);
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) | IN_HAND);
        inHand.put(handle, into.size(), into.size() == count(handle), newestSegment, newestRecord);
    }

    private void letFall(int handle) {
        long state = table.get(handle, SeriesTable.STATE);
        if ((state & IN_HAND) != 0) {
            table.set(handle, SeriesTable.STATE, state & ~IN_HAND);
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
        long state = table.get(handle, SeriesTable.STATE) & ~IN_HAND;
        table.set(handle, SeriesTable.STATE, count > 0 ? state | STORED : state);
        drop(handle, count);
        if (count(handle) == 0) {
            table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) & ~WAITING);
        } else {
            addWaiting(handle);
            if (known && segment > oldest(handle)) {
                // What is left came after the copy.
                moveOldest(handle, segment);
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
            return count(handle) == 0 ? newestRecord : -1;
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
            needed.remove(oldest(handle));
            chunks.release(chunk);
            occupied--;
            table.set(handle, SeriesTable.QUEUE, 0);
            table.set(handle, SeriesTable.STATE, state & 0xFFFF0000L);
        } else {
            table.set(handle, SeriesTable.QUEUE, (long) chunk << 32 | tail);
            table.set(
                    handle, SeriesTable.STATE, (long) left << COUNT_SHIFT | (state & 0xFFFF00FFL) | (long) first << 8);
        }
        return left == 0 ? newestRecord : -1;
    }

    /** Has the points of a series that wait stay as they are, here and in the journal, until {@link #letGo}. */
    void hold(int handle) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) | HELD);
    }

    boolean isHeld(int handle) {
        return (table.get(handle, SeriesTable.STATE) & HELD) != 0;
    }

    /**
     * Ends {@link #hold}, and removes the oldest {@code stored} points, as {@link #drop} does.
     *
     * @param segment of the journal, that no point which is left then is older than; 0 if that is not known
     */
    void letGo(int handle, int stored, int segment) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) & ~HELD);
        if (stored > 0) {
            drop(handle, stored);
            if (count(handle) > 0 && segment > oldest(handle)) {
                moveOldest(handle, segment);
            }
        }
    }

    /** The segment of the journal that the oldest waiting point of a series is in, or one before. */
    private int oldest(int handle) {
        return (int) (table.get(handle, SeriesTable.MEANING) >>> 32);
    }

    private void setOldest(int handle, int segment) {
        long meaning = table.get(handle, SeriesTable.MEANING) & LOW;
        table.set(handle, SeriesTable.MEANING, (long) segment << 32 | meaning);
    }

    private void moveOldest(int handle, int segment) {
        needed.remove(oldest(handle));
        needed.add(segment);
        setOldest(handle, segment);
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
        return count(handle) > 0 && oldest(handle) == segment;
    }

    /** Notes that the waiting points of a series, if there are any, have been written down again in a segment. */
    void carriedOver(int handle, int segment) {
        if (count(handle) > 0) {
            moveOldest(handle, segment);
        }
    }

    /** The oldest segment of the journal that is needed here; {@link Integer#MAX_VALUE} if none is. */
    int oldestSegment() {
        return needed.lowest();
    }

    /** Has a name that is a metric's be like one that was never seen: its next point makes it a metric's again. */
    void forgetMetric(int handle) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) & ~(METRIC | STORED));
        leaveUndecided(handle);
    }

    /** Whether a name, when it is sent, means the metric of that name: nearly all do. */
    boolean meansItself(int handle) {
        return (table.get(handle, SeriesTable.STATE) & NOT_ITSELF) == 0;
    }

    /** Whether a name is a metric's. */
    boolean isMetric(int handle) {
        return (table.get(handle, SeriesTable.STATE) & METRIC) != 0;
    }

    /** Notes that a name is a metric's; returns whether that is to be told of: it is new, or to be told again. */
    boolean becomeMetric(int handle) {
        long state = table.get(handle, SeriesTable.STATE);
        table.set(handle, SeriesTable.STATE, (state | METRIC) & ~UNTOLD);
        return (state & METRIC) == 0 || (state & UNTOLD) != 0;
    }

    /** Has the next point of a metric be told of as if it were its first. */
    void tellAgain(int handle) {
        table.set(handle, SeriesTable.STATE, table.get(handle, SeriesTable.STATE) | UNTOLD);
        leaveUndecided(handle);
    }

    /** Has it be asked anew about all names that mean another metric, one of these. */
    void reconsider(IntPredicate series) {
        for (int handle = 0; handle < table.size(); handle++) {
            int elsewhere = elsewhere(handle);
            if (elsewhere >= 0 && series.test(elsewhere)) {
                leaveUndecided(handle);
            }
        }
    }

    /** Adds a name of which nobody has asked yet what it means when it is sent; returns its handle. */
    int addUndecided(byte[] bytes, int offset, int length, int hash) {
        int handle = table.add(bytes, offset, length, hash);
        leaveUndecided(handle);
        return handle;
    }

    /** Whether it has to be asked what a name means. */
    boolean isUndecided(int handle) {
        return (table.get(handle, SeriesTable.STATE) & UNDECIDED) != 0;
    }

    /** The series that a name means in place of its own, or -1. */
    int elsewhere(int handle) {
        boolean is = (table.get(handle, SeriesTable.STATE) & ELSEWHERE) != 0;
        return is ? (int) table.get(handle, SeriesTable.MEANING) : -1;
    }

    /** Why points of a name are refused, or null if they are not. */
    DropReason refusal(int handle) {
        boolean is = (table.get(handle, SeriesTable.STATE) & REFUSED) != 0;
        return is ? REASONS.get((int) table.get(handle, SeriesTable.MEANING)) : null;
    }

    void decideItself(int handle) {
        decide(handle, 0, 0);
    }

    void decideElsewhere(int handle, int series) {
        decide(handle, ELSEWHERE, series);
    }

    void decideRefused(int handle, DropReason reason) {
        decide(handle, REFUSED, REASONS.indexOf(reason));
    }

    void leaveUndecided(int handle) {
        decide(handle, UNDECIDED, 0);
    }

    /** Has every name be asked for anew what it means. */
    void leaveAllUndecided() {
        for (int handle = 0; handle < table.size(); handle++) {
            leaveUndecided(handle);
        }
    }

    private void decide(int handle, long flag, long meaning) {
        table.set(handle, SeriesTable.STATE, (table.get(handle, SeriesTable.STATE) & ~NOT_ITSELF) | flag);
        table.set(handle, SeriesTable.MEANING, (table.get(handle, SeriesTable.MEANING) & ~LOW) | meaning);
    }

    /** Counts a name that was added only to remember that it is refused. */
    void addedRefused(int nameBytes) {
        refusedBytes += SeriesTable.BYTES_PER_NAME + nameBytes;
    }

    /** Bytes of the names that were added only to remember that they are refused. */
    long refusedBytes() {
        return refusedBytes;
    }

    /** How many series have points waiting. */
    int occupied() {
        return occupied;
    }

    /** Bytes that the points waiting take. */
    long queueBytes() {
        return chunks.usedBytes() + inHand.memoryBytes() + (largest == null ? 0 : largest.memoryBytes());
    }
}

package plumbago.carbon.cache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The queues of the metrics whose names' hashes fall into one stripe. Its monitor guards all of it; every method is
 * called with the monitor held.
 */
final class QueueStripe {
    /** In the flags: the series stands in the list of those with points waiting, or the writer has it in hand. */
    private static final long WAITING = 1L << 16;

    private static final int COUNT_SHIFT = 32;
    private static final long LOW = 0xFFFFFFFFL;

    final SeriesTable table = new SeriesTable();
    private final PointChunks chunks = new PointChunks();

    /** Names that mean another metric, by handle: see {@link MetricNames}. */
    private final Map<Integer, byte[]> aliases = new HashMap<>();

    private int[] waiting = new int[256];
    private int waitingSize;

    /** Puts a point behind the others of its series. */
    void append(int handle, long timestamp, double value) {
        long state = table.get(handle, SeriesTable.STATE);
        int used = (int) (state & 0xFF);
        long queue = table.get(handle, SeriesTable.QUEUE);
        int tail = (int) queue;
        if (tail == 0) {
            tail = chunks.allocate();
            table.set(handle, SeriesTable.QUEUE, (long) tail << 32 | tail);
            used = 0;
            state &= ~0xFFFFL;
        } else if (used == PointChunks.POINTS) {
            int next = chunks.allocate();
            chunks.setNext(tail, next);
            tail = next;
            table.set(handle, SeriesTable.QUEUE, (queue & ~LOW) | tail);
            used = 0;
        }
        chunks.set(tail, used, timestamp, value);
        state = (state & ~0xFFL) | (used + 1);
        if ((state & WAITING) == 0) {
            state |= WAITING;
            addWaiting(handle);
        }
        table.set(handle, SeriesTable.STATE, state + (1L << COUNT_SHIFT));
    }

    private void addWaiting(int handle) {
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

    /** Puts a series that was taken, and still has points, back into the list. */
    void putBack(int handle) {
        addWaiting(handle);
    }

    /** How many points of a series wait. */
    int count(int handle) {
        return (int) (table.get(handle, SeriesTable.STATE) >>> COUNT_SHIFT);
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

    /** Removes the oldest {@code count} points of a series; if others are left it goes back into the list. */
    void remove(int handle, int count) {
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
            chunks.release(chunk);
            table.set(handle, SeriesTable.QUEUE, 0);
            table.set(handle, SeriesTable.STATE, state & 0xFFFF0000L & ~WAITING);
        } else {
            table.set(handle, SeriesTable.QUEUE, (long) chunk << 32 | tail);
            table.set(
                    handle, SeriesTable.STATE, (long) left << COUNT_SHIFT | (state & 0xFFFF00FFL) | (long) first << 8);
            addWaiting(handle);
        }
    }

    /** Notes that the name of a handle means the metric of another name. */
    void setAlias(int handle, byte[] metric) {
        aliases.put(handle, metric);
    }

    /** The name that a handle's name means, or null if it means itself. */
    byte[] alias(int handle) {
        return aliases.isEmpty() ? null : aliases.get(handle);
    }

    /** Bytes that the points waiting take. */
    long queueBytes() {
        return chunks.usedBytes();
    }
}

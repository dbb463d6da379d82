package plumbago.carbon.aggregator;

import java.util.Arrays;

/**
 * The times of an aggregate whose intervals have been finished and forgotten: a point there would stand alone where a whole sum
 * was. Times that the aggregate never saw are none of them, however long ago. Few ranges are held; the nearest two become one
 * where there are more.
 */
final class ClosedTimes {
    private static final int MOST_RANGES = 16;

    /** Beginnings and ends, in turns; ascending. */
    private long[] bounds = new long[0];

    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int ranges() {
        return size / 2;
    }

    long from(int range) {
        return bounds[2 * range];
    }

    /** The first second behind it. */
    long to(int range) {
        return bounds[2 * range + 1];
    }

    /** The end of the latest range; only if there is one. */
    long latest() {
        return bounds[size - 1];
    }

    boolean contains(long time) {
        for (int i = size - 2; i >= 0; i -= 2) {
            if (time >= bounds[i]) {
                return time < bounds[i + 1];
            }
        }
        return false;
    }

    void add(long from, long to) {
        int at = 0;
        while (at < size && bounds[at + 1] < from) {
            at += 2;
        }
        int end = at;
        long newFrom = from;
        long newTo = to;
        while (end < size && bounds[end] <= to) {
            newFrom = Math.min(newFrom, bounds[end]);
            newTo = Math.max(newTo, bounds[end + 1]);
            end += 2;
        }
        int growth = 2 - (end - at);
        if (size + growth > bounds.length) {
            bounds = Arrays.copyOf(bounds, size + growth);
        }
        System.arraycopy(bounds, end, bounds, end + growth, size - end);
        bounds[at] = newFrom;
        bounds[at + 1] = newTo;
        size += growth;
        if (size > 2 * MOST_RANGES) {
            joinNearest();
        }
    }

    private void joinNearest() {
        int nearest = 2;
        for (int i = 4; i < size; i += 2) {
            if (bounds[i] - bounds[i - 1] < bounds[nearest] - bounds[nearest - 1]) {
                nearest = i;
            }
        }
        bounds[nearest - 1] = bounds[nearest + 1];
        System.arraycopy(bounds, nearest + 2, bounds, nearest, size - nearest - 2);
        size -= 2;
    }

    void clear() {
        size = 0;
    }

    long memoryBytes() {
        return 40 + 8L * bounds.length;
    }
}

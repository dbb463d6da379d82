package plumbago.carbon.cache;

import java.util.Arrays;

/**
 * The series of a stripe that have points waiting and are in nobody's hand: in the order in which they came here, or
 * always in the order of their sizes. Not thread-safe.
 */
final class WaitingList {
    private int[] handles = new int[256];
    private int size;

    /** In place of the list; null if the sizes do not matter. */
    private LargestFirst largest;

    /** Keeps them in the order of their sizes, instead of in a list; before the first comes. */
    void keepLargestFirst(boolean firstToGrow) {
        largest = new LargestFirst(firstToGrow);
    }

    /** Adds a series that is not here. */
    void add(int handle, int count) {
        if (largest != null) {
            largest.add(handle, count);
            return;
        }
        if (size == handles.length) {
            handles = Arrays.copyOf(handles, 2 * size);
        }
        handles[size++] = handle;
    }

    /** Tells that a series has more points now; it need not be here. */
    void grown(int handle, int count) {
        if (largest != null) {
            largest.grown(handle, count);
        }
    }

    /** Takes all in the order in which they came; none where they are kept in the order of their sizes. */
    int[] take() {
        int[] taken = Arrays.copyOf(handles, size);
        size = 0;
        return taken;
    }

    /** The most points of a series here, where they are kept in the order of their sizes. */
    int largestCount() {
        return largest.largestCount();
    }

    /** Takes the series with the most points, or -1. */
    int takeLargest() {
        return largest.take();
    }

    void clear() {
        size = 0;
        if (largest != null) {
            largest.clear();
        }
    }

    /** Bytes that the order of the sizes takes. */
    long memoryBytes() {
        return largest == null ? 0 : largest.memoryBytes();
    }
}

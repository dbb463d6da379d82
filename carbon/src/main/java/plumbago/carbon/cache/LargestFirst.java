package plumbago.carbon.cache;

import java.util.Arrays;

/**
 * The series of a stripe that have points waiting, always in order: those with the most points first. A heap that knows
 * where each series stands in it, so that a further point moves a series in some ten steps however many there are.
 *
 * <p>Not thread-safe.
 */
final class LargestFirst {
    private final boolean firstToGrow;
    private int[] heap = new int[256];
    private int size;

    /** By handle: the place in the heap and 1, or 0; the points; and a number that grows with time. */
    private int[] places = new int[256];

    private int[] counts = new int[256];
    private long[] since = new long[256];
    private long steps;

    /**
     * @param firstToGrow whether among equals the one comes first that had so many points first (bucketmax); otherwise
     *     the one that has been waiting longest (max)
     */
    LargestFirst(boolean firstToGrow) {
        this.firstToGrow = firstToGrow;
    }

    /** Forgets all series. */
    void clear() {
        Arrays.fill(places, 0);
        size = 0;
    }

    /** Adds a series that is not here. */
    void add(int handle, int count) {
        if (handle >= places.length) {
            int capacity = Math.max(handle + 1, 2 * places.length);
            places = Arrays.copyOf(places, capacity);
            counts = Arrays.copyOf(counts, capacity);
            since = Arrays.copyOf(since, capacity);
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        counts[handle] = count;
        since[handle] = steps++;
        rise(handle, size++);
    }

    /** Tells that a series has more points now; nothing happens if it is not here. */
    void grown(int handle, int count) {
        if (handle < places.length && places[handle] != 0) {
            counts[handle] = count;
            if (firstToGrow) {
                since[handle] = steps++;
            }
            rise(handle, places[handle] - 1);
        }
    }

    /** The most points that any series here has; 0 if none is here. */
    int largestCount() {
        return size == 0 ? 0 : counts[heap[0]];
    }

    /** Takes the series with the most points, or -1. */
    int take() {
        if (size == 0) {
            return -1;
        }
        int first = heap[0];
        places[first] = 0;
        int last = heap[--size];
        if (size > 0) {
            sink(last, 0);
        }
        return first;
    }

    long memoryBytes() {
        return 4L * heap.length + 16L * places.length;
    }

    private boolean isBefore(int a, int b) {
        return counts[a] == counts[b] ? since[a] < since[b] : counts[a] > counts[b];
    }

    private void rise(int handle, int from) {
        int at = from;
        while (at > 0 && isBefore(handle, heap[(at - 1) / 2])) {
            put(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        put(handle, at);
    }

    private void sink(int handle, int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (isBefore(handle, heap[child])) {
                break;
            }
            put(heap[child], at);
            at = child;
        }
        put(handle, at);
    }

    private void put(int handle, int at) {
        heap[at] = handle;
        places[handle] = at + 1;
    }
}

package plumbago.carbon.cache;

import java.util.Arrays;

/** Points of one series, copied out of its queue. Meant to be used again and again. Not thread-safe. */
public final class QueuedPoints {
    private long[] timestamps = new long[16];
    private double[] values = new double[16];
    private int size;
    private long acceptedAt;

    void acceptedAt(long seconds) {
        acceptedAt = seconds;
    }

    void clear(int expected) {
        size = 0;
        if (expected > timestamps.length) {
            int capacity = Math.max(expected, timestamps.length + (timestamps.length >> 1));
            timestamps = new long[capacity];
            values = new double[capacity];
        }
    }

    void add(long timestamp, double value) {
        timestamps[size] = timestamp;
        values[size] = value;
        size++;
    }

    /**
     * When the oldest of them was accepted, or shortly after, and the others no earlier: by this time it is judged how old they
     * are. Seconds since the epoch; 0 if it is not known.
     */
    public long acceptedAt() {
        return acceptedAt;
    }

    /** How many points there are. */
    public int size() {
        return size;
    }

    /** Seconds since the epoch; the first {@link #size()} count. Not a copy. */
    public long[] timestamps() {
        return timestamps;
    }

    /** The values that go with {@link #timestamps()}. Not a copy. */
    public double[] values() {
        return values;
    }

    /**
     * Brings the points into the order of their times. Of several points with one time the one that came last is kept,
     * as carbon's cache does.
     */
    public void sort() {
        boolean sorted = true;
        for (int i = 1; i < size; i++) {
            if (timestamps[i] <= timestamps[i - 1]) {
                sorted = false;
                break;
            }
        }
        if (sorted) {
            return;
        }
        // Timestamps have 32 bits, so time and place fit into one long that sorts by both.
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            keys[i] = timestamps[i] << 31 | i;
        }
        Arrays.sort(keys);
        double[] sortedValues = new double[values.length];
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long time = keys[i] >>> 31;
            if (i + 1 < size && keys[i + 1] >>> 31 == time) {
                continue;
            }
            timestamps[kept] = time;
            sortedValues[kept++] = values[(int) (keys[i] & 0x7FFFFFFFL)];
        }
        values = sortedValues;
        size = kept;
    }
}

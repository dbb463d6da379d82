package plumbago.whisper;

/**
 * Brings the points of a batch into the order in which they are stored: by time, and among equal times the one that came
 * first in the batch last, as it is the one that stays.
 *
 * <p>A merge sort that takes runs as it finds them, so that a batch which is in order already (the usual case) costs one
 * pass and is not even copied.
 */
final class PointSorter {
    private long[] times = new long[0];
    private double[] values = new double[0];
    private long[] spareTimes = new long[0];
    private double[] spareValues = new double[0];

    /** The times of the last sorted batch; the first {@code count} entries. */
    long[] times() {
        return times;
    }

    /** The values of the last sorted batch. */
    double[] values() {
        return values;
    }

    static boolean strictlyAscending(long[] timestamps, int count) {
        for (int i = 1; i < count; i++) {
            if (timestamps[i - 1] >= timestamps[i]) {
                return false;
            }
        }
        return true;
    }

    /** Sorts a copy of the batch, to be found in {@link #times} and {@link #values}. */
    void sort(long[] timestamps, double[] pointValues, int count) {
        if (times.length < count) {
            int room = Math.max(count, 2 * times.length);
            times = new long[room];
            values = new double[room];
            spareTimes = new long[room];
            spareValues = new double[room];
        }
        // Turned around, so that a stable sort leaves equal times in the opposite order.
        for (int i = 0; i < count; i++) {
            times[i] = timestamps[count - 1 - i];
            values[i] = pointValues[count - 1 - i];
        }
        while (!mergeRuns(count)) {
            long[] mergedTimes = spareTimes;
            double[] mergedValues = spareValues;
            spareTimes = times;
            spareValues = values;
            times = mergedTimes;
            values = mergedValues;
        }
    }

    /** Merges each two neighbouring runs into the spare arrays; true if there was only one run, and nothing to do. */
    private boolean mergeRuns(int count) {
        int start = 0;
        while (start < count) {
            int middle = endOfRun(start, count);
            if (start == 0 && middle == count) {
                return true;
            }
            int end = endOfRun(middle, count);
            merge(start, middle, end);
            start = end;
        }
        return count == 0;
    }

    private int endOfRun(int start, int count) {
        if (start >= count) {
            return count;
        }
        int end = start + 1;
        while (end < count && times[end - 1] <= times[end]) {
            end++;
        }
        return end;
    }

    private void merge(int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || times[left] <= times[right]);
            int taken = takeLeft ? left++ : right++;
            spareTimes[i] = times[taken];
            spareValues[i] = values[taken];
        }
    }
}

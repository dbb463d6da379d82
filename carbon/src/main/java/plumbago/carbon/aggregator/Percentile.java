package plumbago.carbon.aggregator;

import java.util.Arrays;

/**
 * Percentiles as carbon computes them: of the sorted values, and between two of them by how near each is. The order is Python's:
 * it goes by less-than alone, so that equal values stay in the order in which they came, and of few values NaN is where it was.
 */
final class Percentile {
    /** So many and fewer are sorted by insertion. */
    private static final int RUN = 32;

    private Percentile() {}

    /** @param count from 1 on; the values behind are not looked at, and none is moved */
    static double of(double[] values, int count, double share) {
        double[] sorted = sorted(values, count);
        double rank = share * (count - 1);
        int left = (int) Math.floor(rank);
        int right = (int) Math.ceil(rank);
        if (left == right) {
            return sorted[left];
        }
        return sorted[left] * (right - rank) + sorted[right] * (rank - left);
    }

    private static double[] sorted(double[] values, int count) {
        double[] from = Arrays.copyOf(values, count);
        for (int begin = 0; begin < count; begin += RUN) {
            insert(from, begin, Math.min(begin + RUN, count));
        }
        double[] to = count > RUN ? new double[count] : from;
        for (int run = RUN; run < count; run *= 2) {
            for (int begin = 0; begin < count; begin += 2 * run) {
                int middle = Math.min(begin + run, count);
                merge(from, begin, middle, Math.min(begin + 2 * run, count), to);
            }
            double[] merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    private static void insert(double[] values, int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            double value = values[i];
            int at = i;
            while (at > begin && value < values[at - 1]) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
    }

    private static void merge(double[] from, int begin, int middle, int end, double[] to) {
        int left = begin;
        int right = middle;
        for (int at = begin; at < end; at++) {
            to[at] = left < middle && (right == end || !(from[right] < from[left])) ? from[left++] : from[right++];
        }
    }
}

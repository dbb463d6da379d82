package plumbago.web.render.series;

import java.util.Arrays;

/**
 * Values that are asked for by their rank in the order of {@link Double#compare}. A few are sorted. Of many, each rank is
 * looked for by itself, in four passes over all that do without a copy: however the values lie, and however many there
 * are, that is done soon.
 */
final class Ranked {
    /** More are not sorted. */
    static final int MOST_SORTED = 1 << 16;

    private static final int BITS = 16;
    private static final int DIGITS = 1 << BITS;

    private final double[] values;
    private final int from;
    private final int to;
    private final int size;
    private final double[] sorted;

    private Ranked(double[] values, int from, int to) {
        this.values = values;
        this.from = from;
        this.to = to;
        this.size = Values.count(values, from, to);
        if (size <= MOST_SORTED) {
            sorted = new double[size];
            Values.copyPresent(values, from, to, sorted);
            Arrays.sort(sorted);
        } else {
            sorted = null;
        }
    }

    /** Those that are there, from one place up to before another. */
    static Ranked of(double[] values, int from, int to) {
        return new Ranked(values, from, to);
    }

    int size() {
        return size;
    }

    /** The n-th smallest, counted from zero. */
    double at(int n) {
        return sorted != null ? sorted[n] : select(n);
    }

    /** Finds sixteen bits of the value in each pass, the highest first, by counting those that have the bits so far. */
    private double select(int n) {
        long known = 0;
        int left = n;
        for (int shift = Long.SIZE - BITS; shift >= 0; shift -= BITS) {
            int[] counts = new int[DIGITS];
            for (int i = from; i < to; i++) {
                long key = key(values[i]);
                boolean candidate = shift == Long.SIZE - BITS || (key >>> (shift + BITS)) == known;
                if (candidate && !Double.isNaN(values[i])) {
                    counts[(int) (key >>> shift) & (DIGITS - 1)]++;
                }
            }
            int digit = 0;
            while (counts[digit] <= left) {
                left -= counts[digit++];
            }
            known = (known << BITS) | digit;
        }
        return value(known);
    }

    /** A number whose order without a sign is that of the values. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> (Long.SIZE - 1)) | Long.MIN_VALUE);
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
    }
}

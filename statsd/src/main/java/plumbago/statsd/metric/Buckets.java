package plumbago.statsd.metric;

import java.nio.ByteBuffer;

/**
 * Counts of values above 0 by their size. A bucket begins where the exponent of a double or the first {@value #BITS} bits of its
 * fraction change, so that all have the same ones.
 */
final class Buckets {
    /** Of the fraction: 128 buckets for each doubling. */
    static final int BITS = 7;

    /** Smaller values have no bucket. */
    static final double LEAST = 0x1p-40;

    private static final int SHIFT = 52 - BITS;
    private static final int FIRST = index(LEAST);

    /** They grow by so many at once. */
    private static final int GRAIN = 16;

    /** Up to infinity's, and what is made more at either end. */
    private static final int MOST = index(Double.POSITIVE_INFINITY) - FIRST + 2 * GRAIN;

    private int[] counts = new int[0];
    /** The bucket that the first count is of. */
    private int base;

    private static int index(double value) {
        return (int) (Double.doubleToRawLongBits(value) >>> SHIFT);
    }

    void add(double value) {
        int bucket = index(value);
        if (bucket < base || bucket >= base + counts.length) {
            grow(bucket, bucket);
        }
        counts[bucket - base]++;
    }

    void add(Buckets other) {
        if (other.counts.length > 0) {
            grow(other.base, other.base + other.counts.length - 1);
            for (int i = 0; i < other.counts.length; i++) {
                counts[other.base + i - base] += other.counts[i];
            }
        }
    }

    private void grow(int from, int to) {
        int first = Math.max(FIRST, from & -GRAIN);
        int end = (to | (GRAIN - 1)) + 1;
        if (counts.length == 0) {
            base = first;
            counts = new int[end - first];
            return;
        }
        int newBase = Math.min(base, first);
        int newEnd = Math.max(base + counts.length, end);
        int[] grown = new int[newEnd - newBase];
        System.arraycopy(counts, 0, grown, base - newBase, counts.length);
        base = newBase;
        counts = grown;
    }

    /** How many there are; the smallest first. */
    int size() {
        return counts.length;
    }

    /** How many values are in one of them. */
    int count(int bucket) {
        return counts[bucket];
    }

    /** The value that those in a bucket are given back as. */
    double middle(int bucket) {
        double from = Double.longBitsToDouble((long) (base + bucket) << SHIFT);
        double to = Double.longBitsToDouble((long) (base + bucket + 1) << SHIFT);
        return Double.isFinite(to) ? from + (to - from) / 2 : from;
    }

    /** {@code first bucket (4) | number of buckets (4) | count of each (4)}. */
    void put(ByteBuffer into) {
        into.putInt(base).putInt(counts.length);
        for (int count : counts) {
            into.putInt(count);
        }
    }

    int bytes() {
        return (2 + counts.length) * Integer.BYTES;
    }

    /** @throws IllegalArgumentException if these are not the bytes of some */
    static Buckets of(ByteBuffer from) {
        Buckets buckets = new Buckets();
        buckets.base = from.getInt();
        int size = from.getInt();
        if (size < 0 || size > MOST || size > from.remaining() / Integer.BYTES) {
            throw new IllegalArgumentException("a sketch has " + size + " buckets");
        }
        buckets.counts = new int[size];
        for (int i = 0; i < size; i++) {
            buckets.counts[i] = from.getInt();
        }
        return buckets;
    }
}

package plumbago.statsd.metric;

import java.nio.ByteBuffer;

/**
 * How many values lie where, for percentiles of more values than are kept. Buckets are cut where the exponent of a double and the first {@value #BITS} bits of its fraction change, so that all
 * sketches have the same ones, and adding two sketches loses nothing. A value is given back as the middle of its bucket: no
 * more than {@code 2^-8}, 0.4 %, beside it. What is below {@code 2^-40} counts as 0.
 *
 * <p>Count, sum, sum of squares, lowest and highest value are exact. Only for values from 0 on. Not thread-safe.
 */
public final class Sketch {
    /** Of the fraction: 128 buckets for each doubling. */
    static final int BITS = 7;

    private static final int SHIFT = 52 - BITS;
    private static final double LEAST = 0x1p-40;
    private static final int FIRST = index(LEAST);
    private static final int HEAD_BYTES = 48;

    /** From the first to infinity's, and what is made more at either end. */
    private static final int MOST_BUCKETS = index(Double.POSITIVE_INFINITY) - FIRST + 64;

    private int[] buckets = new int[0];
    /** The bucket that the first of the array is. */
    private int base;

    private int zeros;
    private long count;
    private double sum;
    private double sumOfSquares;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    private static int index(double value) {
        return (int) (Double.doubleToRawLongBits(value) >>> SHIFT);
    }

    /** Adds a value from 0 on; NaN is left out. */
    public void add(double value) {
        if (!(value >= 0)) {
            return;
        }
        count++;
        sum += value;
        sumOfSquares += value * value;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        if (value < LEAST) {
            zeros++;
        } else {
            int bucket = index(value);
            if (bucket < base || bucket >= base + buckets.length) {
                grow(bucket, bucket);
            }
            buckets[bucket - base]++;
        }
    }

    /** Adds all values of another one. */
    public void add(Sketch other) {
        count += other.count;
        sum += other.sum;
        sumOfSquares += other.sumOfSquares;
        lowest = Math.min(lowest, other.lowest);
        highest = Math.max(highest, other.highest);
        zeros += other.zeros;
        if (other.buckets.length > 0) {
            grow(other.base, other.base + other.buckets.length - 1);
            for (int i = 0; i < other.buckets.length; i++) {
                buckets[other.base + i - base] += other.buckets[i];
            }
        }
    }

    private void grow(int from, int to) {
        int eighth = 1 << (BITS - 3);
        int first = Math.max(FIRST, from & -eighth);
        int end = (to | (eighth - 1)) + 1;
        if (buckets.length == 0) {
            base = first;
            buckets = new int[end - first];
            return;
        }
        int newBase = Math.min(base, first);
        int newEnd = Math.max(base + buckets.length, end);
        int[] grown = new int[newEnd - newBase];
        System.arraycopy(buckets, 0, grown, base - newBase, buckets.length);
        base = newBase;
        buckets = grown;
    }

    /**
     * All of it:
     *
     * <pre>
     *   count (8) | sum (8) | sum of squares (8) | lowest (8) | highest (8) | zeros (4) | first bucket (4) | each bucket (4)
     * </pre>
     */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + Integer.BYTES * buckets.length);
        bytes.putLong(count)
                .putDouble(sum)
                .putDouble(sumOfSquares)
                .putDouble(lowest)
                .putDouble(highest)
                .putInt(zeros)
                .putInt(base);
        for (int bucket : buckets) {
            bytes.putInt(bucket);
        }
        return bytes.array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of one */
    static Sketch of(byte[] from, int offset, int length) {
        int buckets = (length - HEAD_BYTES) / Integer.BYTES;
        if (length != HEAD_BYTES + Integer.BYTES * buckets || buckets < 0 || buckets > MOST_BUCKETS) {
            throw new IllegalArgumentException(length + " bytes are no sketch");
        }
        ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
        Sketch sketch = new Sketch();
        sketch.count = bytes.getLong();
        sketch.sum = bytes.getDouble();
        sketch.sumOfSquares = bytes.getDouble();
        sketch.lowest = bytes.getDouble();
        sketch.highest = bytes.getDouble();
        sketch.zeros = bytes.getInt();
        sketch.base = bytes.getInt();
        sketch.buckets = new int[buckets];
        for (int i = 0; i < buckets; i++) {
            sketch.buckets[i] = bytes.getInt();
        }
        return sketch;
    }

    /** How many values. */
    public long count() {
        return count;
    }

    /** Of all values. */
    public double sum() {
        return sum;
    }

    /** Of the squares of all values. */
    public double sumOfSquares() {
        return sumOfSquares;
    }

    /** Infinity where there is none. */
    public double lowest() {
        return lowest;
    }

    /** Negative infinity where there is none. */
    public double highest() {
        return highest;
    }

    /** About how many bytes it takes. */
    long memoryBytes() {
        return 96 + (long) Integer.BYTES * buckets.length;
    }

    /**
     * About the value that has so many values below it, in ascending order; exact for the first and the last.
     *
     * @param rank from 0 to {@link #count} - 1
     */
    public double value(long rank) {
        if (rank <= 0) {
            return lowest;
        }
        if (rank >= count - 1) {
            return highest;
        }
        long seen = zeros;
        for (int i = 0; i < buckets.length && seen <= rank; i++) {
            seen += buckets[i];
            if (seen > rank) {
                return middle(base + i);
            }
        }
        return seen > rank ? Math.max(0, lowest) : highest;
    }

    /** About the sum of the lowest values; exact for all of them. */
    public double sumOfLowest(long values) {
        return values >= count ? sum : sumOfLowest(values, 1);
    }

    /** About the sum of the squares of the lowest values; exact for all of them. */
    public double sumOfSquaresOfLowest(long values) {
        return values >= count ? sumOfSquares : sumOfLowest(values, 2);
    }

    private double sumOfLowest(long values, int power) {
        long left = values - zeros;
        double result = 0;
        for (int i = 0; i < buckets.length && left > 0; i++) {
            double middle = middle(base + i);
            result += Math.min(left, buckets[i]) * (power == 1 ? middle : middle * middle);
            left -= buckets[i];
        }
        return result;
    }

    /** About how many values are below a limit: all of its own bucket are taken to be not. */
    public long countBelow(double limit) {
        if (limit > highest) {
            return count;
        }
        long result = limit > 0 ? zeros : 0;
        for (int i = 0; i < buckets.length && middle(base + i) < limit; i++) {
            result += buckets[i];
        }
        return result;
    }

    private double middle(int bucket) {
        double from = Double.longBitsToDouble((long) bucket << SHIFT);
        double to = Double.longBitsToDouble((long) (bucket + 1) << SHIFT);
        double middle = to == Double.POSITIVE_INFINITY ? from : from + (to - from) / 2;
        return Math.min(Math.max(middle, lowest), highest);
    }
}

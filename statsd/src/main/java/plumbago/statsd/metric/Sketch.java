package plumbago.statsd.metric;

import java.nio.ByteBuffer;

/**
 * How many values lie where, for percentiles of more values than are kept, in {@link Buckets} that all sketches share: adding two
 * of them loses nothing. A value is given back as the middle of its bucket, no more than {@code 2^-8}, 0.4 %, beside it; what is
 * nearer to 0 than {@code 2^-40} counts as 0.
 *
 * <p>Count, sum, sum of squares, lowest and highest value are exact. Not thread-safe.
 */
public final class Sketch {
    private static final int HEAD_BYTES = 44;

    private final Buckets above;
    /** Of values below 0, by their size without the sign. */
    private final Buckets below;

    private int zeros;
    private long count;
    private double sum;
    private double sumOfSquares;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    /** One without a value. */
    public Sketch() {
        this(new Buckets(), new Buckets());
    }

    private Sketch(Buckets below, Buckets above) {
        this.below = below;
        this.above = above;
    }

    /** Adds a value; NaN is left out. */
    public void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        count++;
        sum += value;
        sumOfSquares += value * value;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        if (value >= Buckets.LEAST) {
            above.add(value);
        } else if (value <= -Buckets.LEAST) {
            below.add(-value);
        } else {
            zeros++;
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
        below.add(other.below);
        above.add(other.above);
    }

    /**
     * All of it:
     *
     * <pre>
     *   count (8) | sum (8) | sum of squares (8) | lowest (8) | highest (8) | zeros (4) | buckets below 0 | buckets above 0
     * </pre>
     */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + below.bytes() + above.bytes());
        bytes.putLong(count)
                .putDouble(sum)
                .putDouble(sumOfSquares)
                .putDouble(lowest)
                .putDouble(highest)
                .putInt(zeros);
        below.put(bytes);
        above.put(bytes);
        return bytes.array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of one */
    static Sketch of(byte[] from, int offset, int length) {
        if (length < HEAD_BYTES + 4 * Integer.BYTES) {
            throw new IllegalArgumentException(length + " bytes are no sketch");
        }
        ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
        long count = bytes.getLong();
        double sum = bytes.getDouble();
        double sumOfSquares = bytes.getDouble();
        double lowest = bytes.getDouble();
        double highest = bytes.getDouble();
        int zeros = bytes.getInt();
        Sketch sketch = new Sketch(Buckets.of(bytes), Buckets.of(bytes));
        sketch.count = count;
        sketch.sum = sum;
        sketch.sumOfSquares = sumOfSquares;
        sketch.lowest = lowest;
        sketch.highest = highest;
        sketch.zeros = zeros;
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

    /** About how many bytes it takes. */
    long memoryBytes() {
        return 160L + below.bytes() + above.bytes();
    }

    /** Takes values that are about the same. */
    @FunctionalInterface
    private interface Walk {
        /** Returns whether to go on. */
        boolean step(double value, int values);
    }

    /** From the lowest to the highest. */
    private void walk(Walk walk) {
        for (int i = below.size() - 1; i >= 0; i--) {
            if (below.count(i) > 0 && !walk.step(within(-below.middle(i)), below.count(i))) {
                return;
            }
        }
        if (zeros > 0 && !walk.step(within(0), zeros)) {
            return;
        }
        for (int i = 0; i < above.size(); i++) {
            if (above.count(i) > 0 && !walk.step(within(above.middle(i)), above.count(i))) {
                return;
            }
        }
    }

    private double within(double value) {
        return Math.min(Math.max(value, lowest), highest);
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
        double[] found = {highest};
        if (rank < count - 1) {
            long[] left = {rank};
            walk((value, values) -> {
                found[0] = value;
                left[0] -= values;
                return left[0] >= 0;
            });
        }
        return found[0];
    }

    /** About the sum of the lowest values; exact for all of them. */
    public double sumOfLowest(long values) {
        return values >= count ? sum : sumOfLowest(values, false);
    }

    /** About the sum of the squares of the lowest values; exact for all of them. */
    public double sumOfSquaresOfLowest(long values) {
        return values >= count ? sumOfSquares : sumOfLowest(values, true);
    }

    private double sumOfLowest(long values, boolean squares) {
        double[] result = new double[1];
        long[] left = {values};
        walk((value, some) -> {
            result[0] += Math.min(left[0], some) * (squares ? value * value : value);
            left[0] -= some;
            return left[0] > 0;
        });
        return result[0];
    }

    /** About how many values are below a limit: all of its own bucket are, or none. */
    public long countBelow(double limit) {
        if (limit > highest) {
            return count;
        }
        long[] result = new long[1];
        walk((value, values) -> {
            boolean isBelow = value < limit;
            result[0] += isBelow ? values : 0;
            return isBelow;
        });
        return result[0];
    }
}

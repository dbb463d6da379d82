package plumbago.whisper;

/**
 * The points of a range of time, one value for each step.
 *
 * <p>A slot without a point reads as NaN. A NaN can also be stored as the value of a point, and the two can be told
 * apart with {@link #hasPoint}.
 */
public final class FetchResult {
    /**
     * What stands in {@link #values} where there is no point: a NaN with bits of its own. It is never the value of a
     * point; compare its bits, or ask {@link #hasPoint}.
     */
    public static final double NO_POINT = Double.longBitsToDouble(0x7ff8_706c_756d_6267L);

    private static final long NO_POINT_BITS = Double.doubleToRawLongBits(NO_POINT);

    private static final long PLAIN_NAN_BITS = Double.doubleToRawLongBits(Double.NaN);

    private final long start;
    private final long end;
    private final int step;
    private final double[] values;

    FetchResult(long start, long end, int step, double[] values) {
        this.start = start;
        this.end = end;
        this.step = step;
        this.values = values;
    }

    /** Seconds since the epoch of the first value. */
    public long start() {
        return start;
    }

    /** Seconds since the epoch just after the last value: {@code start + size * step}. */
    public long end() {
        return end;
    }

    /** Seconds between two values. */
    public int step() {
        return step;
    }

    /** How many values there are. */
    public int size() {
        return values.length;
    }

    /** The values, oldest first, NaN where there is no point. The array itself and not a copy; it belongs to the caller. */
    public double[] values() {
        return values;
    }

    /** Seconds since the epoch of the value at an index. */
    public long timestamp(int index) {
        return start + (long) index * step;
    }

    /** Whether there is a point at an index; false only for a slot that was never filled or is out of date. */
    public boolean hasPoint(int index) {
        return isPoint(values[index]);
    }

    static boolean isPoint(double value) {
        return Double.doubleToRawLongBits(value) != NO_POINT_BITS;
    }

    /** The value of a slot, given whether it has a point and the bits of its value. */
    static double value(boolean present, long bits) {
        if (!present) {
            return NO_POINT;
        }
        // A stored NaN that happens to look like NO_POINT becomes a plain one.
        return Double.longBitsToDouble(bits == NO_POINT_BITS ? PLAIN_NAN_BITS : bits);
    }
}

package plumbago.whisper;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How the points of a finer archive become one point of the next coarser one.
 *
 * <p>All methods but {@link #AVG_ZERO} look at the known points only. Where several points are equally good (largest,
 * smallest) the oldest wins; sums are added from the oldest to the newest, without compensation, so that the last bit of
 * a result is the same as in the original.
 */
public enum AggregationMethod {
    /** The sum of the known values divided by their number. */
    AVERAGE(1, "average"),
    /** The sum of the known values. */
    SUM(2, "sum"),
    /** The newest known value. */
    LAST(3, "last"),
    /** The largest known value. */
    MAX(4, "max"),
    /** The smallest known value. */
    MIN(5, "min"),
    /** The sum of the known values divided by the number of slots, so an unknown point counts as zero. */
    AVG_ZERO(6, "avg_zero"),
    /** The known value that is farthest from zero, with its sign. */
    ABSMAX(7, "absmax"),
    /** The known value that is closest to zero, with its sign. */
    ABSMIN(8, "absmin");

    private static final AggregationMethod[] BY_CODE = values();

    /** What the processors that Graphite mostly runs on make of adding infinity and minus infinity. */
    private static final long NAN_OF_INFINITIES = 0xfff8_0000_0000_0000L;

    /** The bit that a processor sets in a NaN that it calculates with. */
    private static final long QUIET = 0x0008_0000_0000_0000L;

    private final int code;
    private final String label;

    AggregationMethod(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** The number that stands in the file, 1 to 8. */
    public int code() {
        return code;
    }

    /** The name that Graphite's configuration and tools use, such as {@code avg_zero}. */
    public String label() {
        return label;
    }

    /**
     * Finds a method by the name that Graphite uses. Capitals matter, as they do there.
     *
     * @throws WhisperException of kind {@link WhisperException.Kind#AGGREGATION_METHOD_UNKNOWN}
     */
    public static AggregationMethod ofLabel(String label) throws WhisperException {
        for (AggregationMethod method : BY_CODE) {
            if (method.label.equals(label)) {
                return method;
            }
        }
        throw new WhisperException(
                WhisperException.Kind.AGGREGATION_METHOD_UNKNOWN,
                "Unrecognized aggregation method: " + label,
                "known are " + Arrays.stream(BY_CODE).map(m -> m.label).collect(Collectors.joining(", ")));
    }

    /**
     * Finds a method by the number that stands in the file.
     *
     * @throws WhisperException of kind {@link WhisperException.Kind#AGGREGATION_METHOD_UNKNOWN}
     */
    public static AggregationMethod ofCode(int code) throws WhisperException {
        if (!isKnown(code)) {
            throw new WhisperException(
                    WhisperException.Kind.AGGREGATION_METHOD_UNKNOWN,
                    "Unrecognized aggregation method: " + Integer.toUnsignedString(code),
                    "known codes are 1 to " + BY_CODE.length);
        }
        return BY_CODE[code - 1];
    }

    static boolean isKnown(int code) {
        return code >= 1 && code <= BY_CODE.length;
    }

    /**
     * Makes one value of many.
     *
     * @param known the known values, oldest first
     * @param count how many of them there are, at least 1
     * @param slots how many points there could have been, known or not
     */
    double aggregate(double[] known, int count, int slots) {
        return switch (this) {
            case AVERAGE -> sum(known, count) / count;
            case SUM -> sum(known, count);
            case LAST -> known[count - 1];
            case MAX -> max(known, count);
            case MIN -> min(known, count);
            case AVG_ZERO -> sum(known, count) / slots;
            case ABSMAX -> absmax(known, count);
            case ABSMIN -> absmin(known, count);
        };
    }

    /** Begins with a positive zero: the sum of nothing but negative zeros is zero. */
    private static double sum(double[] known, int count) {
        double sum = 0.0;
        for (int i = 0; i < count; i++) {
            sum += known[i];
        }
        return Double.isNaN(sum) ? firstNan(known, count) : sum;
    }

    /**
     * The NaN that the original's sum is where it is one, to the bit: the first that was among the values or came of
     * adding infinities. Java leaves open which it is, and it changes when the code is compiled.
     */
    private static double firstNan(double[] known, int count) {
        double sum = 0.0;
        for (int i = 0; i < count && !Double.isNaN(known[i]); i++) {
            sum += known[i];
            if (Double.isNaN(sum)) {
                return Double.longBitsToDouble(NAN_OF_INFINITIES);
            }
        }
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(known[i])) {
                return Double.longBitsToDouble(Double.doubleToRawLongBits(known[i]) | QUIET);
            }
        }
        throw new IllegalArgumentException("the sum is a number");
    }

    // Plain comparisons, not Math.max: a NaN stays if it is first and is passed over otherwise, and of 0.0 and -0.0
    // the first stays. That is what the original's comparisons amount to.

    private static double max(double[] known, int count) {
        double best = known[0];
        for (int i = 1; i < count; i++) {
            if (known[i] > best) {
                best = known[i];
            }
        }
        return best;
    }

    private static double min(double[] known, int count) {
        double best = known[0];
        for (int i = 1; i < count; i++) {
            if (known[i] < best) {
                best = known[i];
            }
        }
        return best;
    }

    private static double absmax(double[] known, int count) {
        double best = known[0];
        for (int i = 1; i < count; i++) {
            if (Math.abs(known[i]) > Math.abs(best)) {
                best = known[i];
            }
        }
        return best;
    }

    private static double absmin(double[] known, int count) {
        double best = known[0];
        for (int i = 1; i < count; i++) {
            if (Math.abs(known[i]) < Math.abs(best)) {
                best = known[i];
            }
        }
        return best;
    }
}

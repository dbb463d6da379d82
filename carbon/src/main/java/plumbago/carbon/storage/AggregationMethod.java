package plumbago.carbon.storage;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the points of a finer archive become one point of the next coarser one. */
public enum AggregationMethod {
    /** The sum of the known values divided by their number. */
    AVERAGE("average"),
    /** The sum of the known values. */
    SUM("sum"),
    /** The newest known value. */
    LAST("last"),
    /** The largest known value. */
    MAX("max"),
    /** The smallest known value. */
    MIN("min"),
    /** The sum of the known values divided by the number of points that could be known. */
    AVG_ZERO("avg_zero"),
    /** The known value that is farthest from zero, with its sign. */
    ABSMAX("absmax"),
    /** The known value that is closest to zero, with its sign. */
    ABSMIN("absmin");

    private final String label;

    AggregationMethod(String label) {
        this.label = label;
    }

    /** The name that Graphite's configuration and tools use, such as {@code avg_zero}. */
    public String label() {
        return label;
    }

    /**
     * Finds a method by the name that Graphite uses. Capitals matter, as they do there.
     *
     * @throws IllegalArgumentException if there is none of that name; the message says which there are
     */
    public static AggregationMethod ofLabel(String label) {
        for (AggregationMethod method : values()) {
            if (method.label.equals(label)) {
                return method;
            }
        }
        throw new IllegalArgumentException("Unrecognized aggregation method: " + label + ": known are "
                + Arrays.stream(values()).map(AggregationMethod::label).collect(Collectors.joining(", ")));
    }
}

package plumbago.carbon.name;

import plumbago.carbon.stats.DropReason;

/**
 * What a sent name means: a metric, or nothing, and then its points are dropped. One of the two is null, since it is made
 * on the way of points.
 *
 * @param metric the metric's name; null if points of the sent name are dropped
 * @param refusal why they are dropped; null if they are not
 */
public record NameVerdict(String metric, DropReason refusal) {
    /** @throws IllegalArgumentException unless one of the two is given */
    public NameVerdict {
        if ((metric == null) == (refusal == null)) {
            throw new IllegalArgumentException("a name means a metric or is refused: " + metric + ", " + refusal);
        }
    }

    /** The name means this metric. */
    public static NameVerdict of(String metric) {
        return new NameVerdict(metric, null);
    }

    /** Points of the name are dropped. */
    public static NameVerdict refused(DropReason why) {
        return new NameVerdict(null, why);
    }

    /** Whether points of the name are dropped, so that there is a {@link #refusal} and no {@link #metric}. */
    public boolean isRefused() {
        return refusal != null;
    }
}

package plumbago.carbon.cache;

/**
 * Decides, when a name is first seen, which metric it means. Called once for each name, with a lock held, so it neither
 * waits nor reads files.
 */
public interface MetricNames {
    /**
     * The name of the metric that a sent name means: the name itself in nearly all cases, another one for spellings
     * that lead to the same file.
     *
     * @return null if the name cannot be a metric's
     */
    String metricFor(String name);

    /** Told of each metric that is seen for the first time since the start. */
    void firstSeen(String metric);
}

package plumbago.carbon.cache;

import java.util.Optional;
import plumbago.carbon.stats.DropReason;

/**
 * Decides, when a name is first seen, which metric it means, and whether its points are taken at all. Asked once for each
 * name and again for all of them after {@link WriteQueues#reconsiderNames}; by any thread, with no lock held.
 */
public interface MetricNames {
    /** Why points of a sent name are refused, before anything else is asked about it; empty if they are not. */
    default Optional<DropReason> refusal(String name) {
        return Optional.empty();
    }

    /**
     * The name of the metric that a sent name means: the name itself in nearly all cases, another one for spellings
     * that lead to the same file, and where rules rewrite it.
     *
     * @return null if the name cannot be a metric's
     */
    String metricFor(String name);

    /** Told of each metric that is seen for the first time since the start. */
    void firstSeen(String metric);
}

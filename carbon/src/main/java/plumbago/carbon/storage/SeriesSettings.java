package plumbago.carbon.storage;

import java.io.IOException;
import plumbago.whisper.AggregationMethod;

/** What is kept about a series beside its points, and may be changed. Safe for many threads. */
public interface SeriesSettings {
    /**
     * How the coarser points of a series come from the finer ones.
     *
     * @param metric a name from {@link MetricName#metricFor}
     * @throws IOException if nothing is stored of it yet, or it cannot be read
     */
    AggregationMethod aggregationMethod(String metric) throws IOException;

    /**
     * Replaces that, for points from now on.
     *
     * @return what it was before
     * @throws IOException if nothing is stored of it yet, or it cannot be written
     */
    AggregationMethod setAggregationMethod(String metric, AggregationMethod method) throws IOException;
}

package plumbago.carbon.storage;

import java.io.IOException;

/** What is kept about a series beside its points, and may be changed. Safe for many threads. */
public interface SeriesSettings {
    /**
     * How the coarser points of a series come from the finer ones.
     *
     * @param metric a name from {@link MetricName#metricFor}
     * @throws NoSuchSeriesException if nothing is stored of it
     * @throws UnsoundSeriesException if what is stored of it cannot be used
     * @throws IOException if it cannot be read
     */
    AggregationMethod aggregationMethod(String metric) throws IOException;

    /**
     * Replaces that, for points from now on.
     *
     * @return what it was before
     * @throws NoSuchSeriesException if nothing is stored of it
     * @throws UnsoundSeriesException if what is stored of it cannot be used
     * @throws IOException if it cannot be written
     */
    AggregationMethod setAggregationMethod(String metric, AggregationMethod method) throws IOException;
}

package plumbago.carbon.query;

import java.io.IOException;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.SeriesSettings;

/** Metadata without files: one method for all metrics, but none for those with long names. */
final class OneMethod implements SeriesSettings {
    private AggregationMethod method = AggregationMethod.AVERAGE;

    @Override
    public AggregationMethod aggregationMethod(String metric) throws IOException {
        if (metric.length() > 20) {
            throw new IOException("no file of " + metric);
        }
        return method;
    }

    @Override
    public AggregationMethod setAggregationMethod(String metric, AggregationMethod after) {
        AggregationMethod before = method;
        method = after;
        return before;
    }
}

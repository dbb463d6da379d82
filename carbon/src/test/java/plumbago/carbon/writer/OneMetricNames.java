package plumbago.carbon.writer;

import plumbago.carbon.cache.MetricNames;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.point.TestBatch;

/** Every name is its own metric's; and a way to store one point, for replays. */
final class OneMetricNames implements MetricNames {
    @Override
    public String metricFor(String name) {
        return name;
    }

    @Override
    public void firstSeen(String metric) {}

    static void store(WriteQueues queues, String metric, long timestamp, double value) {
        queues.accept(TestBatch.of(metric, timestamp, value));
    }
}

package plumbago.carbon.writer;

import java.nio.charset.StandardCharsets;
import plumbago.carbon.cache.MetricNames;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;

/** Every name is its own metric's; and a way to store one point, for replays. */
final class OneMetricNames implements MetricNames {
    @Override
    public String metricFor(String name) {
        return name;
    }

    @Override
    public void firstSeen(String metric) {}

    static void store(WriteQueues queues, String metric, long timestamp, double value) {
        byte[] name = metric.getBytes(StandardCharsets.UTF_8);
        PointBatch batch = new PointBatch();
        batch.reset(name);
        batch.add(0, name.length, NameHash.of(name, 0, name.length), timestamp, value);
        queues.accept(batch);
    }
}

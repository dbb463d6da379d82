package plumbago.statsd.backend;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An interval with the points that a test gives it. */
final class GivenMetrics implements FlushedMetrics {
    private final long timestamp;
    private final Map<String, Double> points = new LinkedHashMap<>();
    private final Map<String, Object> structure = new LinkedHashMap<>();

    GivenMetrics(long timestamp) {
        this.timestamp = timestamp;
    }

    GivenMetrics point(String name, double value) {
        points.put(name, value);
        return this;
    }

    GivenMetrics with(String name, Object value) {
        structure.put(name, value);
        return this;
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public void eachPoint(PointVisitor visitor) {
        points.forEach((name, value) -> {
            byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
            visitor.point(bytes, 1, bytes.length - 2, value);
        });
    }

    @Override
    public Map<String, Object> structure() {
        return structure;
    }
}

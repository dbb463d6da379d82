package plumbago.carbon.stats;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Measures.Measure;

/**
 * What the process says of itself among the other metrics. Counts are per interval and begin at 0 again, as carbon's do.
 * Not thread-safe.
 */
public final class SelfMetrics {
    private static final double NANOS = 1e9;

    private final Measures measures;
    private final LongSupplier nanos;
    private final Map<Measure, double[]> before = new HashMap<>();
    private long lastNanos;

    /** @param nanos nanoseconds of any clock that never goes back */
    public SelfMetrics(Measures measures, LongSupplier nanos) {
        this.measures = measures;
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
    }

    /** The values of the interval that ends now, by the last part of their names. */
    public Map<String, Double> take() {
        long now = nanos.getAsLong();
        double seconds = (now - lastNanos) / NANOS;
        lastNanos = now;
        Map<String, Double> values = new LinkedHashMap<>();
        for (Measure measure : measures.all()) {
            if (!measure.metric().isEmpty()) {
                take(measure, seconds, values);
            }
        }
        return values;
    }

    private void take(Measure measure, double seconds, Map<String, Double> values) {
        double value = measure.value().getAsDouble();
        double of = measure.of().map(DoubleSupplier::getAsDouble).orElse(0.0);
        double[] last = before.put(measure, new double[] {value, of});
        double grown = last == null ? value : value - last[0];
        double ofGrown = last == null ? of : of - last[1];
        switch (measure.kind()) {
            case GAUGE -> {
                if (!Double.isNaN(value)) {
                    values.put(measure.metric(), value);
                }
            }
            case COUNT -> values.put(measure.metric(), grown);
            case GROWTH -> {
                if (grown > 0) {
                    values.put(measure.metric(), grown);
                }
            }
            case RATE -> values.put(measure.metric(), seconds > 0 ? grown / seconds : 0);
            case MEAN -> {
                if (ofGrown > 0) {
                    values.put(measure.metric(), grown / ofGrown);
                }
            }
        }
    }
}

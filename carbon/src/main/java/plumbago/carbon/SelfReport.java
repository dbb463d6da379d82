package plumbago.carbon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.SelfMetrics;
import plumbago.carbon.storage.MetricName;

/**
 * Writes the process's own metrics in among the others, as carbon does, and a line with the accounts into the log. They are
 * points like any other, so the accounts count them as received too; {@code metricsReceived} leaves them out, as carbon does.
 */
final class SelfReport {
    private static final Logger LOG = LoggerFactory.getLogger(SelfReport.class);

    private final String prefix;
    private final SelfMetrics metrics;
    private final PointSink sink;
    private final PointCounters counters;
    private final Clock clock;

    /** @param prefix what the metrics' names begin with, including the dot */
    SelfReport(String prefix, SelfMetrics metrics, PointSink sink, PointCounters counters, Clock clock) {
        this.prefix = prefix;
        this.metrics = metrics;
        this.sink = sink;
        this.counters = counters;
        this.clock = clock;
    }

    /** Reports once. To be called by one thread. */
    void report() {
        try {
            Map<String, Double> values = metrics.take();
            LOG.info(
                    "received {}, replayed {}, stored {}, waiting {}, dropped {}{}, bad lines {}",
                    counters.received(),
                    counters.replayed(),
                    counters.stored(),
                    values.get("cache.size").longValue(),
                    counters.dropped(),
                    droppedByReason(),
                    counters.badLines());
            send(values, clock.millis() / 1000);
        } catch (RuntimeException e) {
            LOG.error("no report this time", e);
        }
    }

    private String droppedByReason() {
        StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (DropReason reason : DropReason.values()) {
            long points = counters.dropped(reason);
            if (points > 0) {
                reasons.add(reason.label() + " " + points);
            }
        }
        return reasons.toString();
    }

    private void send(Map<String, Double> values, long now) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        List<Integer> ends = new ArrayList<>();
        List<Double> sent = new ArrayList<>();
        values.forEach((name, value) -> {
            MetricName.metricFor(prefix + name).ifPresent(metric -> {
                names.writeBytes(metric.getBytes(StandardCharsets.UTF_8));
                ends.add(names.size());
                sent.add(value);
            });
        });
        byte[] bytes = names.toByteArray();
        BatchFiller points = new BatchFiller(sink, counters, () -> now);
        points.begin(bytes);
        int at = 0;
        for (int i = 0; i < sent.size(); i++) {
            int length = ends.get(i) - at;
            points.addUsual(at, length, NameHash.of(bytes, at, length), now, sent.get(i));
            at = ends.get(i);
        }
        points.flush();
        counters.own(sent.size());
    }

    /** The host's name as a part of a metric's name: without dots. */
    static String hostName() {
        String name;
        try {
            name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            name = System.getenv().getOrDefault("HOSTNAME", "");
        }
        return name.isEmpty() ? "localhost" : name.replace('.', '_');
    }
}

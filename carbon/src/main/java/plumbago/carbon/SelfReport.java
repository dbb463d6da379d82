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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.part.Chores;
import plumbago.carbon.config.StatsSettings;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.SelfMetrics;
import plumbago.carbon.storage.MetricName;

/**
 * Writes the metrics of a daemon of this process in among the others, as carbon does, and a line with its accounts into the
 * log. They are points like any other, so the accounts count them as received too; {@code metricsReceived} leaves them out, as
 * carbon does.
 */
public final class SelfReport {
    /** What the metrics of the relay have behind the prefix of all. */
    public static final String RELAYS = "relays";

    /** The same of the aggregator. */
    public static final String AGGREGATOR = "aggregator";

    /** The same of the cache. */
    static final String AGENTS = "agents";

    private static final Logger LOG = LoggerFactory.getLogger(SelfReport.class);

    private final Settings settings;
    private final String kind;
    private final SelfMetrics metrics;
    private final PointSink sink;
    private final PointCounters counters;
    private final Clock clock;
    private final Function<Map<String, Double>, String> accounts;

    /**
     * A report under {@code PREFIX.KIND.HOST-INSTANCE.}
     *
     * @param settings of the daemon
     * @param kind {@link #RELAYS} or {@link #AGGREGATOR}
     * @param measures of the daemon alone
     * @param sink where its metrics go
     * @param counters of the daemon
     * @param accounts the line for the log, of the values of the interval that ends; called by {@link #report}
     */
    public SelfReport(
            Settings settings,
            String kind,
            Measures measures,
            PointSink sink,
            PointCounters counters,
            Clock clock,
            Function<Map<String, Double>, String> accounts) {
        this.settings = settings;
        this.kind = kind;
        this.metrics = new SelfMetrics(measures, System::nanoTime);
        this.sink = sink;
        this.counters = counters;
        this.clock = clock;
        this.accounts = accounts;
    }

    /** What all names begin with, including the dot. */
    public String prefix() {
        return settings.get(StatsSettings.CARBON_METRIC_PREFIX)
                + '.'
                + kind
                + '.'
                + hostName()
                + '-'
                + settings.instance()
                + '.';
    }

    /** Has it reported as often as the settings say. */
    public void every(Chores chores) {
        int seconds = settings.get(StatsSettings.CARBON_METRIC_INTERVAL);
        if (seconds > 0) {
            chores.every(seconds, this::report);
        }
    }

    /** Reports once. To be called by one thread. */
    public void report() {
        try {
            Map<String, Double> values = metrics.take();
            LOG.info("{}", accounts.apply(values));
            send(values, clock.millis() / 1000);
        } catch (RuntimeException e) {
            LOG.error("no report this time", e);
        }
    }

    /** How many points were dropped, and behind it, where some were, how many for each reason. */
    public static String dropped(PointCounters counters) {
        return "dropped " + counters.dropped() + droppedByReason(counters);
    }

    private static String droppedByReason(PointCounters counters) {
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
        String prefix = prefix();
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

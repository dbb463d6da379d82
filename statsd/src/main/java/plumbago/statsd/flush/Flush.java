package plumbago.statsd.flush;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbago.statsd.backend.FlushedMetrics;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.Interval;
import plumbago.statsd.metric.MetricType;

/** One interval on its way to the backends: which metrics are in it, with what values. Belongs to the flush's thread. */
final class Flush implements FlushedMetrics {
    /** Counters with such a text in their name are never deleted, as the original has it. */
    private static final List<byte[]> KEPT = List.of(
            "packets_received".getBytes(StandardCharsets.US_ASCII),
            "metrics_received".getBytes(StandardCharsets.US_ASCII),
            "bad_lines_seen".getBytes(StandardCharsets.US_ASCII));

    private final StatsdOptions options;
    private final EndedInterval ended;
    private final Interval values;
    private final GraphiteNames names;
    private final TimerStatistics statistics;
    private final TimerValues timerValues;
    private final double seconds;
    private final long processingMillis;

    /** @param space for values of timers, see {@link TimerValues} */
    Flush(StatsdOptions options, EndedInterval ended, GraphiteNames names, TimerStatistics statistics, double[] space) {
        long start = System.nanoTime();
        this.options = options;
        this.ended = ended;
        this.values = ended.values();
        this.names = names;
        this.statistics = statistics;
        seconds = options.flushIntervalMillis() / 1000.0;
        timerValues = new TimerValues(ended, space);
        processingMillis = (System.nanoTime() - start) / 1_000_000;
    }

    /** The space that was needed for values of timers. */
    double[] space() {
        return timerValues.space();
    }

    /** Milliseconds are rounded as the original rounds them. */
    static long seconds(long millis) {
        return Math.floorDiv(millis + 500, 1000);
    }

    @Override
    public long timestamp() {
        return seconds(ended.millis());
    }

    /** Whether a metric that nothing came in for is sent, and stays. */
    boolean isKept(MetricType type, int id) {
        return switch (type) {
            case COUNTER -> !options.deleteCounters() || values.has(type, id) || isAlwaysKept(ended.counters()[id]);
            case TIMER -> !options.deleteTimers() || values.has(type, id);
            case SET -> !options.deleteSets() || values.has(type, id);
            case GAUGE -> !options.deleteGauges() || ended.number() - ended.gaugeUpdates()[id] < options.gaugesMaxTtl();
        };
    }

    /** Whether a gauge is deleted after this flush unless it is set meanwhile. */
    boolean isLastOfGauge(int id) {
        return options.deleteGauges() && ended.number() - ended.gaugeUpdates()[id] + 1 >= options.gaugesMaxTtl();
    }

    private static boolean isAlwaysKept(byte[] name) {
        return KEPT.stream().anyMatch(part -> TimerStatistics.contains(name, part));
    }

    @Override
    public void eachPoint(PointVisitor visitor) {
        long start = System.nanoTime();
        int sent = 0;
        for (int id = 0; id < ended.counters().length; id++) {
            byte[] key = ended.counters()[id];
            if (key != null && isKept(MetricType.COUNTER, id)) {
                double count = values.counter(id);
                names.rate(key, count / seconds, visitor);
                if (options.flushCounts()) {
                    names.count(key, count, visitor);
                }
                sent++;
            }
        }
        for (int id = 0; id < ended.timers().length; id++) {
            byte[] key = ended.timers()[id];
            if (key != null && isKept(MetricType.TIMER, id)) {
                timer(id, key, (statistic, value) -> names.timer(key, statistic, value, visitor));
                sent++;
            }
        }
        for (int id = 0; id < ended.gaugeNames().length; id++) {
            byte[] key = ended.gaugeNames()[id];
            if (key != null && isKept(MetricType.GAUGE, id)) {
                names.gauge(key, ended.gauges()[id], visitor);
                sent++;
            }
        }
        for (int id = 0; id < ended.sets().length; id++) {
            byte[] key = ended.sets()[id];
            if (key != null && isKept(MetricType.SET, id)) {
                names.set(key, values.setSize(id), visitor);
                sent++;
            }
        }
        names.numStats(sent, visitor);
        names.ownStatistic("graphiteStats.calculationtime", millisSince(start), visitor);
        names.ownStatistic("processing_time", (double) processingMillis, visitor);
    }

    private static double millisSince(long start) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        return (double) millis;
    }

    private void timer(int id, byte[] key, TimerStatistics.StatisticVisitor visitor) {
        if (values.has(MetricType.TIMER, id)) {
            statistics.of(key, timerValues.of(id), values.timerCount(id), visitor);
        } else {
            statistics.ofNone(visitor);
        }
    }

    @Override
    public Map<String, Object> structure() {
        Map<String, Object> counters = new LinkedHashMap<>();
        Map<String, Object> rates = new LinkedHashMap<>();
        Map<String, Object> timers = new LinkedHashMap<>();
        Map<String, Object> timerData = new LinkedHashMap<>();
        Map<String, Object> gauges = new LinkedHashMap<>();
        Map<Integer, List<Object>> members = new LinkedHashMap<>();
        Map<String, Object> sets = new LinkedHashMap<>();
        each(MetricType.COUNTER, (id, key) -> {
            counters.put(key, values.counter(id));
            rates.put(key, values.counter(id) / seconds);
        });
        each(MetricType.TIMER, (id, key) -> {
            timers.put(key, Arrays.stream(timerValues.known(id)).boxed().toList());
            Map<String, Object> data = new LinkedHashMap<>();
            timer(id, ended.timers()[id], (statistic, value) -> putStatistic(statistic, value, data));
            timerData.put(key, data);
        });
        each(MetricType.GAUGE, (id, key) -> gauges.put(key, ended.gauges()[id]));
        each(MetricType.SET, (id, key) -> {
            List<Object> ofThis = new ArrayList<>();
            members.put(id, ofThis);
            sets.put(key, ofThis);
        });
        values.eachMember((id, text, offset, length) -> {
            if (members.containsKey(id)) {
                members.get(id).add(new String(text, offset, length, StandardCharsets.UTF_8));
            }
        });
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("counters", counters);
        all.put("timers", timers);
        all.put("gauges", gauges);
        all.put("timer_data", timerData);
        all.put("counter_rates", rates);
        all.put("sets", sets);
        all.put(
                "pctThreshold",
                options.percentThreshold().stream()
                        .map(StatsdOptions.Percentile::value)
                        .toList());
        return all;
    }

    /** Bins are in an object of their own. */
    private static void putStatistic(byte[] statistic, double value, Map<String, Object> data) {
        String name = new String(statistic, 1, statistic.length - 1, StandardCharsets.UTF_8);
        if (name.startsWith("histogram.")) {
            @SuppressWarnings("unchecked") // nothing else is put there
            Map<String, Object> bins =
                    (Map<String, Object>) data.computeIfAbsent("histogram", any -> new LinkedHashMap<String, Object>());
            bins.put(name.substring("histogram.".length()), value);
        } else {
            data.put(name, value);
        }
    }

    /** Takes a metric that is sent. */
    @FunctionalInterface
    private interface KeyVisitor {
        void metric(int id, String key);
    }

    private void each(MetricType type, KeyVisitor visitor) {
        byte[][] names = ended.names(type);
        for (int id = 0; id < ended.end(type); id++) {
            if (names[id] != null && isKept(type, id)) {
                visitor.metric(id, new String(names[id], StandardCharsets.UTF_8));
            }
        }
    }
}

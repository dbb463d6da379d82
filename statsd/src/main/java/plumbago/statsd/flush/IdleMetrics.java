package plumbago.statsd.flush;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.MetricType;

/**
 * Finds the metrics that are to be taken away after a flush: those that the settings have deleted when they are idle, and those
 * that have been idle for the time that {@code timeToLive} gives names like theirs. Belongs to the flush's thread.
 */
final class IdleMetrics {
    /** Takes a metric that is to be taken away. */
    @FunctionalInterface
    interface Idle {
        void metric(MetricType type, int id, byte[] name);
    }

    /** Of which names, and the intervals for which it lets metrics stay. */
    private record Rule(Glob names, int intervals) {}

    private static final int FOREVER = Integer.MAX_VALUE;

    /** What is known of a type's metrics, by id. */
    private static final class Known {
        /** The very array: an id may be another metric's meanwhile. */
        private byte[][] names = new byte[0][];

        private int[] intervals = new int[0];
        private int[] lastActive = new int[0];

        void reserve(int end) {
            if (names.length < end) {
                int capacity = Math.max(2 * names.length, end);
                names = Arrays.copyOf(names, capacity);
                intervals = Arrays.copyOf(intervals, capacity);
                lastActive = Arrays.copyOf(lastActive, capacity);
            }
        }
    }

    private final List<Rule> rules;
    private final Map<MetricType, Known> known = new EnumMap<>(MetricType.class);

    IdleMetrics(StatsdOptions options) {
        rules = options.timeToLive().stream()
                .map(rule -> new Rule(new Glob(rule.pattern()), (int) Math.min(
                        FOREVER - 1,
                        Math.max(1, -Math.floorDiv(-1000L * rule.seconds(), options.flushIntervalMillis())))))
                .toList();
        for (MetricType type : MetricType.values()) {
            known.put(type, new Known());
        }
    }

    /** Has those visited that are idle at the end of an interval. */
    void find(Flush flush, EndedInterval ended, Idle idle) {
        for (MetricType type : MetricType.values()) {
            Known ofType = known.get(type);
            if (!rules.isEmpty()) {
                ofType.reserve(ended.end(type));
            }
            byte[][] names = ended.names(type);
            for (int id = 0; id < ended.end(type); id++) {
                byte[] name = names[id];
                if (name != null && (isDeleted(flush, type, id) || isTooOld(ofType, ended, type, id, name))) {
                    idle.metric(type, id, name);
                }
            }
        }
    }

    /** A gauge is sent in the interval after which it is deleted; others are deleted before. */
    private static boolean isDeleted(Flush flush, MetricType type, int id) {
        return !flush.isKept(type, id) || (type == MetricType.GAUGE && flush.isLastOfGauge(id));
    }

    private boolean isTooOld(Known ofType, EndedInterval ended, MetricType type, int id, byte[] name) {
        if (rules.isEmpty()) {
            return false;
        }
        if (ofType.names[id] != name) {
            ofType.names[id] = name;
            ofType.intervals[id] = intervals(name);
            ofType.lastActive[id] = ended.number();
        }
        boolean isActive = type == MetricType.GAUGE
                ? ended.gaugeUpdates()[id] >= ended.number()
                : ended.values().has(type, id);
        if (isActive) {
            ofType.lastActive[id] = ended.number();
        }
        return ended.number() - ofType.lastActive[id] >= ofType.intervals[id];
    }

    private int intervals(byte[] name) {
        String text = new String(name, StandardCharsets.UTF_8);
        for (Rule rule : rules) {
            if (rule.names().matches(text)) {
                return rule.intervals();
            }
        }
        return FOREVER;
    }
}

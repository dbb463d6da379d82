package plumbago.carbon.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/**
 * Replays the write queues and the order in which a strategy takes metrics out of them, one at a time.
 *
 * <p>Three things are otherwise. Points of one time that do not follow each other are all held until they are written,
 * so sizes are compared without them. Senders have to wait as soon as the limit is reached, not with the point behind
 * it. And a refused point of a new metric leaves nothing behind; carbon's empty entries are passed over.
 */
public final class CacheReplay implements GoldenReplay {
    @Override
    public String file() {
        return "cache";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        Run run = new Run(golden);
        int step = 0;
        for (JsonNode op : golden.get("ops")) {
            JsonNode expected = golden.get("expect").get("steps").get(step);
            run.step("step " + step++ + ", " + op, op, expected);
        }
    }

    private static final class Run {
        private final PointCounters counters = new PointCounters();
        private final QueueLimits limits;
        private final WriteQueues queues;
        private final Set<String> metrics = new HashSet<>();
        private final QueuedPoints points = new QueuedPoints();

        /** Null for carbon's cache without a strategy, which no setting can choose: first come, first taken. */
        private final WriteStrategy strategy;

        private final int timestampLag;
        private WriteRound round;
        private long now;
        private boolean full;

        Run(JsonNode golden) {
            JsonNode settings = golden.path("settings");
            String name = golden.get("strategy").asText();
            strategy = name.equals("none") ? null : WriteStrategy.of(name);
            timestampLag = settings.path("MIN_TIMESTAMP_LAG").asInt();
            long most = settings.path("MAX_CACHE_SIZE").asLong(Long.MAX_VALUE);
            long hard = (long) Math.ceil(settings.path("CACHE_SIZE_HARD_MAX").asDouble(Long.MAX_VALUE));
            limits = new QueueLimits(most, hard, Long.MAX_VALUE, hard > most || most == Long.MAX_VALUE);
            queues = new WriteQueues(1, limits, 1, new OneMetricNames(), counters);
            if (strategy != null) {
                strategy.prepare(queues.drain());
            }
        }

        void step(String what, JsonNode op, JsonNode expected) {
            long droppedBefore = counters.dropped(DropReason.QUEUE_FULL);
            JsonNode result = expected.path("result");
            switch (op.get(0).asText()) {
                case "time" -> now = op.get(1).asLong();
                case "store" -> {
                    metrics.add(op.get(1).asText());
                    OneMetricNames.store(
                            queues,
                            op.get(1).asText(),
                            op.get(2).asLong(),
                            op.get(3).asDouble());
                }
                case "query" ->
                    assertEquals(
                            points(result).toString(), held(op.get(1).asText()).toString(), what);
                case "drain" -> {
                    if (!isEmptyEntry(result)) {
                        assertEquals(entry(result), drain(), what);
                    }
                }
                default -> {
                    for (JsonNode one : result) {
                        if (!isEmptyEntry(one)) {
                            assertEquals(entry(one), drain(), what);
                        }
                    }
                    assertEquals("nothing", drain(), what);
                }
            }
            compareLimits(what, expected, droppedBefore);
        }

        private void compareLimits(String what, JsonNode expected, long droppedBefore) {
            int size = metrics.stream().mapToInt(metric -> held(metric).size()).sum();
            assertEquals(expected.get("size").asInt(), size, what);
            List<String> events = new ArrayList<>();
            expected.get("events").forEach(event -> events.add(event.asText()));
            assertEquals(
                    events.contains("cacheOverflow"), counters.dropped(DropReason.QUEUE_FULL) > droppedBefore, what);
            full = (full || events.contains("cacheFull")) && !events.contains("cacheSpaceAvailable");
            if (limits.flowControl() && full) {
                assertTrue(queues.intake().paused(), what);
            } else if (size < limits.points()) {
                assertFalse(queues.intake().paused(), what);
            }
        }

        /** Takes the next metric out, with its points in the order of their times. */
        private String drain() {
            int series = next();
            if (series < 0) {
                return "nothing";
            }
            queues.drain().copy(series, Integer.MAX_VALUE, points);
            int taken = points.size();
            points.sort();
            Map<Long, Double> sorted = new TreeMap<>();
            for (int i = 0; i < points.size(); i++) {
                sorted.put(points.timestamps()[i], points.values()[i]);
            }
            queues.drain().remove(series, taken);
            return queues.drain().name(series) + sorted;
        }

        private int next() {
            if (strategy == null) {
                int[] waiting = queues.drain().takeWaitingAsTheyCame();
                for (int i = 1; i < waiting.length; i++) {
                    queues.drain().putBack(waiting[i]);
                }
                return waiting.length == 0 ? -1 : waiting[0];
            }
            int series = round == null ? -1 : round.next();
            if (series < 0) {
                round = WriteRound.begin(
                        strategy, queues.drain(), timestampLag == 0 ? Long.MAX_VALUE : now - timestampLag);
                series = round.next();
            }
            return series;
        }

        /** The points of a metric in the order in which they came, each time once. */
        private Map<Long, Double> held(String metric) {
            Map<Long, Double> into = new LinkedHashMap<>();
            queues.reader().peek(metric, points);
            for (int i = 0; i < points.size(); i++) {
                into.put(points.timestamps()[i], points.values()[i]);
            }
            return into;
        }
    }

    private static boolean isEmptyEntry(JsonNode entry) {
        return !entry.get(0).isNull() && entry.get(1).isEmpty();
    }

    private static String entry(JsonNode entry) {
        return entry.get(0).isNull() ? "nothing" : entry.get(0).asText() + points(entry.get(1));
    }

    private static Map<Long, Double> points(JsonNode list) {
        Map<Long, Double> points = new LinkedHashMap<>();
        list.forEach(point -> points.put(point.get(0).asLong(), point.get(1).asDouble()));
        return points;
    }
}

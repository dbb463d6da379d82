package plumbago.carbon.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.goldens.SimulatedClock;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.ForwardingStorage;
import plumbago.carbon.storage.SeriesWrite;

/**
 * Replays rounds of the writer with a clock and a storage of its own. The same metrics get their files and are written
 * to in the same round, after waiting as long, in the same order.
 *
 * <p>One thing is otherwise: carbon throws the points of a metric away whose file may not be made yet (droppedCreates).
 * Here they wait, and are written with those that carbon writes; the order of such a round is not compared, because a
 * metric with more points comes earlier. And whether a file is made at the beginning of a round or when its metric is
 * written to makes no difference.
 */
public final class WriterReplay implements GoldenReplay {
    @Override
    public String file() {
        return "writer";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        JsonNode settings = golden.get("settings");
        String strategyName = settings.path("CACHE_WRITE_STRATEGY").asText("sorted");
        if (golden.get("expect").get("passes").get(0).has("exception")) {
            assertThrows(IllegalArgumentException.class, () -> WriteStrategy.of(strategyName));
            return;
        }
        new Run(golden, settings, WriteStrategy.of(strategyName)).run();
    }

    /** A limit; none where nothing is said of it. */
    private static double limit(JsonNode settings, String name) {
        JsonNode limit = settings.path(name);
        return limit.isNumber() ? limit.asDouble() : Double.POSITIVE_INFINITY;
    }

    private static final class Run implements Pace {
        private final JsonNode golden;
        private final PointCounters counters = new PointCounters();
        private final RecordingStorage storage = new RecordingStorage();
        private final WriteQueues queues;
        private final Writer writer;
        private final TokenBucket updates;
        private final TokenBucket creates;

        /** What was stored and is in no file. */
        private final Map<String, TreeMap<Long, Double>> waiting = new HashMap<>();

        private double now;
        private double slept;

        Run(JsonNode golden, JsonNode settings, WriteStrategy strategy) {
            this.golden = golden;
            now = golden.get("t0").asDouble();
            golden.get("exist").forEach(metric -> storage.files.add(metric.asText()));
            QueueLimits limits = new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true);
            queues = new WriteQueues(1, limits, 1, new OneMetricNames(), counters);
            strategy.prepare(queues.drain());
            Clock clock = new SimulatedClock(() -> Math.round(now * 1000));
            int lag = settings.path("MIN_TIMESTAMP_LAG").asInt();
            writer = new Writer(
                    queues.drain(), storage, new Writer.Options(strategy, lag, false, false), counters, clock);
            double perSecond = limit(settings, "MAX_UPDATES_PER_SECOND");
            double perMinute = limit(settings, "MAX_CREATES_PER_MINUTE");
            updates = new TokenBucket(perSecond, perSecond, nanos());
            creates = new TokenBucket(perMinute / 60, perMinute, nanos());
        }

        void run() {
            int pass = 0;
            for (JsonNode op : golden.get("ops")) {
                switch (op.get(0).asText()) {
                    case "at" -> now = op.get(1).asDouble();
                    case "store" -> {
                        String metric = op.get(1).asText();
                        waiting.computeIfAbsent(metric, key -> new TreeMap<>())
                                .put(op.get(2).asLong(), op.get(3).asDouble());
                        OneMetricNames.store(
                                queues, metric, op.get(2).asLong(), op.get(3).asDouble());
                    }
                    default -> pass(golden.get("expect").get("passes").get(pass++));
                }
            }
        }

        private void pass(JsonNode expected) {
            storage.created.clear();
            storage.written.clear();
            slept = 0;
            boolean compareOrder = true;
            assertEquals(0, writer.sweep(this));

            List<String> expectedWrites = new ArrayList<>();
            Set<String> expectedCreates = new HashSet<>();
            for (JsonNode entry : expected.get("database")) {
                String metric = entry.get(1).asText();
                if (entry.get(0).asText().equals("create")) {
                    expectedCreates.add(metric);
                } else {
                    Map<Long, Double> points = waiting.remove(metric);
                    compareOrder &= points.size() == entry.get(2).size();
                    entry.get(2)
                            .forEach(point -> assertEquals(
                                    point.get(1).asDouble(),
                                    points.get(point.get(0).asLong()),
                                    metric));
                    expectedWrites.add(metric + points);
                }
            }
            assertEquals(expectedCreates, storage.created);
            if (compareOrder) {
                assertEquals(expectedWrites, storage.written);
            } else {
                assertEquals(Set.copyOf(expectedWrites), Set.copyOf(storage.written));
            }
            assertEquals(expected.get("slept").asDouble(), slept, 1e-6);
            assertEquals(
                    waiting.values().stream().mapToInt(Map::size).sum(),
                    queues.measures().queuedPoints());
            assertTrue(queues.measures().queuedPoints()
                    >= expected.get("cache_size_after").asInt());
            assertEquals(0, counters.dropped());
        }

        private long nanos() {
            return Math.round(now * 1e9);
        }

        @Override
        public boolean nextWrite() {
            double wait = updates.reserve(1, nanos()) / 1e9;
            now += wait;
            slept += wait;
            return true;
        }

        @Override
        public boolean mayCreate() {
            return creates.take(1, nanos());
        }

        @Override
        public boolean limitsCreates() {
            return !creates.isUnlimited();
        }
    }

    /** Keeps no points, only a record of what was made and written; the writer asks nothing else of it. */
    private static final class RecordingStorage extends ForwardingStorage {
        final Set<String> files = new HashSet<>();
        final Set<String> created = new HashSet<>();
        final List<String> written = new ArrayList<>();

        RecordingStorage() {
            super(null);
        }

        @Override
        public int write(SeriesWrite points) {
            String metric = points.metric();
            if (!files.contains(metric)) {
                if (!points.mayCreate().getAsBoolean()) {
                    return NOT_YET;
                }
                files.add(metric);
                created.add(metric);
            }
            Map<Long, Double> valueOf = new TreeMap<>();
            for (int i = 0; i < points.count(); i++) {
                valueOf.put(points.timestamps()[i], points.values()[i]);
            }
            written.add(metric + valueOf);
            return points.count();
        }

        @Override
        public boolean exists(String metric) {
            return files.contains(metric);
        }

        @Override
        public void close() {}
    }
}

package plumbago.carbon.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.PointCounters;

/** Many series in hand at once, done with in any order: as a storage does it that has many writes on the way. */
class ManyInHandTest {
    private record Point(long timestamp, double value) {}

    /** A point as it is in the journal: with the number of its record, and that record's segment. */
    private record Written(Point point, long sequence, int segment) {}

    /** What was copied of a series to be stored. */
    private record Flight(
            int series, String name, List<Point> points, boolean all, long newestBatch, long newestRecord) {}

    /** A journal in memory, that knows what would come back after a crash. */
    private static final class MemoryJournal implements PointJournal {
        final Map<Integer, List<Written>> kept = new HashMap<>();
        final Map<Integer, Long> lastMark = new HashMap<>();
        int segment = 1;
        long sequence;

        /** The newest record that came with a batch, and so is known to all stripes. */
        long newestBatch;

        @Override
        public int segment() {
            return segment;
        }

        @Override
        public long append(PointBatch batch, SeriesNames names) {
            sequence++;
            for (int i = 0; i < batch.size(); i++) {
                if (batch.series(i) != PointBatch.NO_SERIES) {
                    write(batch.series(i), new Point(batch.timestamp(i), batch.value(i)));
                }
            }
            newestBatch = sequence;
            return sequence;
        }

        @Override
        public long carryOver(int series, QueuedPoints points, long replaced, SeriesNames names) {
            stored(series, replaced, names);
            sequence++;
            list(points).forEach(point -> write(series, point));
            return sequence;
        }

        private void write(int series, Point point) {
            kept.computeIfAbsent(series, unused -> new ArrayList<>()).add(new Written(point, sequence, segment));
        }

        @Override
        public void stored(int series, long upTo, SeriesNames names) {
            lastMark.put(series, upTo);
            kept.getOrDefault(series, new ArrayList<>()).removeIf(written -> written.sequence() <= upTo);
        }

        @Override
        public void gone(int series, long upTo, SeriesNames names) {
            stored(series, upTo, names);
        }

        @Override
        public boolean full() {
            return false;
        }
    }

    private final MemoryJournal journal = new MemoryJournal();
    private final PointCounters counters = new PointCounters();
    private final QueuedPoints points = new QueuedPoints();

    private WriteQueues queues(int stripes) {
        return new WriteQueues(
                stripes,
                new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true),
                new Timestamps(1, false, () -> 0),
                NameVerdict::of,
                metric -> {},
                counters,
                journal);
    }

    private void send(WriteQueues queues, Object... sent) {
        PointBatch batch = TestBatch.of(sent);
        queues.intake().accept(batch);
    }

    private static List<Point> list(QueuedPoints points) {
        List<Point> list = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            list.add(new Point(points.timestamps()[i], points.values()[i]));
        }
        return list;
    }

    private List<Point> peek(WriteQueues queues, String metric) {
        queues.reader().peek(metric, points);
        return list(points);
    }

    private Flight copy(WriteQueues queues, int series, int limit) {
        queues.drain().copy(series, limit, points);
        List<Point> copied = list(points);
        boolean all = copied.size() == queues.drain().count(series);
        return new Flight(series, queues.drain().name(series), copied, all, journal.newestBatch, journal.sequence);
    }

    private void stored(WriteQueues queues, Flight flight) {
        counters.stored(flight.points().size());
        queues.drain().remove(flight.series(), flight.points().size());
    }

    @Test
    void eachOfThemKeepsThePointsThatAreBeingWritten() {
        WriteQueues queues = queues(1);
        send(queues, "a", 10, 1, "b", 10, 2, "c", 10, 3);
        int[] waiting = queues.drain().takeWaiting();
        Flight a = copy(queues, waiting[0], 100);
        Flight b = copy(queues, waiting[1], 100);
        Flight c = copy(queues, waiting[2], 100);
        send(queues, "a", 10, 4, "b", 10, 5, "c", 10, 6);
        stored(queues, b);
        assertEquals(List.of(new Point(10, 1), new Point(10, 4)), peek(queues, "a"));
        assertEquals(List.of(new Point(10, 5)), peek(queues, "b"), "it was not in the copy");
        stored(queues, c);
        stored(queues, a);
        assertEquals(List.of(new Point(10, 4)), peek(queues, "a"));
        assertEquals(List.of(new Point(10, 6)), peek(queues, "c"));
        assertEquals(Map.of(a.series(), 1L, b.series(), 1L, c.series(), 1L), journal.lastMark, "none is lost");
        assertEquals(3, queues.measures().queuedPoints());
        send(queues, "a", 10, 7);
        assertEquals(List.of(new Point(10, 7)), peek(queues, "a"), "nothing of it is in hand any more");
    }

    @Test
    void whatIsPutBackIsInHandNoMoreAndTheOthersStay() {
        WriteQueues queues = queues(1);
        send(queues, "a", 10, 1, "b", 10, 2);
        int[] waiting = queues.drain().takeWaiting();
        Flight a = copy(queues, waiting[0], 100);
        Flight b = copy(queues, waiting[1], 100);
        queues.drain().putBack(a.series());
        send(queues, "a", 10, 3, "b", 10, 4);
        assertEquals(List.of(new Point(10, 3)), peek(queues, "a"));
        assertEquals(List.of(new Point(10, 2), new Point(10, 4)), peek(queues, "b"));
        stored(queues, b);
        assertEquals(Map.of(b.series(), 1L), journal.lastMark);
        assertEquals(2, queues.drain().takeWaiting().length);
    }

    @Test
    void afterAnErrorNothingIsInHand() {
        WriteQueues queues = queues(1);
        send(queues, "a", 10, 1, "b", 10, 2);
        for (int series : queues.drain().takeWaiting()) {
            copy(queues, series, 100);
        }
        queues.drain().relist();
        send(queues, "a", 10, 3, "b", 10, 4);
        assertEquals(List.of(new Point(10, 3)), peek(queues, "a"));
        assertEquals(List.of(new Point(10, 4)), peek(queues, "b"));
        assertEquals(2, queues.drain().takeWaiting().length);
    }

    /** The queues as lists, and what should be in hand. */
    private final class Model {
        final WriteQueues queues;
        final SplittableRandom random;
        final Map<String, List<Point>> waiting = new HashMap<>();
        final Map<String, Flight> inHand = new HashMap<>();
        final Deque<Integer> taken = new ArrayDeque<>();
        double value;

        Model(WriteQueues queues, SplittableRandom random) {
            this.queues = queues;
            this.random = random;
        }

        void send() {
            Object[] sent = new Object[3 * random.nextInt(1, 30)];
            for (int i = 0; i < sent.length; i += 3) {
                String name = "metric." + random.nextInt(1 << random.nextInt(1, 7));
                Point point = new Point(random.nextInt(1, 4), value++);
                sent[i] = name;
                sent[i + 1] = point.timestamp();
                sent[i + 2] = point.value();
                List<Point> queue = waiting.computeIfAbsent(name, unused -> new ArrayList<>());
                int last = queue.size() - 1;
                if (last >= 0 && queue.get(last).timestamp() == point.timestamp() && !inHand.containsKey(name)) {
                    queue.set(last, point);
                } else {
                    queue.add(point);
                }
            }
            ManyInHandTest.this.send(queues, sent);
        }

        void begin(int most) {
            if (taken.isEmpty()) {
                for (int series : queues.drain().takeWaiting()) {
                    taken.add(series);
                }
            }
            while (!taken.isEmpty() && inHand.size() < most && random.nextInt(8) > 0) {
                Flight flight = copy(queues, taken.remove(), random.nextInt(3) == 0 ? random.nextInt(1, 6) : 1000);
                List<Point> queue = waiting.get(flight.name());
                assertEquals(queue.subList(0, flight.points().size()), flight.points());
                assertEquals(null, inHand.put(flight.name(), flight), "a series is in hand once");
            }
        }

        void end() {
            if (inHand.isEmpty()) {
                return;
            }
            List<Flight> flights = new ArrayList<>(inHand.values());
            Flight flight = flights.get(random.nextInt(flights.size()));
            inHand.remove(flight.name());
            if (random.nextInt(5) == 0) {
                queues.drain().putBack(flight.series());
                return;
            }
            List<Point> queue = waiting.get(flight.name());
            assertEquals(queue.subList(0, flight.points().size()), flight.points(), "what is written stays as it is");
            journal.lastMark.remove(flight.series());
            stored(queues, flight);
            queue.subList(0, flight.points().size()).clear();
            Long mark = journal.lastMark.get(flight.series());
            assertEquals(flight.all(), mark != null);
            assertTrue(!flight.all() || (mark >= flight.newestBatch() && mark <= flight.newestRecord()));
        }

        void forgetOldSegments() {
            int needed = queues.journaled().oldestNeededSegment();
            for (Map.Entry<Integer, List<Written>> series : journal.kept.entrySet()) {
                String name = queues.drain().name(series.getKey());
                series.getValue().removeIf(written -> written.segment() < needed);
                assertTrue(
                        series.getValue().stream().map(Written::point).toList().containsAll(waiting.get(name)),
                        () -> name + ": a crash would lose a point that waits");
            }
            if (random.nextBoolean() && needed < journal.segment) {
                assertTrue(queues.journaled().carryOver(needed));
            }
        }

        void check() {
            long all = 0;
            for (Map.Entry<String, List<Point>> queue : waiting.entrySet()) {
                assertEquals(queue.getValue(), peek(queues, queue.getKey()));
                all += queue.getValue().size();
            }
            assertEquals(all, queues.measures().queuedPoints());
            assertEquals(
                    counters.received(), counters.stored() + queues.measures().queuedPoints() + counters.dropped());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 8, 2", "1, 100, 3", "4, 40, 4", "1, 16, 5", "2, 64, 6"})
    void behavesAsAListForEachMetric(int stripes, int mostInHand, long seed) {
        Model model = new Model(queues(stripes), new SplittableRandom(seed));
        for (int step = 0; step < 20_000; step++) {
            switch (model.random.nextInt(8)) {
                case 0, 1 -> model.send();
                case 2, 3 -> model.begin(mostInHand);
                case 4, 5, 6 -> model.end();
                default -> {
                    journal.segment += model.random.nextInt(2);
                    model.forgetOldSegments();
                }
            }
            if (step % 50 == 0) {
                model.check();
            }
        }
        while (model.queues.measures().queuedPoints() > 0) {
            model.begin(mostInHand);
            model.end();
        }
        model.check();
        assertEquals(
                journal.segment,
                model.queues.journaled().oldestNeededSegment(),
                "nothing of the journal is needed any more");
        assertEquals(0, counters.dropped());
    }
}

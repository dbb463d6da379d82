package plumbago.carbon.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

class WriteQueuesTest {
    private final PointCounters counters = new PointCounters();
    private final List<String> seen = new ArrayList<>();
    private final Set<String> blacklist = new HashSet<>();
    private final Map<String, String> rewriting = new HashMap<>();
    private int judged;

    private NameVerdict judge(String name) {
        judged++;
        if (blacklist.contains(name)) {
            return NameVerdict.refused(DropReason.BLACKLISTED);
        }
        return name.startsWith("bad")
                ? NameVerdict.refused(DropReason.INVALID_NAME)
                : NameVerdict.of(rewriting.getOrDefault(name, name).replace("other.", ""));
    }

    private WriteQueues queues(int stripes, QueueLimits limits, Timestamps timestamps) {
        return new WriteQueues(stripes, limits, timestamps, this::judge, seen::add, counters, PointJournal.NONE);
    }

    private WriteQueues queues(int stripes, long points, long bytes, boolean flowControl) {
        return queues(stripes, new QueueLimits(points, bytes, flowControl), new Timestamps(1, false, () -> 0));
    }

    private WriteQueues unlimited(int stripes) {
        return queues(stripes, Long.MAX_VALUE, Long.MAX_VALUE, true);
    }

    private void send(WriteQueues queues, Object... points) {
        PointBatch batch = TestBatch.of(points);
        queues.intake().accept(batch);
    }

    private static List<String> peek(WriteQueues queues, String metric) {
        QueuedPoints points = new QueuedPoints();
        queues.reader().peek(metric, points);
        return text(points);
    }

    private static List<String> text(QueuedPoints points) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            text.add(points.timestamps()[i] + "=" + points.values()[i]);
        }
        return text;
    }

    private void assertBooksBalance(WriteQueues queues) {
        assertEquals(counters.received(), counters.stored() + queues.measures().queuedPoints() + counters.dropped());
    }

    @Test
    void aPointStaysUntilItIsRemoved() {
        WriteQueues queues = unlimited(1);
        send(queues, "a", 10, 1, "b", 10, 2, "a", 20, 3);
        int[] waiting = queues.drain().takeWaiting();
        assertEquals(2, waiting.length);
        assertEquals("a", queues.drain().name(waiting[0]));
        QueuedPoints points = new QueuedPoints();
        queues.drain().copy(waiting[0], 100, points);
        assertEquals(List.of("10=1.0", "20=3.0"), text(points));
        assertEquals(List.of("10=1.0", "20=3.0"), peek(queues, "a"));
        assertEquals(0, queues.drain().takeWaiting().length, "a series in the writer's hand does not wait");
        send(queues, "a", 30, 4);
        queues.drain().remove(waiting[0], 2);
        assertEquals(List.of("30=4.0"), peek(queues, "a"));
        assertEquals(1, queues.drain().takeWaiting().length, "what came in between waits again");
        queues.drain().putBack(waiting[1]);
        assertEquals(1, queues.drain().takeWaiting().length);
        assertEquals(List.of(), peek(queues, "unknown"));
        assertEquals(List.of("a", "b"), seen);
    }

    @Test
    void ofPointsWithOneTimeTheLastIsKept() {
        WriteQueues queues = unlimited(1);
        send(queues, "a", 30, 1, "a", 10, 2, "a", 30, 3, "a", 20, 4, "a", 10, 5);
        QueuedPoints points = new QueuedPoints();
        queues.reader().peek("a", points);
        points.sort();
        assertEquals(List.of("10=5.0", "20=4.0", "30=3.0"), text(points));
    }

    @Test
    void aPointTakesThePlaceOfTheNewestOfTheSameTime() {
        WriteQueues queues = queues(1, 2, Long.MAX_VALUE, false);
        send(queues, "a", 10, 1, "a", 10, 2);
        send(queues, "b", 10, 3);
        send(queues, "a", 10, 4);
        send(queues, "c", 10, 5);
        assertEquals(List.of("10=4.0"), peek(queues, "a"), "also at the limit");
        assertEquals(2, queues.measures().queuedPoints());
        assertEquals(2, counters.stored());
        assertEquals(1, counters.dropped(DropReason.QUEUE_FULL));
        assertBooksBalance(queues);
    }

    @Test
    void aPointThatTheWriterHasInHandStaysAsItIs() {
        WriteQueues queues = unlimited(1);
        send(queues, "a", 10, 1);
        int series = queues.drain().takeWaiting()[0];
        QueuedPoints points = new QueuedPoints();
        queues.drain().copy(series, 100, points);
        send(queues, "a", 10, 2);
        queues.drain().remove(series, 1);
        assertEquals(List.of("10=2.0"), peek(queues, "a"), "it was not in the copy");
    }

    @Test
    void namesThatMeanAnotherMetricJoinItsQueue() {
        WriteQueues queues = unlimited(4);
        send(queues, "a", 1, 1, "other.a", 2, 2, "a", 3, 3, "other.b", 4, 4);
        send(queues, "other.a", 5, 5);
        assertEquals(List.of("1=1.0", "2=2.0", "3=3.0", "5=5.0"), peek(queues, "a"));
        assertEquals(List.of("4=4.0"), peek(queues, "b"));
        assertEquals(5, queues.measures().queuedPoints());
        assertEquals(Set.of("a", "b"), Set.copyOf(seen));
        assertEquals(2, seen.size());
        assertBooksBalance(queues);
    }

    @Test
    void whatCannotBeKeptIsCountedWithItsReason() {
        WriteQueues queues = unlimited(2);
        send(queues, "bad", 1, 1, "a", -5, 1, "a", 1L << 32, 1, "a", (1L << 32) - 1, 1);
        assertEquals(1, counters.dropped(DropReason.INVALID_NAME));
        assertEquals(2, counters.dropped(DropReason.INVALID_TIMESTAMP));
        assertEquals(List.of("4294967295=1.0"), peek(queues, "a"));
        assertBooksBalance(queues);
    }

    @Test
    void millisecondsAreAcceptedWhereTheyAreAskedFor() {
        Timestamps both = new Timestamps(10, true, () -> 0);
        QueueLimits limits = new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true);
        WriteQueues queues = queues(1, limits, both);
        send(queues, "a", 1_700_000_019_999L, 1, "a", 1_700_000_020L, 2, "a", 100_000_000_000L, 3);
        send(queues, "a", 4_294_967_295_999L, 4, "a", 4_294_967_296_000L, 5, "a", 99_999_999_999L, 6);
        assertEquals(List.of("1700000010=1.0", "1700000020=2.0", "100000000=3.0", "4294967290=4.0"), peek(queues, "a"));
        assertEquals(2, counters.dropped(DropReason.INVALID_TIMESTAMP));
        assertBooksBalance(queues);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aNameIsJudgedOnceAndAgainWhenTheRulesChange(int stripes) {
        WriteQueues queues = unlimited(stripes);
        blacklist.add("no");
        rewriting.put("old", "new");
        rewriting.put("new", "newer");
        for (int i = 1; i <= 3; i++) {
            send(queues, "no", i, 1, "old", i, i, "yes", i, 1);
        }
        assertEquals(3, counters.dropped(DropReason.BLACKLISTED));
        assertEquals(List.of(), peek(queues, "no"));
        assertEquals(List.of("1=1.0", "2=2.0", "3=3.0"), peek(queues, "new"), "what was rewritten is not again");
        assertEquals(3, judged);
        assertEquals(2, queues.measures().waitingSeries());

        blacklist.clear();
        blacklist.add("yes");
        blacklist.add("new");
        rewriting.put("old", "old");
        queues.intake().reconsiderNames();
        send(queues, "no", 4, 1, "old", 4, 4, "yes", 4, 1, "new", 4, 1);
        send(queues, "no", 5, 1, "old", 5, 5, "yes", 5, 1, "new", 5, 1);
        assertEquals(7, judged);
        assertEquals(List.of("4=1.0", "5=1.0"), peek(queues, "no"));
        assertEquals(List.of("4=4.0", "5=5.0"), peek(queues, "old"));
        assertEquals(List.of("1=1.0", "2=1.0", "3=1.0"), peek(queues, "yes"), "what waits already stays");
        assertEquals(List.of("1=1.0", "2=2.0", "3=3.0"), peek(queues, "new"));
        assertEquals(7, counters.dropped(DropReason.BLACKLISTED));
        assertEquals(Set.of("new", "yes", "no", "old"), Set.copyOf(seen));
        assertEquals(4, seen.size());
        assertBooksBalance(queues);
    }

    @Test
    void aNameThatNoMetricCanHaveIsJudgedOnce() {
        WriteQueues queues = unlimited(2);
        for (int i = 0; i < 1000; i++) {
            send(queues, "bad.name", i, 1, "bad.other", i, 1, "bad.name", i, 2);
        }
        assertEquals(2, judged);
        assertEquals(3000, counters.dropped(DropReason.INVALID_NAME));
        queues.intake().reconsiderNames();
        send(queues, "bad.name", 1, 1);
        assertEquals(3, judged);
        assertBooksBalance(queues);
    }

    @Test
    void whereNoRefusalCanBeKeptANameIsJudgedOnceInABatch() {
        WriteQueues queues = queues(2, Long.MAX_VALUE, 0, false);
        blacklist.add("no");
        for (String name : List.of("no", "bad", "new")) {
            int before = judged;
            send(
                    queues,
                    Collections.nCopies(300, List.of(name, 1, 1)).stream()
                            .flatMap(List::stream)
                            .toArray());
            assertEquals(before + 1, judged, name);
        }
        assertEquals(300, counters.dropped(DropReason.BLACKLISTED));
        assertEquals(300, counters.dropped(DropReason.INVALID_NAME));
        assertEquals(300, counters.dropped(DropReason.TOO_MANY_METRICS));
        assertBooksBalance(queues);
    }

    @Test
    void manyNamesOfABatchAreJudgedOnceEachWhereNothingCanBeKept() {
        WriteQueues queues = queues(2, Long.MAX_VALUE, 0, false);
        Object[] points = new Object[3 * 1000];
        for (int i = 0; i < 1000; i++) {
            points[3 * i] = "bad." + i % 20;
            points[3 * i + 1] = i;
            points[3 * i + 2] = 1;
        }
        send(queues, points);
        assertEquals(1000, counters.dropped(DropReason.INVALID_NAME));
        // Some two of the twenty may take each other's place.
        assertTrue(judged < 500, judged + " names were judged");
        assertBooksBalance(queues);
    }

    @Test
    void noRuleIsAskedAboutWhatTheProcessSaysOfItself() {
        WriteQueues queues = unlimited(2);
        blacklist.add("carbon.size");
        PointBatch batch = TestBatch.of("carbon.size", 1, 7);
        queues.intake().acceptOwn(batch);
        send(queues, "carbon.size", 2, 8);
        queues.intake().acceptOwn(batch);
        assertEquals(List.of("1=7.0"), peek(queues, "carbon.size"));
        assertEquals(1, counters.dropped(DropReason.BLACKLISTED));
        assertEquals(1, judged);
    }

    @Test
    void refusedNamesDoNotTakeTheCapacityOfMetrics() {
        WriteQueues queues = queues(1, Long.MAX_VALUE, 4 << 20, false);
        for (int i = 0; i < 50_000; i++) {
            blacklist.add("refused.by.the.list." + i);
            send(queues, "refused.by.the.list." + i, 1, 1);
        }
        assertEquals(50_000, counters.dropped(DropReason.BLACKLISTED));
        send(queues, "still.room", 1, 1);
        assertEquals(1, queues.measures().queuedPoints());
        assertBooksBalance(queues);
    }

    @Test
    void withoutFlowControlTheRestIsDroppedAtTheLimit() {
        WriteQueues queues = queues(1, 3, Long.MAX_VALUE, false);
        send(queues, "a", 1, 1, "a", 2, 1, "a", 3, 1, "a", 4, 1);
        assertEquals(3, queues.measures().queuedPoints());
        assertEquals(1, counters.dropped(DropReason.QUEUE_FULL));
        assertFalse(queues.intake().paused());
        assertBooksBalance(queues);
    }

    @Test
    void withFlowControlReadingStopsAtTheLimitAndGoesOnBelowIt() {
        WriteQueues queues = queues(1, 100, Long.MAX_VALUE, true);
        List<Boolean> reported = new ArrayList<>();
        queues.intake().addListener(reported::add);
        for (int i = 0; i < 104; i++) {
            send(queues, "a", i, 1);
        }
        assertTrue(queues.intake().paused());
        assertEquals(104, queues.measures().queuedPoints());
        send(queues, "a", 104, 1, "a", 105, 1);
        assertEquals(106, queues.measures().queuedPoints(), "what was read already is taken");
        assertEquals(0, counters.dropped(DropReason.QUEUE_FULL));
        int series = queues.drain().takeWaiting()[0];
        queues.drain().remove(series, 11);
        assertTrue(queues.intake().paused());
        queues.drain().remove(series, 1);
        assertFalse(queues.intake().paused());
        assertEquals(List.of(true, false), reported);
        counters.stored(12);
        assertBooksBalance(queues);
    }

    @Test
    void memoryIsBoundedWhateverNamesAreSent() {
        long limit = 8 << 20;
        WriteQueues queues = queues(1, Long.MAX_VALUE, limit, false);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200_000; i++) {
            send(queues, "flood." + random.nextLong(), 1, 1);
        }
        assertTrue(counters.dropped(DropReason.TOO_MANY_METRICS) > 0);
        assertTrue(queues.measures().memoryBytes() <= limit, "the limit holds");
        long before = queues.measures().queuedPoints();
        send(queues, seen.get(0), 2, 1);
        assertEquals(before + 1, queues.measures().queuedPoints(), "known metrics go on");
        for (int i = 0; i < 200_000; i++) {
            send(queues, seen.get(0), i, 1);
        }
        assertTrue(queues.measures().memoryBytes() <= limit, "the limit holds for points too");
        assertBooksBalance(queues);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void behavesAsAListForEachMetric(int stripes) {
        SplittableRandom random = new SplittableRandom(stripes);
        WriteQueues queues = unlimited(stripes);
        Map<String, List<String>> model = new HashMap<>();
        QueuedPoints points = new QueuedPoints();
        for (int step = 0; step < 3000; step++) {
            if (random.nextInt(4) > 0) {
                Object[] sent = new Object[3 * random.nextInt(1, 60)];
                for (int i = 0; i < sent.length; i += 3) {
                    String name = "metric." + random.nextInt(1 << random.nextInt(12));
                    sent[i] = name;
                    sent[i + 1] = random.nextInt(1 << 30);
                    sent[i + 2] = (double) step;
                    model.computeIfAbsent(name, unused -> new ArrayList<>()).add(sent[i + 1] + "=" + sent[i + 2]);
                }
                send(queues, sent);
            } else {
                for (int series : queues.drain().takeWaiting()) {
                    String name = queues.drain().name(series);
                    if (random.nextInt(3) == 0) {
                        queues.drain().putBack(series);
                        continue;
                    }
                    int limit = random.nextInt(1, 40);
                    queues.drain().copy(series, limit, points);
                    List<String> expected = model.get(name);
                    List<String> oldest = expected.subList(0, Math.min(limit, expected.size()));
                    assertEquals(oldest, text(points));
                    int removed = random.nextInt(1, points.size() + 1);
                    queues.drain().remove(series, removed);
                    expected.subList(0, removed).clear();
                }
            }
        }
        long left = 0;
        for (Map.Entry<String, List<String>> metric : model.entrySet()) {
            assertEquals(metric.getValue(), peek(queues, metric.getKey()));
            left += metric.getValue().size();
        }
        assertEquals(left, queues.measures().queuedPoints());
        assertEquals(model.size(), queues.measures().names());
    }

    @Test
    void theLongestWaitIsKnown() {
        AtomicLong now = new AtomicLong(1000);
        WriteQueues queues =
                queues(4, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true), new Timestamps(1, false, now::get));
        assertTrue(queues.measures().oldestAccepted().isEmpty());
        for (int i = 0; i < 10_000; i++) {
            now.set(2000 + i);
            send(queues, "a" + i, 5, 1.0);
        }
        assertEquals(2000, queues.measures().oldestAccepted().orElseThrow());
        queues.removals().discard("a0");
        queues.removals().discard("a1");
        assertEquals(2002, queues.measures().oldestAccepted().orElseThrow());
    }
}

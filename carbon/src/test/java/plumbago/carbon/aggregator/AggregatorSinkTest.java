package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.measure.Measures;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.DropExamples;
import plumbago.carbon.stats.DropReason;

class AggregatorSinkTest {
    private static final long T = 1_500_000_000;

    @TempDir
    Path folder;

    @BeforeEach
    void writeRules() {
        TestAggregator.writeRules(folder, "agg.<x> (60) = sum in.<x>.*");
    }

    private TestAggregator start(AggregatorOptions options) throws Exception {
        return new TestAggregator(folder, options, T, false);
    }

    private static double measure(TestAggregator aggregator, String name) {
        Measures measures = new Measures();
        aggregator.sink.register(measures);
        return measures.all().stream()
                .filter(measure -> measure.metric().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }

    @Test
    void aLatePointCorrectsItsIntervalForAsLongAsIsSet() throws Exception {
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("in.a.1", T, 10);
            aggregator.run(T + 60);
            assertEquals(List.of("agg.a " + T + " 10.0"), aggregator.made());
            // Far beyond what carbon remembers.
            aggregator.run(T + 60 + 3590);
            aggregator.send("in.a.2", T + 59, 5);
            aggregator.run(T + 3720);
            assertEquals(List.of("agg.a " + T + " 15.0"), aggregator.made());
        }
    }

    @Test
    void aPointThatIsTooLateIsLeftOutAndCountedAndNeverTakesThePlaceOfTheSum() throws Exception {
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("in.a.1", T, 10);
            aggregator.run(T + 3780);
            aggregator.made();
            assertEquals(0, measure(aggregator, "bufferedDatapoints"));
            aggregator.send("in.a.2", T + 1, 5);
            aggregator.send("in.a.2", T + 60, 7);
            aggregator.run(T + 3900);
            assertEquals(List.of("agg.a " + (T + 60) + " 7.0"), aggregator.made(), "of a time that was not seen");
            assertEquals(1, measure(aggregator, "aggregator.tooLate"));
            assertEquals(3, aggregator.forwarded.size(), "it is passed on all the same");
        }
    }

    @Test
    void aBackfillOpensWhatWasNeverSeenAlsoBesideLivePoints() throws Exception {
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("in.a.1", T, 1);
            aggregator.run(T + 4000);
            aggregator.made();
            long yearAgo = T - 31_536_000;
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                aggregator.send("in.a.1", yearAgo + 60L * i, i);
                aggregator.send("in.a.2", yearAgo + 60L * i, i);
                expected.add("agg.a " + (yearAgo + 60L * i) + ' ' + (double) (2 * i));
                aggregator.run(aggregator.now() + 500);
            }
            assertEquals(expected, aggregator.made());
            aggregator.send("in.a.3", yearAgo, 1);
            assertEquals(1, measure(aggregator, "aggregator.tooLate"), "a value for what is finished");
        }
    }

    @Test
    void theLatestTimestampIsTheLastAndPercentilesAreCorrectedToo() throws Exception {
        TestAggregator.writeRules(folder, "last (60) = last in.*", "p50 (60) = p50 in.*");
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("in.a", T + 30, 3);
            aggregator.send("in.b", T + 10, 1);
            aggregator.run(T + 100);
            aggregator.made();
            aggregator.send("in.c", T + 29, 9);
            aggregator.run(T + 130);
            assertEquals(List.of("last " + T + " 3.0", "p50 " + T + " 3.0"), aggregator.made());
            aggregator.send("in.c", T + 30, 8);
            aggregator.run(T + 190);
            assertEquals(List.of("last " + T + " 8.0", "p50 " + T + " 5.5"), aggregator.made());
        }
    }

    @Test
    void atTheBoundTheOldestGoOutAndAreForgottenFirst() throws Exception {
        AggregatorOptions small = new AggregatorOptions(true, 5, 0, 1_000_000, 40_000, false);
        try (TestAggregator aggregator = start(small)) {
            int intervals = 2000;
            aggregator.at(T + 60L * intervals);
            for (int i = 0; i < intervals; i++) {
                aggregator.send("in.a.1", T + 60L * i, i);
            }
            assertTrue(measure(aggregator, "aggregator.bytes") <= 30_000);
            double forgotten = measure(aggregator, "aggregator.forgottenAtBound");
            assertTrue(forgotten > 1000, "forgotten: " + forgotten);
            assertEquals((int) forgotten, aggregator.made.size(), "none was lost");
            assertEquals(T, aggregator.made.get(0).timestamp());
            aggregator.send("in.a.2", T, 1);
            assertEquals(1, measure(aggregator, "aggregator.tooLate"));
            aggregator.run(aggregator.now() + 60);
            TreeMap<Long, Double> sums = new TreeMap<>();
            aggregator.made.forEach(out -> assertEquals(null, sums.put(out.timestamp(), out.value())));
            assertEquals(intervals, sums.size());
            sums.forEach((time, value) -> assertEquals((time - T) / 60.0, value));
        }
    }

    @Test
    void namesThatComeAndGoAreBoundedAndWhatTheyHadStaysClosed() throws Exception {
        AggregatorOptions small = new AggregatorOptions(false, 1, 0, 60, 60_000, false);
        try (TestAggregator aggregator = start(small)) {
            for (int i = 0; i < 2000; i++) {
                aggregator.send("in.name" + i + ".x", aggregator.now(), 1);
                aggregator.run(aggregator.now() + 10);
                assertTrue(measure(aggregator, "aggregator.bytes") <= 45_000);
            }
            aggregator.run(aggregator.now() + 200);
            assertEquals(2000, aggregator.made().size());
            aggregator.send("in.name0.x", T, 1);
            aggregator.send("in.name1999.x", aggregator.now() - 1000, 1);
            aggregator.run(aggregator.now() + 100);
            assertEquals(1, measure(aggregator, "aggregator.tooLate"), "what was dropped is remembered by one time");
        }
    }

    @Test
    void timestampsThatMeanNoTimeDoNotPushOutThoseThatDo() throws Exception {
        AggregatorOptions small = new AggregatorOptions(false, 5, 0, 3600, 40_000, false);
        try (TestAggregator aggregator = start(small)) {
            aggregator.send("in.a.1", T, 1);
            for (int i = 0; i < 2000; i++) {
                aggregator.send("in.a.1", T + 1_000_000_000 + 60L * i, i);
            }
            aggregator.send("in.a.1", Long.MAX_VALUE, 1);
            aggregator.send("in.a.1", Long.MIN_VALUE, 1);
            aggregator.send("in.a.1", T, 2);
            aggregator.made();
            aggregator.run(T + 60);
            assertTrue(aggregator.made().contains("agg.a " + T + " 3.0"));
            assertEquals(2, aggregator.counters.dropped(DropReason.INVALID_TIMESTAMP));
        }
    }

    @Test
    void unchangedRulesKeepTheirValuesAndOthersGoOutAsTheyAre() throws Exception {
        TestAggregator.writeRules(folder, "kept (60) = sum in.*", "gone (60) = sum in.*", "new (60) = sum in.*");
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("in.a", T, 1);
            TestAggregator.writeRules(folder, "new (60) = max in.*", "", "  kept   (60) = sum in.*");
            aggregator.run(T + 20);
            assertEquals(
                    List.of("gone " + T + " 1.0", "new " + T + " 1.0"),
                    aggregator.made().stream().sorted().toList());
            aggregator.send("in.a", T, 5);
            aggregator.run(T + 90);
            assertEquals(List.of("kept " + T + " 6.0", "new " + T + " 5.0"), aggregator.made());
        }
    }

    @Test
    void aFileOfRulesThatCannotBeUsedLeavesAllAsItWas() throws Exception {
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("in.a.1", T, 1);
            TestAggregator.writeRules(folder, "nonsense");
            aggregator.run(T + 30);
            aggregator.send("in.a.2", T, 1);
            aggregator.run(T + 60);
            assertEquals(List.of("agg.a " + T + " 2.0"), aggregator.made());
            TestAggregator.writeRules(folder, "other (60) = sum in.*.*");
            aggregator.send("in.a.2", T + 60, 1);
            aggregator.run(T + 80);
            aggregator.send("in.a.2", T + 60, 3);
            aggregator.run(T + 140);
            assertEquals(List.of("agg.a " + (T + 60) + " 1.0", "other " + (T + 60) + " 3.0"), aggregator.made());
        }
    }

    @Test
    void examplesOfWhatIsRefusedAreFromTheSendersBatch() throws Exception {
        Files.writeString(folder.resolve("blacklist.conf"), "bad\n");
        byte[] names = "as.it.is bad.a bad.b in.a.1".getBytes(StandardCharsets.UTF_8);
        PointBatch batch = new PointBatch();
        batch.reset(names, "a sender");
        int[] ends = {8, 14, 20, 27};
        int at = 0;
        for (int end : ends) {
            batch.add(at, end - at, NameHash.of(names, at, end - at), T, end);
            at = end + 1;
        }
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.sink.accept(batch);
            assertEquals(2, aggregator.counters.dropped(DropReason.BLACKLISTED));
            List<DropExamples.Example> examples = aggregator.counters.examples().of(DropReason.BLACKLISTED);
            assertEquals(1, examples.size(), "one of each reason");
            assertEquals("bad.a 14.0 " + T, examples.get(0).text());
            assertEquals("a sender", examples.get(0).sender());
            assertEquals(
                    List.of("as.it.is", "in.a.1"),
                    aggregator.forwarded.stream().map(TestAggregator.Out::name).toList());
            aggregator.send("in.a.1", T, 1);
            assertEquals(
                    1, aggregator.counters.examples().of(DropReason.BLACKLISTED).size());
        }
    }

    @Test
    void millisecondsAreOfTheIntervalOfTheirSecondAndWhatIsNoTimeIsOfNone() throws Exception {
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("in.a.1", T, 1);
            aggregator.send("in.a.2", (T + 59) * 1000 + 999, 2);
            aggregator.send("in.a.3", -5, 4);
            aggregator.run(T + 60);
            assertEquals(List.of("agg.a " + T + " 3.0"), aggregator.made());
            assertEquals(
                    List.of("in.a.1 " + T + " 1.0", "in.a.2 " + (T + 59) + " 2.0"),
                    aggregator.forwarded.stream().map(TestAggregator.Out::point).toList());
            assertEquals(1, aggregator.counters.dropped(DropReason.INVALID_TIMESTAMP));
        }
    }

    @Test
    void namesGoCarbonsWayAndAreJudgedAnewWhenTheirRulesChange() throws Exception {
        Files.writeString(folder.resolve("rewrite-rules.conf"), "[pre]\n^raw = in\n[post]\n^in = out\n");
        Files.writeString(folder.resolve("blacklist.conf"), "bad\n");
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.send("raw.a.1", T, 1);
            aggregator.send("bad.a.1", T, 1);
            aggregator.send("as.it.is", T, 1);
            aggregator.run(T + 60);
            assertEquals(
                    List.of("out.a.1", "as.it.is"),
                    aggregator.forwarded.stream().map(TestAggregator.Out::name).toList());
            assertEquals(List.of("agg.a " + T + " 1.0"), aggregator.made());
            assertEquals(1, aggregator.counters.dropped(DropReason.BLACKLISTED));
            assertEquals(
                    List.of("bad.a.1 1.0 " + T),
                    aggregator.counters.examples().of(DropReason.BLACKLISTED).stream()
                            .map(DropExamples.Example::text)
                            .toList());
            assertEquals(3, aggregator.counters.received());
            aggregator.sink.reconsiderNames();
            aggregator.send("raw.a.1", T, 1);
            aggregator.run(T + 120);
            assertEquals(List.of("agg.a " + T + " 2.0"), aggregator.made());
        }
    }

    @Test
    void whatIsPassedOnKeepsItsOrderInABatchOfMany() throws Exception {
        TestAggregator.writeRules(folder, "same.<x> (60) = sum same.<x>");
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            PointBatch batch = new PointBatch();
            byte[] names = "pass.1same.1pass.2".getBytes(StandardCharsets.UTF_8);
            batch.reset(names, "somebody");
            for (int i = 0; i < 1023; i++) {
                int offset = 6 * (i % 3);
                batch.add(offset, 6, NameHash.of(names, offset, 6), T + i, i);
            }
            aggregator.sink.accept(batch);
            assertEquals(682, aggregator.forwarded.size());
            for (int i = 1; i < 682; i++) {
                assertTrue(aggregator.forwarded.get(i - 1).timestamp()
                        < aggregator.forwarded.get(i).timestamp());
                assertTrue(aggregator.forwarded.get(i).name().startsWith("pass."));
            }
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheComputing() throws Exception {
        try (TestAggregator aggregator = start(TestAggregator.EXACT)) {
            aggregator.run(T + 10);
            aggregator.send("in.a.1", T, 1);
            aggregator.at(T - 10_000);
            aggregator.run(T - 10_000 + 60);
            assertEquals(List.of("agg.a " + T + " 1.0"), aggregator.made());
        }
    }

    @Test
    void batchesOfSeveralThreadsLoseNothing() throws Exception {
        AggregatorOptions options = new AggregatorOptions(true, 5, 0, 3600, 64 << 20, false);
        try (TestAggregator aggregator = new TestAggregator(folder, options, T, true)) {
            int threads = 4;
            int each = 3000;
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String name = "in.a." + t;
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    for (int i = 0; i < each; i++) {
                        aggregator.send(name, T + i % 300, 1);
                    }
                });
                thread.start();
                all.add(thread);
            }
            start.countDown();
            for (int i = 0; i < 100; i++) {
                aggregator.sink.tick(T + i);
            }
            for (Thread thread : all) {
                thread.join();
            }
            aggregator.run(T + 1000);
            TreeMap<Long, Double> last = new TreeMap<>();
            aggregator.made.forEach(out -> last.put(out.timestamp(), out.value()));
            assertEquals(
                    threads * each, last.values().stream().mapToDouble(v -> v).sum());
            assertEquals(threads * each, aggregator.forwarded.size());
            assertFalse(aggregator.sink.problem().isPresent());
        }
    }
}

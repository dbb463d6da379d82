package plumbago.carbon.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.DropReason;

/** What was received and not stored is there again after a kill, whatever was done in between. */
@Timeout(600)
class JournalTest {
    private static final long LEAST = 4 << 20;

    @TempDir
    Path folder;

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Stores what waits of the metrics for which there is leave, as the writer would. */
    private static void store(Restartable process, Predicate<String> mayStore) {
        QueuedPoints points = new QueuedPoints();
        for (int series : process.queues.drain().takeWaiting()) {
            if (!mayStore.test(process.queues.drain().name(series))) {
                process.queues.drain().putBack(series);
                continue;
            }
            process.queues.drain().copy(series, Integer.MAX_VALUE, points);
            process.counters.stored(points.size());
            process.queues.drain().remove(series, points.size());
        }
    }

    @Test
    void pointsThatWaitedAreThereAfterAKill() throws IOException {
        Restartable first = new Restartable(folder);
        first.send("a.b", 10, 1, "c", 20, 2, "a.b", 30, 3);
        first.send("a.b", 10, 4);
        Restartable second = new Restartable(folder);
        assertEquals(List.of("10=1.0", "30=3.0", "10=4.0"), second.waiting("a.b"), "in order, so that the last wins");
        assertEquals(List.of("20=2.0"), second.waiting("c"));
        assertEquals(4, second.counters.replayed());
        assertEquals(0, second.counters.received());
        assertTrue(second.booksBalance());
        second.send("c", 40, 5, "d", 50, 6);
        Restartable third = new Restartable(folder);
        assertEquals(List.of("20=2.0", "40=5.0"), third.waiting("c"));
        assertEquals(List.of("50=6.0"), third.waiting("d"));
        assertEquals(6, third.counters.replayed());
    }

    @Test
    void namesComeAnewInEachSegment() throws IOException {
        Restartable first = new Restartable(folder, 4 << 20, true, Duration.ZERO);
        for (int i = 0; segments().size() < 3; i++) {
            first.send("a" + i % 100, i, i, "b" + i % 7000, i, i);
        }
        long points = first.queues.measures().queuedPoints();
        Restartable second = Restartable.withCapacityFor(Integer.MAX_VALUE, folder.resolve("other"));
        Replay replay = new Replay(new SegmentFolder(folder).list(new ArrayList<>()), List.of());
        Replay.Outcome outcome = replay.run(
                second.queues.journaled(),
                (bytes, offset, length) -> !new String(bytes, offset, length, UTF_8).equals("b7"),
                second.counters);
        assertEquals(points, outcome.points() + outcome.refused());
        assertEquals(first.waiting("b7").size(), outcome.refused());
        for (String name : List.of("a0", "a99", "b0", "b6")) {
            assertEquals(first.waiting(name), second.waiting(name));
        }
        List<String> names = new ArrayList<>();
        second.queues.reader().reportMetrics(names::add);
        assertEquals(outcome.series(), names.size());
        assertTrue(names.contains("a5") && !names.contains("b7"));
    }

    /** Names of which all is stored take no room, and where nothing waits there is nothing to wait for. */
    @Test
    void manyNamesDoNotKeepAProcessWithLittleCapacityFromStarting() throws IOException {
        Restartable first = new Restartable(folder);
        Object[] points = new Object[3 * 500];
        for (int i = 0; i < 80; i++) {
            for (int j = 0; j < 500; j++) {
                points[3 * j] = "a.name.of.some.length." + (500 * i + j);
                points[3 * j + 1] = 10;
                points[3 * j + 2] = 1;
            }
            first.send(points);
        }
        store(first, name -> true);
        first.send("last", 20, 2);
        for (int limit : new int[] {6 << 20, 12 << 20}) {
            Restartable second = Restartable.withBytes(limit, folder);
            second.replay();
            assertEquals(List.of("20=2.0"), second.waiting("last"));
        }
        Restartable third = Restartable.withBytes(12 << 20, folder);
        third.replay();
        third.send("new", 30, 3);
        assertEquals(List.of("30=3.0"), third.waiting("new"), "there is room for new names");
    }

    /** By which time it is judged how old they are: not by that of the next start, which may be days later. */
    @Test
    void pointsWereAcceptedWhenTheirSegmentWasLastWrittenTo() throws IOException {
        new Restartable(folder).send("a", 10, 1);
        Files.setLastModifiedTime(segments().get(0), FileTime.from(1_600_000_000, TimeUnit.SECONDS));
        for (int start = 0; start < 3; start++) {
            QueuedPoints points = new QueuedPoints();
            new Restartable(folder).queues.reader().peek("a", points);
            assertEquals(1, points.size());
            assertEquals(1_600_000_000, points.acceptedAt(), "also after a start that gave room back");
        }
    }

    @Test
    void aProcessThatIsKilledAtEachStartDoesNotFillTheJournal() throws IOException {
        new Restartable(folder).send("a", 10, 1);
        long reserved = Files.size(segments().get(0));
        for (int i = 0; i < 10; i++) {
            assertEquals(List.of("10=1.0"), new Restartable(folder).waiting("a"));
        }
        assertEquals(2, segments().size(), "the one with the point, and that of the last process");
        assertTrue(Files.size(segments().get(0)) < reserved / 100, "what was reserved and not used is given back");
        Restartable last = new Restartable(folder);
        last.send("a", 20, 2);
        assertEquals(List.of("10=1.0", "20=2.0"), new Restartable(folder).waiting("a"));
    }

    @Test
    void aStartThatFailsLeavesTheJournalAsItIs() throws IOException {
        new Restartable(folder).send("a", 10, 1, "b", 10, 2);
        Restartable failing = Restartable.withCapacityFor(Integer.MAX_VALUE, folder);
        assertThrows(
                IllegalStateException.class,
                () -> failing.keeper.replay(failing.queues.journaled(), (bytes, offset, length) -> {
                    throw new IllegalStateException("as if memory were short");
                }));
        failing.keeper.close();
        assertEquals(List.of("10=1.0"), new Restartable(folder).waiting("a"));
    }

    @Test
    void aTornRecordKeepsNoMoreThanItsBytes() throws IOException {
        new Restartable(folder).send("a", 10, 1);
        Path segment = segments().get(0);
        int used = 0;
        byte[] bytes = Files.readAllBytes(segment);
        for (int i = 0; i < bytes.length; i++) {
            used = bytes[i] == 0 ? used : i + 1;
        }
        byte[] torn = {(byte) SegmentFormat.RECORD_MAGIC, 2, 3};
        System.arraycopy(torn, 0, bytes, used + 100, torn.length);
        Files.write(segment, bytes);
        Restartable second = new Restartable(folder);
        assertEquals(List.of("10=1.0"), second.waiting("a"));
        assertEquals(used + 100 + torn.length, Files.size(segment));
    }

    @Test
    void whatWasStoredIsNotReplayed() throws IOException {
        Restartable first = new Restartable(folder);
        first.send("a", 10, 1, "b", 10, 1);
        store(first, "a"::equals);
        first.send("a", 20, 2);
        first.keeper.round();
        Restartable second = new Restartable(folder);
        assertEquals(List.of("20=2.0"), second.waiting("a"));
        assertEquals(List.of("10=1.0"), second.waiting("b"));
        store(second, name -> true);
        second.keeper.round();
        Restartable third = new Restartable(folder);
        assertEquals(0, third.counters.replayed(), "marks for points of an earlier process count");
    }

    @Test
    void nothingStaysBehindWhenAllIsStored() throws IOException {
        Restartable first = new Restartable(folder);
        first.send("a", 10, 1);
        first.keeper.close();
        assertEquals(1, segments().size());
        Restartable second = new Restartable(folder);
        assertEquals(List.of("10=1.0"), second.waiting("a"));
        store(second, name -> true);
        second.keeper.close();
        assertEquals(List.of(), segments());
    }

    @Test
    void segmentsGoWhenTheirPointsAreStored() throws IOException {
        Restartable process = new Restartable(folder, LEAST, true, Duration.ZERO);
        for (int round = 0; round < 100; round++) {
            fill(process, 10_000);
            assertTrue(process.keeper.bytes() <= LEAST);
            store(process, name -> true);
            process.keeper.round();
            assertFalse(process.queues.intake().paused());
        }
        assertTrue(segments().size() <= 3, segments().toString());
        assertEquals(0, process.counters.dropped());
        assertTrue(process.booksBalance());
    }

    /** Sends points of 100 metrics. */
    private static void fill(Restartable process, int points) {
        Object[] sent = new Object[3 * 1000];
        for (int at = 0; at < points; at += 1000) {
            for (int i = 0; i < 1000; i++) {
                sent[3 * i] = "fill.m" + i % 100;
                sent[3 * i + 1] = 1000 + at + i;
                sent[3 * i + 2] = i;
            }
            process.send(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void atTheBoundSendersWaitOrPointsAreDropped(boolean flowControl) throws IOException {
        Restartable process = new Restartable(folder, LEAST, flowControl, Duration.ZERO);
        List<Boolean> reported = new ArrayList<>();
        process.queues.intake().addListener(reported::add);
        while (!process.keeper.journal().full()) {
            fill(process, 1000);
        }
        assertEquals(flowControl, process.queues.intake().paused());
        assertEquals(
                "the journal cannot grow: it is at its limit of " + LEAST + " bytes (MAX_JOURNAL_BYTES)",
                process.keeper.problem().orElseThrow());
        assertEquals(0, process.counters.dropped(), "there is room for what is under way");
        fill(process, 10_000);
        assertEquals(0, process.counters.dropped());
        fill(process, 300_000);
        assertTrue(process.counters.dropped(DropReason.JOURNAL_FULL) > 0);
        assertTrue(process.booksBalance());
        assertTrue(process.keeper.bytes() <= LEAST);
        Restartable second = new Restartable(folder, LEAST, flowControl, Duration.ZERO);
        assertEquals(
                process.queues.measures().queuedPoints(),
                second.counters.replayed(),
                "what was dropped does not come back");
        store(process, name -> true);
        process.keeper.round();
        assertFalse(process.keeper.journal().full());
        assertEquals(Optional.empty(), process.keeper.problem());
        assertFalse(process.queues.intake().paused());
        assertEquals(flowControl ? List.of(true, false) : List.of(), reported);
    }

    @Test
    void aPointThatWaitsLongDoesNotKeepTheRest() throws IOException {
        Restartable process = new Restartable(folder, 2 * LEAST, true, Duration.ZERO);
        process.send("held.back", 5, 1, "held.back", 7, 2);
        for (int round = 0; round < 200; round++) {
            fill(process, 10_000);
            if (round == 100) {
                process.send("held.back", 5, 3);
            }
            store(process, name -> !name.equals("held.back"));
            process.keeper.round();
            assertFalse(process.queues.intake().paused(), "round " + round);
        }
        assertEquals(0, process.counters.dropped());
        Restartable second = new Restartable(folder, 2 * LEAST, true, Duration.ZERO);
        assertEquals(List.of("5=1.0", "7=2.0", "5=3.0"), second.waiting("held.back"));
        assertEquals(3, second.counters.replayed());
    }

    /** The queues take a long record part by part, and the process may be killed between two. */
    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aKillAfterAPartOfARecordWasStoredLosesNothing() throws Exception {
        int points = 2 * PointBatch.CAPACITY;
        Restartable first = new Restartable(folder);
        for (int i = 0; i < points; i++) {
            first.send("a", i, i);
        }
        assertTrue(first.queues.journaled().carryOver(first.keeper.journal().segment()));
        Restartable second = Restartable.withCapacityFor(PointBatch.CAPACITY, folder);
        Thread replay = new Thread(second::replay);
        replay.start();
        while (second.queues.measures().queuedPoints() < PointBatch.CAPACITY) {
            Thread.onSpinWait();
        }
        // The second part waits for room.
        QueuedPoints stored = new QueuedPoints();
        int series = second.queues.drain().takeWaiting()[0];
        second.queues.drain().copy(series, Integer.MAX_VALUE, stored);
        second.queues.drain().remove(series, stored.size());
        replay.join();
        second.keeper.round();
        Restartable third = new Restartable(folder);
        List<String> waiting = third.waiting("a");
        assertEquals((points - 1) + "=" + (points - 1.0), waiting.get(waiting.size() - 1));
        assertTrue(waiting.size() >= points - PointBatch.CAPACITY, waiting.size() + " points");
    }

    @Test
    void aSecondProcessMayDoWithLessCapacity() throws IOException {
        Restartable first = new Restartable(folder);
        fill(first, 500_000);
        Restartable second = new Restartable(folder, LEAST, true, Duration.ZERO);
        assertEquals(500_000, second.counters.replayed());
        assertTrue(second.queues.journaled().isFull() || second.keeper.journal().full());
        second.keeper.round();
        assertTrue(second.queues.intake().paused());
        store(second, name -> true);
        second.keeper.round();
        assertFalse(second.queues.intake().paused());
        second.send("more", 1, 1);
        assertEquals(List.of("1=1.0"), second.waiting("more"));
    }

    @Test
    void anInterruptedThreadWritesAllTheSame() throws IOException {
        Restartable process = new Restartable(folder);
        Thread.currentThread().interrupt();
        process.send("a", 1, 1);
        assertTrue(Thread.interrupted());
        process.send("a", 2, 2);
        assertEquals(0, process.counters.dropped());
        assertEquals(List.of("1=1.0", "2=2.0"), new Restartable(folder).waiting("a"));
    }

    @Test
    void namesThatNoMetricCanHaveAreLeftOut() throws IOException {
        Restartable first = new Restartable(folder);
        first.send("refused.x", 1, 1, "a", 1, 1);
        Restartable second = new Restartable(folder);
        assertEquals(List.of(), second.waiting("refused.x"));
        assertEquals(List.of("1=1.0"), second.waiting("a"));
        assertTrue(second.booksBalance());
    }

    @Test
    void longNamesTakeMoreThanOneRecord() throws IOException {
        Restartable first = new Restartable(folder);
        Object[] points = new Object[3 * 1000];
        for (int i = 0; i < 1000; i++) {
            points[3 * i] = "n".repeat(2900) + i;
            points[3 * i + 1] = i;
            points[3 * i + 2] = i;
        }
        first.send(points);
        Restartable second = new Restartable(folder);
        assertEquals(1000, second.counters.replayed());
        assertEquals(List.of("999=999.0"), second.waiting("n".repeat(2900) + 999));
    }

    @Test
    void valuesAndTimesComeBackToTheBit() throws IOException {
        Restartable first = new Restartable(folder);
        double[] values = {-0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, 1e308, Math.PI};
        for (double value : values) {
            first.send("\u00e9\u4e2d", 0xFFFFFFFFL, value, "zero", 0, value);
        }
        Restartable second = new Restartable(folder);
        assertEquals(first.waiting("\u00e9\u4e2d"), second.waiting("\u00e9\u4e2d"));
        assertEquals(first.waiting("zero"), second.waiting("zero"));
    }

    @Test
    void forcedToTheDiskItKeepsTheSame() throws IOException {
        Restartable first = new Restartable(folder, LEAST, true, Duration.ofNanos(1));
        for (int round = 0; round < 20; round++) {
            fill(first, 20_000);
            store(first, name -> true);
            first.keeper.round();
        }
        first.send("last", 1, 1);
        assertEquals(0, first.counters.dropped());
        assertTrue(segments().size() <= 4, segments().toString());
        Restartable second = new Restartable(folder, LEAST, true, Duration.ofNanos(1));
        assertEquals(List.of("1=1.0"), second.waiting("last"));
        store(second, name -> true);
        second.keeper.close();
        assertEquals(List.of(), segments());
    }

    /** Any sequence of batches, writes, rounds and kills: each metric has an end of its history, with all not stored. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsWhatAModelKeeps(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<String>> history = new HashMap<>();
        Map<String, Integer> stored = new HashMap<>();
        Restartable process = new Restartable(folder, LEAST, true, Duration.ZERO);
        QueuedPoints points = new QueuedPoints();
        for (int step = 0; step < 400; step++) {
            assertEquals(0, process.counters.dropped());
            switch (process.queues.intake().paused() ? random.nextInt(4) : random.nextInt(8)) {
                case 0 -> {
                    process.keeper.round();
                    assertTrue(process.keeper.bytes() <= LEAST);
                }
                case 1, 2 -> {
                    for (int series : process.queues.drain().takeWaiting()) {
                        if (random.nextInt(4) == 0) {
                            process.queues.drain().putBack(series);
                            continue;
                        }
                        String name = process.queues.drain().name(series);
                        process.queues.drain().copy(series, random.nextInt(1, 200), points);
                        if (random.nextInt(8) == 0 && !process.queues.intake().paused()) {
                            Object[] between = {name, step, random.nextInt(100)};
                            remember(history, between);
                            process.send(between);
                        }
                        if (random.nextInt(8) == 0) {
                            process.queues
                                    .journaled()
                                    .carryOver(process.keeper.journal().segment() - random.nextInt(3));
                        }
                        process.counters.stored(points.size());
                        process.queues.drain().remove(series, points.size());
                        int left = process.waiting(name).size();
                        stored.put(name, history.get(name).size() - left);
                    }
                }
                case 3 -> {
                    if (random.nextInt(4) == 0) {
                        assertTrue(process.booksBalance());
                        process = new Restartable(folder, LEAST, true, Duration.ZERO);
                        assertHolds(process, history, stored);
                    }
                }
                default -> {
                    Object[] sent = new Object[3 * random.nextInt(1, 1000)];
                    for (int i = 0; i < sent.length; i += 3) {
                        sent[i] = "metric." + random.nextInt(1 << random.nextInt(11));
                        sent[i + 1] = random.nextInt(1 << 30);
                        sent[i + 2] = random.nextInt();
                    }
                    remember(history, sent);
                    process.send(sent);
                }
            }
        }
        assertEquals(0, process.counters.dropped());
        assertHolds(new Restartable(folder, LEAST, true, Duration.ZERO), history, stored);
    }

    private static void remember(Map<String, List<String>> history, Object... sent) {
        for (int i = 0; i < sent.length; i += 3) {
            history.computeIfAbsent((String) sent[i], unused -> new ArrayList<>())
                    .add(sent[i + 1] + "=" + (double) (int) sent[i + 2]);
        }
    }

    private static void assertHolds(
            Restartable process, Map<String, List<String>> history, Map<String, Integer> stored) {
        long waiting = 0;
        for (Map.Entry<String, List<String>> metric : history.entrySet()) {
            List<String> held = process.waiting(metric.getKey());
            List<String> all = metric.getValue();
            int notStored = all.size() - stored.getOrDefault(metric.getKey(), 0);
            assertTrue(held.size() >= notStored, metric.getKey() + " lost points");
            assertTrue(held.size() <= all.size(), metric.getKey());
            assertEquals(all.subList(all.size() - held.size(), all.size()), held, metric.getKey());
            // What is stored and comes again may be stored again.
            stored.put(metric.getKey(), all.size() - held.size());
            waiting += held.size();
        }
        assertEquals(waiting, process.counters.replayed());
    }
}

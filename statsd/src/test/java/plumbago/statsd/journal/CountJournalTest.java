package plumbago.statsd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.Interval;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;
import plumbago.statsd.metric.Sketch;

/** The journal with the metrics that write it and are read back from it. */
class CountJournalTest {
    private static final long MAX_BYTES = 1 << 20;
    private static final List<MetricType> TYPES = List.of(MetricType.values());

    @TempDir
    Path folder;

    @Test
    void whateverWasCommittedIsThereAgain() throws Exception {
        Random random = new Random(7);
        for (int run = 0; run < 60; run++) {
            Path of = folder.resolve("run" + run);
            OneProcess process = new OneProcess(of);
            int steps = random.nextInt(4000);
            for (int step = 0; step < steps; step++) {
                process.doSomething(random);
                if (random.nextInt(500) == 0) {
                    // As if it were killed: the file is as it is.
                    process = process.next();
                }
            }
            String expected = process.state();
            assertEquals(expected, process.next().state());
        }
    }

    /** One process after the other; what they know must not differ. */
    private static final class OneProcess {
        private final Path folder;
        private final Metrics metrics = new Metrics(300, 5, 5000);
        private final CountJournal journal;
        private EndedInterval flushing;

        OneProcess(Path folder) throws IOException {
            this.folder = folder;
            journal = CountJournal.open(folder, MAX_BYTES, metrics, Runnable::run);
            flushing = metrics.unflushed().orElse(null);
            metrics.settle();
            metrics.journalTo(journal);
            assertTrue(flushing == null ? journal.renew(metrics) : journal.resume());
        }

        /** What it knows, once more read by another one; an interval that has not been flushed is still to be. */
        OneProcess next() throws IOException {
            String before = state();
            // As the system does for a process that is killed.
            journal.close();
            OneProcess next = new OneProcess(folder);
            assertEquals(flushing == null, next.flushing == null);
            if (next.flushing != null) {
                assertEquals(values(flushing), values(next.flushing));
            }
            assertEquals(before, next.state());
            return next;
        }

        void doSomething(Random random) {
            byte[] name = ("n" + random.nextInt(200)).getBytes(StandardCharsets.UTF_8);
            MetricType type = TYPES.get(random.nextInt(TYPES.size()));
            switch (random.nextInt(40)) {
                case 0 -> endOrFlush();
                case 1 -> {
                    int id = metrics.find(type, name, 0, name.length, hash(name));
                    if (id >= 0) {
                        metrics.remove(type, id);
                    }
                }
                case 2 -> {
                    if (journal.isGrown() && flushing == null) {
                        assertTrue(journal.renew(metrics));
                    }
                }
                default -> change(type, name, random);
            }
            journal.commit();
        }

        private void change(MetricType type, byte[] name, Random random) {
            int id = metrics.findOrDefine(type, name, 0, name.length);
            if (id == Metrics.REFUSED) {
                return;
            }
            double value = random.nextBoolean() ? random.nextInt(100) : random.nextGaussian();
            switch (type) {
                case COUNTER -> metrics.count(id, value);
                case TIMER -> metrics.timer(id, Math.abs(value), random.nextBoolean() ? 1 : 2.5);
                case GAUGE -> metrics.gauge(id, value);
                case SET -> metrics.member(id, name, 0, 1 + random.nextInt(name.length));
            }
        }

        private void endOrFlush() {
            if (flushing == null) {
                flushing = metrics.endInterval(1000);
            } else {
                flushing.values().clear();
                metrics.flushed(flushing.values());
                flushing = null;
            }
        }

        String state() {
            StringBuilder state = new StringBuilder();
            for (MetricType type : MetricType.values()) {
                state.append(new TreeMap<>(metrics.dump(type).byName())).append('\n');
            }
            TreeMap<String, String> sketches = new TreeMap<>();
            for (int i = 0; i < 200; i++) {
                byte[] name = ("n" + i).getBytes(StandardCharsets.UTF_8);
                int id = metrics.find(MetricType.TIMER, name, 0, name.length, hash(name));
                if (id >= 0) {
                    sketches.put("n" + i, timer(metrics.current(), id));
                }
            }
            return state.append(sketches).toString();
        }

        private static String values(EndedInterval ended) {
            TreeMap<String, String> all = new TreeMap<>();
            for (MetricType type : MetricType.values()) {
                for (int id = 0; id < ended.end(type); id++) {
                    byte[] name = ended.names(type)[id];
                    if (name != null) {
                        all.put(type + new String(name, StandardCharsets.UTF_8), value(ended, type, id));
                    }
                }
            }
            return all.toString();
        }

        private static String value(EndedInterval ended, MetricType type, int id) {
            return switch (type) {
                case COUNTER -> "" + ended.values().counter(id);
                case TIMER ->
                    ended.values().timerCount(id) + " " + ended.values().timerValues(id);
                case GAUGE -> "" + ended.gauges()[id];
                case SET -> "" + ended.values().setSize(id);
            };
        }

        private static String timer(Interval values, int id) {
            Sketch sketch = values.sketch(id).orElse(null);
            return Math.round(1e6 * values.timerCount(id)) + " " + values.timerValues(id)
                    + (sketch == null
                            ? ""
                            : " " + sketch.count() + " " + sketch.sum() + " " + sketch.value(sketch.count() / 2));
        }

        private static int hash(byte[] name) {
            return plumbago.carbon.point.NameHash.of(name, 0, name.length);
        }
    }

    @Test
    void aFrameThatIsCutIsLeftOutWholeAndTheRestIsThere() throws Exception {
        OneProcess process = new OneProcess(folder);
        for (String name : List.of("a", "b")) {
            process.change(MetricType.COUNTER, name.getBytes(StandardCharsets.UTF_8), new Random(1));
            process.journal.commit();
        }
        String whole = process.state();
        Path file = newest();
        long size = Files.size(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size - 1);
        }
        process.journal.close();
        String cut = new OneProcess(folder).state();
        assertTrue(cut.contains("a=") && !cut.contains("b="), cut);
        assertTrue(whole.contains("b="), whole);
    }

    @Test
    void aFileThatWasNotBegunWholeLeavesTheOneBefore() throws Exception {
        OneProcess process = new OneProcess(folder);
        process.change(MetricType.COUNTER, "a".getBytes(StandardCharsets.UTF_8), new Random(1));
        process.journal.commit();
        assertTrue(process.journal.renew(process.metrics));
        String state = process.state();
        try (FileChannel channel = FileChannel.open(newest(), StandardOpenOption.WRITE)) {
            channel.truncate(14);
        }
        process.journal.close();
        assertEquals(state, new OneProcess(folder).state());
    }

    @Test
    void whatWasNotBegunWholeGoesBeforeTheOneThatIs() throws Exception {
        OneProcess process = new OneProcess(folder);
        process.change(MetricType.COUNTER, "a".getBytes(StandardCharsets.UTF_8), new Random(1));
        String state = process.state();
        for (int i = 0; i < 3; i++) {
            process.journal.commit();
            process.journal.close();
            try (FileChannel channel = FileChannel.open(newest(), StandardOpenOption.WRITE)) {
                channel.truncate(i == 0 ? channel.size() : 14);
            }
            process = new OneProcess(folder);
            assertEquals(state, process.state());
        }
    }

    @Test
    void whileSomethingWaitsToBeWrittenNoFileIsBegun() throws Exception {
        OneProcess process = new OneProcess(folder);
        Random random = new Random(1);
        while (!process.journal.isGrown()) {
            for (int i = 0; i < 100; i++) {
                process.change(MetricType.TIMER, ("t" + i % 40).getBytes(StandardCharsets.UTF_8), random);
            }
            process.journal.commit();
        }
        assertTrue(process.journal.problem().isEmpty());
        process.change(MetricType.COUNTER, "new".getBytes(StandardCharsets.UTF_8), random);
        assertFalse(process.journal.isGrown());
        process.journal.commit();
        assertTrue(process.journal.isGrown());
        process.journal.close();
        assertFalse(process.journal.isGrown());
        assertEquals(process.state(), new OneProcess(folder).state());
    }

    @Test
    void aTimerThatTakesThePlaceOfARemovedOneHasOnlyItsOwnValues() throws Exception {
        OneProcess process = new OneProcess(folder);
        byte[] before = "before".getBytes(StandardCharsets.UTF_8);
        process.metrics.timer(process.metrics.findOrDefine(MetricType.TIMER, before, 0, before.length), 1, 1);
        process.metrics.remove(
                MetricType.TIMER,
                process.metrics.find(MetricType.TIMER, before, 0, before.length, OneProcess.hash(before)));
        process.journal.commit();
        process = process.next();
        byte[] after = "after".getBytes(StandardCharsets.UTF_8);
        process.metrics.timer(process.metrics.findOrDefine(MetricType.TIMER, after, 0, after.length), 2, 1);
        assertEquals(
                "{after=[2.0]}", process.metrics.dump(MetricType.TIMER).byName().toString());
    }

    @Test
    void aFolderIsOneProcesss() throws Exception {
        OneProcess process = new OneProcess(folder);
        assertTrue(assertThrows(IOException.class, () -> new OneProcess(folder))
                .getMessage()
                .contains("STORAGE_DIR"));
        process.journal.close();
        assertEquals(process.state(), new OneProcess(folder).state());
    }

    @Test
    void aFileOfAnotherKindIsNoReasonNotToStart() throws Exception {
        Files.writeString(folder.resolve("counts-7.journal"), "something else altogether");
        Files.writeString(folder.resolve("notes.txt"), "not ours");
        assertEquals(new OneProcess(folder.resolve("empty")).state(), new OneProcess(folder).state());
        assertTrue(Files.exists(folder.resolve("notes.txt")));
    }

    @Test
    void whatHasAChecksumAndIsNoJournalIsNamed() throws Exception {
        OneProcess process = new OneProcess(folder);
        process.journal.operations().define(9, 0, new byte[] {'a'}, 0, 1);
        process.journal.close();
        IOException refused = assertThrows(IOException.class, () -> new OneProcess(folder));
        assertTrue(refused.getMessage().contains("counts-"), refused.getMessage());
    }

    @Test
    void whatIsNoFileIsNamedWithTheReason() throws Exception {
        Path notFile = Files.createDirectory(folder.resolve("counts-7.journal"));
        assertEquals(
                notFile + " cannot be read as a journal of StatsD's counts: Is a directory",
                assertThrows(IOException.class, () -> new OneProcess(folder)).getMessage());
        Files.delete(notFile);
        Files.createSymbolicLink(notFile, Path.of("nowhere"));
        assertEquals(
                "a journal of StatsD's counts cannot be read: " + notFile + ": no such file or folder",
                assertThrows(IOException.class, () -> new OneProcess(folder)).getMessage());
    }

    @Test
    void beyondItsBoundItKeepsNothingUntilItIsBegunAnewAndSaysSo() throws Exception {
        OneProcess process = new OneProcess(folder);
        Random random = new Random(1);
        while (process.journal.problem().isEmpty()) {
            for (int i = 0; i < 1000; i++) {
                process.change(MetricType.TIMER, ("t" + i % 40).getBytes(StandardCharsets.UTF_8), random);
            }
            process.journal.commit();
            assertTrue(process.journal.bytes() < 2 * MAX_BYTES);
        }
        assertTrue(
                process.journal.problem().get().contains("journalBytes"),
                process.journal.problem().get());
        assertTrue(process.journal.isGrown());
        process.endOrFlush();
        process.endOrFlush();
        assertTrue(process.journal.renew(process.metrics));
        assertFalse(process.journal.problem().isPresent());
        process.journal.close();
        assertEquals(process.state(), new OneProcess(folder).state());
    }

    @Test
    void aStateLargerThanItsBoundIsBegunAnewOnlyWhenItHasGrownAndBoundedAllTheSame() throws Exception {
        long most = 1 << 18;
        Metrics metrics = new Metrics(300, 5, 5000);
        try (CountJournal journal = CountJournal.open(folder, most, metrics, Runnable::run)) {
            metrics.journalTo(journal);
            byte[] name = {'n'};
            int set = metrics.findOrDefine(MetricType.SET, name, 0, name.length);
            for (int i = 0; i < 5000; i++) {
                byte[] member = ("a member of so many letters, as I said, " + i).getBytes(StandardCharsets.UTF_8);
                metrics.member(set, member, 0, member.length);
            }
            int counter = metrics.findOrDefine(MetricType.COUNTER, name, 0, name.length);
            assertTrue(journal.renew(metrics));
            long state = journal.bytes();
            assertTrue(state > most / 2);
            assertFalse(journal.isGrown());
            while (journal.problem().isEmpty()) {
                for (int i = 0; i < 1000; i++) {
                    metrics.count(counter, 0.5);
                }
                journal.commit();
                assertTrue(journal.bytes() < state + 2 * most);
            }
            assertTrue(journal.isGrown());
        }
    }

    private Path newest() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    @Test
    void whatIsGivenUpIsNotCountedAgainAndGaugesStay() throws Exception {
        OneProcess process = new OneProcess(folder);
        byte[] counter = "flushed".getBytes(StandardCharsets.UTF_8);
        byte[] gauge = "gauge".getBytes(StandardCharsets.UTF_8);
        process.metrics.gauge(process.metrics.findOrDefine(MetricType.GAUGE, gauge, 0, gauge.length), 7);
        assertTrue(process.journal.renew(process.metrics));
        int id = process.metrics.findOrDefine(MetricType.COUNTER, counter, 0, counter.length);
        process.metrics.count(id, 3);
        process.journal.commit();
        // Its bound is one way to be given up, and a full disk, at the end of an interval, another.
        Random random = new Random(1);
        while (process.journal.problem().isEmpty()) {
            for (int i = 0; i < 1000; i++) {
                process.change(MetricType.TIMER, ("t" + i % 40).getBytes(StandardCharsets.UTF_8), random);
            }
            process.journal.commit();
        }
        process.journal.close();
        String state = new OneProcess(folder).state();
        assertTrue(state.contains("gauge=7.0"), state);
        assertFalse(state.contains("flushed=3"), state);
    }
}

package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.measure.Measures;

/** What was accepted is there in the next process, whatever became of the one before. */
class AggregatorJournalTest {
    private static final long T = 1_500_000_000;

    private static final String[] RULES = {
        "sum (60) = sum in.*",
        "avg (60) = avg in.*",
        "min (60) = min in.*",
        "max (60) = max in.*",
        "count (60) = count in.*",
        "last (60) = last in.*",
        "p90 (60) = p90 in.*"
    };

    @TempDir
    Path folder;

    @BeforeEach
    void writeRules() {
        TestAggregator.writeRules(folder, RULES);
    }

    private static TestAggregator start(Path folder, long now) throws IOException {
        return new TestAggregator(folder, TestAggregator.EXACT, now, true);
    }

    /** A copy of the folder at this moment is what a process leaves that is killed. */
    private Path killed(TestAggregator aggregator, String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name).resolve("journal"));
        Files.copy(folder.resolve("aggregation-rules.conf"), copy.resolveSibling("aggregation-rules.conf"));
        try (Stream<Path> files = Files.list(aggregator.journal())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy.getParent();
    }

    private static Path newest(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    @Test
    void everyMethodGoesOnInTheNextProcess() throws Exception {
        List<String> whole;
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T + 20, 0.1);
            aggregator.send("in.b", T + 10, -3);
            aggregator.send("in.c", T + 70, 5);
            Path copy = killed(aggregator, "copy");
            aggregator.send("in.a", T + 30, 0.2);
            aggregator.run(T + 60);
            whole = aggregator.made();
            try (TestAggregator next = start(copy, T + 1)) {
                next.send("in.a", T + 30, 0.2);
                next.run(T + 60);
                assertEquals(whole, next.made());
            }
        }
        assertTrue(whole.contains("sum " + T + ' ' + (0.1 + -3.0 + 0.2)), whole.toString());
        assertEquals(14, whole.size());
    }

    @Test
    void aLatePointAfterARestartCorrectsWhatWasSentBefore() throws Exception {
        TestAggregator.writeRules(folder, "sum (60) = sum in.*");
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T, 1);
            aggregator.run(T + 70);
        }
        for (int restart = 1; restart <= 3; restart++) {
            try (TestAggregator aggregator = start(folder, T + 100L * restart)) {
                aggregator.send("in.a", T + restart, 1);
                aggregator.run(T + 100L * restart + 61);
                assertEquals(List.of("sum " + T + ' ' + (1.0 + restart)), aggregator.made());
            }
        }
    }

    @Test
    void whatIsClosedStaysClosed() throws Exception {
        TestAggregator.writeRules(folder, "sum (60) = sum in.*");
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T, 1);
            aggregator.run(T + 4000);
        }
        for (int restart = 0; restart < 3; restart++) {
            try (TestAggregator aggregator = start(folder, T + 4000)) {
                aggregator.send("in.a", T, 1);
                aggregator.run(T + 4100);
                assertEquals(List.of(), aggregator.made());
            }
        }
    }

    @Test
    void whatNoRuleMakesAnyMoreAfterARestartGoesOutAsItIs() throws Exception {
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T, 1);
        }
        TestAggregator.writeRules(folder, "sum (60) = sum in.*", "max (10) = max in.*");
        try (TestAggregator aggregator = start(folder, T + 5)) {
            assertEquals(
                    List.of("avg", "count", "last", "max", "min", "p90"),
                    aggregator.made.stream()
                            .map(TestAggregator.Out::name)
                            .sorted()
                            .toList());
            aggregator.made.clear();
            aggregator.send("in.a", T + 6, 3);
            aggregator.run(T + 60);
            assertEquals(List.of("max " + T + " 3.0", "sum " + T + " 4.0"), aggregator.made());
        }
    }

    @Test
    void aFrameThatIsCutIsLeftOutWholeAndTheRestIsThere() throws Exception {
        TestAggregator.writeRules(folder, "sum (60) = sum in.*");
        TestAggregator aggregator = start(folder, T);
        aggregator.send("in.a", T, 1);
        aggregator.send("in.a", T, 2);
        Path file = newest(aggregator.journal());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
        }
        aggregator.close();
        try (TestAggregator next = start(folder, T)) {
            next.run(T + 60);
            assertEquals(List.of("sum " + T + " 1.0"), next.made());
        }
    }

    @Test
    void aFileThatWasNotBegunWholeLeavesTheOneBefore() throws Exception {
        TestAggregator.writeRules(folder, "sum (60) = sum in.*");
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T, 1);
        }
        try (TestAggregator aggregator = start(folder, T)) {
            try (FileChannel channel = FileChannel.open(newest(aggregator.journal()), StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 1);
            }
        }
        try (TestAggregator next = start(folder, T)) {
            next.run(T + 60);
            assertEquals(List.of("sum " + T + " 1.0"), next.made());
        }
    }

    @Test
    void whatHasAChecksumAndIsNoJournalIsNamed() throws Exception {
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T, 1);
        }
        Path other = folder.resolve("other").resolve("journal");
        Files.createDirectories(other);
        byte[] bytes = Files.readAllBytes(newest(folder.resolve("journal")));
        byte[] operations = {0};
        CRC32C checksum = new CRC32C();
        checksum.update(operations);
        ByteBuffer file = ByteBuffer.allocate(21).order(ByteOrder.LITTLE_ENDIAN);
        file.put(bytes, 0, 12).putInt(1).putInt((int) checksum.getValue()).put(operations);
        Files.write(other.resolve("intervals-1.journal"), file.array());
        IOException refused = assertThrows(IOException.class, () -> start(folder.resolve("other"), T));
        assertTrue(
                refused.getMessage().contains("intervals-1.journal, behind byte 12: expected a journal of open"),
                refused.getMessage());
    }

    @Test
    void aFolderIsOneProcesss() throws Exception {
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T, 1);
            assertTrue(assertThrows(IOException.class, () -> start(folder, T))
                    .getMessage()
                    .contains("another process keeps the aggregator's open intervals in"));
        }
    }

    @Test
    void aGrownFileIsBegunAnewWithAllThatThereIs() throws Exception {
        AggregatorOptions small = new AggregatorOptions(false, 5, 0, 3600, 4 << 20, false);
        double sum = 0;
        try (TestAggregator aggregator = new TestAggregator(folder, small, T, true)) {
            for (int i = 0; i < 40_000; i++) {
                aggregator.send("in.a", T + i % 120, i / 3.0);
                sum += i % 120 < 60 ? i / 3.0 : 0;
                if (i % 1000 == 0) {
                    aggregator.sink.tick(T);
                }
            }
            assertFalse(aggregator.sink.problem().isPresent());
            assertTrue(Files.size(newest(aggregator.journal())) < 4 << 20);
            assertTrue(newest(aggregator.journal()).toString().contains("-2"), "it was begun anew");
        }
        try (TestAggregator next = new TestAggregator(folder, small, T, true)) {
            next.run(T + 60);
            assertTrue(next.made().contains("sum " + T + ' ' + sum));
        }
    }

    @Test
    void onAFullDiskItGoesOnAndSaysSoAndIsWholeAgainWhenThereIsSpace() throws Exception {
        TestAggregator.writeRules(folder, "sum (60) = sum in.*");
        try (TestAggregator aggregator = start(folder, T)) {
            aggregator.send("in.a", T, 1);
            limitFiles("16:");
            try {
                aggregator.send("in.a", T, 2);
                assertTrue(
                        aggregator
                                .sink
                                .problem()
                                .orElse("")
                                .contains("the journal of the aggregator's open intervals in"),
                        "" + aggregator.sink.problem());
                for (int i = 0; i < 100; i++) {
                    aggregator.send("in.a", T, 1);
                }
                aggregator.run(T + 60);
                assertEquals(List.of("sum " + T + " 103.0"), aggregator.made());
            } finally {
                limitFiles("unlimited:");
            }
            aggregator.send("in.a", T, 1);
            aggregator.run(T + 61);
            assertFalse(aggregator.sink.problem().isPresent());
        }
        try (TestAggregator next = start(folder, T + 61)) {
            next.run(T + 122);
            assertEquals(List.of("sum " + T + " 104.0"), next.made());
        }
    }

    @Test
    void whatHadToBeGivenUpIsNotSentOnceMoreWithLess() throws Exception {
        TestAggregator.writeRules(folder, "sum (60) = sum in.*");
        AggregatorOptions small = new AggregatorOptions(false, 5, 0, 3600, 1 << 20, false);
        try (TestAggregator aggregator = new TestAggregator(folder, small, T, true)) {
            aggregator.send("in.a", T, 1);
        }
        try (TestAggregator aggregator = new TestAggregator(folder, small, T, true)) {
            // No tick comes to begin it anew.
            for (int i = 0; aggregator.sink.problem().isEmpty(); i++) {
                assertTrue(i < 1_000_000);
                aggregator.send("in.a", T, 0.1);
            }
            Measures measures = new Measures();
            aggregator.sink.register(measures);
            assertTrue(measures.value("plumbago_aggregator_values").orElse(0) > 10_000);
        }
        try (TestAggregator next = new TestAggregator(folder, small, T, true)) {
            next.send("in.a", T, 1);
            next.send("in.a", T + 60, 1);
            next.run(T + 120);
            assertEquals(List.of("sum " + (T + 60) + " 1.0"), next.made());
        }
    }

    private static void limitFiles(String limit) throws Exception {
        try {
            Process process = new ProcessBuilder(
                            "prlimit", "--pid", "" + ProcessHandle.current().pid(), "--fsize=" + limit)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(process.waitFor() == 0, "skipped: files cannot be limited here: " + said);
        } catch (IOException e) {
            assumeTrue(false, "skipped: there is no prlimit: " + e.getMessage());
        }
    }
}

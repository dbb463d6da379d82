package plumbago.carbon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.storage.whisper.FileSpace;

/** A journal whose folder is removed while it is written to, whose disk fails, or is very small. */
@Timeout(600)
class JournalTroublesTest {
    @TempDir
    Path folder;

    private static void delete(Path removed) throws IOException {
        try (var all = Files.walk(removed)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void fill(Restartable process, int batches) {
        Object[] points = new Object[3 * 1000];
        for (int i = 0; i < 1000; i++) {
            points[3 * i] = "fill.m" + i % 100;
            points[3 * i + 1] = i;
            points[3 * i + 2] = i;
        }
        for (int i = 0; i < batches; i++) {
            process.send(points);
        }
    }

    @Test
    void whatWaitsIsWrittenDownAgainWhereTheFolderWasRemoved() throws IOException {
        Path journal = folder.resolve("journal");
        Restartable first = new Restartable(journal, 8 << 20, true, Duration.ZERO);
        first.send("a", 1, 1);
        fill(first, 100);
        first.send("b", 1, 1);
        delete(journal);
        first.send("a", 2, 2);
        first.keeper.round();
        assertFalse(first.queues.intake().paused(), "there is room again at once");
        first.send("c", 3, 3);
        first.keeper.round();
        Restartable second = new Restartable(journal, 8 << 20, true, Duration.ZERO);
        assertEquals(List.of("1=1.0", "2=2.0"), second.waiting("a"));
        assertEquals(List.of("1=1.0"), second.waiting("b"));
        assertEquals(List.of("3=3.0"), second.waiting("c"));
        assertEquals(
                first.queues.measures().queuedPoints(), second.queues.measures().queuedPoints());
        assertTrue(first.booksBalance());
    }

    @Test
    void sendersWaitWhereTheFolderCannotBeMadeAgain() throws IOException {
        Path above = folder.resolve("above");
        Path journal = above.resolve("journal");
        Restartable first = new Restartable(journal);
        first.send("a", 1, 1);
        delete(above);
        Files.writeString(above, "something else");
        first.keeper.round();
        assertTrue(first.queues.intake().paused());
        first.send("a", 2, 2);
        assertEquals(0, first.counters.dropped(), "what was read already is kept");
        first.keeper.round();
        assertTrue(first.queues.intake().paused());
        Files.delete(above);
        first.keeper.round();
        assertFalse(first.queues.intake().paused());
        assertEquals(List.of("1=1.0", "2=2.0"), new Restartable(journal).waiting("a"));
    }

    @Test
    void aSegmentThatCannotBeWrittenIsLeftForAnother() throws Exception {
        Restartable first = new Restartable(folder);
        fill(first, 100);
        first.send("a", 1, 1);
        limitFiles("1048576:");
        try {
            first.send("a", 2, 2);
            assertTrue(first.queues.intake().paused(), "as on a full disk");
            first.send("b", 3, 3);
        } finally {
            limitFiles("unlimited:");
        }
        assertEquals(0, first.counters.dropped());
        first.keeper.round();
        assertFalse(first.queues.intake().paused());
        Restartable second = new Restartable(folder);
        assertEquals(List.of("1=1.0", "2=2.0"), second.waiting("a"));
        assertEquals(List.of("3=3.0"), second.waiting("b"));
    }

    @Test
    void whatCannotBeWrittenDownIsKeptAndSendersWait() throws Exception {
        Restartable first = new Restartable(folder);
        first.send("a", 1, 1);
        // Not even a new segment's header.
        limitFiles("16:");
        try {
            first.send("a", 2, 2);
            assertTrue(first.queues.intake().paused(), "as on a full disk");
            first.send("b", 3, 3);
            assertEquals(0, first.counters.dropped());
            assertEquals(List.of("1=1.0", "2=2.0"), first.waiting("a"));
            first.keeper.round();
            assertTrue(first.queues.intake().paused());
            fill(first, 200);
            assertTrue(first.counters.dropped(DropReason.JOURNAL_FULL) > 0, "not without end");
        } finally {
            limitFiles("unlimited:");
        }
        assertTrue(first.booksBalance());
        first.keeper.round();
        assertFalse(first.queues.intake().paused());
        first.send("b", 4, 4);
        Restartable second = new Restartable(folder);
        assertEquals(List.of("1=1.0", "2=2.0"), second.waiting("a"));
        assertEquals(List.of("3=3.0", "4=4.0"), second.waiting("b"));
        assertEquals(
                first.queues.measures().queuedPoints(), second.queues.measures().queuedPoints());
    }

    @Test
    void whatComesBeforeThereIsAnySpaceIsKept() throws Exception {
        limitFiles("16:");
        Restartable first;
        try {
            first = new Restartable(folder);
            first.send("a", 1, 1);
            assertTrue(first.queues.intake().paused());
            assertEquals(0, first.counters.dropped());
        } finally {
            limitFiles("unlimited:");
        }
        first.keeper.round();
        assertFalse(first.queues.intake().paused());
        assertEquals(List.of("1=1.0"), new Restartable(folder).waiting("a"));
    }

    /** No file of this process may be written to behind so many bytes, as if the disk failed there. */
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

    @Test
    void aSmallDiskGetsSmallSegments() throws IOException {
        JournalOptions small =
                new JournalOptions(folder, 1 << 30, 4 << 20, Duration.ZERO, FileSpace::reserve, Optional::empty);
        small.checkDisk();
        assertEquals(512 << 10, small.segmentBytes(0));
        assertEquals(512 << 10, small.segmentBytes(1 << 20));
        assertEquals(
                1 << 20,
                new JournalOptions(folder, 1 << 30, 8 << 20, Duration.ZERO, FileSpace::reserve, Optional::empty)
                        .segmentBytes(0));
        assertEquals(
                64 << 20,
                new JournalOptions(folder, 1 << 30, Duration.ZERO, FileSpace::reserve, Optional::empty)
                        .segmentBytes(0));
        Restartable first = new Restartable(small);
        fill(first, 150);
        try (var files = Files.list(folder)) {
            assertTrue(files.allMatch(file -> size(file) <= 512 << 10));
        }
        assertEquals(150_000, new Restartable(small).queues.measures().queuedPoints());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDiskThatIsTooSmallIsRefused() {
        JournalOptions tiny =
                new JournalOptions(folder, 1 << 30, 3 << 20, Duration.ZERO, FileSpace::reserve, Optional::empty);
        IOException e = assertThrows(IOException.class, tiny::checkDisk);
        assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("JOURNAL_DIR"), e.getMessage());
    }
}

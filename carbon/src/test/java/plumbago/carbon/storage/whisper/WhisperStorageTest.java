package plumbago.carbon.storage.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.UnsoundSeriesException;
import plumbago.carbon.storage.WaitingPoints;
import plumbago.whisper.Allocation;
import plumbago.whisper.WhisperFile;

class WhisperStorageTest {
    private static final long NOW = 1_700_000_000L;
    private static final SeriesLayout LAYOUT = SeriesLayout.of(new Retention(10, 60), new Retention(60, 60));

    @TempDir
    Path folder;

    private final PointCounters counters = new PointCounters();
    private WhisperStorage storage;

    @BeforeEach
    void open() {
        storage = storage(1);
    }

    private WhisperStorage storage(int maxOpenFiles) {
        return new WhisperStorage(
                folder,
                metric -> LAYOUT,
                new WhisperStorage.Options(Allocation.RESERVED, maxOpenFiles, true, false),
                counters);
    }

    /** Cut within a page it does not even fault; or it was replaced, as resizing tools do it. */
    @Test
    void aFileThatIsNoLongerWhatWasMappedIsOpenedAnew() throws IOException {
        storage = storage(10);
        for (String metric : new String[] {"cut", "replaced", "whole"}) {
            for (int i = 2; i > 0; i--) {
                storage.write(metric, new long[] {NOW - 10L * i}, new double[] {i}, 1, NOW, () -> true);
            }
        }
        assertEquals(3, storage.openFiles());
        try (FileChannel channel = FileChannel.open(folder.resolve("cut.wsp"), StandardOpenOption.WRITE)) {
            channel.truncate(100);
        }
        Path copy = Files.copy(folder.resolve("replaced.wsp"), folder.resolve("copy"));
        Files.move(copy, folder.resolve("replaced.wsp"), StandardCopyOption.REPLACE_EXISTING);
        storage.write("whole", new long[] {NOW}, new double[] {7}, 1, NOW + 60, () -> true);
        assertEquals(1, storage.openFiles());
        assertThrows(
                UnsoundSeriesException.class,
                () -> storage.write("cut", new long[] {NOW - 300}, new double[] {7}, 1, NOW + 60, () -> true));
        storage.write("replaced", new long[] {NOW}, new double[] {7}, 1, NOW + 60, () -> true);
        try (WhisperFile file = WhisperFile.openReadOnly(folder.resolve("replaced.wsp"))) {
            assertArrayEquals(
                    new double[] {2, 1, 7},
                    file.fetch(NOW - 30, NOW, NOW).orElseThrow().values());
        }
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private int write(String metric, long timestamp, double value) throws IOException {
        return storage.write(metric, new long[] {timestamp}, new double[] {value}, 1, NOW, () -> true);
    }

    private double[] read(String metric) throws IOException {
        return storage.read(metric, NOW - 30, NOW, NOW, WaitingPoints.NONE)
                .orElseThrow()
                .values();
    }

    @Test
    void keepsOpenOnlyWhatGetsAFewPointsAtATime() throws IOException {
        write("many", NOW - 20, 1);
        long[] timestamps = new long[8];
        Arrays.setAll(timestamps, i -> NOW - i);
        storage.write("many", timestamps, new double[8], 8, NOW, () -> true);
        assertEquals(0, storage.openFiles());
        storage.write("many", timestamps, new double[7], 7, NOW, () -> true);
        assertEquals(1, storage.openFiles());
    }

    @Test
    void createsAndUpdatesFilesOpenOrNot() throws IOException {
        for (String metric : new String[] {"stays.open", "beyond.ceiling", "tagged;a=b"}) {
            assertEquals(1, write(metric, NOW - 20, 1));
            assertEquals(1, write(metric, NOW, 2));
            assertArrayEquals(new double[] {1, Double.NaN, 2}, read(metric));
            assertTrue(storage.exists(metric));
        }
        assertEquals(1, storage.openFiles());
        assertEquals(3, counters.creates());
        assertEquals(FileLayouts.of(LAYOUT).fileSize(), Files.size(folder.resolve("beyond/ceiling.wsp")));
    }

    @Test
    void aFileThatIsThereGetsThePointsAlsoAfterNewOnes() throws IOException {
        write("stays.open", NOW, 0);
        write("stays.open", NOW, 0);
        write("old", NOW - 20, 1);
        write("new", NOW, 5);
        assertEquals(1, write("old", NOW, 2));
        assertArrayEquals(new double[] {1, Double.NaN, 2}, read("old"));
        assertEquals(3, counters.creates());

        write("newer", NOW, 5);
        assertEquals(1, storage.write("old", new long[] {NOW - 10}, new double[] {3}, 1, NOW, () -> false));
        assertArrayEquals(new double[] {1, 3, 2}, read("old"));
    }

    @Test
    void afterAFileThatCouldNotBeMadeNoneIsTriedInPlaceOfOneThatIsThere() throws IOException {
        write("old", NOW, 1);
        assertThrows(UnsoundSeriesException.class, () -> write("x".repeat(300), NOW, 1));
        BooleanSupplier neverAsked = () -> {
            throw new AssertionError("a file was about to be made");
        };
        assertEquals(1, storage.write("old", new long[] {NOW}, new double[] {2}, 1, NOW, neverAsked));
    }

    @Test
    void aSeriesThatMayNotBeCreatedYetIsLeftAlone() throws IOException {
        assertEquals(Storage.NOT_YET, storage.write("a", new long[] {NOW}, new double[] {1}, 1, NOW, () -> false));
        assertFalse(storage.exists("a"));
        assertTrue(storage.read("a", NOW - 10, NOW, NOW, WaitingPoints.NONE).isEmpty());
    }

    @Test
    void waitingPointsAreReadAsIfStored() throws IOException {
        WaitingPoints waiting = new WaitingPoints(new long[] {NOW - 10, NOW}, new double[] {5, 6}, 2);
        assertArrayEquals(
                new double[] {Double.NaN, 5, 6},
                storage.read("new", NOW - 30, NOW, NOW, waiting).orElseThrow().values());
        write("known", NOW - 20, 4);
        assertArrayEquals(
                new double[] {4, 5, 6},
                storage.read("known", NOW - 30, NOW, NOW, waiting).orElseThrow().values());
    }

    @Test
    void whatCanNeverBeAFileIsNotTriedForEver() throws IOException {
        Files.createDirectories(folder.resolve("folder.wsp"));
        Files.createSymbolicLink(folder.resolve("ring.wsp"), Path.of("ring.wsp"));
        String tooLong = "x".repeat(300);
        for (String metric : new String[] {"folder", "ring", tooLong, tooLong + ".below", "a\0b"}) {
            assertThrows(UnsoundSeriesException.class, () -> write(metric, NOW, 1), metric);
            assertThrows(IOException.class, () -> read(metric), metric);
        }
        assertEquals(1, write("good", NOW, 1));
    }

    @Test
    void whatIsNoFolderCannotHoldFiles() throws IOException {
        Files.createFile(folder.resolve("plain"));
        for (String metric : new String[] {"plain.a", "plain.b.c"}) {
            UnsoundSeriesException e = assertThrows(UnsoundSeriesException.class, () -> write(metric, NOW, 1));
            assertTrue(e.getMessage().contains(folder.resolve("plain").toString()), e.getMessage());
        }
        Files.delete(folder.resolve("plain"));
        assertEquals(1, write("plain.a", NOW, 1));
    }

    /** A disk that is not there yet, or not any more: everything waits for it. */
    @Test
    void pointsWaitForADataFolderThatIsNone() throws IOException {
        Path notYet = Files.createFile(folder.resolve("not.yet"));
        try (WhisperStorage elsewhere = new WhisperStorage(
                notYet, metric -> LAYOUT, new WhisperStorage.Options(Allocation.RESERVED, 1, true, false), counters)) {
            IOException e = assertThrows(
                    IOException.class,
                    () -> elsewhere.write("a.b", new long[] {NOW}, new double[] {1}, 1, NOW, () -> true));
            assertFalse(e instanceof UnsoundSeriesException, e.toString());
            Files.delete(notYet);
            assertEquals(1, elsewhere.write("a.b", new long[] {NOW}, new double[] {1}, 1, NOW, () -> true));
        }
    }

    @Test
    void waitingPointsOfATaggedSeriesAreReadHoweverLongItsName() throws IOException {
        String metric = "long;tag=" + "x".repeat(300);
        Files.createDirectories(folder.resolve(MetricPath.of(metric, true)).getParent());
        WaitingPoints waiting = new WaitingPoints(new long[] {NOW}, new double[] {6}, 1);
        assertArrayEquals(
                new double[] {6},
                storage.read(metric, NOW - 10, NOW, NOW, waiting).orElseThrow().values());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsNoFile() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe.wsp").toString()).start();
        assertEquals(0, mkfifo.waitFor());
        assertThrows(IOException.class, () -> read("pipe"));
        assertThrows(UnsoundSeriesException.class, () -> write("pipe", NOW, 1));
    }

    @Test
    void aFileThatIsNoneHurtsOnlyItsSeries() throws IOException {
        Files.writeString(folder.resolve("bad.wsp"), "this is no Whisper file, however long it may be");
        UnsoundSeriesException e = assertThrows(UnsoundSeriesException.class, () -> write("bad", NOW, 1));
        assertTrue(e.getMessage().contains("bad.wsp"), e.getMessage());
        assertThrows(IOException.class, () -> read("bad"));
        assertEquals(1, write("good", NOW, 1));
    }

    @Test
    void aDeletedFileIsCreatedAgain() throws IOException {
        write("a", NOW, 1);
        Files.delete(folder.resolve("a.wsp"));
        storage.write("b", new long[] {NOW}, new double[] {1}, 1, NOW + 3600, () -> true);
        assertEquals(1, write("a", NOW, 2));
        assertTrue(Files.exists(folder.resolve("a.wsp")));
    }

    @Test
    void aTaggedFileFromBeforeNamesWereHashedIsReadAndTakenOver() throws IOException {
        try (WhisperStorage readable = new WhisperStorage(
                folder, metric -> LAYOUT, new WhisperStorage.Options(Allocation.RESERVED, 1, false, false), counters)) {
            readable.write("a.b;c=d", new long[] {NOW - 10}, new double[] {1}, 1, NOW, () -> true);
        }
        assertArrayEquals(new double[] {Double.NaN, 1, Double.NaN}, read("a.b;c=d"));
        assertTrue(storage.exists("a.b;c=d"));
        write("a.b;c=d", NOW, 2);
        assertArrayEquals(new double[] {Double.NaN, 1, 2}, read("a.b;c=d"));
        assertTrue(Files.exists(folder.resolve(MetricPath.of("a.b;c=d", true))));
        assertFalse(Files.exists(folder.resolve(MetricPath.of("a.b;c=d", false))));
    }

    @Test
    void anArchivedFileIsRead() throws IOException {
        write("old.metric", NOW, 3);
        storage.close();
        Path file = folder.resolve("old/metric.wsp");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("old/metric.wsp.gz")))) {
            Files.copy(file, packed);
        }
        Files.delete(file);
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 3}, read("old.metric"));
        Files.write(folder.resolve("old/metric.wsp.gz"), new byte[100]);
        IOException e = assertThrows(IOException.class, () -> read("old.metric"));
        assertTrue(e.getMessage().contains("metric.wsp.gz"), e.getMessage());
    }
}

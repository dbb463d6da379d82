package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.whisper.WhisperException.Kind;

class NewFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Allocation.class)
    void isAHeaderAndZeros(Allocation allocation) throws IOException {
        Path path = folder.resolve("a.wsp");
        WhisperLayout layout = TestFiles.layout("10s:6h 1m:7d", 0.25, AggregationMethod.MAX);
        WhisperFile.create(path, layout, allocation);

        ByteBuffer expected = ByteBuffer.allocate(40 + 12 * (2160 + 10080));
        expected.putInt(4).putInt(604_800).putFloat(0.25f).putInt(2);
        expected.putInt(40).putInt(10).putInt(2160);
        expected.putInt(40 + 12 * 2160).putInt(60).putInt(10080);
        assertArrayEquals(expected.array(), Files.readAllBytes(path));
        assertEquals(List.of("a.wsp"), names());
    }

    @ParameterizedTest
    @EnumSource(Allocation.class)
    void isWholeWhenItIsSmallerThanAPage(Allocation allocation) throws IOException {
        Path path = folder.resolve("a.wsp");
        WhisperFile.create(path, TestFiles.layout("60:1", 0, AggregationMethod.SUM), allocation);
        assertEquals(40, Files.size(path));
    }

    @Test
    void takesNoRoomOnTheDiskWhenSparse() throws IOException {
        WhisperLayout layout = TestFiles.layout("1s:1y", 0, AggregationMethod.SUM);
        Path path = folder.resolve("a.wsp");
        WhisperFile.create(path, layout, Allocation.SPARSE);
        assertEquals(28 + 12L * 365 * 86_400, Files.size(path));
    }

    @ParameterizedTest
    @EnumSource(Allocation.class)
    void withPointsIsTheSameAsCreatedAndUpdated(Allocation allocation) throws IOException {
        // One that is a page at most, and one that is more.
        List<WhisperLayout> layouts = List.of(
                TestFiles.layout("10s:5m 1m:20m 5m:12h", 0.3, AggregationMethod.AVERAGE),
                TestFiles.layout("10s:5m 1m:20m 5m:2d", 0.3, AggregationMethod.AVERAGE));
        SplittableRandom random = new SplittableRandom(4);
        long now = 1_700_000_000L;
        for (int round = 0; round < 100; round++) {
            WhisperLayout layout = layouts.get(round % 2);
            int count = random.nextInt(60);
            long[] timestamps = new long[count];
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                timestamps[i] = now - random.nextInt(random.nextBoolean() ? 400 : 100_000) + 20;
                values[i] = random.nextInt(1000);
            }
            Path atOnce = folder.resolve("at-once" + round);
            Path inTwoSteps = folder.resolve("in-two-steps" + round);
            WhisperFile.create(atOnce, layout, allocation, timestamps, values, count, now);
            WhisperFile.create(inTwoSteps, layout, allocation);
            try (WhisperFile file = WhisperFile.open(inTwoSteps, Access.CHANNEL)) {
                file.updateMany(timestamps, values, count, now);
            }
            assertArrayEquals(Files.readAllBytes(inTwoSteps), Files.readAllBytes(atOnce));
        }
    }

    /** The header is written together with points behind it, and the last of these may fit only in part. */
    @ParameterizedTest
    @EnumSource(Allocation.class)
    void takesMorePointsThanAreWrittenTogether(Allocation allocation) throws IOException {
        WhisperLayout layout = TestFiles.layout("1s:6h", 0.3, AggregationMethod.AVERAGE);
        long now = 1_700_000_000L;
        int count = 16_384;
        long[] timestamps = new long[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            // The first of them goes into the first slot, right behind the header.
            timestamps[i] = now - count + i;
            values[i] = i;
        }
        Path path = folder.resolve("a.wsp");
        WhisperFile.create(path, layout, allocation, timestamps, values, count, now);
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            assertArrayEquals(
                    values,
                    file.fetch(now - count - 1, now - 1, now).orElseThrow().values());
        }
    }

    @Test
    void doesNotTakeThePlaceOfAnother() throws IOException {
        Path path = Files.writeString(folder.resolve("a.wsp"), "something");
        WhisperLayout layout = TestFiles.layout("60:10", 0, AggregationMethod.SUM);
        WhisperException e = assertThrows(WhisperException.class, () -> WhisperFile.create(path, layout));
        assertEquals(Kind.FILE_ALREADY_EXISTS, e.kind());
        assertEquals("File " + path + " already exists!", e.summary());
        assertEquals("something", Files.readString(path));
        assertEquals(List.of("a.wsp"), names());
    }

    @ParameterizedTest
    @CsvSource({"60:10, ZEROED", "60:10, RESERVED", "1:1000, RESERVED"})
    void needsItsFolder(String retentions, Allocation allocation) throws IOException {
        Path path = folder.resolve("no/such/a.wsp");
        WhisperLayout layout = TestFiles.layout(retentions, 0, AggregationMethod.SUM);
        WhisperException e = assertThrows(WhisperException.class, () -> WhisperFile.create(path, layout, allocation));
        assertEquals("No such file or directory: '" + path + "'", e.summary());
        assertEquals(Kind.FILE_MISSING, e.kind());
        assertEquals(List.of(), names());
    }

    @Test
    void leavesNothingBehindWhereNothingCanBeWritten() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        WhisperLayout layout = TestFiles.layout("60:10", 0, AggregationMethod.SUM);
        assertThrows(IOException.class, () -> WhisperFile.create(notAFolder.resolve("a.wsp"), layout));
        assertEquals(List.of("file"), names());
    }

    @Test
    void worksWithTheLongestNameThereCanBe() throws IOException {
        Path path = folder.resolve("x".repeat(251) + ".wsp");
        WhisperFile.create(path, TestFiles.layout("60:10", 0, AggregationMethod.SUM));
        assertEquals(148, Files.size(path));
    }

    /** Many make the same file at once: one makes it, and whoever looks finds either nothing or the whole of it. */
    @Test
    void isMadeByOneOfManyAndNeverSeenHalfMade() throws Exception {
        WhisperLayout layout = TestFiles.layout("10s:6h 1m:7d", 0, AggregationMethod.SUM);
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            for (int round = 0; round < 50; round++) {
                Path path = folder.resolve("f" + round + ".wsp");
                AtomicBoolean over = new AtomicBoolean();
                Future<Boolean> watcher = threads.submit(() -> {
                    boolean seen = false;
                    while (!over.get() || !seen) {
                        if (Files.exists(path)) {
                            assertEquals(layout.fileSize(), Files.size(path));
                            assertEquals(layout, WhisperFile.info(path).layout());
                            seen = true;
                        }
                    }
                    return seen;
                });
                List<Future<Boolean>> makers = IntStream.range(0, 4)
                        .mapToObj(i -> threads.submit(() -> make(path, layout)))
                        .toList();
                int made = 0;
                for (Future<Boolean> maker : makers) {
                    made += maker.get() ? 1 : 0;
                }
                over.set(true);
                assertEquals(1, made);
                assertTrue(watcher.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(50, names().size());
    }

    private static boolean make(Path path, WhisperLayout layout) throws IOException {
        try {
            WhisperFile.create(path, layout);
            return true;
        } catch (WhisperException e) {
            assertEquals(Kind.FILE_ALREADY_EXISTS, e.kind());
            return false;
        }
    }

    @Test
    void isRecognisedWhenItWasNotFinished() {
        assertTrue(WhisperFile.isUnfinished(Path.of("data/.k3j2h1-17" + NewFile.SUFFIX)));
        assertFalse(WhisperFile.isUnfinished(Path.of("data/k3j2h1-17" + NewFile.SUFFIX)));
        assertFalse(WhisperFile.isUnfinished(Path.of("data/.k3j2h1-17.wsp")));
        assertFalse(WhisperFile.isUnfinished(Path.of("/")));
    }
}

package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.whisper.WhisperException.Kind;

/** Files that are cut off or whose header is wrong: an error with their name, or what is right in them, and no more. */
class DamagedFileTest {
    /** Far more than any operation on a file of a few hundred bytes may take. */
    private static final long MUCH_MEMORY = 4 << 20;

    private static final int HEADER_SIZE = 52;

    @TempDir
    Path folder;

    private Path path;
    private byte[] whole;
    private List<Archive> archives;

    @BeforeEach
    void makeAFileFullOfPoints() throws IOException {
        path = TestFiles.create(folder.resolve("damaged.wsp"), "1:10 5:12 20:9", 0, AggregationMethod.MAX);
        TestFiles.fill(path, 200);
        whole = Files.readAllBytes(path);
        archives = WhisperFile.info(path).archives();
        assertEquals(HEADER_SIZE + 12 * 31, whole.length);
    }

    private WhisperException failsWithItsName(Executable executable) {
        WhisperException e = assertThrows(WhisperException.class, executable);
        assertEquals(path, e.path().orElseThrow());
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        return e;
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aFileThatIsCutGivesItsWholeArchivesAndNothingElse(Access access) throws IOException {
        List<double[]> right = new ArrayList<>();
        try (WhisperFile file = WhisperFile.openReadOnly(path, access)) {
            for (Archive archive : archives) {
                right.add(fetch(file, archive).values());
            }
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(path, cut);
            if (length < HEADER_SIZE) {
                WhisperException e = failsWithItsName(() -> WhisperFile.open(path, access));
                assertEquals(length < 16 ? Kind.CORRUPT_HEADER : Kind.CORRUPT_ARCHIVE_INFO, e.kind());
                failsWithItsName(() -> WhisperFile.openReadOnly(path, access));
                failsWithItsName(() -> WhisperFile.info(path));
                continue;
            }
            try (WhisperFile file = WhisperFile.open(path, access)) {
                for (int i = 0; i < archives.size(); i++) {
                    Archive archive = archives.get(i);
                    if (archive.end() <= length) {
                        assertArrayEquals(right.get(i), fetch(file, archive).values());
                    } else {
                        WhisperException e = failsWithItsName(() -> fetch(file, archive));
                        boolean hasBase = archive.offset() + 12 <= length;
                        assertEquals(hasBase ? Kind.TRUNCATED_POINTS : Kind.TRUNCATED_BASE_POINT, e.kind());
                    }
                }
                assertArrayEquals(cut, Files.readAllBytes(path));
                failsWithItsName(() -> file.diff(file, false, NOW, NOW, Progress.UNWATCHED));
                failsWithItsName(() -> file.fillFrom(file, NOW));
                failsWithItsName(() -> file.mergeFrom(file, NOW));
                failsWithItsName(() -> file.update(NOW, 1, NOW));
                failsWithItsName(() -> file.updateMany(new long[] {NOW - 1, NOW}, new double[] {1, 2}, 2, NOW));
            }
            assertEquals(length, Files.size(path));
            failsWithItsName(() -> Resize.of(path, TestFiles.retentions("1:20")).run(NOW));
            try (var names = Files.list(folder)) {
                assertEquals(List.of(path), names.toList());
            }
        }
    }

    private static FetchResult fetch(WhisperFile file, Archive archive) throws IOException {
        return file.fetch(NOW - archive.retention(), NOW, NOW, archive.secondsPerPoint())
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void showsThePointsBeforeTheCut(Access access) throws IOException {
        Archive last = archives.get(2);
        Files.write(path, Arrays.copyOf(whole, (int) last.offset() + 3 * 12 + 5));
        try (WhisperFile file = WhisperFile.openReadOnly(path, access)) {
            List<Long> slots = new ArrayList<>();
            WhisperException e = failsWithItsName(() -> file.forEachPoint(2, (slot, time, value) -> slots.add(slot)));
            assertEquals(Kind.TRUNCATED_POINTS, e.kind());
            assertEquals(List.of(0L, 1L, 2L), slots);
        }
    }

    /** Each bit of the header turned: the file is used as ever, or refused; and it never gives what was not in it. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void aTurnedBitInTheHeaderNeverMakesPointsUp(Access access) throws IOException {
        Set<String> points = storedPoints();
        for (int bit = 0; bit < 8 * HEADER_SIZE; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            useAsEver(damaged, access, points, "bit " + bit);
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aFieldOfTheHeaderWithAnyValueNeverMakesPointsUp(Access access) throws IOException {
        Set<String> points = storedPoints();
        int[] odd = {0, 1, -1, 2, 3, 12, 16, 52, 53, 0x7fff_ffff, 0x8000_0000, 0xffff_fff4, 1_500_000_000, 424, 425};
        SplittableRandom random = new SplittableRandom(7);
        for (int field = 0; field < HEADER_SIZE; field += 4) {
            for (int i = 0; i < odd.length + 20; i++) {
                int value = i < odd.length ? odd[i] : random.nextInt() >>> random.nextInt(32);
                byte[] damaged = whole.clone();
                ByteBuffer.wrap(damaged).putInt(field, value);
                useAsEver(damaged, access, points, "field " + field + " = " + value);
            }
        }
    }

    private void useAsEver(byte[] damaged, Access access, Set<String> points, String damage) throws IOException {
        Files.write(path, damaged);
        long allocated = allocatedBytes();
        try (WhisperFile file = WhisperFile.open(path, access)) {
            for (Archive archive : file.header().archives()) {
                orItsError(() -> check(file.fetch(0, NOW, NOW, archive.secondsPerPoint()), points));
            }
            for (int age : new int[] {0, 5, 10, 11, 60, 100, 180, 181, 100_000, 1_400_000_000}) {
                orItsError(() -> check(file.fetch(NOW - age, NOW, NOW), points));
            }
            orItsError(() -> file.diff(file, false, NOW, NOW, Progress.UNWATCHED));
            for (int i = 0; i < Math.min(50, file.header().archives().size()); i++) {
                int archive = i;
                orItsError(() -> file.forEachPoint(archive, (slot, time, value) -> {}));
            }
            assertArrayEquals(damaged, Files.readAllBytes(path));
            orItsError(() -> file.update(NOW, 1, NOW));
            orItsError(() -> file.updateMany(new long[] {NOW - 100, NOW - 1, NOW}, new double[] {1, 2, 3}, 3, NOW));
            orItsError(() -> file.mergeFrom(file, NOW));
            orItsError(() -> file.fillFrom(file, NOW));
        } catch (WhisperException e) {
            assertEquals(path, e.path().orElseThrow());
        } catch (Throwable e) {
            fail(damage, e);
        }
        assertTrue(allocatedBytes() - allocated < MUCH_MEMORY, damage + " takes much memory");
        byte[] after = Files.readAllBytes(path);
        assertEquals(damaged.length, after.length, damage);
        assertArrayEquals(Arrays.copyOf(damaged, HEADER_SIZE), Arrays.copyOf(after, HEADER_SIZE), damage);
    }

    private void orItsError(Executable executable) throws Throwable {
        try {
            executable.execute();
        } catch (WhisperException e) {
            assertEquals(path, e.path().orElseThrow());
            assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        }
    }

    private static void check(Optional<FetchResult> result, Set<String> points) {
        if (result.isPresent()) {
            FetchResult values = result.get();
            assertEquals(values.end(), values.start() + (long) values.size() * values.step());
            for (int i = 0; i < values.size(); i++) {
                if (values.hasPoint(i)) {
                    String point = values.timestamp(i) + " " + values.values()[i];
                    assertTrue(points.contains(point), point + " was never stored");
                }
            }
        }
    }

    private Set<String> storedPoints() throws IOException {
        Set<String> points = new HashSet<>();
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            for (int i = 0; i < archives.size(); i++) {
                file.forEachPoint(i, (slot, time, value) -> points.add(time + " " + value));
            }
        }
        return points;
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @ParameterizedTest
    @CsvSource({
        // field at, value, what a point stored in archive 0 meets
        "0, 9, CORRUPT_HEADER, 'the aggregation method is 9, known are 1 to 8'",
        "8, 1069547520, CORRUPT_HEADER, 'the xFilesFactor is 1.5, and must be from 0 to 1'",
        "12, 0, NO_ARCHIVE, 'the header announces no archive'",
        "12, 2, CORRUPT_ARCHIVE_INFO, 'it begins at byte 52, and byte 40 is right'",
        "12, 4, CORRUPT_ARCHIVE_INFO, 'it begins at byte 52, and byte 64 is right'",
        "12, -1, CORRUPT_ARCHIVE_INFO, 'the header announces 4294967295 archives, and the file has 424 bytes'",
        "16, 40, CORRUPT_ARCHIVE_INFO, 'it begins at byte 40, and byte 52 is right'",
        "16, 413, TRUNCATED_BASE_POINT, 'archive0 begins at byte 413, and the file has 424'",
        "20, 0, CORRUPT_ARCHIVE_INFO, 'its points last 0 seconds'",
        "20, -1, CORRUPT_ARCHIVE_INFO, 'its points last 4294967295 seconds'",
        "20, 2, CORRUPT_ARCHIVE_INFO, 'its points last 2 seconds, which does not go with the 5 of archive1'",
        "20, 5, CORRUPT_ARCHIVE_INFO, 'its points last 5 seconds, which does not go with the 5 of archive1'",
        "24, 0, CORRUPT_ARCHIVE_INFO, 'it has 0 points'",
        "24, -1, CORRUPT_ARCHIVE_INFO, 'it has 4294967295 points'",
        "24, 32, TRUNCATED_POINTS, 'archive0 ends at byte 436, and the file has 424'",
        "32, 0, CORRUPT_ARCHIVE_INFO, 'its points last 0 seconds'",
        "44, 0, CORRUPT_ARCHIVE_INFO, 'its points last 0 seconds'",
    })
    void saysWhatIsWrong(int at, int value, Kind kind, String message) throws IOException {
        byte[] damaged = whole.clone();
        ByteBuffer.wrap(damaged).putInt(at, value);
        Files.write(path, damaged);
        WhisperException e = failsWithItsName(() -> {
            try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
                file.update(NOW, 1, NOW);
            }
        });
        assertEquals(kind, e.kind());
        assertTrue(e.getMessage().endsWith(": " + message), e.getMessage());
    }

    /** As the original does: the coarser archive is looked at when the finer one has the point already. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void whatIsStoredBeforeTheDamageIsMetStays(Access access) throws IOException {
        Files.write(path, Arrays.copyOf(whole, (int) archives.get(1).offset() + 30));
        try (WhisperFile file = WhisperFile.open(path, access)) {
            failsWithItsName(() -> file.update(NOW - 1, 1001, NOW));
            failsWithItsName(() -> file.updateMany(new long[] {NOW - 3, NOW - 2}, new double[] {1003, 1002}, 2, NOW));
            failsWithItsName(() -> file.storeIn(0, new long[] {NOW}, new double[] {1000}, 1));
            assertArrayEquals(
                    new double[] {1003, 1002, 1001, 1000},
                    file.fetch(NOW - 4, NOW, NOW, 1).orElseThrow().values());
        }
        byte[] now = Files.readAllBytes(path);
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            assertArrayEquals(
                    new double[] {1003, 1002, 1001, 1000},
                    file.fetch(NOW - 4, NOW, NOW, 1).orElseThrow().values());
        }
        Path source = folder.resolve("source.wsp");
        Files.write(source, whole);
        try (WhisperFile file = WhisperFile.open(path, access);
                WhisperFile from = WhisperFile.openReadOnly(source)) {
            failsWithItsName(() -> file.mergeFrom(from, NOW));
        }
        byte[] merged = Files.readAllBytes(path);
        assertArrayEquals(Arrays.copyOf(whole, HEADER_SIZE + 120), Arrays.copyOf(merged, HEADER_SIZE + 120));
        assertFalse(Arrays.equals(now, merged));
    }

    /** Also if only the coarser of the two is asked for. */
    @Test
    void anArchiveThatDoesNotGoWithTheFinerOneIsNotRead() throws IOException {
        byte[] damaged = whole.clone();
        ByteBuffer.wrap(damaged).putInt(20, 3);
        Files.write(path, damaged);
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            WhisperException e = failsWithItsName(() -> file.fetch(NOW - 20, NOW, NOW, 5));
            assertTrue(
                    e.getMessage().endsWith(": its points last 5 seconds, which does not go with the 3 of archive0"),
                    e.getMessage());
            assertEquals(9, file.fetch(NOW - 180, NOW, NOW, 20).orElseThrow().size());
        }
    }

    /** The first archive that is not wholly there is counted as the original counts. */
    @ParameterizedTest
    @CsvSource({"16, 0", "27, 0", "28, 1", "39, 1", "40, 2", "51, 2"})
    void saysWhichEntryOfACutTableIsMissing(int length, int archive) throws IOException {
        Files.write(path, Arrays.copyOf(whole, length));
        WhisperException e = failsWithItsName(() -> WhisperFile.info(path));
        assertEquals("Unable to read archive" + archive + " metadata (" + path + ")", e.summary());
        WhisperException unchecked = failsWithItsName(() -> WhisperFile.openUnchecked(path));
        assertEquals(e.getMessage(), unchecked.getMessage());
    }

    @Test
    void aTableOfMoreArchivesThanCanBeIsNotRead() throws IOException {
        Files.write(path, Arrays.copyOf(whole, 16 + 12 * 1_025));
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(12);
            file.writeInt(1_025);
        }
        WhisperException e = failsWithItsName(() -> WhisperFile.info(path));
        assertEquals("Unable to read archive1024 metadata (" + path + ")", e.summary());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(12);
            file.writeInt(1_024);
        }
        assertEquals(1_024, WhisperFile.info(path).archives().size());
    }

    @Test
    void aBitTurnedInTheTimeOfAPointLosesThatPointOnly() throws IOException {
        for (int slot = 1; slot < 10; slot++) {
            byte[] damaged = whole.clone();
            damaged[HEADER_SIZE + 12 * slot + 1] ^= 4;
            Files.write(path, damaged);
            try (WhisperFile file = WhisperFile.openReadOnly(path)) {
                FetchResult result = file.fetch(NOW - 10, NOW, NOW).orElseThrow();
                int missing = 0;
                for (int i = 0; i < result.size(); i++) {
                    missing += result.hasPoint(i) ? 0 : 1;
                }
                assertEquals(1, missing);
            }
        }
    }

    /** As much as there can be: a sparse file of many gigabytes that takes no room on the disk. */
    @Test
    void noMoreIsReadAtOnceThanMemoryHolds() throws IOException {
        long now = 4_000_000_000L;
        Path path = folder.resolve("sparse.wsp");
        WhisperFile.create(path, TestFiles.layout("1:2147483647", 0, AggregationMethod.SUM), Allocation.SPARSE);
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            file.update(now, 7, now);
            WhisperException e =
                    assertThrows(WhisperException.class, () -> file.fetch(now - Integer.MAX_VALUE + 1, now, now));
            assertEquals(Kind.TOO_MANY_POINTS, e.kind());
            e = assertThrows(
                    WhisperException.class,
                    () -> file.fetchWithPending(
                            now - Integer.MAX_VALUE + 1, now, now, now, new long[] {now}, new double[] {8}, 1));
            assertEquals(Kind.TOO_MANY_POINTS, e.kind());
            assertEquals(7, file.fetch(now - 1, now, now).orElseThrow().values()[0]);
        }
    }
}

package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are longer than what is read or written at once, the ends of files, and what is left of closed ones. */
class PointStorageTest {
    /** More than twice of what goes through a channel at once. */
    private static final int POINTS = 15_000;

    private static final int STEP = 2;

    private static final long LENGTH = (long) POINTS * STEP;

    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private static final Path SMAPS = Path.of("/proc/self/smaps");

    @TempDir
    Path folder;

    private Path path;
    private final long[] times = new long[POINTS];
    private final double[] values = new double[POINTS];

    @BeforeEach
    void makeAFile() throws IOException {
        path = TestFiles.create(folder.resolve("long.wsp"), STEP + ":" + POINTS, 0, AggregationMethod.SUM);
        for (int i = 0; i < POINTS; i++) {
            times[i] = NOW - LENGTH + (i + 1L) * STEP;
            values[i] = i + 0.25;
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aLongBatchIsWrittenAndReadWhole(Access access) throws IOException {
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.updateMany(times, values, POINTS, NOW);
            assertArrayEquals(values, TestFiles.values(file, NOW - LENGTH, NOW, NOW));
            double[] shown = new double[POINTS];
            file.forEachPoint(0, (slot, time, value) -> {
                assertEquals(times[0] + slot * STEP, time);
                shown[(int) slot] = value;
            });
            assertArrayEquals(values, shown);
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        for (int i = 0; i < POINTS; i++) {
            assertEquals(times[i], bytes.getInt(28 + 12 * i));
            assertEquals(values[i], bytes.getDouble(32 + 12 * i));
        }
    }

    /** The last points of the ring stand at its beginning. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void aLongRangeIsReadRoundTheEndOfTheRing(Access access) throws IOException {
        int begin = 7_000;
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.update(times[begin], 1, times[begin]);
            file.updateMany(times, values, POINTS, NOW);
            assertArrayEquals(values, TestFiles.values(file, NOW - LENGTH, NOW, NOW));
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void nothingBeyondTheEndIsReadOrWritten(Access access) throws IOException {
        PointStorage storage = StorageOpener.open(path, access, true);
        try (storage) {
            Scratch scratch = Scratch.get();
            long end = storage.length();
            double[] value = new double[1];
            storage.readValues(end - 12, 1, 0, 1, value, 0, scratch);
            storage.readBytes(end - 4, ByteBuffer.allocate(4));
            storage.readTime(end - 4, scratch);
            storage.writePoint(end - 12, 5, 1, scratch);
            storage.writeBytes(end - 4, ByteBuffer.allocate(4));
            storage.flush(scratch);
            for (long at : new long[] {end - 3, end, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
                assertThrows(WhisperException.class, () -> storage.readValues(at, 1, 0, 1, value, 0, scratch));
                assertThrows(WhisperException.class, () -> storage.readBytes(at, ByteBuffer.allocate(4)));
                assertThrows(WhisperException.class, () -> storage.readTime(at, scratch));
                assertThrows(WhisperException.class, () -> storage.writePoint(at, 5, 1, scratch));
                assertThrows(WhisperException.class, () -> storage.writeBytes(at, ByteBuffer.allocate(4)));
            }
            for (int count : new int[] {2, 11, 13, 1_000}) {
                assertThrows(
                        WhisperException.class,
                        () -> storage.readValues(end - 12, count, 0, 1, new double[count], 0, scratch));
            }
            storage.flush(scratch);
            assertEquals(end, Files.size(path));
        }
    }

    /** Also by those who read the same file in another way. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void readersNoticeEachWrite(Access access) throws IOException {
        Path link = Files.createLink(folder.resolve("link.wsp"), path);
        try (PointStorage storage = StorageOpener.open(path, access, true);
                PointStorage other = StorageOpener.open(link, Access.CHANNEL, false)) {
            int stripe = other.stripe();
            Scratch scratch = Scratch.get();
            long before = WriteSequence.readStarted(stripe);
            assertTrue(WriteSequence.undisturbed(stripe, before));
            storage.writePoint(28, NOW, 1, scratch);
            storage.flush(scratch);
            assertFalse(WriteSequence.undisturbed(stripe, before), "a point was written");
            before = WriteSequence.readStarted(stripe);
            assertNotEquals(-1, before, "nothing is being written");
            storage.writeBytes(8, ByteBuffer.allocate(4));
            assertFalse(WriteSequence.undisturbed(stripe, before), "a part of the header was written");
            assertNotEquals(-1, WriteSequence.readStarted(stripe), "nothing is being written");
        }
    }

    /** It neither gives up nor gives what may be half of it. */
    @ParameterizedTest
    @EnumSource(Access.class)
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aReaderWaitsForTheEndOfAWrite(Access access) throws Exception {
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.update(NOW, 1, NOW);
        }
        FutureTask<List<Double>> read = new FutureTask<>(() -> {
            List<Double> found = new ArrayList<>();
            try (WhisperFile file = WhisperFile.openReadOnly(path, access)) {
                found.add(TestFiles.values(file, NOW - STEP, NOW, NOW)[0]);
            }
            return found;
        });
        FutureTask<List<Double>> shown = new FutureTask<>(() -> {
            List<Double> found = new ArrayList<>();
            try (WhisperFile file = WhisperFile.openReadOnly(path, access)) {
                file.forEachPoint(0, (slot, time, value) -> found.add(value));
            }
            return found;
        });
        int stripe = WriteSequence.stripe(StorageOpener.identity(path));
        WriteSequence.writeStarted(stripe);
        try {
            for (FutureTask<List<Double>> reader : List.of(read, shown)) {
                Thread thread = new Thread(reader);
                thread.start();
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    assertFalse(reader.isDone(), "it did not wait");
                    Thread.onSpinWait();
                }
            }
        } finally {
            WriteSequence.writeFinished(stripe);
        }
        assertEquals(List.of(1.0), read.get());
        assertEquals(1.0, shown.get().get(0));
        assertEquals(POINTS, shown.get().size());
    }

    @Test
    void aMappingStaysUntilTheLastCallInItHasEnded() throws IOException {
        assumeTrue(Files.isReadable(MAPPINGS), "skipped: " + MAPPINGS + " cannot be read");
        PointStorage storage = StorageOpener.open(path, Access.MAPPED, false);
        storage.enter();
        storage.enter();
        storage.close();
        storage.leave();
        assertTrue(isMapped());
        assertThrows(ClosedChannelException.class, storage::enter);
        storage.leave();
        assertFalse(isMapped());
        storage.close();
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void aFileIsForcedToTheDiskAlsoWhenItsNameIsGone(Access access) throws IOException {
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.update(NOW, 1, NOW);
            file.force();
            Files.delete(path);
            file.update(NOW, 2, NOW);
            file.force();
        }
    }

    /** The kernel would otherwise read whole files of which a few pages are touched. */
    @Test
    void ofAMappingThePagesAreReadOneByOne() throws IOException {
        assumeTrue(Files.isReadable(SMAPS), "skipped: " + SMAPS + " cannot be read");
        try (WhisperFile file = WhisperFile.openReadOnly(path, Access.MAPPED)) {
            String mapping =
                    Files.readString(SMAPS).split(file.path().getFileName().toString(), 2)[1];
            String flags = mapping.lines()
                    .filter(line -> line.startsWith("VmFlags:"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(List.of(flags.split(" ")).contains("rr"), flags);
        }
    }

    @Test
    void ofAClosedFileNoMappingIsLeft() throws IOException {
        assumeTrue(Files.isReadable(MAPPINGS), "skipped: " + MAPPINGS + " cannot be read");
        Path other = TestFiles.create(folder.resolve("other.wsp"), STEP + ":" + POINTS, 0, AggregationMethod.SUM);
        WhisperFile file = WhisperFile.open(path, Access.MAPPED);
        assumeTrue(file.access() == Access.MAPPED, "skipped: the file system promises no room");
        assertTrue(isMapped());
        try (WhisperFile source = WhisperFile.openReadOnly(other, Access.MAPPED)) {
            file.update(NOW, 1, NOW);
            file.updateMany(times, values, 10, NOW);
            file.fetch(NOW - 10, NOW, NOW);
            file.fetchWithPending(NOW - 10, NOW, NOW, NOW, times, values, 10);
            file.setXFilesFactor(0.5);
            file.forEachPoint(0, (slot, time, value) -> {});
            file.mergeFrom(source, NOW);
            file.fillFrom(source, NOW);
            file.diff(source, false, NOW, NOW, Progress.UNWATCHED);
            file.force();
            assertThrows(WhisperException.class, () -> file.update(NOW + 1, 1, NOW));
            assertThrows(WhisperException.class, () -> file.fetch(NOW, NOW - 1, NOW));
        }
        file.close();
        assertTrue(!isMapped(), "a mapping is left of a closed file");
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void ofAFileThatCannotBeOpenedNothingIsLeft(Access access) throws IOException {
        assumeTrue(Files.isReadable(MAPPINGS), "skipped: " + MAPPINGS + " cannot be read");
        byte[] bytes = Files.readAllBytes(path);
        bytes[3] = 9;
        Files.write(path, bytes);
        assertThrows(WhisperException.class, () -> WhisperFile.open(path, access));
        assertThrows(WhisperException.class, () -> WhisperFile.openReadOnly(path, access));
        bytes[12] = 1;
        Files.write(path, bytes);
        assertThrows(WhisperException.class, () -> WhisperFile.openUnchecked(path));
        Files.write(path, new byte[5]);
        assertThrows(WhisperException.class, () -> WhisperFile.open(path, access));
        assertThrows(WhisperException.class, () -> WhisperFile.openReadOnly(path, access));
        assertTrue(!isMapped(), "a mapping is left");
        assertEquals(0, descriptors());
    }

    /** A mapping needs none, so that a million files may be open. */
    @Test
    void onlyAMappingKeepsNoDescriptor() throws IOException {
        assumeTrue(Files.isReadable(MAPPINGS), "skipped: " + MAPPINGS + " cannot be read");
        for (Access access : Access.values()) {
            for (boolean writable : new boolean[] {true, false}) {
                try (PointStorage storage = StorageOpener.open(path, access, writable)) {
                    assertEquals(storage.access() == Access.MAPPED ? 0 : 1, descriptors());
                }
                assertEquals(0, descriptors());
            }
        }
    }

    private long descriptors() throws IOException {
        Path real = folder.toRealPath();
        long open = 0;
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                // One of them is that of the listing itself, and gone by and by.
                open += Files.isSymbolicLink(link)
                                && Files.readSymbolicLink(link).startsWith(real)
                        ? 1
                        : 0;
            }
        }
        return open;
    }

    private boolean isMapped() throws IOException {
        return Files.readString(MAPPINGS).contains(folder.toRealPath().toString());
    }
}

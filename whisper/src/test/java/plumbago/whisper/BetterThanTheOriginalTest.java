package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the original does something that cannot be meant, and what is done instead. */
class BetterThanTheOriginalTest {
    private static final double NONE = FetchResult.NO_POINT;

    @TempDir
    Path folder;

    private Path create(String retentions) throws IOException {
        return TestFiles.create(folder.resolve("a.wsp"), retentions, 0, AggregationMethod.SUM);
    }

    /** The original writes past the end of the archive, into the next one or behind the end of the file. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void aBatchOfFuturePointsLongerThanTheArchiveKeepsTheNewest(Access access) throws IOException {
        Path path = create("1:5 5:5");
        long[] times = new long[13];
        double[] values = new double[13];
        for (int i = 0; i < times.length; i++) {
            times[i] = NOW + i;
            values[i] = i;
        }
        byte[] header = Arrays.copyOf(Files.readAllBytes(path), 40);
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.updateMany(times, values, times.length, NOW);
            assertArrayEquals(new double[] {8, 9, 10, 11, 12}, TestFiles.values(file, NOW + 7, NOW + 12, NOW + 12));
            // Made of what the finer archive still has.
            assertArrayEquals(
                    new double[] {NONE, NONE, NONE, 8 + 9, 10 + 11 + 12},
                    TestFiles.values(file, NOW - 15, NOW + 12, NOW + 12 - 2));
        }
        assertEquals(160, Files.size(path));
        assertArrayEquals(header, Arrays.copyOf(Files.readAllBytes(path), 40));
    }

    /** The original announces the whole range, and gives as many values as the range goes over the archive's length. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void aRangeLongerThanTheGivenArchiveHasNoPointsBeforeIt(Access access) throws IOException {
        Path path = create("1:5 5:5");
        try (WhisperFile file = WhisperFile.open(path, access)) {
            for (int i = 7; i >= 0; i--) {
                file.update(NOW - i, i + 1, NOW - i);
            }
            FetchResult result = file.fetch(NOW - 20, NOW, NOW, 1).orElseThrow();
            assertEquals(NOW - 19, result.start());
            assertEquals(NOW + 1, result.end());
            assertEquals(1, result.step());
            double[] expected = new double[20];
            Arrays.fill(expected, NONE);
            System.arraycopy(new double[] {5, 4, 3, 2, 1}, 0, expected, 15, 5);
            assertArrayEquals(expected, result.values());
        }
    }

    /** The original has opened the file by the time it looks at these, and leaves it empty. */
    @Test
    void aFileThatCannotBeMadeLeavesNothing() {
        Path path = folder.resolve("a.wsp");
        assertThrows(
                WhisperException.class,
                () -> WhisperFile.create(path, TestFiles.layout("60:10", 1.1, AggregationMethod.SUM)));
        assertThrows(
                WhisperException.class,
                () -> WhisperFile.create(path, TestFiles.layout("86400:60000", 0, AggregationMethod.SUM)));
        assertFalse(Files.exists(path));
    }

    /** The original takes every slot for one of the last, and finds some of the points only. */
    @Test
    void aMergeUpToTheFutureTakesEverythingThatThereIs() throws IOException {
        Path source = create("1:10 5:10");
        Path target = TestFiles.create(folder.resolve("b.wsp"), "1:10 5:10", 0, AggregationMethod.SUM);
        TestFiles.fill(source, 10);
        try (WhisperFile from = WhisperFile.openReadOnly(source);
                WhisperFile to = WhisperFile.open(target, Access.CHANNEL)) {
            to.mergeFrom(from, 0, NOW + 1_000_000, NOW, Progress.UNWATCHED);
            assertArrayEquals(TestFiles.values(from, NOW - 10, NOW, NOW), TestFiles.values(to, NOW - 10, NOW, NOW));
        }
    }
}

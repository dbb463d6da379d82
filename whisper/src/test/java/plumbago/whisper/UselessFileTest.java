package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.whisper.WhisperException.Kind;

/** Files that the original makes, and that nothing can be done with: each attempt is an error that says why. */
class UselessFileTest {
    @TempDir
    Path folder;

    private Path create(String name, String retentions) throws IOException {
        return TestFiles.create(folder.resolve(name), retentions, 0.5, AggregationMethod.AVERAGE);
    }

    private static void assertKind(Kind kind, Executable call) {
        WhisperException e = assertThrows(WhisperException.class, call);
        assertEquals(kind, e.kind(), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        // The bytes that the original's have.
        "60:0, 00000001 00000000 3f000000 00000001 0000001c 0000003c 00000000",
        "0:2, 00000001 00000000 3f000000 00000001 0000001c 00000000 00000002 000000000000000000000000"
                + " 000000000000000000000000",
    })
    void isMadeInEveryWay(String retentions, String bytes) throws IOException {
        WhisperLayout layout = TestFiles.layout(retentions, 0.5, AggregationMethod.AVERAGE);
        byte[] expected = HexFormat.of().parseHex(bytes.replace(" ", ""));
        for (Allocation allocation : Allocation.values()) {
            Path path = folder.resolve(allocation + ".wsp");
            WhisperFile.create(path, layout, allocation);
            assertArrayEquals(expected, Files.readAllBytes(path), allocation.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "60:0, CHANNEL, TRUNCATED_BASE_POINT",
        "60:0, MAPPED, TRUNCATED_BASE_POINT",
        "0:5, CHANNEL, CORRUPT_ARCHIVE_INFO",
        "0:5, MAPPED, CORRUPT_ARCHIVE_INFO",
    })
    void withoutRoomForAPointEveryUseSaysSo(String retentions, Access access, Kind ofRead) throws IOException {
        Path path = create("a.wsp", retentions);
        Path other = create("b.wsp", retentions);
        Path good = create("good.wsp", "60:10");
        byte[] before = Files.readAllBytes(path);
        long[] times = {NOW};
        double[] values = {1};
        try (WhisperFile file = WhisperFile.open(path, access);
                WhisperFile source = WhisperFile.openReadOnly(other, access)) {
            assertEquals(1, file.header().archives().size());
            assertKind(Kind.TIMESTAMP_NOT_COVERED, () -> file.update(NOW, 1, NOW));
            assertKind(Kind.CORRUPT_ARCHIVE_INFO, () -> file.updateMany(times, values, 1, NOW));
            assertKind(Kind.CORRUPT_ARCHIVE_INFO, () -> file.fetchWithPending(0, NOW, NOW, NOW, times, values, 1));
            assertKind(ofRead, () -> file.fetch(NOW, NOW, NOW));
            assertKind(ofRead, () -> file.fetch(0, NOW, NOW));
            assertTrue(file.fetch(NOW - 10, NOW - 5, NOW).isEmpty());
            assertKind(ofRead, () -> file.mergeFrom(source, NOW));
            assertKind(ofRead, () -> file.diff(source, false, NOW, NOW, Progress.UNWATCHED));
            file.fillFrom(source, NOW);
            int[] shown = new int[1];
            file.forEachPoint(0, (slot, timestamp, value) -> shown[0]++);
            assertEquals(file.header().archives().get(0).points(), shown[0]);
        }
        assertArrayEquals(before, Files.readAllBytes(path));
        assertKind(
                Kind.CORRUPT_ARCHIVE_INFO,
                () -> Resize.of(path, TestFiles.retentions("60:10")).run(NOW));
        assertKind(
                Kind.CORRUPT_ARCHIVE_INFO,
                () -> Reshape.write(
                        path, folder.resolve("c.wsp"), WhisperFile.info(good).layout(), NOW));
        assertArrayEquals(before, Files.readAllBytes(path));
        assertFalse(Files.exists(folder.resolve("c.wsp")));
    }

    @ParameterizedTest
    @CsvSource({"60:0", "0:5"})
    void cannotBeMadeWithPoints(String retentions) throws IOException {
        WhisperLayout layout = TestFiles.layout(retentions, 0.5, AggregationMethod.AVERAGE);
        Path path = folder.resolve("a.wsp");
        assertKind(
                Kind.CORRUPT_ARCHIVE_INFO,
                () -> WhisperFile.create(path, layout, Allocation.SPARSE, new long[] {NOW}, new double[] {1}, 1, NOW));
        assertFalse(Files.exists(path));
    }

    @ParameterizedTest
    @CsvSource({"60:0, 28", "0:60, 748"})
    void comesOfAResizeThatAsksForIt(String retentions, long size) throws IOException {
        Path path = create("a.wsp", "60:10");
        byte[] before = points(path);
        Resize.of(path, TestFiles.retentions(retentions)).run(NOW);
        assertEquals(size, Files.size(path));
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("a.wsp.bak")));
    }

    private static byte[] points(Path path) throws IOException {
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            file.update(NOW - 60, 1, NOW);
        }
        return Files.readAllBytes(path);
    }

    /** The original dies of points without length here, and makes an archive without points all the same. */
    @Test
    void ofPointsWithoutLengthNoneCanBeAggregated() throws IOException {
        Path path = create("a.wsp", "60:10");
        byte[] before = points(path);
        assertKind(
                Kind.ARCHIVE_WITHOUT_POINTS,
                () -> Resize.of(path, TestFiles.retentions("0:60"))
                        .aggregate(true)
                        .run(NOW));
        assertArrayEquals(before, Files.readAllBytes(path));
        Resize.of(path, TestFiles.retentions("60:0")).aggregate(true).run(NOW);
        assertEquals(28, Files.size(path));
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void withAFactorThatIsNoNumberItCannotBeUsedOrOpened(Access access) throws IOException {
        Path path = create("a.wsp", "1:5 5:5");
        byte[] before = Files.readAllBytes(path);
        try (WhisperFile file = WhisperFile.open(path, access)) {
            assertEquals(0.5f, file.setXFilesFactor(Double.NaN));
            assertKind(Kind.CORRUPT_HEADER, () -> file.update(NOW, 1, NOW));
            assertKind(Kind.CORRUPT_HEADER, () -> file.fetch(NOW - 5, NOW, NOW));
            assertKind(Kind.CORRUPT_HEADER, () -> file.setXFilesFactor(0.5));
        }
        byte[] after = Files.readAllBytes(path);
        assertEquals("7fc00000", HexFormat.of().formatHex(Arrays.copyOfRange(after, 8, 12)));
        System.arraycopy(before, 8, after, 8, 4);
        assertArrayEquals(before, after);
        assertKind(Kind.CORRUPT_HEADER, () -> WhisperFile.info(path));
        assertKind(
                Kind.CORRUPT_HEADER,
                () -> Resize.of(path, List.of(new Retention(60, 10))).run(NOW));
    }

    @Test
    void aResizeToAFactorThatIsNoNumberLeavesTheFileAlone() throws IOException {
        Path path = create("a.wsp", "60:10");
        TestFiles.fill(path, 100);
        byte[] before = Files.readAllBytes(path);
        assertKind(
                Kind.CORRUPT_HEADER,
                () -> Resize.of(path, TestFiles.retentions("60:20"))
                        .xFilesFactor(Double.NaN)
                        .run(NOW));
        assertArrayEquals(before, Files.readAllBytes(path));
        assertFalse(Files.exists(folder.resolve("a.wsp.tmp")));
    }

    @Test
    void methodAndFactorAreSetAtOnceOrNeither() throws IOException {
        Path path = create("a.wsp", "60:10");
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            assertKind(Kind.XFF_OUT_OF_RANGE, () -> file.setAggregationMethod(AggregationMethod.MAX, 1.5));
            assertEquals(AggregationMethod.AVERAGE, WhisperFile.info(path).aggregationMethod());
            assertEquals(AggregationMethod.AVERAGE, file.setAggregationMethod(AggregationMethod.MAX, 0.25));
        }
        assertEquals(AggregationMethod.MAX, WhisperFile.info(path).aggregationMethod());
        assertEquals(0.25f, WhisperFile.info(path).xFilesFactor());
    }
}

package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.whisper.WhisperException.Kind;

/** An open file beyond what the original does, which the recorded scenarios and the comparison with it show. */
class WhisperFileTest {
    private static final double NONE = FetchResult.NO_POINT;

    @TempDir
    Path folder;

    private Path create(String retentions) throws IOException {
        return TestFiles.create(folder.resolve("a.wsp"), retentions, 0, AggregationMethod.SUM);
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void isReachedAsAsked(Access access) throws IOException {
        Path path = create("1:10");
        try (WhisperFile file = WhisperFile.open(path, access)) {
            assertEquals(access, file.access());
            assertEquals(path, file.path());
            assertEquals(148, file.length());
            assertEquals(path.toString(), file.toString());
        }
        try (WhisperFile file = WhisperFile.openReadOnly(path, access)) {
            assertEquals(access == Access.ONCE ? Access.CHANNEL : access, file.access());
        }
    }

    /** As in the original: for the whole range that was asked for, cut only to what the file reaches back to. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void aGivenArchiveWithoutPointsHasNoneInAllOfTheRange(Access access) throws IOException {
        Path path = create("1:5 5:5");
        try (WhisperFile file = WhisperFile.open(path, access)) {
            for (long from : new long[] {NOW - 20, NOW - 25, NOW - 1000}) {
                FetchResult result = file.fetch(from, NOW, NOW, 1).orElseThrow();
                assertEquals(Math.max(from, NOW - 25) + 1, result.start());
                assertEquals(NOW + 1, result.end());
                double[] none = new double[(int) (result.end() - result.start())];
                Arrays.fill(none, NONE);
                assertArrayEquals(none, result.values());
            }
            FetchResult before = file.fetch(NOW - 20, NOW - 10, NOW, 1).orElseThrow();
            assertEquals(NOW - 19, before.start());
            assertEquals(NOW - 9, before.end());
            assertEquals(10, before.values().length);
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void tellsAStoredNanFromNoPoint(Access access) throws IOException {
        Path path = create("1:10");
        double oddNan = Double.longBitsToDouble(0xfff8_0000_0000_1234L);
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.update(NOW - 3, Double.NaN, NOW);
            file.update(NOW - 2, NONE, NOW);
            file.update(NOW, oddNan, NOW);
            FetchResult result = file.fetch(NOW - 4, NOW, NOW).orElseThrow();
            assertTrue(result.hasPoint(0));
            assertTrue(result.hasPoint(1));
            assertFalse(result.hasPoint(2));
            assertTrue(result.hasPoint(3));
            assertEquals(4, result.size());
            assertEquals(NOW - 1, result.timestamp(2));
            for (double value : result.values()) {
                assertTrue(Double.isNaN(value));
            }
            assertEquals(Double.doubleToRawLongBits(oddNan), Double.doubleToRawLongBits(result.values()[3]));
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void cannotBeUsedWhenClosed(Access access) throws IOException {
        WhisperFile file = WhisperFile.open(create("1:10"), access);
        file.close();
        file.close();
        assertThrows(ClosedChannelException.class, () -> file.fetch(NOW - 5, NOW, NOW));
        assertThrows(ClosedChannelException.class, () -> file.update(NOW, 1, NOW));
        assertThrows(ClosedChannelException.class, () -> file.setXFilesFactor(0.5));
        assertThrows(ClosedChannelException.class, file::force);
        assertThrows(ClosedChannelException.class, () -> file.forEachPoint(0, (slot, time, value) -> {}));
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void cannotBeWrittenWhenOpenedForReading(Access access) throws IOException {
        Path path = create("1:10");
        byte[] before = Files.readAllBytes(path);
        try (WhisperFile file = WhisperFile.openReadOnly(path, access)) {
            assertThrows(NonWritableChannelException.class, () -> file.update(NOW, 1, NOW));
            assertThrows(NonWritableChannelException.class, () -> file.setXFilesFactor(0.1));
            assertEquals(0f, file.header().xFilesFactor());
        }
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void leavesNothingOfAFailedWriteForTheNextFile(Access access) throws IOException {
        Path readOnly = create("1:10");
        Path other = TestFiles.create(folder.resolve("b.wsp"), "1:10", 0, AggregationMethod.SUM);
        try (WhisperFile file = WhisperFile.openReadOnly(readOnly, access);
                WhisperFile next = WhisperFile.open(other, access)) {
            assertThrows(NonWritableChannelException.class, () -> file.update(NOW, 1, NOW));
            next.update(NOW, 2, NOW);
            assertArrayEquals(new double[] {2}, TestFiles.values(next, NOW - 1, NOW, NOW));
        }
    }

    @Test
    void isMissingWithItsName() {
        Path path = folder.resolve("nope.wsp");
        for (Access access : Access.values()) {
            WhisperException e = assertThrows(WhisperException.class, () -> WhisperFile.open(path, access));
            assertEquals(Kind.FILE_MISSING, e.kind());
            assertEquals(path, e.path().orElseThrow());
            assertTrue(e.getMessage().contains(path.toString()));
        }
        assertThrows(WhisperException.class, () -> WhisperFile.info(path));
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void noticesThatAResizeTookItsName(Access access) throws IOException {
        Path path = create("1:10");
        try (WhisperFile file = WhisperFile.open(path, access)) {
            assertTrue(file.isCurrent());
            Path other = TestFiles.create(folder.resolve("b.wsp"), "1:20", 0, AggregationMethod.SUM);
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
            assertFalse(file.isCurrent());
            file.update(NOW, 1, NOW);
            Files.delete(path);
            assertFalse(file.isCurrent());
        }
    }

    @Test
    void noticesWhenMappedThatItsMethodOrFactorWasSet() throws IOException {
        Path path = create("1:10 5:10");
        try (WhisperFile file = WhisperFile.open(path, Access.MAPPED);
                WhisperFile other = WhisperFile.open(path, Access.CHANNEL)) {
            assertEquals(AggregationMethod.SUM, other.setAggregationMethod(AggregationMethod.MAX));
            file.fetch(NOW - 5, NOW, NOW);
            assertEquals(AggregationMethod.MAX, file.header().aggregationMethod());
            // The two stand in different words of the header.
            assertEquals(0f, other.setXFilesFactor(0.5));
            assertEquals(0.5f, other.header().xFilesFactor());
            file.update(NOW, 1, NOW);
            assertEquals(AggregationMethod.MAX, file.header().aggregationMethod());
            assertEquals(0.5f, file.header().xFilesFactor());
            assertFalse(file.fetch(NOW - 20, NOW, NOW).orElseThrow().hasPoint(3), "one point of five is not enough");
            assertEquals(AggregationMethod.MAX, file.setAggregationMethod(AggregationMethod.LAST));
            assertEquals(0.5f, WhisperFile.info(path).xFilesFactor());
            assertEquals(AggregationMethod.LAST, WhisperFile.info(path).aggregationMethod());
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void showsPointsAsTheyAreStored(Access access) throws IOException {
        Path path = create("1:300 5:100");
        try (WhisperFile file = WhisperFile.open(path, access)) {
            for (int i = 0; i < 290; i++) {
                file.update(NOW + i, i, NOW + i);
            }
            List<String> shown = new ArrayList<>();
            file.forEachPoint(0, (slot, time, value) -> shown.add(slot + " " + time + " " + value));
            assertEquals(300, shown.size());
            for (int i = 0; i < 290; i++) {
                assertEquals(i + " " + (NOW + i) + " " + (double) i, shown.get(i));
            }
            assertEquals("290 0 0.0", shown.get(290));
            shown.clear();
            file.forEachPoint(1, (slot, time, value) -> shown.add(slot + " " + time + " " + value));
            assertEquals(100, shown.size());
            assertEquals("1 " + (NOW + 5) + " 35.0", shown.get(1));
            assertThrows(
                    IndexOutOfBoundsException.class, () -> file.forEachPoint(2, (slot, time, value) -> shown.clear()));
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void canBeOpenedForALookWhateverItsHeaderSays(Access access) throws IOException {
        Path path = create("1:10");
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.update(NOW, 5, NOW);
            file.force();
        }
        byte[] bytes = Files.readAllBytes(path);
        bytes[3] = 77;
        bytes[8] = 0x7f;
        Files.write(path, bytes);
        assertThrows(WhisperException.class, () -> WhisperFile.openReadOnly(path));
        try (WhisperFile file = WhisperFile.openUnchecked(path)) {
            assertEquals(AggregationMethod.AVERAGE, file.header().aggregationMethod());
            List<Double> values = new ArrayList<>();
            file.forEachPoint(0, (slot, time, value) -> values.add(value));
            assertEquals(5.0, values.get(0));
        }
        try (WhisperFile file = WhisperFile.openUnchecked(create2("2:10"))) {
            assertEquals(AggregationMethod.SUM, file.header().aggregationMethod());
        }
    }

    private Path create2(String retentions) throws IOException {
        return TestFiles.create(folder.resolve("b.wsp"), retentions, 0, AggregationMethod.SUM);
    }

    @Test
    void refusesMorePointsThanTheArraysHave() throws IOException {
        try (WhisperFile file = WhisperFile.open(create("1:10"), Access.CHANNEL)) {
            long[] times = new long[3];
            double[] values = new double[2];
            assertThrows(IndexOutOfBoundsException.class, () -> file.updateMany(times, values, 3, NOW));
            assertThrows(IndexOutOfBoundsException.class, () -> file.updateMany(times, values, -1, NOW));
        }
    }

    @Test
    void describesTheLayoutItWasMadeOf() throws IOException {
        WhisperLayout layout = TestFiles.layout("1:60 60:60", 0.3, AggregationMethod.ABSMIN);
        Path path = folder.resolve("a.wsp");
        WhisperFile.create(path, layout);
        assertEquals(layout, WhisperFile.info(path).layout());
        assertEquals(3600, WhisperFile.info(path).maxRetention());
    }

    /** More than the first look at a file takes in. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void aFileMayHaveManyArchives(Access access) throws IOException {
        Path path = create("1:2 2:2 4:2 8:2 16:2 32:2 64:2 128:2 256:2 512:2 1024:2 2048:2");
        Header header = WhisperFile.info(path);
        assertEquals(12, header.archives().size());
        assertEquals(new Archive(160 + 11 * 24, 2048, 2), header.archives().get(11));
        assertEquals(160 + 12 * 24, Files.size(path));
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.update(NOW, 5, NOW);
            for (Archive archive : header.archives()) {
                long step = archive.secondsPerPoint();
                FetchResult result = file.fetch(NOW - step, NOW, NOW, step).orElseThrow();
                assertEquals(NOW - NOW % step, result.timestamp(0));
                assertArrayEquals(new double[] {5}, result.values());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void anArchiveMayHaveASinglePoint(Access access) throws IOException {
        Path path = create("10:1");
        try (WhisperFile file = WhisperFile.open(path, access)) {
            file.update(NOW - 3, 1, NOW);
            file.updateMany(new long[] {NOW + 10, NOW + 20}, new double[] {2, 3}, 2, NOW + 20);
            assertArrayEquals(new double[] {3}, TestFiles.values(file, NOW + 10, NOW + 20, NOW + 20));
        }
    }

    /** The batch's ends are looked at, in whatever order it came, and before anything is written. */
    @ParameterizedTest
    @EnumSource(Access.class)
    void aTimeThatDoesNotFitIsRefusedAndABatchWithOneWhole(Access access) throws IOException {
        Path path = create("1:10 5:10");
        long most = 0xffff_ffffL;
        byte[] before = Files.readAllBytes(path);
        try (WhisperFile file = WhisperFile.open(path, access)) {
            for (long[] times : new long[][] {
                {most, most + 1}, {most + 1, most}, {most + 1}, {Long.MAX_VALUE, most}, {NOW, most + 5, NOW + 1}
            }) {
                WhisperException e = assertThrows(
                        WhisperException.class,
                        () -> file.updateMany(times, new double[times.length], times.length, NOW));
                assertEquals(WhisperException.Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT, e.kind());
                assertTrue(e.getMessage().endsWith(": times from 0 to 4294967295 seconds do"), e.getMessage());
            }
            // With a clock that stands before 1970.
            for (long[] times : new long[][] {{-1, 0}, {-6, -1}, {-1}}) {
                WhisperException e = assertThrows(
                        WhisperException.class,
                        () -> file.updateMany(times, new double[times.length], times.length, -1));
                assertEquals(WhisperException.Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT, e.kind());
            }
            for (long time : new long[] {most + 1, -1, Long.MAX_VALUE}) {
                WhisperException e = assertThrows(WhisperException.class, () -> file.update(time, 1, time));
                assertEquals(WhisperException.Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT, e.kind());
            }
            assertArrayEquals(before, Files.readAllBytes(path));
            file.updateMany(new long[] {most - 1, most}, new double[] {1, 2}, 2, most);
            assertArrayEquals(new double[] {1, 2}, TestFiles.values(file, most - 2, most, most));
        }
    }

    @Test
    void sharesHeadersBetweenFiles() throws IOException {
        Path a = TestFiles.create(folder.resolve("a.wsp"), "1:60 60:60", 0.3, AggregationMethod.SUM);
        Path b = TestFiles.create(folder.resolve("b.wsp"), "1:60 60:60", 0.3, AggregationMethod.SUM);
        Path c = TestFiles.create(folder.resolve("c.wsp"), "1:60 60:60", 0.4, AggregationMethod.SUM);
        assertSame(WhisperFile.info(a), WhisperFile.info(b));
        assertNotEquals(WhisperFile.info(a), WhisperFile.info(c));
    }
}

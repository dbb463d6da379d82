package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.whisper.ArchiveDifference.PointDifference;
import plumbago.whisper.WhisperException.Kind;

/** What goes beyond the records and the comparison with the original: errors, being ended, files of two shapes. */
class MergeFillDiffTest {
    private static final double NONE = FetchResult.NO_POINT;

    @TempDir
    Path folder;

    private WhisperFile source;
    private WhisperFile target;
    private WhisperFile unalike;

    @BeforeEach
    void open() throws IOException {
        source = file("source.wsp", "1:10 5:10");
        target = file("target.wsp", "1:10 5:10");
        unalike = file("unalike.wsp", "1:10 5:11");
    }

    private WhisperFile file(String name, String retentions) throws IOException {
        Path path = TestFiles.create(folder.resolve(name), retentions, 0, AggregationMethod.SUM);
        return WhisperFile.open(path, Access.CHANNEL);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        target.close();
        unalike.close();
    }

    private static Progress endAt(long steps, List<String> seen) {
        return (done, total) -> {
            seen.add(done + " of " + total);
            return done < steps;
        };
    }

    @Test
    void filesOfOtherArchivesAreNotMergedOrCompared() {
        for (var operation : List.<org.junit.jupiter.api.function.Executable>of(
                () -> unalike.mergeFrom(source, NOW),
                () -> source.diff(unalike, false, NOW, NOW, Progress.UNWATCHED))) {
            WhisperException e = assertThrows(WhisperException.class, operation);
            assertEquals(Kind.ARCHIVES_UNALIKE, e.kind());
            assertTrue(e.getMessage().contains(source.path() + " and " + unalike.path()), e.getMessage());
            assertTrue(e.getMessage().endsWith("the first has 1:10,5:10, the second 1:10,5:11"), e.getMessage());
        }
    }

    @Test
    void aMergeNeedsAWindowThatEndsAfterItBegins() {
        WhisperException e = assertThrows(
                WhisperException.class, () -> target.mergeFrom(source, NOW, NOW - 1, NOW, Progress.UNWATCHED));
        assertEquals(Kind.MERGE_TIME_FROM_AFTER_TIME_TO, e.kind());
        assertEquals("time_to must be >= time_from", e.summary());
    }

    @Test
    void aMergeOfOneSecondTakesThePointAfterIt() throws IOException {
        source.update(NOW - 1, 1, NOW);
        source.update(NOW, 2, NOW);
        target.mergeFrom(source, NOW - 2, NOW - 2, NOW, Progress.UNWATCHED);
        assertArrayEquals(new double[] {NONE, 1, NONE}, TestFiles.values(target, NOW - 3, NOW, NOW));
    }

    @Test
    void aMergeTakesPointsOfTheFutureToo() throws IOException {
        source.updateMany(new long[] {NOW + 3}, new double[] {7}, 1, NOW);
        target.mergeFrom(source, NOW + 2, NOW + 3, NOW, Progress.UNWATCHED);
        assertArrayEquals(new double[] {7}, TestFiles.values(target, NOW + 2, NOW + 3, NOW + 3));
    }

    @Test
    void aMergeCanBeEndedBetweenArchives() throws IOException {
        source.update(NOW, 2, NOW);
        List<String> seen = new ArrayList<>();
        assertThrows(CancellationException.class, () -> target.mergeFrom(source, 0, NOW, NOW, endAt(1, seen)));
        assertEquals(List.of("0 of 2", "1 of 2"), seen);
        assertArrayEquals(new double[] {2}, TestFiles.values(target, NOW - 1, NOW, NOW));
        seen.clear();
        target.mergeFrom(source, 0, NOW, NOW, endAt(10, seen));
        assertEquals(List.of("0 of 2", "1 of 2", "2 of 2"), seen);
    }

    @Test
    void aDifferenceTellsWhoHasThePoint() throws IOException {
        source.update(NOW - 2, 1, NOW);
        source.update(NOW, 5, NOW);
        target.update(NOW - 1, 2, NOW);
        target.update(NOW, 5, NOW);
        List<String> seen = new ArrayList<>();
        List<ArchiveDifference> differences = source.diff(target, false, NOW, NOW, endAt(10, seen));
        assertEquals(List.of("0 of 2", "1 of 2", "2 of 2"), seen);
        ArchiveDifference finest = differences.get(0);
        assertEquals(0, finest.archive());
        assertEquals(3, finest.total());
        assertEquals(2, finest.differing().size());
        PointDifference first = finest.differing().get(0);
        assertEquals(NOW - 2, first.timestamp());
        assertTrue(first.inA());
        assertFalse(first.inB());
        PointDifference second = finest.differing().get(1);
        assertFalse(second.inA());
        assertTrue(second.inB());
        assertEquals(2.0, second.b());

        List<ArchiveDifference> both = source.diff(target, true, NOW, NOW, Progress.UNWATCHED);
        assertEquals(new ArchiveDifference(0, 1, List.of()), both.get(0));
        assertThrows(
                CancellationException.class, () -> source.diff(target, true, NOW, NOW, endAt(0, new ArrayList<>())));
    }

    @Test
    void aNanDiffersFromItselfAndZeroFromNothing() throws IOException {
        for (WhisperFile file : List.of(source, target)) {
            file.update(NOW - 1, Double.NaN, NOW);
        }
        source.update(NOW, 0.0, NOW);
        target.update(NOW, -0.0, NOW);
        ArchiveDifference finest =
                source.diff(target, false, NOW, NOW, Progress.UNWATCHED).get(0);
        assertEquals(2, finest.total());
        assertEquals(1, finest.differing().size());
        assertTrue(finest.differing().get(0).inA() && finest.differing().get(0).inB());
    }

    @Test
    void aDifferenceUpToATimeBeforeAnArchiveSkipsIt() throws IOException {
        source.update(NOW, 1, NOW);
        List<ArchiveDifference> differences = source.diff(target, false, NOW - 20, NOW, Progress.UNWATCHED);
        assertEquals(new ArchiveDifference(0, 0, List.of()), differences.get(0));
    }

    @Test
    void aFillTakesTheFinestThatTheSourceHas() throws IOException {
        WhisperFile fine = unalike;
        for (int i = 9; i >= 0; i--) {
            fine.update(NOW - i, 10 + i, NOW - i);
        }
        target.update(NOW - 9, 1, NOW);
        target.update(NOW, 1, NOW);
        List<String> seen = new ArrayList<>();
        target.fillFrom(fine, NOW, NOW, endAt(10, seen));
        assertEquals(List.of("0 of 2", "1 of 2", "2 of 2"), seen);
        // The newest slot is not asked for: a point as old as the archive is long, which fills a gap of the coarser
        // archive, goes to that slot and destroys it.
        assertArrayEquals(
                new double[] {1, 18, 17, 16, 15, 14, 13, 12, 11}, TestFiles.values(target, NOW - 10, NOW - 1, NOW));
    }

    @Test
    void aFillOpensItsSourceOnlyWhenThereIsAGap() throws IOException {
        Path missing = folder.resolve("missing.wsp");
        for (int i = 49; i >= 0; i--) {
            target.update(NOW - i, 1, NOW - i);
            source.update(NOW - i, 2, NOW - i);
        }
        target.fillFrom(missing, NOW, NOW, Progress.UNWATCHED);
        target.updateMany(new long[] {NOW - 5, NOW - 4, NOW - 3}, new double[] {0, 0, 0}, 3, NOW);
        WhisperException e =
                assertThrows(WhisperException.class, () -> target.fillFrom(missing, NOW, NOW, Progress.UNWATCHED));
        assertEquals(Kind.FILE_MISSING, e.kind());
        target.fillFrom(source.path(), NOW, NOW, Progress.UNWATCHED);
        assertArrayEquals(new double[] {1, 2, 2, 2, 2, 1}, TestFiles.values(target, NOW - 7, NOW - 1, NOW));
    }

    @Test
    void aFillCanBeEndedBetweenArchives() throws IOException {
        source.update(NOW - 3, 2, NOW);
        List<String> seen = new ArrayList<>();
        assertThrows(CancellationException.class, () -> target.fillFrom(source, NOW, NOW, endAt(0, seen)));
        assertEquals(List.of("0 of 2"), seen);
        assertFalse(target.fetch(NOW - 4, NOW, NOW).orElseThrow().hasPoint(0));
    }

    @Test
    void aFillLeavesGapsOfOneSlotAndThoseAfterItsEnd() throws IOException {
        for (int i = 9; i >= 0; i--) {
            source.update(NOW - i, 10 + i, NOW - i);
            if (i != 5 && i > 2) {
                target.update(NOW - i, 1, NOW - i);
            }
        }
        target.fillFrom(source, NOW - 3, NOW, Progress.UNWATCHED);
        FetchResult result = target.fetch(NOW - 10, NOW, NOW).orElseThrow();
        assertFalse(result.hasPoint(4));
        assertFalse(result.hasPoint(8));
        target.fillFrom(source, NOW);
        result = target.fetch(NOW - 10, NOW, NOW).orElseThrow();
        assertFalse(result.hasPoint(4));
        assertEquals(11, result.values()[8]);
    }
}

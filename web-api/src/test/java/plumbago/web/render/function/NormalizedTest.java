package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

final class NormalizedTest {
    private static final Context CONTEXT = new Evaluation().context();

    private static Series series(long start, int step, double... values) {
        return new Series("s", start, start + (long) step * values.length, step, values);
    }

    @Test
    void seriesOfOneStepStayAsTheyAre() {
        Series one = series(60, 60, 1, 2);
        Normalized rows = new Normalized(CONTEXT, List.of(one, series(60, 60, 3)));
        assertSame(one.values(), rows.column(0));
        assertEquals(2, rows.rows());
        assertEquals(2, rows.width());
        assertEquals(2, rows.value(0, 1));
        assertTrue(Double.isNaN(rows.value(1, 1)));
        double[] row = new double[2];
        rows.row(1, row);
        assertArrayEquals(new double[] {2, NONE}, row);
    }

    @Test
    void theCommonStepIsTheLeastCommonMultiple() {
        Series result = new Normalized(CONTEXT, List.of(series(0, 40, 1, 2, 3), series(0, 60, 5, 6)))
                .series("x", new double[0]);
        assertEquals(120, result.step());
        assertEquals(0, result.start());
        assertEquals(120, result.end());
    }

    @Test
    void longerStepsAreMadeByEachSeriesOwnManner() {
        Series sums = series(0, 60, 1, NONE, 3, 4, 5).consolidation("sum");
        Series strict = series(0, 60, 1, NONE, 3, 4, 5).xFilesFactor(0.6);
        Normalized rows = new Normalized(CONTEXT, List.of(sums, strict, series(0, 120, 1)));
        assertArrayEquals(new double[] {1, 7, 5}, rows.column(0));
        // What the rest at the end lacks counts as missing.
        assertArrayEquals(new double[] {NONE, 3.5, NONE}, rows.column(1));
        assertEquals(3, rows.rows());
    }

    @Test
    void theRangeReachesFromTheFirstStartToTheLastEnd() {
        Series result = new Normalized(CONTEXT, List.of(series(120, 60, 1, 2), series(60, 60, 1), series(60, 60)))
                .series("x", new double[] {1, 2});
        assertEquals(60, result.start());
        assertEquals(240, result.end());
        assertEquals("x", result.name());
    }

    @ParameterizedTest
    @CsvSource({"0, 240, 60, 240", "0, 250, 60, 240", "10, 250, 60, 250", "10, 5, 60, -50"})
    void endsAfterWholeSteps(long start, long last, int step, long end) {
        assertEquals(end, Normalized.end(start, last, step));
    }

    @Test
    void refusesStepsWithoutACommonMultipleInALifetime() {
        InvalidArgumentException refusal = assertThrows(
                InvalidArgumentException.class,
                () -> new Normalized(CONTEXT, List.of(series(0, 65_537, 1), series(0, 65_536, 1))));
        assertEquals("the series' steps have no common multiple below 68 years", refusal.getMessage());
    }

    @Test
    void aggregatesRowsWithEnoughValues() {
        Normalized rows = new Normalized(
                CONTEXT, List.of(series(0, 60, 1, NONE, NONE), series(0, 60, 5, 6, NONE), series(0, 60, 3, 2, NONE)));
        assertArrayEquals(new double[] {9, 8, NONE}, rows.aggregate(Aggregation.SUM, 0));
        assertArrayEquals(new double[] {9, NONE, NONE}, rows.aggregate(Aggregation.SUM, 0.7));
        assertArrayEquals(new double[] {3, 4, NONE}, rows.aggregate(Aggregation.MEDIAN, 0));
        assertArrayEquals(new double[] {3, NONE, NONE}, rows.aggregate(Aggregation.MEDIAN, 0.7));
        // Of no values at all there is no count either.
        assertArrayEquals(new double[] {3, 2, NONE}, rows.aggregate(Aggregation.COUNT, 0));
    }

    @Test
    void countsAreCountsIfAllAre() {
        Series counts = series(0, 60, 1).whole(true);
        assertTrue(new Normalized(CONTEXT, List.of(counts)).whole());
        assertFalse(new Normalized(CONTEXT, List.of(counts, series(0, 60, 1))).whole());
    }
}

package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.web.render.series.Series;

final class StatisticsFunctionsTest {
    private static final long FROM = START - 60;
    private static final long UNTIL = START + 3540;

    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 2.5, NONE, 4)
            .given("line", 1, 3, NONE, 7)
            .given("d", 2, 4, NONE, 4, 6, 8)
            .given("one", 5)
            .given("void", NONE, NONE);

    @Test
    void aggregateLineHasThreePointsUnlessItKeepsTheStep() {
        Series level = evaluation.one("aggregateLine(a)");
        assertArrayEquals(new double[] {2.5, 2.5, 2.5}, level.values());
        assertPlaces(level, -60, 3540, 1800);
        assertEquals("aggregateLine(a, 2.5)", level.name());
        assertEquals("aggregateLine(a, 2.5)", level.pathExpression());
        assertEquals(Map.of("name", "2.5"), level.tags());

        Series kept = evaluation.one("aggregateLine(a,'sum',keepStep=true)");
        assertArrayEquals(new double[] {7.5, 7.5, 7.5, 7.5}, kept.values());
        assertPlaces(kept, 0, 240, 60);
        assertEquals("aggregateLine(a, 7.5)", kept.name());
        assertEquals(Map.of("name", "a"), kept.tags());
    }

    @ParameterizedTest
    @CsvSource({
        "a,              max,   'aggregateLine(a, 4)',              4.0,  false",
        "a,              count, 'aggregateLine(a, 3)',              3,    true",
        "void,           count, 'aggregateLine(void, 0)',           0,    true",
        "void,           avg,   'aggregateLine(void, None)',        None, false",
        "countSeries(a), last,  'aggregateLine(countSeries(a), 1)', 1,    true"
    })
    void aggregateLineShowsCountsAsSuch(String series, String function, String name, String tag, boolean whole) {
        Series level = evaluation.one("aggregateLine(" + series + ",'" + function + "')");
        assertEquals(name, level.name());
        assertEquals(tag, level.tags().get("name"));
        assertEquals(whole, level.whole());
    }

    @Test
    void nPercentileIsAValueThatOccurs() {
        evaluation.assertValues("nPercentile(a,50)", 2.5, 2.5, 2.5, 2.5);
        evaluation.assertValues("nPercentile(a,99.9)", 4, 4, 4, 4);
        evaluation.assertValues("nPercentile(a,-50)", 1, 1, 1, 1);
        evaluation.assertNames("nPercentile(a,99.9)", "nPercentile(a, 99.9)");
        assertEquals(
                Map.of("name", "a", "nPercentile", "99.9"),
                evaluation.one("nPercentile(a,99.9)").tags());
        // Where the original finds no place in its list.
        evaluation.assertValues("nPercentile(a,200)", 4, 4, 4, 4);
        evaluation.assertNone("nPercentile(void,50)");
        evaluation.assertRefused("nPercentile(a,0)", "nPercentile: parameter 'n' must not be 0");
        evaluation.assertRefused("nPercentile(a)", "nPercentile needs the parameter 'n', a number");
    }

    @Test
    void linearRegressionDrawsTheLineThroughGaps() {
        Series line = evaluation.one("linearRegression(line)");
        assertArrayEquals(new double[] {1, 3, 5, 7}, line.values(), 1e-6);
        assertPlaces(line, 0, 240, 60);
        assertEquals("linearRegression(line, " + FROM + ", " + UNTIL + ")", line.name());
        assertEquals(Map.of("name", "line", "linearRegressions", FROM + ", " + UNTIL), line.tags());
    }

    @Test
    void linearRegressionFitsWhatDoesNotLieOnALine() {
        evaluation.given("scattered", 0, 3, 3);
        // The mean is 2 at the middle; the slope is (1 * 3 - -1 * 0) / 2 a step.
        assertArrayEquals(new double[] {0.5, 2, 3.5}, evaluation.values("linearRegression(scattered)"), 1e-6);
    }

    @Test
    void linearRegressionNeedsTwoValues() {
        evaluation.assertNone("linearRegression(one)");
        evaluation.assertNone("linearRegression(void)");
        evaluation.assertNone("linearRegression(nosuch)");
    }

    @Test
    void linearRegressionMayLearnFromAnotherTime() {
        evaluation.givenFrom(START - 600, 60, "history", 10, 20, 30, 7, 7, 7, 7, 7, 7, 7, 0, 0);
        String target = "linearRegression(history,'" + (START - 601) + "','" + (START - 480) + "')";
        Series line = evaluation.one(target);
        // Ten a minute from minus ten minutes on.
        assertArrayEquals(new double[] {110, 120}, line.values(), 1e-6);
        assertEquals("linearRegression(history, " + (START - 601) + ", " + (START - 480) + ")", line.name());
        String refusal = evaluation.refusal("linearRegression(line,'bad')");
        assertTrue(refusal.startsWith("linearRegression: parameter 'startSourceAt' must be a point in time: "));
    }

    @Test
    void stdevGrowsAWindowFromTheFirstPoint() {
        evaluation.assertNear("stdev(d,2)", 0, 1, 0, 0, 1, 1);
        evaluation.assertNear("stdev(d,3)", 0, 1, 1, 0, 1, Math.sqrt(8 / 3.0));
        evaluation.assertNames("stdev(d,3)", "stdev(d,3)");
        assertEquals(
                Map.of("name", "d", "stdev", "3"), evaluation.one("stdev(d,3)").tags());
        assertFalse(evaluation.one("stdev(isNonNull(d),3)").whole());
    }

    @Test
    void stdevNeedsAShareOfTheWindow() {
        evaluation.assertNear("stdev(d,3,1)", NONE, NONE, NONE, NONE, NONE, Math.sqrt(8 / 3.0));
        evaluation.assertNear("stdev(d,3,windowTolerance=0)", 0, 1, 1, 0, 1, Math.sqrt(8 / 3.0));
        // A tenth unless told otherwise.
        evaluation.assertValues("stdev(one,10)", 0);
        evaluation.assertValues("stdev(one,11)", NONE);
        evaluation.assertValues("stdev(void,2)", NONE, NONE);
        evaluation.assertValues("stdev(d,0)", NONE, NONE, NONE, NONE, NONE, NONE);
        evaluation.assertNone("stdev(nosuch,2)");
    }

    @Test
    void stdevOfLargeCountsIsExact() {
        // Squares of these do not fit into a double.
        evaluation.assertNear("stdev(identity('x'),2)", stairs());
    }

    /** Two neighbouring minutes lie thirty seconds from their mean; the first stands alone. */
    private static double[] stairs() {
        double[] deviations = new double[60];
        Arrays.fill(deviations, 1, 60, 30);
        return deviations;
    }

    @Test
    void refusesWrongArguments() {
        evaluation.assertRefused("stdev(d,-1)", "stdev: parameter 'points' must not be negative, and is -1");
        evaluation.assertRefused("stdev(d)", "stdev needs the parameter 'points', a whole number");
        evaluation.assertRefused(
                "aggregateLine(a,'nosuch')",
                "aggregateLine: parameter 'func' must be the name of an aggregation such as 'sum', and is 'nosuch'");
        evaluation.assertRefused(
                "aggregateLine(a,'sumSeries')", "aggregateLine: parameter 'func' names no aggregation: 'sumSeries'");
    }
}

package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class MovingFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            // Five values before the range, and five in it.
            .givenFrom(START - 300, 60, "far", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
            .givenFrom(START - 120, 60, "gaps", 10, 20, 1, 2, 3, NONE, 5, 6)
            .givenFrom(START - 600, 120, "slow", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
            .givenFrom(START - 60, 60, "void", NONE, NONE, NONE)
            .given("short", 7);

    @ParameterizedTest
    @CsvSource({
        "movingAverage, 5, 9",
        "movingMedian,  5, 9",
        "movingMin,     4, 8",
        "movingMax,     6, 10",
        "movingSum,     15, 27"
    })
    void windowsEndWithThePointAndReachBackBeforeTheRange(String function, double first, double last) {
        Series series = evaluation.one(function + "(far,3)");
        assertEquals(first, series.values()[0]);
        assertEquals(last, series.values()[4]);
        assertPlaces(series, 0, 300, 60);
        assertEquals(function + "(far,3)", series.name());
        assertEquals(function + "(far,3)", series.pathExpression());
        assertEquals(Map.of("name", "far", function, "3"), series.tags());
    }

    @ParameterizedTest
    @CsvSource({
        "average,  movingAverage,  5",
        "count,    movingCount,    3",
        "diff,     movingDiff,     -7",
        "avg_zero, movingAvg_zero, 5",
        "rangeOf,  movingRangeof,  2",
        "last,     movingLast,     6"
    })
    void movingWindowTakesAnyAggregation(String function, String name, double first) {
        Series series = evaluation.one("movingWindow(far,3,'" + function + "')");
        assertEquals(first, series.values()[0]);
        assertEquals(name + "(far,3)", series.name());
        assertEquals("3", series.tags().get(name));
        assertEquals(function.equals("count"), series.whole());
    }

    @Test
    void movingWindowAveragesUnlessToldOtherwise() {
        evaluation.assertNames("movingWindow(far,3)", "movingAverage(far,3)");
        evaluation.assertValues("movingWindow(far,3)", 5, 6, 7, 8, 9);
        evaluation.assertValues("movingMedian(far,4)", 4.5, 5.5, 6.5, 7.5, 8.5);
    }

    @Test
    void gapsAreLeftOut() {
        evaluation.assertValues("movingAverage(gaps,2)", 10.5, 1.5, 2.5, 3, 5, 5.5);
        evaluation.assertValues("movingSum(void,1)", NONE, NONE);
    }

    @Test
    void windowsNeedTheShareOfTheXFilesFactor() {
        evaluation.assertValues("movingAverage(gaps,2,1)", 10.5, 1.5, 2.5, NONE, NONE, 5.5);
        evaluation.assertValues("movingAverage(gaps,2,xFilesFactor=0.5)", 10.5, 1.5, 2.5, 3, 5, 5.5);
        evaluation.xFilesFactor(0.6);
        evaluation.assertValues("movingAverage(gaps,2)", 10.5, 1.5, 2.5, NONE, NONE, 5.5);
        evaluation.assertValues("movingAverage(gaps,2,0)", 10.5, 1.5, 2.5, 3, 5, 5.5);
    }

    @Test
    void lengthsOfTimeMakeAsManyPointsAsSeriesHaveInThem() {
        evaluation.assertValues("movingAverage(gaps,'2min')", 10.5, 1.5, 2.5, 3, 5, 5.5);
        evaluation.assertNames("movingAverage(gaps,'-2min')", "movingAverage(gaps,\"-2min\")");
        List<Series> both = evaluation.all("movingAverage(group(far,slow),'4min')");
        assertArrayEquals(new double[] {4.5, 5.5, 6.5, 7.5, 8.5}, both.get(0).values());
        assertArrayEquals(new double[] {5.5, 6.5, 7.5, 8.5, 9.5}, both.get(1).values());
        assertPlaces(both.get(1), 0, 600, 120);
    }

    @Test
    void numbersOfPointsReachBackByTheLongestStep() {
        List<Series> both = evaluation.all("movingAverage(group(far,slow),2)");
        // Two points of the slow one are four of the other, two of which come too early.
        assertEquals(7, both.get(0).size());
        assertPlaces(both.get(0), 0, 300, 60);
        assertArrayEquals(new double[] {5.5, 6.5, 7.5, 8.5, 9.5}, both.get(1).values());
    }

    @Test
    void theArgumentMayBeACall() {
        evaluation.assertValues("movingAverage(scale(far,2),3)", 10, 12, 14, 16, 18);
        evaluation.assertNames("movingAverage(scale(far,2),3)", "movingAverage(scale(far,2),3)");
    }

    @Test
    void windowsThatDoNotFitGiveNothing() {
        evaluation.assertValues("movingAverage(short,2)");
        evaluation.assertValues("movingAverage(far,20)");
        evaluation.assertValues("movingAverage(far,0)", NONE, NONE, NONE, NONE, NONE);
        evaluation.assertNone("movingAverage(nosuch,2)");
        evaluation.assertNone("exponentialMovingAverage(scale(nosuch,1),2)");
    }

    @Test
    void exponentialBeginsWithAPlainAverage() {
        evaluation.assertValues("exponentialMovingAverage(far,3)", 4, 5, 6, 7, 8, 9);
        evaluation.assertValues(
                "exponentialMovingAverage(gaps,2)", 15, 5.666667, 3.222222, 3.074074, NONE, 4.358025, 5.452675);
        Series series = evaluation.one("exponentialMovingAverage(far,3)");
        assertPlaces(series, 0, 300, 60);
        assertEquals("exponentialMovingAverage(far,3)", series.name());
        assertEquals(Map.of("name", "far", "exponentialMovingAverage", "3"), series.tags());
    }

    @Test
    void exponentialWeighsByTheSecondsOfALengthOfTime() {
        evaluation.assertValues(
                "exponentialMovingAverage(far,'3min')", 4, 4.022099, 4.055004, 4.098596, 4.152755, 4.217365);
        evaluation.assertNames("exponentialMovingAverage(far,'3min')", "exponentialMovingAverage(far,\"3min\")");
    }

    @Test
    void exponentialHasAValueForEveryWindow() {
        // The average of nothing is taken for zero.
        evaluation.assertValues("exponentialMovingAverage(void,1)", 0, NONE, NONE);
        evaluation.assertValues("exponentialMovingAverage(far,20)", 5.5);
        evaluation.assertValues("exponentialMovingAverage(far,0)", 0, 12, 2, 14, 4, 16);
        evaluation.assertRefused(
                "exponentialMovingAverage(far,-1)",
                "exponentialMovingAverage: parameter 'windowSize' must not be negative, and is -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"movingAverage", "movingWindow", "exponentialMovingAverage"})
    void refusesWindowsThatAreNone(String function) {
        String expected = "a number of points, or a length of time such as '5min'";
        evaluation.assertRefused(
                function + "(far,'bad')", function + ": parameter 'windowSize' must be " + expected + ", and is 'bad'");
        evaluation.assertRefused(function + "(far)", function + " needs the parameter 'windowSize', " + expected);
        evaluation.assertRefused(
                function + "(far,2.5)", function + ": parameter 'windowSize' must be a whole number, and is 2.5");
    }

    @Test
    void refusesWhatIsNoAggregation() {
        assertTrue(evaluation
                .refusal("movingWindow(far,3,'nosuch')")
                .startsWith("movingWindow: parameter 'func' must be the name of an aggregation"));
        evaluation.assertRefused(
                "movingWindow(far,3,'sumSeries')", "movingWindow: parameter 'func' names no aggregation: 'sumSeries'");
    }
}

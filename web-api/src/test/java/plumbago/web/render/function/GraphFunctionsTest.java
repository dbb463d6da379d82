package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

final class GraphFunctionsTest {
    private final Evaluation evaluation =
            new Evaluation().given("a", 1, 2, 3).given("b", 10, 20, NONE, 40).given("gap", 1, NONE, 3);

    @ParameterizedTest
    @CsvSource({"alpha, 0.5, 0.5", "color, 'red', red", "lineWidth, 2, 2.0"})
    void looksAreOptionsAndLeaveTheSeriesAlone(String function, String argument, String value) {
        Series series = evaluation.one(function + "(a,\"" + argument + "\")");
        assertEquals(Map.of(function, value), series.options());
        assertEquals("a", series.name());
        assertEquals(Map.of("name", "a"), series.tags());
        assertArrayEquals(new double[] {1, 2, 3}, series.values());
        evaluation.assertNone(function + "(nosuch,1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secondYAxis", "drawAsInfinite"})
    void marksAreInNameAndTags(String function) {
        Series series = evaluation.one(function + "(a)");
        assertEquals(Map.of(function, "true"), series.options());
        assertEquals(function + "(a)", series.name());
        assertEquals("a", series.pathExpression());
        assertEquals(Map.of("name", "a", function, "1"), series.tags());
        evaluation.assertNone(function + "(nosuch)");
    }

    @ParameterizedTest
    @CsvSource({"'', 5", "',2', 2", "',2.5', 2.5", "',dashLength=8', 8"})
    void dashedShowsTheLength(String argument, String length) {
        Series series = evaluation.one("dashed(a" + argument + ")");
        assertEquals(Map.of("dashed", length), series.options());
        assertEquals("dashed(a, " + length + ")", series.name());
        assertEquals(length, series.tags().get("dashed"));
    }

    @Test
    void areaBetweenIsCalledAfterTheUpperSeries() {
        List<Series> both = evaluation.all("areaBetween(group(a,b))");
        for (Series series : both) {
            assertEquals("areaBetween(b)", series.name());
            assertEquals(Map.of("name", "b", "areaBetween", "1"), series.tags());
            assertEquals(Map.of("areaBetween", "true"), series.options());
        }
        assertEquals("a", both.get(0).pathExpression());
        assertArrayEquals(new double[] {1, 2, 3}, both.get(0).values());
    }

    @Test
    void areaBetweenTakesTwoSeries() {
        evaluation.assertRefused("areaBetween(a)", "areaBetween: parameter 'seriesList' must be two series, and is 1");
        evaluation.assertRefused(
                "areaBetween(group(a,b,gap))", "areaBetween: parameter 'seriesList' must be two series, and is 3");
        evaluation.assertRefused(
                "areaBetween(nosuch)", "areaBetween: parameter 'seriesList' must be two series, and is 0");
    }

    @Test
    void stackedPutsEachSeriesOnTopOfThoseBefore() {
        List<Series> stack = evaluation.all("stacked(group(a,gap,b))");
        assertArrayEquals(new double[] {1, 2, 3}, stack.get(0).values());
        assertArrayEquals(new double[] {2, NONE, 6}, stack.get(1).values());
        // What is missing adds nothing, and what is longer goes on.
        assertArrayEquals(new double[] {12, 22, NONE, 40}, stack.get(2).values());
        assertEquals("stacked(a)", stack.get(0).name());
        assertEquals(Map.of("name", "a", "stacked", "__DEFAULT__"), stack.get(0).tags());
        assertEquals(Map.of("stacked", "true"), stack.get(0).options());
        evaluation.assertNone("stacked(nosuch)");
    }

    @Test
    void stacksGoOnThroughARequestAndByName() {
        Context request = evaluation.context();
        evaluation.all("stacked(a)", request);
        assertArrayEquals(
                new double[] {2, NONE, 6},
                evaluation.all("stacked(gap)", request).get(0).values());
        Series named = evaluation.all("stacked(gap,'mine')", request).get(0);
        assertArrayEquals(new double[] {1, NONE, 3}, named.values());
        assertEquals("gap", named.name());
        assertEquals(Map.of("name", "gap"), named.tags());
        assertArrayEquals(
                new double[] {2, NONE, 6},
                evaluation.all("stacked(gap,stackName='mine')", request).get(0).values());
        // The next request begins anew.
        evaluation.assertValues("stacked(gap)", 1, NONE, 3);
    }

    @Test
    void thresholdIsALineWithALabel() {
        evaluation.assertValues("threshold(5.5)", 5.5, 5.5, 5.5);
        assertPlaces(evaluation.one("threshold(5.5)"), -60, 3540, 1800);
        evaluation.assertNames("threshold(5)", "5.0");
        Series labelled = evaluation.one("threshold(5.5,'high','red')");
        assertEquals("high", labelled.name());
        assertEquals("constantLine(5.5)", labelled.pathExpression());
        assertEquals(Map.of("color", "red"), labelled.options());
        assertEquals(
                Map.of("color", "red"),
                evaluation.one("threshold(5,color='red')").options());
        evaluation.assertRefused("threshold('x')", "threshold: parameter 'value' must be a number, and is 'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:10_20231115", "1700007000", "-50min"})
    void verticalLineStandsAtATime(String time) {
        Series line = evaluation.one("verticalLine('" + time + "')");
        assertPlaces(line, 600, 600, 1);
        assertArrayEquals(new double[] {1, 1}, line.values());
        assertEquals("None", line.name());
        assertTrue(line.isUnnamed());
        assertEquals(Map.of("drawAsInfinite", "true"), line.options());
    }

    @Test
    void verticalLineHasALabelAndAColour() {
        Series line = evaluation.one("verticalLine('00:10_20231115','deploy','blue')");
        assertEquals("deploy", line.name());
        assertFalse(line.isUnnamed());
        assertEquals(Map.of("color", "blue", "drawAsInfinite", "true"), line.options());
    }

    @Test
    void verticalLineIsShiftedIntoTheServersZone() {
        evaluation.zones("UTC", "Europe/Berlin");
        assertPlaces(evaluation.one("verticalLine('00:10_20231115')"), 600 - 3600, 600 - 3600, 1);
        // What is written is of the request's zone.
        evaluation.zones("Europe/Berlin", "Europe/Berlin");
        assertPlaces(evaluation.one("verticalLine('01:10_20231115')"), 600, 600, 1);
    }

    @Test
    void verticalLineStandsWithinTheRange() {
        long before = START - 24 * 3600 + 600;
        evaluation.assertRefused(
                "verticalLine('00:10_20231114')",
                "verticalLine: parameter 'ts' is " + before + ", which lies outside the range asked for");
        String refusal = evaluation.refusal("verticalLine('bad time')");
        String beginning = "verticalLine: parameter 'ts' must be a point in time: ";
        assertEquals(beginning, refusal.substring(0, beginning.length()));
    }

    @Test
    void refusesWhatIsNoNumber() {
        evaluation.assertRefused("alpha(a,'x')", "alpha: parameter 'alpha' must be a number, and is 'x'");
        evaluation.assertRefused("lineWidth(a)", "lineWidth needs the parameter 'width', a number");
        evaluation.assertRefused("dashed(a,'x')", "dashed: parameter 'dashLength' must be a whole number, and is 'x'");
    }
}

package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;

final class GraphFunctionsTest {
    private final Evaluation evaluation =
            new Evaluation().given("a", 1, 2, 3).given("b", 10, 20, NONE, 40).given("gap", 1, NONE, 3);

    @ParameterizedTest
    @MethodSource("looks")
    void looksAreAStyleAndLeaveTheSeriesAlone(String call, SeriesStyle style) {
        Series series = evaluation.one(call);
        assertEquals(style, series.style());
        assertEquals("a", series.name());
        assertEquals(Map.of("name", "a"), series.tags());
        assertArrayEquals(new double[] {1, 2, 3}, series.values());
        evaluation.assertNone(call.replace("(a,", "(nosuch,"));
    }

    static List<Arguments> looks() {
        SeriesStyle plain = SeriesStyle.PLAIN;
        return List.of(
                arguments("alpha(a,0.5)", plain.withOpacity(0.5)),
                arguments("alpha(a,'0.5')", plain.withOpacity(0.5)),
                // Opaque in graphite-web, to which zero is as good as nothing.
                arguments("alpha(a,0)", plain),
                arguments("alpha(a,1)", plain.withOpacity(1)),
                arguments("alpha(a,-1)", plain.withOpacity(0)),
                arguments("alpha(a,1e9)", plain.withOpacity(1)),
                arguments("color(a,'red')", plain.withColor("red")),
                arguments("color(a,'#12345678')", plain.withColor("#12345678")),
                arguments("color(a,'no such colour')", plain.withColor("no such colour")),
                arguments("lineWidth(a,2)", plain.withLineWidth(2)),
                arguments("lineWidth(a,0.25)", plain.withLineWidth(0.25)),
                arguments("lineWidth(a,0)", plain.withLineWidth(0)),
                arguments("lineWidth(a,-1)", plain.withLineWidth(0)),
                arguments("lineWidth(a,1000000)", plain.withLineWidth(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secondYAxis", "drawAsInfinite"})
    void marksAreInNameAndTags(String function) {
        Series series = evaluation.one(function + "(a)");
        SeriesStyle plain = SeriesStyle.PLAIN;
        assertEquals(function.equals("secondYAxis") ? plain.onSecondYAxis() : plain.asInfinite(), series.style());
        assertEquals(function + "(a)", series.name());
        assertEquals("a", series.pathExpression());
        assertEquals(Map.of("name", "a", function, "1"), series.tags());
        evaluation.assertNone(function + "(nosuch)");
    }

    @ParameterizedTest
    @CsvSource({"'', 5", "',2', 2", "',2.5', 2.5", "',dashLength=8', 8"})
    void dashedShowsTheLength(String argument, String length) {
        Series series = evaluation.one("dashed(a" + argument + ")");
        assertEquals(SeriesStyle.PLAIN.withDash(Double.parseDouble(length)), series.style());
        assertEquals("dashed(a, " + length + ")", series.name());
        assertEquals(length, series.tags().get("dashed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5"})
    void dashesWithoutLengthAreNone(String length) {
        Series series = evaluation.one("dashed(a," + length + ")");
        assertEquals(SeriesStyle.PLAIN, series.style());
        assertEquals("dashed(a, " + length + ")", series.name());
    }

    @Test
    void stylesAddUp() {
        assertEquals(
                SeriesStyle.PLAIN
                        .withColor("red")
                        .withLineWidth(3)
                        .withDash(5)
                        .onSecondYAxis()
                        .withOpacity(0.5),
                evaluation
                        .one("alpha(secondYAxis(dashed(lineWidth(color(a,'red'),3))),0.5)")
                        .style());
        // Also through functions that make other values of it, where graphite-web forgets them.
        assertEquals(
                SeriesStyle.PLAIN.withColor("red").asStacked(),
                evaluation.one("stacked(color(a,'red'))").style());
    }

    @Test
    void areaBetweenIsCalledAfterTheUpperSeries() {
        List<Series> both = evaluation.all("areaBetween(group(a,b))");
        for (Series series : both) {
            assertEquals("areaBetween(b)", series.name());
            assertEquals(Map.of("name", "b", "areaBetween", "1"), series.tags());
        }
        assertEquals(SeriesStyle.PLAIN.asInvisible(), both.get(0).style());
        assertEquals(SeriesStyle.PLAIN.asStacked(), both.get(1).style());
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
        for (Series one : stack) {
            assertEquals(SeriesStyle.PLAIN.asStacked(), one.style());
        }
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
        SeriesStyle red = SeriesStyle.PLAIN.withColor("red");
        assertEquals(red, labelled.style());
        assertEquals(red, evaluation.one("threshold(5,color='red')").style());
        assertEquals(SeriesStyle.PLAIN, evaluation.one("threshold(5)").style());
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
        assertEquals(SeriesStyle.PLAIN.asInfinite(), line.style());
    }

    @Test
    void verticalLineHasALabelAndAColour() {
        Series line = evaluation.one("verticalLine('00:10_20231115','deploy','blue')");
        assertEquals("deploy", line.name());
        assertFalse(line.isUnnamed());
        assertEquals(SeriesStyle.PLAIN.withColor("blue").asInfinite(), line.style());
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

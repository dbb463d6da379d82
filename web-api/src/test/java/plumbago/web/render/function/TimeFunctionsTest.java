package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class TimeFunctionsTest {
    private static final int HOUR = 3600;

    private final Evaluation evaluation = new Evaluation()
            // Half hours: six before the day begins and two after.
            .givenFrom(START - 3 * HOUR, 1800, "history", 0, 1, 2, 3, 4, 5, 6, 7)
            .givenFrom(START - 2 * HOUR, 1800, "ended", 1, 2, 3, 4, 5)
            .given("counter", 10, 15, NONE, 20, 5, 8)
            .givenFrom(START + 120, 60, "late", 1, 1, 1, 1)
            .givenFrom(START, 120, "slow", 1, 2);

    @Test
    void timeShiftShowsThePastInPlaceOfThePresent() {
        Series series = evaluation.one("timeShift(history,'1h')");
        assertArrayEquals(new double[] {4, 5}, series.values());
        assertPlaces(series, 0, 3600, 1800);
        assertEquals("timeShift(history, \"-1h\")", series.name());
        assertEquals("history", series.pathExpression());
        assertEquals(Map.of("name", "history", "timeShift", "-1h"), series.tags());
        evaluation.assertValues("timeShift(history,'-2h')", 2, 3);
        evaluation.assertNames("timeShift(history,'+1h')");
    }

    @Test
    void timeShiftEndsWithThePresentUnlessToldOtherwise() {
        evaluation.assertValues("timeShift(ended,'1h')", 3, 4);
        assertPlaces(evaluation.one("timeShift(ended,'1h')"), 0, 1800, 1800);
        assertPlaces(evaluation.one("timeShift(ended,'1h',false)"), 0, 3600, 1800);
        assertPlaces(evaluation.one("timeShift(ended,'1h',resetEnd=true)"), 0, 1800, 1800);
    }

    @Test
    void timeShiftNeedsThePresentAndThePast() {
        evaluation.assertNone("timeShift(counter,'1h')");
        evaluation.assertNone("timeShift(nosuch,'1h')");
    }

    @ParameterizedTest
    @CsvSource({"true, 2023-11-04T03:00:00Z", "false, 2023-11-04T04:00:00Z"})
    void timeShiftMayKeepToTheClockWhereSummerTimeEnds(boolean align, Instant expected) {
        // New York's clocks go back on the fifth; two days later and earlier it is eleven at night.
        long now = Instant.parse("2023-11-06T04:00:00Z").getEpochSecond();
        double[] hours = new double[73];
        Arrays.setAll(hours, i -> i);
        evaluation
                .givenFrom(now - 72 * HOUR, HOUR, "hours", hours)
                .zones("America/New_York", "America/New_York")
                .over(now - 1, now + 10);
        double hour = 72 - (now - expected.getEpochSecond()) / (double) HOUR;
        evaluation.assertValues("timeShift(hours,'2d',true," + align + ")", hour);
        evaluation.assertValues("timeShift(hours,'2d',alignDST=" + align + ")", hour);
    }

    @Test
    void timeStackLaysDaysOverOneAnother() {
        List<Series> stack = evaluation.all("timeStack(history,'1h',0,3)");
        assertEquals(
                List.of("timeShift(history, -1h, 0)", "timeShift(history, -1h, 1)", "timeShift(history, -1h, 2)"),
                stack.stream().map(Series::name).toList());
        assertArrayEquals(new double[] {6, 7}, stack.get(0).values());
        assertArrayEquals(new double[] {4, 5}, stack.get(1).values());
        assertArrayEquals(new double[] {2, 3}, stack.get(2).values());
        stack.forEach(series -> assertPlaces(series, 0, 3600, 1800));
        assertEquals("timeShift(history, -1h, 2)", stack.get(2).pathExpression());
        assertEquals(
                Map.of("name", "history", "timeShiftUnit", "-1h", "timeShift", "2"),
                stack.get(2).tags());
    }

    @Test
    void timeStackGoesFromOneCopyToAnother() {
        evaluation.assertNames("timeStack(history,'1h',1,2)", "timeShift(history, -1h, 1)");
        evaluation.assertNames(
                "timeStack(history,'+1h',-1,1)", "timeShift(history, +1h, -1)", "timeShift(history, +1h, 0)");
        evaluation.assertNone("timeStack(history,'1h',2,2)");
        // Seven days unless told otherwise, of which there is one.
        evaluation.assertNames("timeStack(history)", "timeShift(history, -1d, 0)");
        evaluation.assertNames("timeStack(counter,'1h',0,2)", "timeShift(counter, -1h, 0)");
        evaluation.assertNone("timeStack(nosuch,'1h',0,2)");
        evaluation.assertRefused(
                "timeStack(history,'1h',0,1001)", "timeStack: parameter 'timeShiftEnd' asks for more than 1000 copies");
    }

    @Test
    void timeSliceCountsPlacesFromTheBeginningOfTheRange() {
        // The range begins a minute before the first value, and places are counted from there.
        String from = "00:01_20231115";
        String to = "00:03_20231115";
        evaluation.assertValues("timeSlice(counter,'" + from + "','" + to + "')", NONE, NONE, NONE, 20, 5, NONE);
        evaluation.over(START, START + HOUR);
        evaluation.givenFrom(START + 60, 60, "next", 1, 2, 3, 4);
        evaluation.assertValues("timeSlice(next,'" + from + "','" + to + "')", NONE, 2, 3, 4);
    }

    @Test
    void timeSliceEndsNowUnlessToldOtherwise() {
        evaluation.assertValues("timeSlice(counter,'00:02_20231115')", NONE, NONE, NONE, 20, 5, 8);
        // Now is what the wall clock shows: the end of the hour.
        Series series = evaluation.one("timeSlice(counter,'-58min')");
        assertEquals("timeSlice(counter, " + (START + 120) + ", " + (START + HOUR) + ")", series.name());
        assertEquals("counter", series.pathExpression());
        assertEquals(
                Map.of("name", "counter", "timeSliceStart", "" + (START + 120), "timeSliceEnd", "" + (START + HOUR)),
                series.tags());
        evaluation.assertNone("timeSlice(nosuch,'-1h')");
        evaluation.assertValues("timeSlice(slow,'00:00_20231115','00:01_20231115')", NONE, 2);
        evaluation.assertValues("timeSlice(late,'00:01_20231115','00:00_20231115')", NONE, NONE, NONE, NONE);
    }

    @Test
    void timeSliceReadsClocksOfTheServersZone() {
        evaluation.zones("UTC", "Europe/Berlin");
        Series series = evaluation.one("timeSlice(counter,'01:01_20231115')");
        assertEquals("" + (START + 60), series.tags().get("timeSliceStart"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeShift(counter,'bad')", "timeStack(counter,'bad',0,1)"})
    void shiftsAreLengthsOfTime(String target) {
        String function = target.substring(0, target.indexOf('('));
        String parameter = function.equals("timeShift") ? "timeShift" : "timeShiftUnit";
        evaluation.assertRefused(
                target,
                function + ": parameter '" + parameter + "' must be a length of time such as '5min', and is 'bad'");
    }

    @Test
    void slicesArePointsInTime() {
        String refusal = evaluation.refusal("timeSlice(counter,'bad')");
        assertTrue(refusal.startsWith("timeSlice: parameter 'startSliceAt' must be a point in time: "), refusal);
        refusal = evaluation.refusal("timeSlice(counter,'-1h','bad')");
        assertTrue(refusal.startsWith("timeSlice: parameter 'endSliceAt' must be a point in time: "), refusal);
        refusal = evaluation.refusal("timeSlice(counter)");
        assertTrue(refusal.startsWith("timeSlice needs the parameter 'startSliceAt'"), refusal);
    }
}

package plumbago.web.render.function;

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
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class BucketFunctionsTest {
    private static final int HOUR = 3600;

    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 2, NONE, 4, 5, 6)
            .given("one", 5)
            .given("void", NONE, NONE)
            .givenFrom(START + 120, 60, "late", 1, 2, 3, 4)
            // Two hours and a bit, the range asked for being the second of them.
            .givenFrom(START - HOUR, 600, "past", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    @Test
    void summarizeGathersIntoMultiplesOfTheInterval() {
        Series series = evaluation.one("summarize(a,'2min')");
        evaluation.assertValues("summarize(a,'2min')", 3, 4, 11, NONE);
        // One more interval than there are values, as its end is rounded past the series'.
        assertPlaces(series, 0, 480, 120);
        assertEquals("summarize(a, \"2min\", \"sum\")", series.name());
        assertEquals("summarize(a, \"2min\", \"sum\")", series.pathExpression());
        assertEquals(Map.of("name", "a", "summarize", "2min", "summarizeFunction", "sum"), series.tags());
    }

    @Test
    void summarizeBeginsBeforeASeriesThatBeginsWithinAnInterval() {
        evaluation.assertValues("summarize(late,'5min')", 6, 4);
        assertPlaces(evaluation.one("summarize(late,'5min')"), 0, 600, 300);
    }

    @Test
    void summarizeAlignsToTheSeriesIfAsked() {
        evaluation.assertValues("summarize(late,'5min','sum',true)", 10);
        assertPlaces(evaluation.one("summarize(late,'5min','sum',true)"), 120, 420, 300);
        evaluation.assertValues("summarize(a,'2min','max',alignToFrom=true)", 2, 4, 6);
        evaluation.assertNames("summarize(a,'2min','max',true)", "summarize(a, \"2min\", \"max\", true)");
    }

    @ParameterizedTest
    @CsvSource({"avg, 1.5, 4, 5.5", "max, 2, 4, 6", "last, 2, 4, 6", "median, 1.5, 4, 5.5", "range, 1, 0, 1"})
    void summarizeTakesAnyAggregation(String function, double first, double second, double third) {
        evaluation.assertValues("summarize(a,'2min','" + function + "')", first, second, third, NONE);
    }

    @Test
    void summarizeKeepsCounts() {
        evaluation.assertValues("summarize(a,'2min','count')", 2, 1, 2, NONE);
        assertTrue(evaluation.one("summarize(a,'2min','count')").whole());
        assertTrue(evaluation.one("summarize(isNonNull(a),'2min')").whole());
        assertFalse(evaluation.one("summarize(isNonNull(a),'2min','avg')").whole());
    }

    @Test
    void summarizeIntoShorterIntervalsLeavesGaps() {
        evaluation.assertValues("summarize(one,'30s')", 5, NONE, NONE);
        evaluation.assertValues("summarize(late,'40s')", 1, 2, NONE, 3, 4, NONE, NONE);
    }

    @Test
    void summarizeHeedsTheXFilesFactor() {
        evaluation.assertValues("summarize(setXFilesFactor(a,0.6),'2min')", 3, NONE, 11, NONE);
        evaluation.assertValues("summarize(setXFilesFactor(a,0.5),'2min')", 3, 4, 11, NONE);
    }

    @Test
    void intervalsWithoutValuesAndListsWithoutSeriesStayEmpty() {
        evaluation.assertValues("summarize(void,'2min')", NONE, NONE);
        evaluation.assertValues("smartSummarize(void,'2min')", NONE);
        evaluation.assertValues("hitcount(void,'2min')", NONE);
        evaluation.assertNone("summarize(nosuch,'2min')");
        evaluation.assertNone("smartSummarize(nosuch,'2min')");
        evaluation.assertNone("hitcount(nosuch,'2min')");
    }

    @Test
    void smartSummarizeBeginsWithTheSeries() {
        Series series = evaluation.one("smartSummarize(a,'2min')");
        evaluation.assertValues("smartSummarize(a,'2min')", 3, 4, 11);
        assertPlaces(series, 0, 360, 120);
        assertEquals("smartSummarize(a, \"2min\", \"sum\")", series.name());
        assertEquals(Map.of("name", "a", "smartSummarize", "2min", "smartSummarizeFunction", "sum"), series.tags());
        evaluation.assertValues("smartSummarize(late,'3min','max')", 3, 4);
        assertPlaces(evaluation.one("smartSummarize(late,'3min')"), 120, 480, 180);
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, -1200,  45",
        "minutes, -1200,  45",
        "hours,   -3000,  27",
        "days,    -3600,  21",
        "d,       -3600,  21",
        "weeks,   -3600,  21",
        "weeks3,  -3600,  21",
        "months,  -3600,  21",
        "years,   -3600,  21"
    })
    void smartSummarizeBeginsWhereAUnitOfTimeBegins(String unit, long start, double first) {
        // Half past eleven in the evening; the first value comes after the full hour, if it is asked from there.
        evaluation.over(START - HOUR / 2, START + HOUR);
        Series series = evaluation.one("smartSummarize(past,'1h','sum','" + unit + "')");
        assertEquals(start, series.start() - START);
        assertEquals(first, series.values()[0]);
    }

    @ParameterizedTest
    @CsvSource({"days, 0", "weeks, 1", "weeks1, 1", "weeks3, 6", "weeks7, 2", "months, 13", "years, 317"})
    void smartSummarizeCountsDaysBackFromATuesday(String unit, int days) {
        long day = 24 * HOUR;
        double[] ones = new double[400];
        Arrays.fill(ones, 1);
        evaluation.givenFrom(START - 390 * day, 24 * HOUR, "daily", ones).over(START - day / 2, START + day);
        Series series = evaluation.one("smartSummarize(daily,'1d','sum','" + unit + "')");
        // The first value comes a day after the beginning of the unit, as it is the first behind that.
        assertPlaces(series, -days * day, 2 * day, 24 * HOUR);
    }

    @Test
    void smartSummarizeAlignsByTheClockOfTheRequest() {
        // Half past midnight in Kolkata, where the hour began at half past eighteen in Greenwich.
        evaluation.zones("Asia/Kolkata", "UTC").over(START - 5 * HOUR, START + HOUR);
        evaluation.givenFrom(START - 7 * HOUR, 600, "long", new double[48]);
        assertPlaces(evaluation.one("smartSummarize(long,'1h','sum','hours')"), -5 * HOUR - 1200, 6000, HOUR);
        assertPlaces(evaluation.one("smartSummarize(long,'1h','sum','days')"), -5 * HOUR - 1200, 6000, HOUR);
    }

    @Test
    void smartSummarizeIgnoresATruthInPlaceOfTheUnit() {
        evaluation.assertValues("smartSummarize(a,'2min','sum',true)", 3, 4, 11);
        evaluation.assertValues("smartSummarize(a,'2min','sum',false)", 3, 4, 11);
    }

    @ParameterizedTest
    @CsvSource({
        "1min, 0,   60,  60 120 NaN 240 300 360",
        "2min, 0,   120, 180 240 660",
        "150s, -90, 150, 60 240 780",
        "30s,  0,   30,  30 30 60 60 NaN NaN 120 120 150 150 180 180"
    })
    void hitcountSharesOutEachStepAndEndsWithTheSeries(String interval, long start, int step, String expected) {
        String target = "hitcount(a,'" + interval + "')";
        evaluation.assertValues(
                target,
                Arrays.stream(expected.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
        assertPlaces(evaluation.one(target), start, 360, step);
        assertEquals("hitcount(a, \"" + interval + "\")", evaluation.name(target));
        assertEquals(
                Map.of("name", "a", "hitcount", interval),
                evaluation.one(target).tags());
    }

    @Test
    void hitcountAlignsToTheClockIfAsked() {
        evaluation.over(START - HOUR / 2, START + HOUR);
        evaluation.assertValues("hitcount(past,'1h',true)", 16_200, 16_200);
        assertPlaces(evaluation.one("hitcount(past,'1h',true)"), -3000, 4200, HOUR);
        evaluation.assertNames("hitcount(past,'1h',alignToInterval=true)", "hitcount(past, \"1h\", true)");
        evaluation.assertValues("hitcount(past,'1d',true)", 33_000);
        assertPlaces(evaluation.one("hitcount(past,'1d',true)"), -3600, 82_800, 24 * HOUR);
        evaluation.assertValues("hitcount(late,'1min',true)", 60, 120, 180, 240, NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"summarize", "smartSummarize", "hitcount"})
    void intervalsMustBeLengthsOfTime(String function) {
        evaluation.assertRefused(
                function + "(a,'bad')",
                function + ": parameter 'intervalString' must be a length of time such as '5min', and is 'bad'");
        evaluation.assertRefused(
                function + "(a,'0s')",
                function + ": parameter 'intervalString' must be between a second and 68 years, and is '0s'");
        evaluation.assertRefused(
                function + "(a)", function + " needs the parameter 'intervalString', a length of time such as '5min'");
    }

    @Test
    void refusesMoreIntervalsThanAnyoneReads() {
        evaluation.over(START - 1, START + 200 * 86_400).givenFrom(START, 86_400, "sparse", new double[200]);
        evaluation.assertRefused(
                "summarize(sparse,'1s')", "summarize: parameter 'intervalString' makes more than 10000000 intervals");
        evaluation.assertRefused(
                "hitcount(sparse,'1s')", "hitcount: parameter 'intervalString' makes more than 10000000 intervals");
    }

    @Test
    void refusesWhatIsNoAggregationNorUnit() {
        evaluation.assertRefused(
                "summarize(a,'2min','nosuch')",
                "summarize: parameter 'func' must be the name of an aggregation such as 'sum', and is 'nosuch'");
        evaluation.assertRefused(
                "smartSummarize(a,'2min','sum','fortnight')",
                "smartSummarize: parameter 'alignTo' must be seconds, minutes, hours, days, weeks, months or years, and"
                        + " is 'fortnight'");
    }
}

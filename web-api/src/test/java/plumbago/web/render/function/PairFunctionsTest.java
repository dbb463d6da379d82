package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class PairFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 3, NONE, 4, 2, 7)
            .given("b", 2, 0, 5, NONE)
            .given("c", 10, 20, 30, 40)
            .givenFrom(START, 120, "slow", 100, 200)
            .givenFrom(START + 60, 60, "late", 7, 8)
            .given("l.1", 1, 2)
            .given("l.2", 3, 4)
            .given("r.1", 10, 20)
            .given("r.2", 0, 2)
            .given("w.1", 1, 2)
            .given("w.2", 1, NONE);

    @ParameterizedTest
    @CsvSource({
        "sumSeriesLists,      sum,      11, 22",
        "diffSeriesLists,     diff,     -9, -18",
        "multiplySeriesLists, multiply, 10, 40"
    })
    void listsGoPairByPair(String function, String aggregation, double first, double second) {
        String target = function + "(l.*,r.*)";
        evaluation.assertNames(target, aggregation + "Series(l.1,r.1)", aggregation + "Series(l.2,r.2)");
        evaluation.assertValues("limit(" + target + ",1)", first, second);
        Series pair = evaluation.all(target).get(0);
        assertEquals(aggregation + "Series(l.*,r.*)", pair.pathExpression());
        assertEquals(aggregation, pair.tags().get("aggregatedBy"));
        evaluation.assertNone(function + "(nosuch,nosuch)");
    }

    @Test
    void pairsOfDifferentLayoutsAreBroughtToOne() {
        evaluation.assertValues("sumSeriesLists(a,slow)", 102, 204, 4.5);
        assertPlaces(evaluation.one("sumSeriesLists(a,slow)"), 0, 360, 120);
        evaluation.assertValues("multiplySeriesLists(a,b)", 2, 0, NONE, NONE, NONE, NONE);
    }

    @Test
    void aggregateSeriesListsTakesAnAggregationAndAShare() {
        evaluation.assertValues("limit(aggregateSeriesLists(l.*,r.*,'max'),1)", 10, 20);
        evaluation.assertValues("aggregateSeriesLists(l.2,w.2,'sum',1)", 4, NONE);
        evaluation.assertValues("aggregateSeriesLists(l.2,w.2,'sum',0.5)", 4, 4);
        evaluation.xFilesFactor(1);
        evaluation.assertValues("aggregateSeriesLists(l.2,w.2,'sum')", 4, NONE);
        evaluation.assertValues("sumSeriesLists(l.2,w.2)", 4, NONE);
        evaluation.assertValues("aggregateSeriesLists(l.2,w.2,'sum',xFilesFactor=0)", 4, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sumSeriesLists(l.*,r.1)",
                "diffSeriesLists(l.*,r.1)",
                "multiplySeriesLists(l.*,r.1)",
                "aggregateSeriesLists(l.*,r.1,'sum')"
            })
    void pairsNeedListsOfEqualLength(String target) {
        String function = target.substring(0, target.indexOf('('));
        evaluation.assertRefused(
                target, function + ": parameter 'seriesListSecondPos' must be as long as the first list, 2, and has 1");
    }

    @Test
    void divideSeriesDividesEachByOne() {
        evaluation.assertNames("divideSeries(l.*,r.1)", "divideSeries(l.1,r.1)", "divideSeries(l.2,r.1)");
        evaluation.assertValues("divideSeries(l.2,r.1)", 0.3, 0.2);
        // By zero, by a gap, and behind the end of one.
        evaluation.assertValues("divideSeries(a,b)", 0.5, NONE, NONE, NONE, NONE, NONE);
        evaluation.assertValues("divideSeries(a,slow)", 0.02, 0.02, NONE);
        assertPlaces(evaluation.one("divideSeries(a,slow)"), 0, 360, 120);
        evaluation.assertValues("divideSeries(c,late)", 10 / 7.0, 2.5, NONE, NONE);
        assertEquals(
                Map.of("name", "divideSeries(a,b)"),
                evaluation.one("divideSeries(a,b)").tags());
        evaluation.assertNone("divideSeries(nosuch,r.1)");
    }

    @Test
    void divideSeriesGivesNothingWithoutADivisor() {
        evaluation.assertNames("divideSeries(l.*,nosuch)", "divideSeries(l.1,MISSING)", "divideSeries(l.2,MISSING)");
        evaluation.assertValues("divideSeries(l.1,nosuch)", NONE, NONE);
        assertEquals(
                Map.of("name", "l.1"),
                evaluation.one("divideSeries(l.1,nosuch)").tags());
    }

    @Test
    void divideSeriesRefusesSeveralDivisors() {
        evaluation.assertRefused(
                "divideSeries(l.*,r.*)", "divideSeries: parameter 'divisorSeries' must be one series, and is 2");
        evaluation.assertRefused(
                "divideSeries(a)", "divideSeries needs the parameter 'divisorSeries', a list of series");
    }

    @Test
    void divideSeriesListsGoesPairByPair() {
        evaluation.assertNames("divideSeriesLists(l.*,r.*)", "divideSeries(l.1,r.1)", "divideSeries(l.2,r.2)");
        evaluation.assertValues("divideSeriesLists(l.2,r.2)", NONE, 2);
        evaluation.assertNone("divideSeriesLists(nosuch,nosuch)");
        evaluation.assertRefused(
                "divideSeriesLists(l.*,r.1)",
                "divideSeriesLists: parameter 'divisorSeriesList' must be as long as the first list, 2, and has 1");
    }

    @Test
    void powSeriesGoesFromTheLeft() {
        evaluation.assertValues("powSeries(l.1,l.2,r.2)", 1, 256);
        evaluation.assertValues("powSeries(a,b)", 1, 1, NONE, NONE, NONE, NONE);
        evaluation.assertValues("powSeries(a)", 1, 3, NONE, 4, 2, 7);
        // The second is larger than any number.
        evaluation.assertValues("powSeries(c,slow)", Math.pow(15, 100), NONE);
    }

    @Test
    void powSeriesIsCalledByNames() {
        evaluation.assertNames("powSeries(alias(l.1,'x'),l.2)", "powSeries(x,l.2)");
        evaluation.assertNone("powSeries(nosuch)");
        assertPlaces(evaluation.one("powSeries(a,slow)"), 0, 360, 120);
    }

    @Test
    void powersThatAreNoNumbersAreNothing() {
        assertEquals(8, PairFunctions.power(2, 3));
        assertTrue(Double.isNaN(PairFunctions.power(-2, 0.5)));
        assertTrue(Double.isNaN(PairFunctions.power(0, -1)));
        assertTrue(Double.isNaN(PairFunctions.power(1e300, 2)));
        assertTrue(Double.isNaN(PairFunctions.power(NONE, 0)));
        assertEquals(Double.POSITIVE_INFINITY, PairFunctions.power(Double.POSITIVE_INFINITY, 2));
        assertTrue(Double.isNaN(PairFunctions.divide(1, 0)));
        assertTrue(Double.isNaN(PairFunctions.divide(NONE, 1)));
    }

    @Test
    void weightedAverageWeighsByWhatHasTheSameNodes() {
        evaluation.assertValues("weightedAverage(l.*,r.*,1)", 1, 48 / 22.0);
        // Where a weight is missing the others make the average.
        evaluation.assertValues("weightedAverage(l.*,w.*,1)", 2, 2);
        evaluation.assertNames("weightedAverage(l.*,w.*,1)", "weightedAverage(l.*, w.*, 1)");
        // Without nodes all share one key, and the last of each counts.
        evaluation.assertValues("weightedAverage(l.*,w.*)", 1.5, NONE);
        evaluation.assertNames("weightedAverage(l.*,w.*)", "weightedAverage(l.*, w.*, )");
        evaluation.assertNone("weightedAverage(l.*,w.*,0,1)");
        evaluation.assertNone("weightedAverage(nosuch,nosuch,1)");
    }

    @Test
    void weightedAverageNeedsAWeightForEach() {
        evaluation.assertRefused(
                "weightedAverage(l.1,w.*,1)",
                "weightedAverage: parameter 'seriesListWeight' must be as long as the first list, 1, and has 2");
    }
}

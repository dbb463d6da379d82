package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class AggregateFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 2, NONE, 4)
            .given("b", 10, NONE, NONE, 40)
            .given("c", 3, 5)
            .given("one", 5)
            .given("void", NONE, NONE)
            .given("n.x.1", 1, 2)
            .given("n.x.2", 3, NONE)
            .given("n.y.1", 5, 6)
            .givenFrom(START, 120, "slow", 100, 200)
            .givenFrom(START + 60, 60, "late", 7, 8);

    /** NaN stands for a gap in these lists. */
    private static double[] numbers(String list) {
        return List.of(list.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "sumSeries,       11 2 NaN 44,   4 7 NaN 4",
        "sum,             11 2 NaN 44,   4 7 NaN 4",
        "averageSeries,   5.5 2 NaN 22,  2 3.5 NaN 4",
        "avg,             5.5 2 NaN 22,  2 3.5 NaN 4",
        "minSeries,       1 2 NaN 4,     1 2 NaN 4",
        "maxSeries,       10 2 NaN 40,   3 5 NaN 4",
        "diffSeries,      -9 2 NaN -36,  -2 -3 NaN 4",
        "stddevSeries,    4.5 0 NaN 18,  1 1.5 NaN 0",
        "rangeOfSeries,   9 0 NaN 36,    2 3 NaN 0",
        "multiplySeries,  10 NaN NaN 160, 3 10 NaN NaN"
    })
    void foldsRowsWithGapsAndOfUnequalLength(String function, String withGaps, String withShorter) {
        evaluation.assertValues(function + "(a,b)", numbers(withGaps));
        evaluation.assertValues(function + "(a,c)", numbers(withShorter));
    }

    @ParameterizedTest
    @CsvSource({
        "sumSeries,      101.5 204",
        "averageSeries,  50.75 102",
        "minSeries,      1.5 4",
        "maxSeries,      100 200",
        "diffSeries,     -98.5 -196",
        "stddevSeries,   49.25 98",
        "rangeOfSeries,  98.5 196",
        "multiplySeries, 150 800",
        "countSeries,    2 2"
    })
    void bringsSeriesToOneStepByTheirAverages(String function, String expected) {
        Series series = evaluation.one(function + "(a,slow)");
        evaluation.assertValues(function + "(a,slow)", numbers(expected));
        Evaluation.assertPlaces(series, 0, 240, 120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sumSeries",
                "averageSeries",
                "minSeries",
                "maxSeries",
                "diffSeries",
                "stddevSeries",
                "rangeOfSeries",
                "multiplySeries",
                "countSeries"
            })
    void givesNothingOfNothingAndGapsOfGaps(String function) {
        evaluation.assertNone(function + "(nosuch)");
        evaluation.assertNone(function + "(nosuch,nosuch)");
        double[] none = function.equals("countSeries") ? new double[] {2, 2} : new double[] {NONE, NONE};
        evaluation.assertValues(function + "(void,void)", none);
        // What stands twice is named once.
        evaluation.assertNames(function + "(void,void)", function + "(void)");
    }

    @Test
    void pairsByPlaceAndNotByTime() {
        evaluation.assertValues("sumSeries(a,late)", 8, 10, NONE, 4);
        Evaluation.assertPlaces(evaluation.one("sumSeries(a,late)"), 0, 240, 60);
    }

    @Test
    void isCalledAfterPathExpressions() {
        evaluation.assertNames("sumSeries(n.*.*)", "sumSeries(n.*.*)");
        evaluation.assertNames("sumSeries(n.x.*,a)", "sumSeries(n.x.*,a)");
        // Aliases change nothing about it.
        evaluation.assertNames("sumSeries(alias(a,'z'),b)", "sumSeries(a,b)");
        evaluation.assertNames("avg(a,b)", "averageSeries(a,b)");
    }

    @Test
    void tagsWithTheAggregationAndWhatAllHaveInCommon() {
        assertEquals(
                Map.of("name", "sumSeries(a,b)", "aggregatedBy", "sum"),
                evaluation.one("sumSeries(a,b)").tags());
        assertEquals(
                Map.of("name", "a", "aggregatedBy", "sum"),
                evaluation.one("sumSeries(a)").tags());
        evaluation.given("disk;host=h1;rack=r1", 1).given("disk;host=h2;rack=r1", 2);
        assertEquals(
                Map.of("name", "disk", "rack", "r1", "aggregatedBy", "max"),
                evaluation
                        .one("maxSeries(disk;host=h1;rack=r1,disk;host=h2;rack=r1)")
                        .tags());
    }

    @Test
    void leavesOutRowsWithTooFewValues() {
        evaluation.xFilesFactor(0.6);
        evaluation.assertValues("sumSeries(a,b)", 11, NONE, NONE, 44);
        evaluation.assertValues("stddevSeries(a,b)", 4.5, NONE, NONE, 18);
        evaluation.xFilesFactor(0.5);
        evaluation.assertValues("sumSeries(a,b)", 11, 2, NONE, 44);
        assertEquals(0.5, evaluation.one("sumSeries(a,b)").xFilesFactor());
    }

    @Test
    void multiplySeriesLeavesOneSeriesAlone() {
        evaluation.assertNames("multiplySeries(a)", "a");
        assertEquals(Map.of("name", "a"), evaluation.one("multiplySeries(a)").tags());
        evaluation.assertNames("multiplySeries(a,nosuch)", "multiplySeries(a)");
    }

    @Test
    void countSeriesCountsSeriesAndNotValues() {
        evaluation.xFilesFactor(1);
        evaluation.assertValues("countSeries(a,b)", 2, 2, 2, 2);
        assertEquals(
                Map.of("name", "countSeries(a,b)"),
                evaluation.one("countSeries(a,b)").tags());
        assertTrue(evaluation.one("countSeries(a,b)").whole());
        evaluation.assertValues("countSeries()", 0, 0, 0);
        assertEquals("countSeries()", evaluation.one("countSeries()").pathExpression());
        evaluation.assertNames("countSeries()", "0");
    }

    @Test
    void aggregateTakesAnyAggregation() {
        evaluation.assertValues("aggregate(n.*.*,'sum')", 9, 8);
        evaluation.assertValues("aggregate(n.*.*,'sumSeries')", 9, 8);
        evaluation.assertValues("aggregate(n.*.*,'median')", 3, 4);
        evaluation.assertValues("aggregate(n.*.*,'avg_zero')", 3, 8 / 3.0);
        evaluation.assertValues("aggregate(n.*.*,'last')", 5, 6);
        evaluation.assertValues("aggregate(n.*.*,'count')", 3, 2);
        evaluation.assertValues("aggregate(n.*.*,'multiply')", 15, NONE);
        evaluation.assertNames("aggregate(n.*.*,'median')", "medianSeries(n.*.*)");
        evaluation.assertNone("aggregate(nosuch,'sum')");
        assertTrue(evaluation.one("aggregate(n.*.*,'count')").whole());
        assertFalse(evaluation.one("aggregate(n.*.*,'sum')").whole());
    }

    @Test
    void aggregateTakesAnXFilesFactorOfItsOwn() {
        evaluation.assertValues("aggregate(n.x.*,'sum',1)", 4, NONE);
        evaluation.assertValues("aggregate(n.x.*,'sum',0.5)", 4, 2);
        evaluation.xFilesFactor(1);
        evaluation.assertValues("aggregate(n.x.*,'sum',xFilesFactor=0)", 4, 2);
        assertEquals(0.5, evaluation.one("aggregate(n.x.*,'sum',0.5)").xFilesFactor());
    }

    @Test
    void aggregateTakesTheListsOfMapSeriesTogether() {
        evaluation.assertValues("aggregate(mapSeries(n.*.*,1),'sum')", 9, 8);
    }

    @Test
    void percentileOfSeriesTakesValuesThatOccurUnlessItInterpolates() {
        evaluation.assertValues("percentileOfSeries(n.*.*,50)", 3, 6);
        evaluation.assertValues("percentileOfSeries(n.*.*,50,true)", 3, 4);
        evaluation.assertNear("percentileOfSeries(n.*.*,30,'true')", 1.4, 2);
        evaluation.assertValues("percentileOfSeries(void,50)", NONE, NONE);
        evaluation.assertNames("percentileOfSeries(n.*.*,99.5)", "percentileOfSeries(n.*.*,99.5)");
        evaluation.assertNone("percentileOfSeries(nosuch,50)");
    }

    @Test
    void percentileOfSeriesRefusesPercentilesThatAreNone() {
        evaluation.assertRefused(
                "percentileOfSeries(n.*.*,0)", "percentileOfSeries: parameter 'n' must be above 0, and is 0");
        evaluation.assertRefused(
                "percentileOfSeries(nosuch,-5)", "percentileOfSeries: parameter 'n' must be above 0, and is -5");
        evaluation.assertRefused(
                "percentileOfSeries(a,b,50)",
                "percentileOfSeries: parameter 'n' must be a number, and is a list of 1 series");
    }

    @Test
    void wildcardsGroupByTheNodesThatRemain() {
        evaluation.assertNames("sumSeriesWithWildcards(n.*.*,1)", "n.1", "n.2");
        Series first = evaluation.all("sumSeriesWithWildcards(n.*.*,1)").get(0);
        assertEquals("sumSeries(n.*.*)", first.pathExpression());
        assertEquals(Map.of("name", "sumSeries(n.*.*)", "aggregatedBy", "sum"), first.tags());
        evaluation.assertValues("limit(sumSeriesWithWildcards(n.*.*,1),1)", 6, 8);
        evaluation.assertNames("sumSeriesWithWildcards(n.*.*,1,2)", "n");
        evaluation.assertValues("sumSeriesWithWildcards(n.*.*,1,2)", 9, 8);
        evaluation.assertValues("averageSeriesWithWildcards(n.x.*,2)", 2, 2);
        evaluation.assertValues("multiplySeriesWithWildcards(n.x.*,2)", 3, NONE);
        evaluation.assertValues("aggregateWithWildcards(n.*.1,'max',1)", 5, 6);
    }

    @Test
    void wildcardsThatAreNoNodesGroupNothing() {
        evaluation.assertNames("sumSeriesWithWildcards(n.*.*)", "n.x.1", "n.x.2", "n.y.1");
        evaluation.assertNames("sumSeriesWithWildcards(n.*.*,7,-1)", "n.x.1", "n.x.2", "n.y.1");
        evaluation.assertNone("sumSeriesWithWildcards(nosuch,1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n.*.*", "group(n.*.*)"})
    void isTheSameWhetherSeriesComeOneByOneOrAllAtOnce(String series) {
        evaluation.assertValues("sumSeries(" + series + ")", 9, 8);
        evaluation.assertNames("averageSeriesWithWildcards(" + series + ",1)", "n.1", "n.2");
        evaluation.assertValues("limit(averageSeriesWithWildcards(" + series + ",1),1)", 3, 4);
    }

    @Test
    void refusesWhatIsNoAggregationNorSeriesNorNode() {
        evaluation.assertRefused("sumSeries()", "sumSeries needs the parameter 'seriesLists', a list of series");
        evaluation.assertRefused(
                "sumSeries(a,5)", "sumSeries: parameter 'seriesLists' must be a list of series, and is 5");
        evaluation.assertRefused(
                "aggregate(a,'nosuch')",
                "aggregate: parameter 'func' must be the name of an aggregation such as 'sum', and is 'nosuch'");
        evaluation.assertRefused(
                "sumSeriesWithWildcards(a,'x')",
                "sumSeriesWithWildcards: parameter 'position' must be the number of a node of the name, the first being"
                        + " 0, and is 'x'");
        evaluation.assertRefused(
                "sumSeriesWithWildcards(a,1.5)",
                "sumSeriesWithWildcards: parameter 'position' must be a whole number, and is 1.5");
    }
}

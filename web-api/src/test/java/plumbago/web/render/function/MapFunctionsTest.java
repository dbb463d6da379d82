package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MapFunctionsTest {
    private final Evaluation evaluation =
            new Evaluation().given("n.x.1", 1, 2).given("n.x.2", 4, NONE).given("n.y.1", 5, 6);

    @Test
    void reduceHandsSeriesOverInTheOrderOfTheirMatchers() {
        evaluation.assertValues("reduceSeries(mapSeries(n.x.*,1),'diffSeries',2,'1','2')", -3, 2);
        evaluation.assertValues("reduceSeries(mapSeries(n.x.*,1),'diffSeries',2,'2','1')", 3, 2);
        evaluation.assertValues("reduceSeries(mapSeries(n.x.*,1),'divideSeries',2,'1','2')", 0.25, NONE);
        assertEquals(
                "divideSeries(n.x.1,n.x.2)",
                evaluation
                        .one("reduceSeries(mapSeries(n.x.*,1),'divideSeries',2,'1','2')")
                        .pathExpression());
    }

    @Test
    void eachSetIsNamedAfterTheNodesBeforeTheMatcher() {
        evaluation.assertNames(
                "reduceSeries(mapSeries(n.*.*,1),'sumSeries',2,'1')", "n.x.reduce.sumSeries", "n.y.reduce.sumSeries");
        // A list is cut into sets again by these nodes.
        evaluation.assertNames(
                "reduce(map(n.*.*,0),'sumSeries',-1,'1')", "n.x.reduce.sumSeries", "n.y.reduce.sumSeries");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reduceSeries(mapSeries(nosuch,1),'sumSeries',2,'1')",
                "reduceSeries(nosuch,'sumSeries',2,'1')",
                "reduceSeries(mapSeries(n.*.*,1),'sumSeries',2,'none')",
                "mapSeries(nosuch,1)"
            })
    void nothingComesOfNothing(String target) {
        evaluation.assertNone(target);
    }

    @Test
    void listsAloneAreNoAnswer() {
        evaluation.assertRefused(
                "mapSeries(n.*.*,1)",
                "the target gives no series but 2 lists of series, as mapSeries makes them for reduceSeries");
        evaluation.assertRefused(
                "scale(mapSeries(n.*.*,1),2)",
                "scale: parameter 'seriesList' must be a list of series, and is 2 lists of series");
    }

    @Test
    void everySetMustBeWhole() {
        evaluation.assertRefused(
                "reduceSeries(mapSeries(n.*.*,1),'asPercent',2,'1','2')",
                "reduceSeries: parameter 'reduceMatchers' names '2', which n.y.reduce.asPercent lacks");
    }

    @Test
    void refusesFunctionsAndNodesThatAreNone() {
        evaluation.assertRefused(
                "reduceSeries(mapSeries(n.*.*,1),'nosuch',2,'1')",
                "reduceSeries: there is no function or aggregation 'nosuch'");
        evaluation.assertRefused(
                "reduceSeries(mapSeries(n.*.*,1),'sumSeries',9,'1')",
                "reduceSeries: parameter 'reduceNode' is 9, and 'n.x.1' has no such node");
        evaluation.assertRefused(
                "reduceSeries(mapSeries(n.*.*,1),'sumSeries',-9,'1')",
                "reduceSeries: parameter 'reduceNode' is -9, and 'n.x.1' has no such node");
        evaluation.assertRefused(
                "reduceSeries(n.x.1,'sumSeries',2,'1')",
                "reduceSeries: parameter 'seriesLists' must be lists of series, as mapSeries makes them, and is a list"
                        + " of 1 series");
        evaluation.assertRefused(
                "reduceSeries(mapSeries(n.x.*,1),'absolute',2,'1','2')",
                "reduceSeries: absolute does not take 2 lists of series");
        evaluation.assertRefused(
                "map(n.*.*)",
                "map needs the parameter 'mapNodes', the number of a node of the name, the first being 0, or the name of"
                        + " a tag");
        evaluation.assertRefused(
                "reduceSeries(mapSeries(n.*.*,1),'sumSeries',2)",
                "reduceSeries needs the parameter 'reduceMatchers', a text in quotes");
    }
}

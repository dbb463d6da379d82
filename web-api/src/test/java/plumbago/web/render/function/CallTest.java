package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 2, NONE, 4)
            .given("b", 10, NONE)
            .given("n.x.1", 1)
            .given("n.y.1", 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summarize(a,'2min','max',true)",
                "summarize(a,'2min','max',alignToFrom=true)",
                "summarize(a,'2min',func='max',alignToFrom=true)",
                "summarize(a,alignToFrom=true,func='max',intervalString='2min')"
            })
    void argumentsComeByPlaceOrByName(String target) {
        evaluation.assertNames(target, "summarize(a, \"2min\", \"max\", true)");
        evaluation.assertValues(target, 2, 4);
    }

    @Test
    void namesAreThoseOfTheSignatureToo() {
        // Graphite lists one name and takes another.
        evaluation.assertValues("stacked(a,stackName='mine')", 1, 2, NONE, 4);
        evaluation.assertValues("round(scale(a,0.5),precision=0)", 0, 1, NONE, 2);
    }

    @Test
    void seriesByNameAreOnlyThoseThatStandByPlaceSomewhere() {
        // With a reference that has nothing all gaps are filled.
        evaluation.assertValues("transformNull(a,7,referenceSeries=b)", 1, 2, 7, 4);
        evaluation.pathsByPosition("b");
        evaluation.assertValues("transformNull(a,7,referenceSeries=b)", 1, 2, NONE, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scale(a,2,3)            | scale takes at most 2 arguments, and was given 3",
                "scale(a,nosuch=3)       | scale has no parameter 'nosuch'",
                "scale(a,2,factor=3)     | scale takes the parameter 'factor' once, or only by position",
                "aliasByNode(a,nodes=1)  | aliasByNode takes the parameter 'nodes' once, or only by position",
                "sumSeries(a,seriesLists=b) | sumSeries takes the parameter 'seriesLists' once, or only by position",
                "scale(a)                | scale needs the parameter 'factor', a number",
                "scale(a,none)           | scale: parameter 'factor' must be a number, and is None",
                "scale(a,b)              | scale: parameter 'factor' must be a number, and is a list of 1 series",
                "scale(a,\"2x\")         | scale: parameter 'factor' must be a number, and is '2x'",
                "limit(a,9999999999)     | limit: parameter 'n' must be a whole number, and is 9999999999",
                "limit(a,1.5)            | limit: parameter 'n' must be a whole number, and is 1.5",
                "scale(true,2)           | scale: parameter 'seriesList' must be a list of series, and is True"
            })
    void saysWhatIsWrongWithArguments(String target, String message) {
        evaluation.assertRefused(target, message);
    }

    @Test
    void noneIsAsGoodAsNothingWhereNothingIsNeeded() {
        evaluation.assertNames("summarize(a,'2min',none,none)", "summarize(a, \"2min\", \"sum\")");
        evaluation.assertValues("aggregate(group(a,b),'sum',none)", 11, 2, NONE, 4);
    }

    @Test
    void textsThatReadAsNumbersAreNumbersWhereTheseAreWanted() {
        evaluation.assertValues("scale(a,' 2 ')", 2, 4, NONE, 8);
        evaluation.assertNames("limit({a,b},'1')", "a");
        evaluation.assertNames("limit({a,b},1.0)", "a");
    }

    @Test
    void seriesOverAnotherRangeAreEvaluatedAgain() {
        evaluation.givenFrom(START - 120, 60, "far", 1, 2, 3, 4);
        evaluation.assertValues("movingSum(scale(far,10),2)", 50, 70);
        // What an argument leaves behind, it leaves in both ranges: the stack has been added to already.
        assertArrayEquals(
                new double[] {9, 7},
                evaluation.all("movingSum(stacked(far),2)").get(0).values());
    }

    @Test
    void otherFunctionsWorkOnSeriesAtHand() {
        evaluation.assertNames("groupByNode(n.*.1,1,'derivative')", "x", "y");
        assertEquals(
                "derivative(n.x.1)",
                evaluation.all("groupByNode(n.*.1,1,'derivative')").get(0).pathExpression());
        evaluation.assertRefused(
                "groupByNode(n.*.1,1,'constantLine')",
                "groupByNode: constantLine: parameter 'value' must be a number, and is a list of 1 series");
        evaluation.assertRefused(
                "groupByNode(n.*.1,1,'scale')", "groupByNode: scale needs the parameter 'factor', a number");
        evaluation.assertRefused(
                "groupByNode(n.*.1,1,'mapSeries')",
                "groupByNode: mapSeries needs the parameter 'mapNodes', the number of a node of the name, the first"
                        + " being 0, or the name of a tag");
    }

    @Test
    void namesMayNotGrowForEver() {
        String many = "y".repeat(1000);
        evaluation.given("x".repeat(2000), 1);
        evaluation.assertRefused(
                "aliasSub(" + "x".repeat(2000) + ",'x','" + many + "')",
                "aliasSub: parameter 'replace' makes a text of more than 1048576 characters out of a name");
    }
}

package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class SpecialFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 2.5, NONE, 4)
            .given("one", 5)
            .given("disk;dc=b;host=h1", 1)
            .given("disk;dc=b;host=h2", 2)
            .given("cpu;dc=a;host=h1", 4);

    @ParameterizedTest
    @ValueSource(strings = {"average", "avg", "avg_zero", "first", "last", "max", "min", "sum"})
    void consolidateBySaysHowValuesBecomeOne(String manner) {
        Series series = evaluation.one("consolidateBy(a,'" + manner + "')");
        assertEquals(manner, series.consolidationName());
        assertEquals("consolidateBy(a,\"" + manner + "\")", series.name());
        assertEquals("consolidateBy(a,\"" + manner + "\")", series.pathExpression());
        assertEquals(Map.of("name", "a", "consolidateBy", manner), series.tags());
        assertArrayEquals(new double[] {1, 2.5, NONE, 4}, series.values());
    }

    @Test
    void consolidationShowsWhereStepsAreBroughtTogether() {
        evaluation.givenFrom(START, 120, "slow", 0, 0);
        evaluation.assertValues("sumSeries(consolidateBy(a,'max'),slow)", 2.5, 4);
        evaluation.assertValues("sumSeries(cumulative(a),slow)", 3.5, 4);
        evaluation.assertNames("cumulative(a)", "consolidateBy(a,\"sum\")");
    }

    @Test
    void consolidateByKnowsItsManners() {
        evaluation.assertRefused(
                "consolidateBy(a,'nosuch')",
                "consolidateBy: parameter 'consolidationFunc' must be one of [average, avg, avg_zero, first, last, max,"
                        + " min, sum], and is 'nosuch'");
        evaluation.assertNone("consolidateBy(nosuch,'max')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setXFilesFactor", "xFilesFactor"})
    void setXFilesFactorMarksSeries(String function) {
        Series series = evaluation.one(function + "(a,0.5)");
        assertEquals(0.5, series.xFilesFactor());
        assertEquals("a", series.name());
        assertEquals(Map.of("name", "a", "xFilesFactor", "0.5"), series.tags());
        evaluation.assertRefused(function + "(a)", function + " needs the parameter 'xFilesFactor', a number");
    }

    @Test
    void setXFilesFactorHoldsForTheRestOfTheRequest() {
        Context request = evaluation.context();
        evaluation.all("setXFilesFactor(a,1)", request);
        assertArrayEquals(
                new double[] {6, NONE, NONE, NONE},
                evaluation.all("sumSeries(a,one)", request).get(0).values());
        evaluation.assertValues("sumSeries(a,one)", 6, 2.5, NONE, 4);
        // What it is given was made with the share that was in force.
        evaluation.assertValues("setXFilesFactor(sumSeries(a,one),1)", 6, 2.5, NONE, 4);
    }

    @Test
    void fallbackSeriesIsForEmptyLists() {
        evaluation.assertNames("fallbackSeries(a,one)", "a");
        evaluation.assertNames("fallbackSeries(nosuch,one)", "one");
        evaluation.assertNone("fallbackSeries(nosuch,nosuch)");
        // What is not needed is not asked for.
        evaluation.assertNames("fallbackSeries(a,scale(one,'x'))", "a");
        evaluation.assertRefused(
                "fallbackSeries(nosuch,scale(one,'x'))", "scale: parameter 'factor' must be a number, and is 'x'");
    }

    @Test
    void seriesByTagFindsSeriesAndIsTheirPathExpression() {
        evaluation.assertNames("seriesByTag('name=disk')", "disk;dc=b;host=h1", "disk;dc=b;host=h2");
        evaluation.assertNames("seriesByTag('host=h1','dc=a')", "cpu;dc=a;host=h1");
        evaluation.assertNames("sumSeries(seriesByTag('host=h1'))", "sumSeries(seriesByTag('host=h1'))");
        evaluation.assertNone("seriesByTag('name=nosuch')");
        evaluation.assertRefused("seriesByTag()", "seriesByTag needs the parameter 'tagExpressions', a text in quotes");
    }

    @Test
    void eventsAreCountedBySecond() {
        evaluation
                .givenEvent(START + 1, "deploy", "web")
                .givenEvent(START + 3, "deploy")
                .givenEvent(START + 9, "deploy")
                .over(START, START + 5);
        evaluation.assertValues("events('deploy')", 0, 1, 0, 1, 0);
        evaluation.assertValues("events('deploy','web')", 0, 1, 0, 0, 0);
        evaluation.assertValues("events('*')", 0, 1, 0, 1, 0);
        evaluation.assertValues("events('nosuch')", 0, 0, 0, 0, 0);
        Series series = evaluation.one("events('deploy','web')");
        assertEquals("events(\"deploy\", \"web\")", series.name());
        assertEquals("sum", series.consolidationName());
        assertTrue(series.whole());
        assertPlaces(series, 0, 5, 1);
    }

    @Test
    void eventsAreNotShownOverMonths() {
        evaluation.over(START, START + 31 * 86_400 + 1);
        evaluation.assertRefused(
                "events('*')", "events: parameter 'tags' are shown over at most 2678400 seconds, and not 2678401");
        evaluation.assertRefused("events()", "events needs the parameter 'tags', a text in quotes");
    }
}

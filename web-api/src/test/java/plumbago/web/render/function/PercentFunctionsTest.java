package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class PercentFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 3, NONE, 4, 2, 7)
            .given("b", 2, 0, 5, NONE)
            .given("c", 10, 20, 30, 40)
            .givenFrom(START, 120, "slow", 100, 200)
            .given("l.1", 1, 2)
            .given("l.2", 3, 4)
            .given("r.1", 10, 20)
            .given("r.2", 0, 2);

    private void assertAll(String target, double[]... expected) {
        List<Series> all = evaluation.all(target);
        assertEquals(expected.length, all.size(), target);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], all.get(i).values(), 1e-9, target + ", " + all.get(i));
        }
    }

    private static double[] row(double... values) {
        return values;
    }

    @Test
    void ofANumber() {
        evaluation.assertValues("asPercent(a,10)", 10, 30, NONE, 40, 20, 70);
        evaluation.assertValues("pct(a,10)", 10, 30, NONE, 40, 20, 70);
        evaluation.assertNames("asPercent(l.*,2.5)", "asPercent(l.1,2.5)", "asPercent(l.2,2.5)");
        evaluation.assertValues("asPercent(b,0)", NONE, NONE, NONE, NONE);
        Series series = evaluation.one("asPercent(a,10)");
        assertEquals("asPercent(a,10)", series.pathExpression());
        assertEquals(Map.of("name", "asPercent(a,10)"), series.tags());
    }

    @ParameterizedTest
    @ValueSource(strings = {"asPercent(l.*)", "asPercent(l.*,none)", "pct(l.*,total=none)"})
    void ofTheirSum(String target) {
        assertAll(target, row(25, 100 / 3.0), row(75, 200 / 3.0));
        evaluation.assertNames(target, "asPercent(l.1,sumSeries(l.*))", "asPercent(l.2,sumSeries(l.*))");
    }

    @Test
    void ofOneSeries() {
        assertAll("asPercent(l.*,r.1)", row(10, 10), row(30, 20));
        evaluation.assertNames("asPercent(l.*,r.1)", "asPercent(l.1,r.1)", "asPercent(l.2,r.1)");
        evaluation.assertValues("asPercent(a,b)", 50, NONE, NONE, NONE, NONE, NONE);
        assertAll(
                "asPercent(group(a,c),b)",
                row(50, NONE, NONE, NONE, NONE, NONE),
                row(500, NONE, 600, NONE, NONE, NONE));
    }

    @Test
    void ofAsManySeriesInOrderOfTheirNames() {
        assertAll("asPercent(group(l.2,l.1),r.*)", row(10, 10), row(NONE, 200));
        evaluation.assertNames("asPercent(group(l.2,l.1),r.*)", "asPercent(l.1,r.1)", "asPercent(l.2,r.2)");
    }

    @Test
    void ofSeriesWithOtherSteps() {
        evaluation.assertValues("asPercent(slow,a)", 5000, 5000, NONE);
        assertPlaces(evaluation.one("asPercent(slow,a)"), 0, 360, 120);
        // Values go by the common step, and each series keeps its own: the original has it so.
        assertAll("asPercent(group(a,slow))", row(200 / 102.0, 400 / 204.0, 100), row(1e4 / 102, 2e4 / 204, NONE));
        assertPlaces(evaluation.all("asPercent(group(a,slow))").get(0), 0, 360, 60);
        assertAll(
                "asPercent(group(a,slow),100)",
                row(2, 4, 4.5, NONE, NONE, NONE),
                row(100, 200, NONE, NONE, NONE, NONE));
    }

    @Test
    void ofTheSumOfTheirGroup() {
        evaluation.assertNames(
                "asPercent({l,r}.*,none,0)",
                "asPercent(l.1,sumSeries({l,r}.*))",
                "asPercent(l.2,sumSeries({l,r}.*))",
                "asPercent(r.1,sumSeries({l,r}.*))",
                "asPercent(r.2,sumSeries({l,r}.*))");
        assertAll(
                "asPercent({l,r}.*,none,0)",
                row(25, 100 / 3.0),
                row(75, 200 / 3.0),
                row(100, 2000 / 22.0),
                row(0, 200 / 22.0));
        // A group of one is a hundred percent of itself.
        assertAll("asPercent(group(l.1,r.1),none,0)", row(100, 100), row(100, 100));
        evaluation.assertNames("asPercent(l.1,none,0)", "asPercent(l.1,l.1)");
    }

    @Test
    void ofTheTotalOfTheirGroup() {
        assertAll("asPercent(l.*,r.*,1)", row(10, 10), row(NONE, 200));
        evaluation.assertNames("asPercent(l.*,r.*,1)", "asPercent(l.1,r.1)", "asPercent(l.2,r.2)");
        assertAll("asPercent(l.1,r.*,0)", row(NONE, NONE), row(NONE, NONE));
        assertAll("asPercent(l.1,group(l.1,l.2),0)", row(25, 100 / 3.0));
    }

    @Test
    void whatLacksAPartnerIsNothing() {
        assertAll("asPercent(l.*,r.1,1)", row(10, 10), row(NONE, NONE));
        evaluation.assertNames("asPercent(l.*,r.1,1)", "asPercent(l.1,r.1)", "asPercent(l.2,MISSING)");
        assertAll("asPercent(l.1,r.*,1)", row(10, 10), row(NONE, NONE));
        evaluation.assertNames("asPercent(l.1,r.*,1)", "asPercent(l.1,r.1)", "asPercent(MISSING,r.2)");
        assertAll("asPercent(l.1,nosuch,1)", row(NONE, NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"asPercent(nosuch)", "asPercent(nosuch,100)", "asPercent(nosuch,none,0)", "asPercent(nosuch,a)"})
    void ofNothing(String target) {
        evaluation.assertNone(target);
    }

    @Test
    void carriesTheRequestsShare() {
        evaluation.xFilesFactor(0.5);
        assertEquals(0.5, evaluation.one("asPercent(a,10)").xFilesFactor());
        // The sum counts what there is, whatever the share.
        evaluation.xFilesFactor(1);
        assertAll("asPercent(group(a,b),none,0)", row(100, 100, NONE, 100, 100, 100), row(100, NONE, 100, NONE));
    }

    @Test
    void refusesTotalsThatDoNotFit() {
        evaluation.assertRefused(
                "asPercent(l.*,group(a,b,c))",
                "asPercent: parameter 'total' must be one series or as many as the first list, 2, and is 3");
        evaluation.assertRefused(
                "asPercent(a,nosuch)",
                "asPercent: parameter 'total' must be one series or as many as the first list, 1, and is 0");
        evaluation.assertRefused(
                "asPercent(a,'x')", "asPercent: parameter 'total' must be series, or none, where there are nodes");
        evaluation.assertRefused(
                "asPercent(l.*,5,1)", "asPercent: parameter 'total' must be series, or none, where there are nodes");
    }
}

package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class FilterDataFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, NONE, 5, 3, 9)
            .given("void", NONE, NONE)
            .given("one", 5);

    @Test
    void valuesBeyondALimitAreTakenOut() {
        evaluation.assertValues("removeAboveValue(a,3)", 1, NONE, NONE, 3, NONE);
        evaluation.assertValues("removeBelowValue(a,3)", NONE, NONE, 5, 3, 9);
        evaluation.assertValues("removeAboveValue(a,2.5)", 1, NONE, NONE, NONE, NONE);
        evaluation.assertValues("removeAboveValue(one,5)", 5);
        evaluation.assertValues("removeBelowValue(void,1)", NONE, NONE);
    }

    @Test
    void namesShowTheLimitAndTagsDoNot() {
        Series series = evaluation.one("removeAboveValue(a,1000000)");
        assertEquals("removeAboveValue(a, 1e+06)", series.name());
        assertEquals("removeAboveValue(a, 1e+06)", series.pathExpression());
        assertEquals(Map.of("name", "a"), series.tags());
    }

    @Test
    void valuesBeyondAPercentileAreTakenOut() {
        // Of four values the fiftieth percentile is the one of rank 2.5, rounded up.
        evaluation.assertValues("removeAbovePercentile(a,50)", 1, NONE, 5, 3, NONE);
        evaluation.assertValues("removeBelowPercentile(a,50)", NONE, NONE, 5, NONE, 9);
        evaluation.assertValues("removeAbovePercentile(a,99.9)", 1, NONE, 5, 3, 9);
        // Ranks below zero count from the end.
        evaluation.assertValues("removeAbovePercentile(a,-50)", 1, NONE, NONE, 3, NONE);
        assertEquals(
                Map.of("name", "a", "nPercentile", "99.9"),
                evaluation.one("removeAbovePercentile(a,99.9)").tags());
    }

    @Test
    void nothingIsTakenOutWithoutAPercentile() {
        evaluation.assertValues("removeBelowPercentile(a,200)", 1, NONE, 5, 3, 9);
        assertEquals(
                Map.of("name", "a"),
                evaluation.one("removeBelowPercentile(a,200)").tags());
        evaluation.assertValues("removeAbovePercentile(void,50)", NONE, NONE);
        assertEquals(
                Map.of("name", "void"),
                evaluation.one("removeAbovePercentile(void,50)").tags());
    }

    @ParameterizedTest
    @ValueSource(strings = {"removeAboveValue", "removeBelowValue", "removeAbovePercentile", "removeBelowPercentile"})
    void givesNothingOfNothingAndNeedsANumber(String function) {
        evaluation.assertNone(function + "(nosuch,0)");
        evaluation.assertRefused(function + "(a)", function + " needs the parameter 'n', a number");
        evaluation.assertRefused(function + "(a,'x')", function + ": parameter 'n' must be a number, and is 'x'");
    }

    @Test
    void thereIsNoPercentileOfZero() {
        evaluation.assertRefused("removeAbovePercentile(a,0)", "removeAbovePercentile: parameter 'n' must not be 0");
    }
}

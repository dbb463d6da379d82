package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class ArithmeticFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", -1.5, 0, NONE, 4)
            .given("share", 0, 0.25, 0.5, 1)
            .given("powers", 2, 8, NONE, 4)
            .given("big", 1000, -1000)
            .given("flat", 1.5, NONE)
            .given("void", NONE);

    @Test
    void eachFormulaLeavesGaps() {
        evaluation.assertValues("absolute(a)", 1.5, 0, NONE, 4);
        evaluation.assertNear("exp(a)", 0.22313016014843, 1, NONE, 54.598150033144236);
        evaluation.assertNear("sigmoid(a)", 0.182425523806356, 0.5, NONE, 0.982013790037908);
        evaluation.assertValues("add(a,1.5)", 0, 1.5, NONE, 5.5);
        evaluation.assertValues("offset(a,-0.25)", -1.75, -0.25, NONE, 3.75);
        evaluation.assertValues("scale(a,0.5)", -0.75, 0, NONE, 2);
        evaluation.assertValues("pow(a,2)", 2.25, 0, NONE, 16);
    }

    @Test
    void givesNothingWhereThereIsNoResult() {
        evaluation.assertValues("invert(a)", 1 / -1.5, NONE, NONE, 0.25);
        evaluation.assertValues("squareRoot(a)", NONE, 0, NONE, 2);
        evaluation.assertNear("logit(share)", NONE, Math.log(0.25 / 0.75), 0, NONE);
        evaluation.assertValues("pow(a,0.5)", NONE, 0, NONE, 2);
        evaluation.assertValues("pow(big,200)", NONE, NONE);
        evaluation.assertValues("exp(big)", NONE, 0);
        evaluation.assertValues("sigmoid(big)", 1, NONE);
        evaluation.assertValues("log(a)", NONE, NONE, NONE, Math.log(4) / Math.log(10));
    }

    @ParameterizedTest
    @CsvSource({
        "absolute,   1",
        "invert,     1",
        "squareRoot, 1",
        "exp,        e",
        "logit,      logit",
        "sigmoid,    sigmoid"
    })
    void formulasWithoutConstantsNameAndTag(String function, String tag) {
        Series series = evaluation.one(function + "(a)");
        assertEquals(function + "(a)", series.name());
        assertEquals(function + "(a)", series.pathExpression());
        assertEquals(Map.of("name", "a", function, tag), series.tags());
        evaluation.assertNone(function + "(nosuch)");
        evaluation.assertValues(function + "(void)", NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'add(a,1.5)',       'add(a,1)',       add,    1.5",
        "'add(a,-2)',        'add(a,-2)',      add,    -2.0",
        "'scale(a,1000000)', 'scale(a,1e+06)', scale,  1000000.0",
        "'scale(a,\"0.5\")', 'scale(a,0.5)',   scale,  0.5",
        "'offset(a,10)',     'offset(a,10)',   offset, 10.0",
        "'pow(a,-1)',        'pow(a,-1)',      pow,    -1.0",
        "'log(a)',           'log(a, 10)',     log,    10",
        "'log(a,base=2)',    'log(a, 2)',      log,    2",
        "'log(a,0.5)',       'log(a, 0.5)',    log,    0.5",
        "'round(a)',         'round(a)',       round,  0",
        "'round(a,-3)',      'round(a,-3)',    round,  -3"
    })
    void formulasWithConstantsNameAndTag(String target, String name, String function, String tag) {
        Series series = evaluation.one(target);
        assertEquals(name, series.name());
        assertEquals(name, series.pathExpression());
        assertEquals(Map.of("name", "a", function, tag), series.tags());
    }

    @Test
    void everySeriesGoesThrough() {
        evaluation.assertNames("scale({a,flat},2)", "scale(a,2)", "scale(flat,2)");
        double[] many = new double[1000];
        Arrays.fill(many, 3);
        double[] doubled = new double[1000];
        Arrays.fill(doubled, 6);
        evaluation.given("many", many).over(0, Evaluation.START + 60_000);
        evaluation.assertValues("scale(many,2)", doubled);
    }

    @Test
    void offsetToZeroStandsOnTheSmallestValue() {
        evaluation.assertValues("offsetToZero(a)", 0, 1.5, NONE, 5.5);
        assertEquals("-1.5", evaluation.one("offsetToZero(a)").tags().get("offsetToZero"));
        evaluation.assertValues("offsetToZero(void)", NONE);
        assertEquals("None", evaluation.one("offsetToZero(void)").tags().get("offsetToZero"));
        // Counts are shown as such.
        assertEquals(
                "2", evaluation.one("offsetToZero(countSeries(a,big))").tags().get("offsetToZero"));
    }

    @Test
    void minMaxStretchesToOne() {
        evaluation.assertValues("minMax(powers)", 0, 1, NONE, 2 / 6.0);
        evaluation.assertValues("minMax(flat)", 0, NONE);
        evaluation.assertValues("minMax(void)", NONE);
        evaluation.assertNames("minMax(powers)", "minMax(powers)");
        assertEquals(Map.of("name", "powers"), evaluation.one("minMax(powers)").tags());
    }

    @Test
    void logTakesAnyBaseButOne() {
        evaluation.assertNear("log(powers,2)", 1, 3, NONE, 2);
        evaluation.assertNear("log(powers,0.5)", -1, -3, NONE, -2);
        evaluation.assertNone("log(nosuch,0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-2"})
    void logRefusesBasesThatHaveNoLogarithm(String base) {
        evaluation.assertRefused(
                "log(powers," + base + ")", "log: parameter 'base' must be above 0 and not 1, and is " + base);
    }

    @Test
    void roundTakesHalvesToTheEvenNeighbour() {
        evaluation.assertValues("round(a)", -2, 0, NONE, 4);
        evaluation.assertValues("round(share)", 0, 0, 0, 1);
        evaluation.assertValues("round(share,1)", 0, 0.2, 0.5, 1);
        evaluation.assertValues("round(big,-3)", 1000, -1000);
        evaluation.assertValues("round(scale(powers,1.234),precision=2)", 2.47, 9.87, NONE, 4.94);
    }

    @Test
    void refusesWrongArguments() {
        evaluation.assertRefused("scale(a)", "scale needs the parameter 'factor', a number");
        evaluation.assertRefused("scale(a,'x')", "scale: parameter 'factor' must be a number, and is 'x'");
        evaluation.assertRefused("absolute(a,flat)", "absolute takes at most 1 arguments, and was given 2");
        evaluation.assertRefused("absolute()", "absolute needs the parameter 'seriesList', a list of series");
        evaluation.assertRefused("add(a,add=1)", "add has no parameter 'add'");
        evaluation.assertRefused("round(a,0.5)", "round: parameter 'precision' must be a whole number, and is 0.5");
    }
}

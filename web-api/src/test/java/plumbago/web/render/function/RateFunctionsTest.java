package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.web.render.series.Series;

final class RateFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("counter", 10, 15, NONE, 20, 5, 8)
            .given("a", 1, 2.5, NONE, 4)
            .given("void", NONE, NONE)
            .given("one", 5)
            .givenFrom(START, 120, "slow", 1, 2)
            .givenFrom(START + 120, 60, "ones", 1, 1, 1, 1, 1, 1, 1, 1);

    @Test
    void derivativeIsTheDifferenceOfNeighbours() {
        evaluation.assertValues("derivative(counter)", NONE, 5, NONE, NONE, -15, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                      NaN 5 NaN NaN NaN 3",
        "',20',                   NaN 5 NaN NaN 6 3",
        "',18',                   NaN 5 NaN NaN NaN 3",
        "',20,3',                 NaN 5 NaN NaN 3 3",
        "',minValue=3',           NaN 5 NaN NaN 2 3",
        "',minValue=7',           NaN 5 NaN NaN NaN NaN",
        "',maxValue=18,minValue=6', NaN 5 NaN NaN NaN NaN"
    })
    void aFallIsAResetOrAWrap(String bounds, String expected) {
        double[] values = Arrays.stream(expected.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        evaluation.assertValues("nonNegativeDerivative(counter" + bounds + ")", values);
        evaluation.assertNames("nonNegativeDerivative(counter" + bounds + ")", "nonNegativeDerivative(counter)");
        double[] perSecond = Arrays.stream(values)
                .map(value -> Math.round(value / 60 * 1e6) / 1e6)
                .toArray();
        for (int i = 0; i < values.length; i++) {
            perSecond[i] = Double.isNaN(values[i]) ? NONE : perSecond[i];
        }
        assertArrayEquals(perSecond, evaluation.values("perSecond(counter" + bounds + ")"), 1e-12);
    }

    @Test
    void perSecondDividesByTheStep() {
        evaluation.assertValues("perSecond(slow)", NONE, 0.008333);
        evaluation.assertValues("perSecond(counter)", NONE, 0.083333, NONE, NONE, NONE, 0.05);
    }

    @Test
    void integralAddsUpAndLeavesGaps() {
        evaluation.assertValues("integral(counter)", 10, 25, NONE, 45, 50, 58);
    }

    @Test
    void integralByIntervalStartsAnewAndHasNoGaps() {
        evaluation.over(START, START + 3600);
        evaluation.assertValues("integralByInterval(ones,'2min')", 1, 2, 1, 2, 1, 2, 1, 2);
        evaluation.assertValues("integralByInterval(ones,'1h')", 1, 2, 3, 4, 5, 6, 7, 8);
        // Intervals are counted from the beginning of the range.
        evaluation.over(START - 60, START + 3600);
        evaluation.assertValues("integralByInterval(ones,'2min')", 1, 1, 2, 1, 2, 1, 2, 1);
        evaluation.assertValues("integralByInterval(a,'1d')", 1, 3.5, 3.5, 7.5);
        evaluation.assertValues("integralByInterval(void,'1h')", 0, 0);
        Series series = evaluation.one("integralByInterval(a,'1d')");
        assertEquals("integralByInterval(a,'1d')", series.name());
        assertEquals(Map.of("name", "a", "integralByInterval", "1d"), series.tags());
    }

    @Test
    void scaleToSecondsGoesByTheStep() {
        evaluation.assertValues("scaleToSeconds(a,1)", 0.016667, 0.041667, NONE, 0.066667);
        evaluation.assertValues("scaleToSeconds(slow,60)", 0.5, 1);
        evaluation.assertValues("scaleToSeconds(a,1.5)", 0.025, 0.0625, NONE, 0.1);
        evaluation.assertNames("scaleToSeconds(a,1.5)", "scaleToSeconds(a,1)");
        assertEquals("1.5", evaluation.one("scaleToSeconds(a,1.5)").tags().get("scaleToSeconds"));
    }

    @ParameterizedTest
    @CsvSource({"1, NaN 1 2.5 NaN", "-1, 2.5 NaN 4 NaN", "9, NaN NaN NaN NaN", "-9, NaN NaN NaN NaN"})
    void delayMovesValues(int steps, String expected) {
        evaluation.assertValues(
                "delay(a," + steps + ")",
                Arrays.stream(expected.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
        evaluation.assertNames("delay(a," + steps + ")", "delay(a," + steps + ")");
        assertEquals(
                Map.of("name", "a", "delay", "" + steps),
                evaluation.one("delay(a," + steps + ")").tags());
    }

    @Test
    void delayByNothingLeavesNothing() {
        // A slice of Python's that ends at minus zero is empty.
        evaluation.assertValues("delay(a,0)");
    }

    @ParameterizedTest
    @CsvSource({
        "derivative,            NaN, 1",
        "nonNegativeDerivative, NaN, 1",
        "perSecond,             NaN, 1",
        "integral,              5,   1"
    })
    void edgesAndTags(String function, double ofOne, String tag) {
        evaluation.assertValues(function + "(one)", ofOne);
        evaluation.assertValues(function + "(void)", NONE, NONE);
        evaluation.assertNone(function + "(nosuch)");
        Series series = evaluation.one(function + "(one)");
        assertEquals(function + "(one)", series.name());
        assertEquals(function + "(one)", series.pathExpression());
        assertEquals(Map.of("name", "one", function, tag), series.tags());
    }

    @Test
    void refusesWrongArguments() {
        evaluation.assertRefused("perSecond(a,'x')", "perSecond: parameter 'maxValue' must be a number, and is 'x'");
        evaluation.assertRefused("scaleToSeconds(a)", "scaleToSeconds needs the parameter 'seconds', a number");
        evaluation.assertRefused("delay(a,1.5)", "delay: parameter 'steps' must be a whole number, and is 1.5");
        evaluation.assertRefused(
                "integralByInterval(a,'0s')",
                "integralByInterval: parameter 'intervalUnit' must be between a second and 68 years, and is '0s'");
        String refusal = evaluation.refusal("integralByInterval(a,'bad')");
        String beginning = "integralByInterval: parameter 'intervalUnit' must be a length of time: ";
        assertEquals(beginning, refusal.substring(0, beginning.length()));
    }
}

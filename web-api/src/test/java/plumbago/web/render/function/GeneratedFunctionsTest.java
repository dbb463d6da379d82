package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class GeneratedFunctionsTest {
    private final Evaluation evaluation = new Evaluation();

    @Test
    void constantLineHasThreePoints() {
        Series line = evaluation.xFilesFactor(0.5).one("constantLine(5)");
        assertEquals("5.0", line.name());
        assertEquals("constantLine(5.0)", line.pathExpression());
        assertEquals(Map.of("name", "5.0"), line.tags());
        assertArrayEquals(new double[] {5, 5, 5}, line.values());
        assertPlaces(line, -60, 3540, 1800);
        assertEquals(0.5, line.xFilesFactor());
        evaluation.assertNames("constantLine('-1e6')", "-1000000.0");
    }

    @Test
    void identityCountsMinutes() {
        Series series = evaluation.over(START, START + 150).one("identity('x')");
        assertArrayEquals(new double[] {START, START + 60, START + 120}, series.values());
        assertPlaces(series, 0, 150, 60);
        assertEquals("x", series.name());
        assertEquals("identity(\"x\")", series.pathExpression());
        assertTrue(series.whole());
    }

    @Test
    void timeFunctionTellsTheTime() {
        evaluation.assertValues("timeFunction('t',1800)", START - 60, START + 1740);
        evaluation.assertValues("time('t',step=1800)", START - 60, START + 1740);
        assertPlaces(evaluation.one("time('t',1800)"), -60, 3540, 1800);
        evaluation.assertNames("time('t')", "t");
        assertEquals(60, evaluation.values("time('t')").length);
        assertEquals("t", evaluation.one("time('t')").pathExpression());
    }

    @Test
    void timeFunctionReadsTheRequestsClockAsTheServers() {
        // A clock in Greenwich shows midnight; the server takes that for its own, which was an hour earlier.
        evaluation.zones("UTC", "Europe/Berlin").over(START, START + 60);
        evaluation.assertValues("time('t')", START - 3600);
        assertPlaces(evaluation.one("time('t')"), -3600, -3540, 60);
        // The wave stays where the request has it, and is that of the shifted time.
        evaluation.assertNear("sin('s')", Math.sin(START - 3600));
        assertPlaces(evaluation.one("sin('s')"), 0, 60, 60);
    }

    @Test
    void sinFunctionGivesAWave() {
        evaluation.assertNear("sinFunction('s',2,1800)", 2 * Math.sin(START - 60), 2 * Math.sin(START + 1740));
        evaluation.assertNear("sin('s',step=3600)", Math.sin(START - 60));
        evaluation.assertNear("sin('s',0.5,3600)", 0.5 * Math.sin(START - 60));
        evaluation.assertNames("sin('s')", "s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"randomWalk", "randomWalkFunction"})
    void randomWalkBeginsAtZeroAndTakesSmallSteps(String function) {
        double[] values = evaluation.values(function + "('r')");
        assertEquals(60, values.length);
        assertEquals(0, values[0]);
        for (int i = 1; i < values.length; i++) {
            assertTrue(Math.abs(values[i] - values[i - 1]) <= 0.5);
        }
        assertPlaces(evaluation.one(function + "('r',1800)"), -60, 3540, 1800);
    }

    @Test
    void anEmptyRangeHasNoPoints() {
        evaluation.over(START, START);
        evaluation.assertValues("time('t')");
        evaluation.assertValues("randomWalk('r')");
        evaluation.assertValues("identity('x')");
    }

    @Test
    void stepsAreAtLeastASecond() {
        for (String call : List.of("time('t',0)", "sin('s',1,0)", "randomWalk('r',0)")) {
            String function = call.substring(0, call.indexOf('('));
            evaluation.assertRefused(call, function + ": parameter 'step' must be at least 1, and is 0");
        }
        evaluation.assertRefused("time('t',1.5)", "time: parameter 'step' must be a whole number, and is 1.5");
    }

    @Test
    void refusesMoreValuesThanAnyoneReads() {
        evaluation.over(START, START + 10_000_001);
        evaluation.assertRefused("time('t',1)", "time would make 10000001 values; at most 10000000 are made");
    }

    @Test
    void refusesWrongArguments() {
        evaluation.assertRefused("constantLine()", "constantLine needs the parameter 'value', a number");
        evaluation.assertRefused("constantLine('x')", "constantLine: parameter 'value' must be a number, and is 'x'");
        evaluation.assertRefused("identity()", "identity needs the parameter 'name', a text in quotes");
        evaluation.assertRefused("sin('s','x')", "sin: parameter 'amplitude' must be a whole number, and is 'x'");
    }
}

package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GapFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", NONE, 1, NONE, NONE, 4, NONE)
            .given("full", 1, 2, 3)
            .given("same", 1, NONE, 1, 2, NONE, NONE, 1)
            .given("void", NONE, NONE)
            .given("one", 5)
            .given("reference", 1, NONE, NONE, NONE, 5, 6)
            .given("longer", NONE, NONE, NONE, NONE, NONE, 6, 7, 8);

    @ParameterizedTest
    @ValueSource(strings = {"", ",2", ",inf", ",'inf'", ",limit=7"})
    void keepLastValueFillsGapsAndTheEnd(String limit) {
        evaluation.assertValues("keepLastValue(a" + limit + ")", NONE, 1, 1, 1, 4, 4);
        evaluation.assertNames("keepLastValue(a" + limit + ")", "keepLastValue(a)");
    }

    @Test
    void keepLastValueLeavesLongerGapsAltogether() {
        evaluation.assertValues("keepLastValue(a,1)", NONE, 1, NONE, NONE, 4, 4);
        evaluation.assertValues("keepLastValue(a,0)", NONE, 1, NONE, NONE, 4, NONE);
    }

    @Test
    void interpolateDrawsALineAndLeavesTheEnd() {
        evaluation.assertValues("interpolate(a)", NONE, 1, 2, 3, 4, NONE);
        evaluation.assertValues("interpolate(a,2)", NONE, 1, 2, 3, 4, NONE);
        evaluation.assertValues("interpolate(a,1)", NONE, 1, NONE, NONE, 4, NONE);
        evaluation.assertNames("interpolate(a,1)", "interpolate(a)");
    }

    @Test
    void transformNullPutsAValueIntoEachGap() {
        evaluation.assertValues("transformNull(a)", 0, 1, 0, 0, 4, 0);
        evaluation.assertValues("transformNull(a,-1)", -1, 1, -1, -1, 4, -1);
        evaluation.assertNames("transformNull(a,0.5)", "transformNull(a,0.5)");
        assertEquals(
                Map.of("name", "a", "transformNull", "0"),
                evaluation.one("transformNull(a)").tags());
        assertEquals(
                Map.of("name", "a", "transformNull", "0.5"),
                evaluation.one("transformNull(a,0.5)").tags());
    }

    @Test
    void transformNullFillsWhereAReferenceHasAValue() {
        evaluation.assertValues("transformNull(a,3,reference)", 3, 1, NONE, NONE, 4, 3);
        evaluation.assertNames("transformNull(a,3,reference)", "transformNull(a,3,referenceSeries)");
        assertEquals(
                Map.of("name", "a", "transformNull", "3.0", "referenceSeries", "1"),
                evaluation.one("transformNull(a,3,reference)").tags());
        // A shorter one says nothing of what is behind its end.
        evaluation.assertValues("transformNull(a,0,full)", 0, 1, 0, NONE, 4, NONE);
        // Of a longer one the original shows the end of what it has made.
        evaluation.assertValues("transformNull(a,0,longer)", NONE, NONE, 4, 0, 0, 0);
        // Without any all gaps are filled.
        evaluation.assertValues("transformNull(a,0,nosuch)", 0, 1, 0, 0, 4, 0);
        evaluation.assertNames("transformNull(a,0,nosuch)", "transformNull(a,0)");
    }

    @Test
    void isNonNullTellsValuesFromGaps() {
        evaluation.assertValues("isNonNull(a)", 0, 1, 0, 0, 1, 0);
        evaluation.assertNames("isNonNull(a)", "isNonNull(a)");
        assertEquals("1", evaluation.one("isNonNull(a)").tags().get("isNonNull"));
        assertTrue(evaluation.one("isNonNull(a)").whole());
    }

    @Test
    void changedComparesAcrossGaps() {
        evaluation.assertValues("changed(a)", 0, 0, 0, 0, 1, 0);
        evaluation.assertValues("changed(full)", 0, 1, 1);
        evaluation.assertValues("changed(same)", 0, 0, 0, 1, 0, 0, 1);
        assertTrue(evaluation.one("changed(a)").whole());
    }

    @ParameterizedTest
    @CsvSource({
        "keepLastValue,        NaN NaN, 5",
        "interpolate,          NaN NaN, 5",
        "transformNull,        0 0,     5",
        "isNonNull,            0 0,     1",
        "changed,              0 0,     0",
        "compressPeriodicGaps, NaN NaN, 5"
    })
    void edges(String function, String ofGaps, double ofOne) {
        String[] gaps = ofGaps.split(" ");
        evaluation.assertValues(function + "(void)", Double.parseDouble(gaps[0]), Double.parseDouble(gaps[1]));
        evaluation.assertValues(function + "(one)", ofOne);
        evaluation.assertNone(function + "(nosuch)");
        evaluation.assertRefused(
                function + "(1)", function + ": parameter 'seriesList' must be a list of series, and is 1");
    }

    @Test
    void compressTakesOutGapsThatRepeat() {
        evaluation.given("sparse", NONE, 1, NONE, NONE, 2, NONE, NONE, 3, NONE, NONE, 4, NONE);
        evaluation.assertValues("compressPeriodicGaps(sparse)", 1, 2, 3, 4);
        assertPlaces(evaluation.one("compressPeriodicGaps(sparse)"), 60, 600, 180);
        evaluation.assertNames("compressPeriodicGaps(sparse)", "compressPeriodicGaps(sparse)");
        // Each point was made of three places, one of which had a value.
        evaluation.xFilesFactor(0.5);
        evaluation.assertValues("compressPeriodicGaps(sparse)", NONE, NONE, NONE, NONE);
    }

    @Test
    void compressLeavesWhatHasNoPeriod() {
        evaluation.assertValues("compressPeriodicGaps(full)", 1, 2, 3);
        evaluation.assertValues("compressPeriodicGaps(a)", NONE, 1, NONE, NONE, 4, NONE);
        // The third value does not stand alone.
        evaluation.given("crowded", 1, NONE, 2, NONE, 3, 4, NONE);
        evaluation.assertValues("compressPeriodicGaps(crowded)", 1, NONE, 2, NONE, 3, 4, NONE);
    }

    @Test
    void limitsAreWholeNumbersOrEndless() {
        evaluation.assertRefused(
                "interpolate(a,'x')", "interpolate: parameter 'limit' must be a whole number or inf, and is 'x'");
        evaluation.assertRefused(
                "keepLastValue(a,'1.5')",
                "keepLastValue: parameter 'limit' must be a whole number or inf, and is '1.5'");
        evaluation.assertRefused(
                "transformNull(a,'x')", "transformNull: parameter 'default' must be a number, and is 'x'");
    }
}

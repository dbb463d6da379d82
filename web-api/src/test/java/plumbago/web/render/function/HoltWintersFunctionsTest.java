package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;
import static plumbago.web.render.function.Evaluation.START;
import static plumbago.web.render.function.Evaluation.assertPlaces;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;

final class HoltWintersFunctionsTest {
    /** It learns from five minutes before the range; a season has two points. */
    private static final String FIVE_AND_TWO = "'5min','2min')";

    private final Evaluation evaluation = new Evaluation()
            .givenFrom(START - 300, 60, "p", 10, 12, 11, 13, 12, 14, 30, NONE, 13, 2)
            .givenFrom(START - 300, 60, "level", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
            .givenFrom(START - 300, 60, "void", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE)
            .given("new", 1, 2);

    /** The recurrence by hand: what was expected of each point, and by how much such points used to be off. */
    private static double[][] forecast(double[] values, int season) {
        int n = values.length;
        double[] expected = new double[n];
        double[] seasonal = new double[n];
        double[] deviation = new double[n];
        double level = values[0];
        double trend = 0;
        double next = values[0];
        for (int i = 0; i < n; i++) {
            double before = i < season ? 0 : seasonal[i - season];
            double newLevel = 0.1 * (values[i] - before) + 0.9 * (level + trend);
            trend = 0.0035 * (newLevel - level) + 0.9965 * trend;
            level = newLevel;
            seasonal[i] = 0.1 * (values[i] - level) + 0.9 * before;
            expected[i] = next;
            deviation[i] = 0.1 * Math.abs(values[i] - next) + 0.9 * (i < season ? 0 : deviation[i - season]);
            next = level + trend + (i + 1 < season ? 0 : seasonal[i + 1 - season]);
        }
        return new double[][] {expected, deviation};
    }

    @Test
    void forecastLearnsBeforeTheRange() {
        Series series = evaluation.one("holtWintersForecast(p," + FIVE_AND_TWO);
        assertArrayEquals(
                new double[] {11.087201648723, 11.170504936522, 13.536922029323, NONE, 12.810162014624},
                series.values(),
                1e-9);
        assertPlaces(series, 0, 300, 60);
        assertEquals("holtWintersForecast(p)", series.name());
        assertEquals("holtWintersForecast(p)", series.pathExpression());
        assertEquals(Map.of("name", "p", "holtWintersForecast", "1", "holtWintersDeviation", "1"), series.tags());
        evaluation.assertValues("holtWintersForecast(level," + FIVE_AND_TWO, 1, 1, 1, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 60})
    void forecastFollowsTheRecurrence(int season) {
        double[] values = new double[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 + i * 0.5 + i % 5 * 3;
        }
        evaluation.givenFrom(START - 1200, 60, "long", values);
        double[][] expected = forecast(values, season);
        String arguments = "'20min','" + season + "min')";
        double[] shown = evaluation.values("holtWintersForecast(long," + arguments);
        assertEquals(20, shown.length);
        List<Series> bands = evaluation.all("holtWintersConfidenceBands(long,2," + arguments);
        for (int i = 0; i < shown.length; i++) {
            assertEquals(expected[0][i + 20], shown[i], 1e-9);
            assertEquals(
                    expected[0][i + 20] - 2 * expected[1][i + 20], bands.get(0).values()[i], 1e-9);
            assertEquals(
                    expected[0][i + 20] + 2 * expected[1][i + 20], bands.get(1).values()[i], 1e-9);
        }
    }

    @Test
    void bandsLieAboutTheForecast() {
        List<Series> bands = evaluation.all("holtWintersConfidenceBands(p,3," + FIVE_AND_TWO);
        assertEquals("holtWintersConfidenceLower(p)", bands.get(0).name());
        assertEquals("holtWintersConfidenceUpper(p)", bands.get(1).name());
        assertEquals("p", bands.get(0).pathExpression());
        assertArrayEquals(
                new double[] {9.041996777190, 4.951925089672, 13.536922029323, NONE, 9.567113410237},
                bands.get(0).values(),
                1e-9);
        assertArrayEquals(
                new double[] {13.132406520256, 17.389084783372, 13.536922029323, NONE, 16.053210619011},
                bands.get(1).values(),
                1e-9);
        assertEquals("1", bands.get(0).tags().get("holtWintersConfidenceUpper"));
        assertEquals("1", bands.get(0).tags().get("holtWintersConfidenceLower"));
    }

    @Test
    void bandsComeInPairsForEachSeries() {
        assertEquals(
                4,
                evaluation
                        .all("holtWintersConfidenceBands(group(p,level),3," + FIVE_AND_TWO)
                        .size());
    }

    @Test
    void areaIsOfOneSeries() {
        List<Series> area = evaluation.all("holtWintersConfidenceArea(p,3," + FIVE_AND_TWO);
        for (Series band : area) {
            assertEquals("holtWintersConfidenceArea(p)", band.name());
            assertEquals("1", band.tags().get("holtWintersConfidenceArea"));
        }
        assertEquals(SeriesStyle.PLAIN.asInvisible(), area.get(0).style());
        assertEquals(SeriesStyle.PLAIN.asStacked(), area.get(1).style());
        assertTrue(area.get(0).values()[0] < area.get(1).values()[0]);
        evaluation.assertRefused(
                "holtWintersConfidenceArea(group(p,level),3," + FIVE_AND_TWO,
                "holtWintersConfidenceArea: parameter 'seriesList' must be one series, and is 2");
        evaluation.assertRefused(
                "holtWintersConfidenceArea(nosuch)",
                "holtWintersConfidenceArea: parameter 'seriesList' must be one series, and is 0");
    }

    @Test
    void aberrationIsWhatLiesOutsideTheBands() {
        Series off = evaluation.one("holtWintersAberration(p,3," + FIVE_AND_TWO);
        assertArrayEquals(
                new double[] {14 - 13.132406520256, 30 - 17.389084783372, 0, 0, 2 - 9.567113410237},
                off.values(),
                1e-9);
        assertPlaces(off, 0, 300, 60);
        assertEquals("holtWintersAberration(p)", off.name());
        assertEquals(Map.of("name", "p", "holtWintersAberration", "1"), off.tags());
        evaluation.assertValues("holtWintersAberration(void,3," + FIVE_AND_TWO, 0, 0, 0, 0, 0);
    }

    @Test
    void nothingIsExpectedOfWhatWasNever() {
        evaluation.assertValues("holtWintersForecast(void," + FIVE_AND_TWO, NONE, NONE, NONE, NONE, NONE);
        // A week to learn from, unless told otherwise, and nothing left.
        evaluation.assertValues("holtWintersForecast(new)");
        evaluation.assertNone("holtWintersForecast(nosuch)");
    }

    @Test
    void bootstrapOfNothingOrLess() {
        evaluation.assertNear("holtWintersForecast(p,'0s','2min')", 14, 14, 15.6056, NONE, 12.855496);
        // With a minus only the end is left, as of a list in Python.
        evaluation.assertNear("holtWintersForecast(p,'-2min','2min')", NONE, 13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holtWintersForecast(p,'bad')",
                "holtWintersConfidenceBands(p,3,'bad')",
                "holtWintersConfidenceArea(p,3,'bad')",
                "holtWintersAberration(p,3,'bad')"
            })
    void refusesWhatIsNoLengthOfTime(String target) {
        String function = target.substring(0, target.indexOf('('));
        evaluation.assertRefused(
                target,
                function + ": parameter 'bootstrapInterval' must be a length of time such as '5min', and is 'bad'");
    }

    @Test
    void refusesToLearnFromMoreThanALifetime() {
        evaluation.assertRefused(
                "holtWintersForecast(p,'69years')",
                "holtWintersForecast: parameter 'bootstrapInterval' must be at most 68 years, and is '69years'");
        evaluation.assertRefused(
                "holtWintersAberration(p,'x')",
                "holtWintersAberration: parameter 'delta' must be a whole number, and is 'x'");
    }
}

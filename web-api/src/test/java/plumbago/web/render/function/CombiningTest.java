package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.START;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

final class CombiningTest {
    private static Series series(String name) {
        return new Series(name, 0, 60, 60, new double[] {1});
    }

    @Test
    void expressionsAreDistinctAndInOrderOfAppearance() {
        assertEquals(
                "b,a*",
                Combining.expressions(List.of(
                        series("b"),
                        series("a1").pathExpression("a*"),
                        series("a2").pathExpression("a*"),
                        series("b"))));
    }

    @Test
    void commonTagsHaveTheSameValueEverywhere() {
        Series first = series("disk;dc=b;host=h1");
        assertEquals(
                Map.of("name", "disk", "dc", "b"), Combining.commonTags(List.of(first, series("disk;dc=b;host=h2"))));
        assertEquals(Map.of(), Combining.commonTags(List.of(first, series("cpu"))));
        assertEquals(first.tags(), Combining.commonTags(List.of(first)));
        // The series' own tags stay as they are.
        assertEquals(Map.of("name", "disk", "dc", "b", "host", "h1"), first.tags());
    }

    @Test
    void aggregatesAreCountsOnlyIfNothingWasDivided() {
        assertTrue(Combining.keepsWhole(Aggregation.SUM, 3));
        assertTrue(Combining.keepsWhole(Aggregation.MEDIAN, 3));
        assertFalse(Combining.keepsWhole(Aggregation.MEDIAN, 2));
        assertFalse(Combining.keepsWhole(Aggregation.AVERAGE, 1));
        assertFalse(Combining.keepsWhole(Aggregation.AVERAGE_ZERO, 1));
        assertFalse(Combining.keepsWhole(Aggregation.DEVIATION, 1));
    }

    @Test
    void marksAnAggregateWithItsTags() {
        Map<String, String> common = new LinkedHashMap<>(Map.of("dc", "b"));
        Series marked = Combining.marked(series("maxSeries(x)"), "max", Aggregation.MAXIMUM, common, 2, true);
        assertEquals(Map.of("name", "maxSeries(x)", "aggregatedBy", "max", "dc", "b"), marked.tags());
        assertTrue(marked.whole());
        assertTrue(Combining.marked(series("x"), "count", Aggregation.COUNT, common, 2, false)
                .whole());
    }

    /** As long as series are alike they are added up as they come; the first that is not has all of them fetched. */
    @ParameterizedTest
    @ValueSource(strings = {"n.*", "group(n.*)"})
    void seriesThatAreNotAlikeAreCombinedAllTheSame(String series) {
        Evaluation evaluation = new Evaluation()
                .given("n.1", 1, 2, 3, 4)
                .given("n.2", 10, 20, 30, 40)
                .givenFrom(START, 120, "n.3", 100, 200);
        evaluation.assertValues("sumSeries(" + series + ")", 116.5, 238.5);
        evaluation.assertNames("sumSeries(" + series + ")", "sumSeries(n.*)");
        evaluation.assertNames("groupByNode(" + series + ",1,'sum')", "1", "2", "3");
        evaluation.assertNames("sumSeriesWithWildcards(" + series + ",1)", "n");
        evaluation.assertValues("sumSeriesWithWildcards(" + series + ",1)", 116.5, 238.5);
    }
}

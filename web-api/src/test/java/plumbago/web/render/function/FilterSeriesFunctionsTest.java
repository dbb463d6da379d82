package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterSeriesFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, NONE, 5, 3, 9)
            .given("b", 2, 2, 2, NONE, NONE)
            .given("c", NONE, NONE)
            .given("d", -1, -4, 7)
            .given("gap", 1, NONE)
            .given("e.1", 1)
            .given("e.2", 2)
            .given("e.3", 3);

    private void assertKept(String target, String names) {
        assertEquals(names, String.join(" ", evaluation.names(target)), target);
    }

    @ParameterizedTest
    @CsvSource({
        "max,   >,  5, a d",
        "max,   <=, 5, b c",
        "sum,   =,  2, d",
        "sum,   !=, 2, a b c",
        "count, >=, 3, a b d",
        "last,  <,  5, b c"
    })
    void filterSeriesComparesAnAggregate(String function, String operator, int threshold, String kept) {
        assertKept("filterSeries({a,b,c,d},'" + function + "','" + operator + "'," + threshold + ")", kept);
    }

    @Test
    void filterSeriesKnowsSixOperators() {
        String message = "filterSeries: parameter 'operator' must be =, !=, >, >=, < or <=, and is '~'";
        evaluation.assertRefused("filterSeries(a,'last','~',5)", message);
        evaluation.assertRefused("filterSeries(nosuch,'last','~',5)", message);
        evaluation.assertRefused(
                "filterSeries(a,'nosuch','<',5)",
                "filterSeries: parameter 'func' must be the name of an aggregation such as 'sum', and is 'nosuch'");
        evaluation.assertRefused("filterSeries(a,'max','<')", "filterSeries needs the parameter 'threshold', a number");
    }

    @ParameterizedTest
    @CsvSource({
        "averageAbove, 2,  a",
        "averageBelow, 2,  b c d",
        "currentAbove, 2,  a d",
        "currentBelow, 2,  b c",
        "maximumAbove, 2,  a d",
        "maximumBelow, 2,  b c",
        "minimumAbove, 0,  a b",
        "minimumBelow, -4, c d"
    })
    void boundsKeepEqualSeriesBelowOnlyAndGapsLieLowest(String function, int n, String kept) {
        assertKept(function + "({a,b,c,d}," + n + ")", kept);
        evaluation.assertNone(function + "(nosuch," + n + ")");
        evaluation.assertRefused(function + "(a)", function + " needs the parameter 'n', a number");
    }

    @Test
    void grepAndExcludeLookForAnExpressionInNames() {
        assertKept("grep(e.*,'[12]$')", "e.1 e.2");
        assertKept("exclude(e.*,'[12]$')", "e.3");
        assertKept("grep(alias(e.*,'x'),'e')", "");
        evaluation.assertNone("exclude(nosuch,'x')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grep(e.*,'(')", "grep(nosuch,'(')", "exclude(nosuch,'(')"})
    void grepAndExcludeNeedAnExpression(String target) {
        String function = target.substring(0, target.indexOf('('));
        String refusal = evaluation.refusal(target);
        String beginning = function + ": parameter 'pattern' is '(', ";
        assertEquals(beginning, refusal.substring(0, beginning.length()));
    }

    @Test
    void averageOutsidePercentileKeepsBothEnds() {
        assertKept("averageOutsidePercentile(e.*,80)", "e.1 e.3");
        // Below fifty the other end counts.
        assertKept("averageOutsidePercentile(e.*,20)", "e.1 e.3");
        evaluation.assertNone("averageOutsidePercentile(nosuch,80)");
        evaluation.given("e.4", NONE);
        assertKept("averageOutsidePercentile(e.*,80)", "e.1 e.3 e.4");
    }

    @Test
    void removeBetweenPercentileLooksAtEachPoint() {
        assertKept("removeBetweenPercentile(e.*,80)", "e.1 e.3");
        evaluation
                .given("f.1", 1, 5)
                .given("f.2", 2, 4)
                .given("f.3", 3, 3)
                .given("f.4", 4, 2)
                .given("f.5", 5, 1);
        assertKept("removeBetweenPercentile(f.*,75)", "f.1 f.2 f.4 f.5");
        // What is missing at a point is not between anything there.
        evaluation.given("f.3", 3, NONE);
        assertKept("removeBetweenPercentile(f.*,75)", "f.1 f.2 f.3 f.4 f.5");
        // Behind its end a series is neither within nor without.
        evaluation.given("f.3", 3);
        assertKept("removeBetweenPercentile(f.*,75)", "f.1 f.2 f.4 f.5");
        evaluation.assertNone("removeBetweenPercentile(nosuch,40)");
        evaluation.assertRefused(
                "removeBetweenPercentile(a,'x')",
                "removeBetweenPercentile: parameter 'n' must be a number, and is 'x'");
    }

    @Test
    void removeEmptySeriesCountsValues() {
        assertKept("removeEmptySeries({a,b,c,gap})", "a b gap");
        assertKept("removeEmptySeries({a,b,c,gap},0.5)", "a b gap");
        assertKept("removeEmptySeries({a,b,c,gap},0.6)", "a b");
        assertKept("removeEmptySeries({a,b,c,d,gap},1)", "d");
        // The request's share counts for nothing here.
        evaluation.xFilesFactor(1);
        assertKept("removeEmptySeries({a,b,c,gap})", "a b gap");
    }

    @ParameterizedTest
    @CsvSource({"2, e.1 e.2", "0, ''", "-1, e.1 e.2", "99, e.1 e.2 e.3"})
    void limitCutsAsPythonDoes(int n, String kept) {
        assertKept("limit(e.*," + n + ")", kept);
    }

    @Test
    void limitNeedsAWholeNumber() {
        evaluation.assertRefused("limit(e.*)", "limit needs the parameter 'n', a whole number");
        evaluation.assertRefused("limit(e.*,1.5)", "limit: parameter 'n' must be a whole number, and is 1.5");
    }

    @Test
    void uniqueKeepsTheFirstOfAName() {
        assertKept("unique(e.*,e.1)", "e.1 e.2 e.3");
        evaluation.assertValues("unique(alias(e.*,'x'))", 1);
        evaluation.assertNone("unique(nosuch)");
    }

    @Test
    void useSeriesAboveShowsWhatNamesLeadTo() {
        assertKept("useSeriesAbove(e.*,1.5,'e.2','a')", "a e.3");
        assertKept("useSeriesAbove(e.*,1,'e.(.)','d')", "d d");
        assertKept("useSeriesAbove(e.*,3,'e.2','a')", "");
        assertKept("useSeriesAbove(e.*,0,'e.2','nosuch')", "e.1 e.3");
        // A series with a gap never counts.
        assertKept("useSeriesAbove(gap,0,'gap','a')", "");
        evaluation.assertNone("useSeriesAbove(nosuch,0,'(','a')");
    }

    @Test
    void useSeriesAboveRefusesWhatIsNoExpression() {
        String refusal = evaluation.refusal("useSeriesAbove(e.*,0,'(','a')");
        assertEquals("useSeriesAbove: parameter 'search' is '('", refusal.substring(0, 41));
    }
}

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
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.web.render.series.Series;

final class GroupingFunctionsTest {
    private static final String TAGGED = "group(disk;dc=b;host=h1,disk;dc=b;host=h2,cpu;dc=a;host=h1)";

    private final Evaluation evaluation = new Evaluation()
            .given("n.x.1", 1, 2)
            .given("n.x.2", 3, NONE)
            .given("n.y.1", 5, 6)
            .given("disk;dc=b;host=h1", 1)
            .given("disk;dc=b;host=h2", 2)
            .given("cpu;dc=a;host=h1", 4);

    @ParameterizedTest
    @CsvSource({
        "sum,            4, 2",
        "sumSeries,      4, 2",
        "average,        2, 2",
        "median,         2, 2",
        "diffSeries,     -2, 2",
        "multiplySeries, 3, NaN",
        "countSeries,    2, 2",
        "asPercent,      25, 100"
    })
    void groupByNodeTakesAggregationsAndFunctions(String callback, double first, double second) {
        List<Series> groups = evaluation.all("groupByNode(n.*.*,1,'" + callback + "')");
        assertEquals(List.of("x", "y"), groups.stream().map(Series::name).toList());
        assertArrayEquals(new double[] {first, second}, groups.get(0).values());
    }

    @Test
    void groupByNodeAveragesUnlessToldOtherwise() {
        evaluation.assertValues("groupByNode(n.x.*,1)", 2, 2);
        Series group = evaluation.one("groupByNode(n.x.*,1)");
        assertEquals("averageSeries(n.x.*)", group.pathExpression());
        assertEquals(Map.of("name", "averageSeries(n.x.*)", "aggregatedBy", "average"), group.tags());
        // A function that leaves a single series alone leaves its tags.
        assertEquals(
                Map.of("name", "n.y.1"),
                evaluation.one("groupByNode(n.y.*,1,'multiplySeries')").tags());
    }

    @Test
    void groupByNodeCountsFromTheEndToo() {
        evaluation.assertNames("groupByNode(n.*.*,-1,'max')", "1", "2");
        // No name has such a node: all are one group.
        evaluation.assertNames("groupByNode(n.*.*,7,'sum')", "");
        evaluation.assertValues("groupByNode(n.*.*,7,'sum')", 9, 8);
        evaluation.assertNone("groupByNode(nosuch,1)");
    }

    @Test
    void groupByNodesJoinsNodesAndTags() {
        evaluation.assertNames("groupByNodes(n.*.*,'sum',0,2)", "n.1", "n.2");
        evaluation.assertNames("groupByNodes(n.*.*,'sum')", "");
        evaluation.assertNames("groupByNodes(" + TAGGED + ",'sum','host',0)", "h1.disk", "h2.disk", "h1.cpu");
    }

    @Test
    void groupsHeedTheXFilesFactor() {
        evaluation.xFilesFactor(1);
        evaluation.assertValues("groupByNode(n.x.*,1,'sum')", 4, NONE);
        evaluation.assertValues("groupByNode(n.x.*,1,'median')", 2, NONE);
    }

    @Test
    void groupByTagsNamesGroupsByTheirTags() {
        evaluation.assertNames("groupByTags(" + TAGGED + ",'sum','dc')", "sum;dc=b", "sum;dc=a");
        Series first = evaluation.all("groupByTags(" + TAGGED + ",'sum','dc')").get(0);
        assertEquals(Map.of("name", "sum", "dc", "b"), first.tags());
        assertEquals("sum;dc=b", first.pathExpression());
        assertArrayEquals(new double[] {3}, first.values());
    }

    @Test
    void groupByTagsKeepsTheNameThatAllHaveOrThatIsAskedFor() {
        evaluation.assertNames("groupByTags(group(disk;dc=b;host=h1,disk;dc=b;host=h2),'sum','dc')", "disk;dc=b");
        evaluation.assertNames(
                "groupByTags(" + TAGGED + ",'sum','host','name')", "disk;host=h1", "disk;host=h2", "cpu;host=h1");
        // In order of the tags' names, however they were asked for.
        evaluation.assertNames(
                "groupByTags(" + TAGGED + ",'max','host','dc')",
                "max;dc=b;host=h1",
                "max;dc=b;host=h2",
                "max;dc=a;host=h1");
        evaluation.assertNone("groupByTags(nosuch,'sum','dc')");
    }

    @Test
    void applyByNodeEvaluatesATargetForEachBeginningOfNames() {
        evaluation.assertNames("applyByNode(n.*.*,1,'sumSeries(%.*)')", "sumSeries(n.x.*)", "sumSeries(n.y.*)");
        List<Series> named = evaluation.all("applyByNode(n.*.*,1,'sumSeries(%.*)','sum of %')");
        assertEquals("sum of n.x", named.get(0).name());
        assertEquals("n.x", named.get(0).pathExpression());
        assertArrayEquals(new double[] {4, 2}, named.get(0).values());
        evaluation.assertNames("applyByNode(n.*.*,0,'%.x.1')", "n.x.1");
        evaluation.assertNames("applyByNode(n.*.*,-2,'%.1')", "n.x.1", "n.y.1");
        evaluation.assertNames("applyByNode(n.*.*,0,'%.nosuch')");
        evaluation.assertNone("applyByNode(nosuch,1,'%')");
    }

    @Test
    void applyByNodeLaysAllOutLikeTheSeriesLookedAtLast() {
        evaluation.givenFrom(START + 60, 60, "n.z.1", 1, 2, 3);
        for (Series series : evaluation.all("applyByNode(n.*.1,1,'%.1')")) {
            assertPlaces(series, 60, 240, 60);
        }
    }

    @Test
    void applyByNodeRefusesNodesThatNamesDoNotHave() {
        evaluation.assertRefused(
                "applyByNode(n.*.*,7,'%')", "applyByNode: parameter 'nodeNum' is 7, and 'n.x.1' has no such node");
    }

    @Test
    void applyByNodeRefusesEndlessTargets() {
        String name = "x".repeat(2000);
        evaluation.given(name, 1);
        evaluation.assertRefused(
                "applyByNode(" + name + ",0,'" + "%".repeat(1000) + "')",
                "applyByNode: parameter 'templateFunction' makes a text of more than 1048576 characters");
    }

    @Test
    void groupMakesOneListOfAll() {
        evaluation.assertNames("group(n.x.1,n.y.*,nosuch)", "n.x.1", "n.y.1");
        evaluation.assertNone("group()");
        evaluation.assertRefused("group(n.x.1,5)", "group: parameter 'seriesLists' must be a list of series, and is 5");
    }

    @Test
    void refusesCallbacksThatAreNone() {
        assertEquals(
                "groupByNode: there is no aggregation 'nosuch'", evaluation.refusal("groupByNode(n.*.*,1,'nosuch')"));
        evaluation.assertRefused(
                "groupByNodes(n.*.*)",
                "groupByNodes needs the parameter 'callback', the name of an aggregation or of a function of series");
        evaluation.assertRefused(
                "groupByTags(n.*.*,'sum')", "groupByTags needs the parameter 'tags', the name of a tag");
        evaluation.assertRefused(
                "groupByNode(n.*.*)",
                "groupByNode needs the parameter 'nodeNum', the number of a node of the name, the first being 0, or the"
                        + " name of a tag");
    }
}

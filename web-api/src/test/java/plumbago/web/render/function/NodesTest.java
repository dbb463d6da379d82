package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.web.render.series.Series;

final class NodesTest {
    private static String of(String name) {
        return Nodes.of(new Series("x", 0, 60, 60, new double[] {1}).alias(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a.b.c a.b.c",
                "disk;dc=b disk",
                "scale(a.b,2) a.b",
                "alias(scale(a.b,2),'x') a.b",
                "sumSeries(a.*,b.*) a.*",
                "scale(disk;dc=b,2) disk",
                "a|scale(2) a",
                // What is no target after all is taken as it is.
                "free(as(air free(as(air",
                // And what cannot be read to its end, as far as it goes.
                "it's(odd) it",
                "constantLine(5) constantLine(5)"
            })
    void theMetricIsTheFirstPath(String name, String metric) {
        assertEquals(metric, of(name));
    }

    @Test
    void firstPathGoesDownFirstArguments() {
        assertEquals("a", Nodes.firstPath("f(g(a,b),c)"));
        assertEquals("a", Nodes.firstPath("a|f()|g(1)"));
        assertEquals("f()", Nodes.firstPath("f()"));
        assertEquals("((", Nodes.firstPath("(("));
    }

    @Test
    void keysJoinNodesAndTags() {
        Evaluation evaluation = new Evaluation().given("web.a1.cpu", 1).given("disk;host=h1", 1);
        evaluation.assertNames("aliasByNode(web.a1.cpu,-2,'name',99)", "a1.web.a1.cpu.");
        evaluation.assertNames("aliasByNode(disk;host=h1,'host','nosuch',0)", "h1..disk");
        // A number that is no node's is a tag's name.
        evaluation.given("odd;7=seven", 1);
        evaluation.assertNames("aliasByNode(odd;7=seven,7)", "seven");
    }

    @Test
    void groupsAppearInTheOrderOfTheirFirstSeries() {
        Evaluation evaluation = new Evaluation().given("n.1", 1).given("n.2", 2).given("m.1", 3);
        evaluation.assertNames("groupByNode(group(n.2,n.1,m.1),0,'sum')", "n", "m");
        evaluation.assertNames("groupByNode(group(m.1,n.2,n.1),1,'sum')", "1", "2");
    }
}

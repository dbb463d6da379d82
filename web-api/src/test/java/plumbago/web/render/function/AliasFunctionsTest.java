package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class AliasFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("web.a1.cpu", 1, 2)
            .given("web.b2.cpu", 3, 4)
            .given("disk;host=h1;rack=r2", 1)
            .given("gap", 1.5, NONE)
            .given("void", NONE);

    @Test
    void aliasChangesTheNameAlone() {
        Series series = evaluation.one("alias(web.a1.cpu,'CPU')");
        assertEquals("CPU", series.name());
        assertEquals("web.a1.cpu", series.pathExpression());
        assertEquals(Map.of("name", "web.a1.cpu"), series.tags());
        assertArrayEquals(new double[] {1, 2}, series.values());
        evaluation.assertNames("alias(web.*.cpu,'x')", "x", "x");
        evaluation.assertNames("alias(web.a1.cpu,5)", "5");
        evaluation.assertNone("alias(nosuch,'x')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "web.a1.cpu : 1 : a1",
                "web.a1.cpu : -1,0 : cpu.web",
                "web.a1.cpu : 7 : ''",
                "scale(web.a1.cpu,2) : 1 : a1",
                "web.a1.cpu|scale(3) : 1 : a1",
                "sumSeries(web.*.cpu) : 1 : *",
                "alias(web.a1.cpu,\"x y\") : 0 : x y",
                "disk;host=h1;rack=r2 : 0 : disk",
                "disk;host=h1;rack=r2 : \"host\",0 : h1.disk",
                "disk;host=h1;rack=r2 : \"rack\",\"nosuch\",\"name\" : r2..disk",
                "scale(disk;host=h1;rack=r2,2) : 0 : disk"
            })
    void nodesAndTagsMakeUpTheName(String series, String nodes, String expected) {
        evaluation.assertNames("aliasByNode(" + series + "," + nodes + ")", expected);
        evaluation.assertNames("aliasByTags(" + series + "," + nodes + ")", expected);
    }

    @Test
    void aliasByMetricTakesTheLastNodeOfTheInnermostCall() {
        evaluation.assertNames("aliasByMetric(web.*.cpu)", "cpu", "cpu");
        evaluation.assertNames("aliasByMetric(scale(web.a1.cpu,2))", "cpu");
        evaluation.assertNames("aliasByMetric(alias(web.a1.cpu,'a)b(c.d'))", "");
        evaluation.assertNames("aliasByMetric(alias(web.a1.cpu,')a.b'))", "");
        evaluation.assertNames("aliasByMetric(alias(web.a1.cpu,'a.b,c'))", "b");
        evaluation.assertNone("aliasByMetric(nosuch)");
    }

    @Test
    void aliasSubReplacesWhatIsFound() {
        evaluation.assertNames("aliasSub(web.*.cpu,'^web\\.','')", "a1.cpu", "b2.cpu");
        evaluation.assertNames("aliasSub(web.a1.cpu,'([a-z])([0-9])','\\2\\1')", "web.1a.cpu");
        evaluation.assertNames("aliasSub(web.a1.cpu,'x','y')", "web.a1.cpu");
    }

    @Test
    void aliasSubRefusesWhatIsNoExpressionUnlessThereIsNothingToDo() {
        evaluation.assertNone("aliasSub(nosuch,'(','')");
        assertStartsWith("aliasSub: parameter 'search' is '('", evaluation.refusal("aliasSub(web.a1.cpu,'(','')"));
        assertStartsWith(
                "aliasSub: parameter 'replace' is '\\9', no replacement",
                evaluation.refusal("aliasSub(web.a1.cpu,'a1','\\9')"));
    }

    private static void assertStartsWith(String beginning, String text) {
        assertEquals(beginning, text.substring(0, Math.min(text.length(), beginning.length())), text);
    }

    @Test
    void aliasQueryPutsTheLastValueOfAnotherTargetIntoTheName() {
        evaluation.assertNames("aliasQuery(web.a1.cpu,'a1','b2','now %d')", "now 4");
        evaluation.assertNames("aliasQuery(web.a1.cpu,'a1','b2','now %.2f')", "now 4.00");
        // The last that is there, not the last place.
        evaluation.assertNames("aliasQuery(web.a1.cpu,'.+','gap','%g')", "1.5");
        evaluation.assertNone("aliasQuery(nosuch,'(','b2','now')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "void"})
    void aliasQueryNeedsAValue(String other) {
        evaluation.assertRefused(
                "aliasQuery(web.a1.cpu,'.+','" + other + "','now %d')",
                "aliasQuery: parameter 'replace' leads to '" + other + "', which has no value");
    }

    @Test
    void upperAndLowerChangeLettersAtPlacesOrAll() {
        evaluation.assertNames("upper(web.a1.cpu)", "WEB.A1.CPU");
        evaluation.assertNames("upper(web.a1.cpu,0,-1,99,-99)", "Web.a1.cpU");
        evaluation.assertNames("lower(alias(web.a1.cpu,'ABC'))", "abc");
        evaluation.assertNames("lower(alias(web.a1.cpu,'ABC'),1)", "AbC");
        assertEquals("web.a1.cpu", evaluation.one("upper(web.a1.cpu)").pathExpression());
    }

    @ParameterizedTest
    @CsvSource({
        "web.a1.cpu,            a1.cpu,     1",
        "web.a1.cpu,            web,        '0,1'",
        "web.a1.cpu,            a1,         '-2,-1'",
        "web.a1.cpu,            '',         5",
        "web.a1.cpu,            '',         '2,1'",
        "'scale(web.a1.cpu,2)', a1.cpu,     1",
        "'scale(web.a1.cpu,2)', web.a1.cpu, 'start=0,stop=0'"
    })
    void substrCutsOutNodes(String series, String expected, String places) {
        evaluation.assertNames("substr(" + series + "," + places + ")", expected);
    }

    @Test
    void substrWithoutPlacesKeepsAllNodes() {
        evaluation.assertNames("substr(web.a1.cpu)", "web.a1.cpu");
        evaluation.assertNames("substr(alias(web.a1.cpu,',a.b'))", "");
    }

    @Test
    void slicesAsPythonDoes() {
        List<Integer> list = List.of(0, 1, 2, 3);
        assertEquals(List.of(1, 2), AliasFunctions.slice(list, 1, 3));
        assertEquals(List.of(2, 3), AliasFunctions.slice(list, -2, 9));
        assertEquals(List.of(0, 1, 2), AliasFunctions.slice(list, -9, -1));
        assertEquals(List.of(), AliasFunctions.slice(list, 3, 1));
        assertEquals(List.of(), AliasFunctions.slice(List.<Integer>of(), 0, 1));
    }

    @Test
    void refusesWrongArguments() {
        evaluation.assertRefused("alias(web.a1.cpu)", "alias needs the parameter 'newName', a text in quotes");
        evaluation.assertRefused(
                "alias('x','y')", "alias: parameter 'seriesList' must be a list of series, and is 'x'");
        evaluation.assertRefused("upper(web.a1.cpu,'x')", "upper: parameter 'pos' must be a whole number, and is 'x'");
        evaluation.assertRefused(
                "substr(web.a1.cpu,1.5)", "substr: parameter 'start' must be a whole number, and is 1.5");
        evaluation.assertRefused(
                "aliasByNode(web.a1.cpu)",
                "aliasByNode needs the parameter 'nodes', the number of a node of the name, the first being 0, or the"
                        + " name of a tag");
    }
}

package plumbago.web.dashboard.gdash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What descriptions of graphs mean. */
class GraphTest {
    private final Notes notes = new Notes();

    private Graph graph(String text) {
        return Graph.of("g", GraphFile.read("g", text, notes), Map.of(), new Placeholders(Map.of()), notes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "field :a, :data => 'x'                           | alias(x,\"A\")",
                "field 'load AVG', data: \"x\"                    | alias(x,\"Load avg\")",
                "field(:a, { :data => 'x', :no_alias => true })   | x",
                "field :a, :target => 'raw(x)', :color => 'red'   | raw(x)",
                "field :a, :data => 'x', :scale => -1.5e3, :line => true | alias(drawAsInfinite(scale(x,-1.5e3)),\"A\")",
                "field :a, :data => 'x', :dashed => true, :second_y_axis => true | alias(secondYAxis(dashed(x)),\"A\")",
                "field :a, :data => 'x', :dashed => false, :derivative => nil | alias(x,\"A\")",
                "field :a, :data => 'x', :smoothing => 5, :summarize => '1h' | alias(movingAverage(summarize(x,\"1h\"),5),\"A\")",
                "field :a, :data => 'x', :smoothing => '5min'     | alias(movingAverage(x,\"5min\"),\"A\")",
                "field :a, :data => 'x', :as_percent => true, :transform_null => 0 | alias(asPercent(transformNull(x,0)),\"A\")",
                "field :a, :data => 'x', :as_percent => 'y'       | alias(asPercent(x,y),\"A\")",
                "field :a, :data => 'x', :alias_by_node => [1, 2] | aliasByNode(x,1,2)",
                "field :a, :data => 'x', :alias_sub_search => '^(.)', :alias_sub_replace => 'b' | aliasSub(x,\"^(.)\",\"b\")",
                "field :a, :data => 'x', :alias => 'say \"a\"'    | alias(x,'say \"a\"')",
                "field :a, :data => 'x', :cacti_style => true     | cactiStyle(alias(x,\"A\"))",
                "field :a, :data => 'x', :legend_value => 'last'  | legendValue(alias(x,\"A\"),\"last\")",
                "line :caption => 'C', :value => 1_000, :color => 'red', :dashed => true | alias(dashed(color(threshold(1000),\"red\")),\"C\")",
                "group :g, :data => 'a.*.b', :subgroup => 1       | groupByNode(a.*.b,1,\"sumSeries\")",
            })
    void aFieldIsATarget(String line, String target) {
        assertEquals(List.of(target), graph(line).targets());
        assertEquals(List.of(), notes.list());
    }

    @Test
    void thresholdsAndForecastsAreSeveralFields() {
        assertEquals(
                List.of(
                        "alias(dashed(color(threshold(7),\"orange\")),\"warn_0\")",
                        "alias(dashed(color(threshold(9),\"red\")),\"crit_0\")",
                        "alias(dashed(color(threshold(-9),\"red\")),\"crit_1\")"),
                graph("warning :value => 7\ncritical :value => [9, -9]\ncritical :value => 3, :hide => true")
                        .targets());
        assertEquals(
                List.of(
                        "alias(color(holtWintersForecast(x),\"blue\"),\"M Forecast\")",
                        "alias(dashed(color(holtWintersConfidenceBands(x),\"white\")),\"M Confidence\")",
                        "alias(secondYAxis(color(holtWintersAberration(keepLastValue(x)),\"orange\")),\"M Aberration\")",
                        "alias(color(x,\"yellow\"),\"M\")"),
                graph("forecast :m, :data => 'x', :alias => 'M', :bands_color => 'white',\n"
                                + "  :aberration_line => true, :aberration_second_y => true")
                        .targets());
        assertEquals(List.of(), notes.list());
    }

    @Test
    void propertiesAreParameters() {
        Graph graph = graph("""
                vtitle 'bytes' # in all
                from "-12hours"
                width 400
                hide_legend true
                hide_grid false
                ymin -1
                linemode \\
                  'staircase'
                field :a,

                # why
                  :data => 'x', :second_y_axis => true
                """);
        assertEquals(
                "{vtitle=bytes, from=-12hours, width=400, lineMode=staircase, hideLegend=true, yMinLeft=-1}",
                GraphParameters.of(graph).toString());
        assertEquals(List.of(), notes.list());
    }

    @Test
    void servicesNeedAHostAndTheirFieldsData() {
        Graph graph = graph("service :munin, :cpu do\n  field :a\n  field :b, :data => 'x'\nend\ntitle 'behind'");
        assertEquals(List.of("alias(x,\"B\")"), graph.targets());
        assertEquals("behind", graph.properties().get("title"));
        assertEquals(2, notes.count());
    }

    @Test
    void aTextWithoutAnEndIsNotedWhereItBegins() {
        assertEquals(
                List.of("alias(x,\"A\")"),
                graph("field :a, :data => 'x'\ntitle \"oops\nfield :b\n").targets());
        assertTrue(notes.list().get(0).startsWith("g, line 2: "), notes.list().toString());
    }

    @Test
    void notesHaveABound() {
        graph("x = 1\n".repeat(5000));
        assertEquals(5000, notes.count());
        assertEquals("and 4900 more", notes.list().get(100));
    }

    @Test
    void nothingStopsTheReading() {
        Random random = new Random(7);
        String[] parts = {
            "field",
            " ",
            ":a",
            "\"",
            "'",
            "#{",
            "\n",
            ",",
            "=>",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "do",
            "end",
            "if",
            "\\",
            "#",
            "1.5",
            "title",
            "service",
            "%{x}",
            ":data",
            "line",
            "critical",
            ":value",
            "forecast",
            "é",
            "\u0000",
            "nil"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(30); k >= 0; k--) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
            }
            GraphParameters.of(graph(text.toString()));
        }
        graph("field :a, :data => " + "[".repeat(100_000));
        graph("field " + "{".repeat(100_000));
        assertTrue(notes.count() > 0);
    }
}

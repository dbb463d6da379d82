package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.web.graph.GraphOptions;
import plumbago.web.graph.GraphOptions.Limits;

/** Whatever is given to a parameter, there is a picture of sane measures, or a sentence that names the parameter. */
final class GraphParametersFuzzTest {
    static final List<String> NAMES = List.of(
            "width",
            "height",
            "scale",
            "margin",
            "bgcolor",
            "fgcolor",
            "majorGridLineColor",
            "minorGridLineColor",
            "colorList",
            "template",
            "fontName",
            "fontSize",
            "fontBold",
            "fontItalic",
            "title",
            "vtitle",
            "vtitleRight",
            "graphOnly",
            "hideLegend",
            "uniqueLegend",
            "hideNullFromLegend",
            "hideAxes",
            "hideXAxis",
            "hideYAxis",
            "hideGrid",
            "yAxisSide",
            "yMin",
            "yMax",
            "yLimit",
            "yStep",
            "min",
            "max",
            "yMinLeft",
            "yMaxLeft",
            "yLimitLeft",
            "yStepLeft",
            "yMinRight",
            "yMaxRight",
            "yLimitRight",
            "yStepRight",
            "yDivisors",
            "yUnitSystem",
            "logBase",
            "minorY",
            "xFormat",
            "lineWidth",
            "thickness",
            "lineMode",
            "connectedLimit",
            "areaMode",
            "areaAlpha",
            "drawNullAsZero",
            "minXStep",
            "leftColor",
            "leftWidth",
            "leftDashed",
            "rightColor",
            "rightWidth",
            "rightDashed",
            "pieMode",
            "pieLabels",
            "valueLabels",
            "valueLabelsMin",
            "valueLabelsColor");

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-0",
            "1",
            "-1",
            "1.5",
            ".5",
            "5.",
            ".",
            "-",
            "+",
            "1e9",
            "1e-9",
            "1e308",
            "-1e308",
            "1e309",
            "1e-400",
            "1e99999999999",
            "NaN",
            "nan",
            "inf",
            "-Infinity",
            "2147483648",
            "-2147483649",
            "999999999999",
            "9".repeat(500),
            "0.".concat("0".repeat(1000)).concat("1"),
            "0x10",
            "1_000",
            "1,5",
            "१२३",
            "null",
            "None",
            "true",
            "false",
            "default",
            "max",
            "e",
            "%",
            "%2",
            "%zz",
            "%00",
            "%25",
            "+",
            ",",
            ",,,",
            "4,5,6",
            "red",
            "#",
            "#12",
            "#12345",
            "#1234567",
            "red,".repeat(2000),
            "]]>",
            "<script>alert(1)</script>",
            "&amp;",
            "'\"",
            "\u0000",
            "a\u0000b",
            "\n",
            "\n\n\n",
            "\r\n",
            "\u202eright to left",
            "مرحبا",
            "😀",
            "\ud83d",
            "😀".repeat(40),
            "x".repeat(59) + "😀😀",
            "a".repeat(10_000),
            "a".repeat(100_000),
            "\n".repeat(20_000));

    static List<String> names() {
        return NAMES;
    }

    private static void check(Parameters parameters, List<String> given) {
        try {
            assertSane(GraphParameters.of(parameters, GraphSettings.defaults(), ZoneOffset.UTC));
            double scale = GraphParameters.scale(parameters);
            assertTrue(scale >= 1 && scale <= 4, () -> "scale " + scale);
        } catch (RequestException e) {
            assertEquals(400, e.status());
            String message = e.getMessage();
            assertTrue(given.stream().anyMatch(message::contains), message);
            assertTrue(message.contains(" must be ") && message.contains(", and is "), message);
            assertTrue(message.length() < 300, message);
        } catch (RuntimeException e) {
            fail("for " + given, e);
        }
    }

    private static void assertSane(GraphOptions options) {
        assertTrue(options.width() >= 1 && options.height() >= 1);
        assertTrue((long) options.width() * options.height() <= GraphSettings.MAX_PIXELS);
        assertTrue(options.margin() >= 0 && options.margin() <= 10_000);
        assertTrue(options.font().size() >= 1 && options.font().size() <= 200);
        assertTrue(!options.colors().lines().isEmpty());
        assertTrue(options.axes().minorY() >= 0 && options.axes().minorY() <= 100);
        assertTrue(options.axes().logBase() == 0 || options.axes().logBase() > 1);
        assertTrue(options.axes().divisors().stream().allMatch(divisor -> divisor >= 1));
        for (Limits limits : List.of(
                options.axes().single(), options.axes().left(), options.axes().right())) {
            assertTrue(!Double.isInfinite(limits.min()) && !Double.isInfinite(limits.limit()));
            assertTrue(limits.max() != Double.NEGATIVE_INFINITY);
            assertTrue(Double.isNaN(limits.step()) || (limits.step() > 0 && !Double.isInfinite(limits.step())));
        }
        assertTrue(options.curves().lineWidth() >= 0 && options.curves().lineWidth() <= 100);
        assertTrue(options.curves().connectedLimit() >= 0);
        assertTrue(options.curves().minXStep() >= 0 && options.curves().minXStep() <= 10_000);
        double opacity = options.curves().areaOpacity();
        assertTrue(Double.isNaN(opacity) || (opacity >= 0 && opacity <= 1));
        assertTrue(!Double.isNaN(options.slices().labelsFrom()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachAlone(String name) {
        for (String value : NASTY) {
            for (String type : List.of("line", "pie")) {
                check(new Parameters().add("graphType", type).add(name, value), List.of(name));
            }
        }
    }

    @Test
    void manyTogether() {
        Random random = new Random(20231114);
        for (int i = 0; i < 20_000; i++) {
            Parameters parameters = new Parameters().add("graphType", random.nextInt(4) == 0 ? "pie" : "line");
            for (int n = random.nextInt(6); n >= 0; n--) {
                parameters.add(NAMES.get(random.nextInt(NAMES.size())), NASTY.get(random.nextInt(NASTY.size())));
            }
            check(parameters, NAMES);
        }
    }
}

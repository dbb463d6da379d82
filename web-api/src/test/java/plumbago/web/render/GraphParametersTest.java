package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.web.graph.GraphOptions;
import plumbago.web.graph.GraphOptions.AreaMode;
import plumbago.web.graph.GraphOptions.Axes;
import plumbago.web.graph.GraphOptions.Curves;
import plumbago.web.graph.GraphOptions.Limits;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.GraphOptions.LineMode;
import plumbago.web.graph.GraphOptions.PieMode;
import plumbago.web.graph.GraphOptions.Shown;
import plumbago.web.graph.GraphOptions.SideStyle;
import plumbago.web.graph.GraphOptions.SliceLabels;
import plumbago.web.graph.GraphOptions.Titles;
import plumbago.web.graph.UnitSystem;
import plumbago.web.graph.surface.Color;

final class GraphParametersTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Parameters parameters(String form) {
        return new Parameters().addForm(form);
    }

    private static GraphOptions options(String form) {
        return GraphParameters.of(parameters(form), GraphSettings.defaults(), BERLIN);
    }

    private static void assertRefused(String form, String sentence) {
        RequestException e = assertThrows(RequestException.class, () -> options(form), form);
        assertEquals(400, e.status());
        assertEquals(sentence, e.getMessage());
    }

    private static Color rgb(int rgb) {
        return new Color(rgb, 1);
    }

    @Test
    void withoutAnyItIsWhatGraphiteDraws() {
        GraphOptions options = options("");
        assertEquals(330, options.width());
        assertEquals(250, options.height());
        assertEquals(10, options.margin());
        assertEquals(rgb(0xFFFFFF), options.colors().background());
        assertEquals(rgb(0), options.colors().foreground());
        assertEquals(rgb(0xC896C8), options.colors().majorLine());
        assertEquals(rgb(0xAFAFAF), options.colors().minorLine());
        assertEquals(12, options.colors().lines().size());
        assertEquals(
                new LineColor("blue", rgb(0x6464FF)), options.colors().lines().get(0));
        assertEquals("Sans", options.font().typeface().family());
        assertEquals(10, options.font().size());
        assertEquals(new Titles(List.of(), List.of(), List.of()), options.titles());
        assertEquals(new GraphOptions.Legend(Shown.UP_TO_LIMIT, 10, false, false), options.legend());
        Axes axes = options.axes();
        assertEquals(
                new Axes(
                        false,
                        false,
                        false,
                        false,
                        false,
                        Limits.NONE,
                        Limits.NONE,
                        Limits.NONE,
                        List.of(4, 5, 6),
                        UnitSystem.SI,
                        0,
                        1,
                        new GraphOptions.TimeLabels(BERLIN, "", "%m/%d")),
                axes);
        assertEquals(
                new Curves(
                        1.2,
                        LineMode.SLOPE,
                        Integer.MAX_VALUE,
                        AreaMode.NONE,
                        Double.NaN,
                        false,
                        1,
                        SideStyle.NONE,
                        SideStyle.NONE),
                options.curves());
        assertEquals(new GraphOptions.Pie(PieMode.AVERAGE, false, SliceLabels.PERCENT, 5, rgb(0)), options.slices());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "default", "Default", "DEFAULT"})
    void whatIsEmptyOrDefaultIsNotGiven(String value) {
        StringBuilder all = new StringBuilder();
        for (String name : GraphParametersFuzzTest.NAMES) {
            all.append('&').append(name).append('=').append(value);
        }
        assertEquals(options("").curves(), options(all.toString()).curves());
        assertEquals(options("").axes(), options(all.toString()).axes());
        assertEquals(options("").colors(), options(all.toString()).colors());
        assertEquals(options("").titles(), options(all.toString()).titles());
        assertEquals(options("").legend(), options(all.toString()).legend());
        assertEquals(330, options(all.toString()).width());
    }

    @Test
    void theLastOfSeveralCounts() {
        assertEquals(500, options("width=400&width=500").width());
        assertEquals(330, options("width=abc&width=").width());
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "True, true",
        "1, true",
        "-1, true",
        "0.5, true",
        "yes, true",
        "no, true",
        "x, true",
        "false, false",
        "FALSE, false",
        "0, false",
        "00, false",
        "-0, false",
        "0.0, false"
    })
    void truthIsGraphites(String value, boolean expected) {
        assertEquals(expected, options("hideAxes=" + value).axes().hidden());
        assertEquals(expected, options("hideXAxis=" + value).axes().hideX());
        assertEquals(expected, options("hideYAxis=" + value).axes().hideY());
        assertEquals(expected, options("hideGrid=" + value).axes().hideGrid());
        assertEquals(expected, options("graphOnly=" + value).graphOnly());
        assertEquals(expected, options("drawNullAsZero=" + value).curves().nullAsZero());
        assertEquals(expected, options("uniqueLegend=" + value).legend().unique());
        assertEquals(expected, options("hideNullFromLegend=" + value).legend().hideNull());
        assertEquals(
                expected ? Shown.NEVER : Shown.ALWAYS,
                options("hideLegend=" + value).legend().shown());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "330.9, 330", "4000, 4000", "0500, 500", "1e3, 1000"})
    void sidesAreWholePixels(String given, int expected) {
        assertEquals(expected, options("width=" + given).width());
        assertEquals(expected, options("height=" + given).height());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.9", "-300", "abc", "true", "NaN", "inf", "1e9", "1e309", "999999999999", "0x10"})
    void sidesThatAreNoneAreRefused(String given) {
        assertRefused("width=" + given, "width must be from 1 to 25000000 pixels, and is '" + given + "'");
        assertRefused("height=" + given, "height must be from 1 to 25000000 pixels, and is '" + given + "'");
    }

    @Test
    void theWholePictureIsBoundedWithItsScale() {
        assertEquals(5000, options("width=5000&height=5000").height());
        assertRefused(
                "width=5000&height=5001",
                "width times height must be at most 25000000 pixels (MAX_PICTURE_PIXELS), and is 5000 times 5001");
        assertEquals(1250, options("width=1250&height=1250&scale=4").height());
        assertRefused(
                "width=2000&height=2000&scale=2.6",
                "width times height must be at most 25000000 pixels (MAX_PICTURE_PIXELS), and is 2000 times 2000 at a"
                        + " scale of 2.6");
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "scale=, 1", "scale=1, 1", "scale=1.5, 1.5", "scale=2, 2", "scale=4.0, 4"})
    void scaleIsFromOneToFour(String form, double expected) {
        assertEquals(expected, GraphParameters.scale(parameters(form)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.99", "4.1", "-1", "x", "true", "NaN"})
    void otherScalesAreRefused(String given) {
        String sentence = "scale must be a number from 1 to 4, and is '" + given + "'";
        assertRefused("scale=" + given, sentence);
        Parameters parameters = parameters("scale=" + given);
        assertEquals(
                sentence,
                assertThrows(RequestException.class, () -> GraphParameters.scale(parameters))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "20, 20", "5.9, 5", "-5, 10", "-0.5, 0"})
    void margins(String given, int expected) {
        assertEquals(expected, options("margin=" + given).margin());
    }

    @Test
    void coloursAreNamesOrDigits() {
        assertEquals(rgb(0xFF0000), options("bgcolor=darkred").colors().background());
        assertEquals(rgb(0x333333), options("bgcolor=333333").colors().background());
        assertEquals(rgb(0x112233), options("fgcolor=%23112233").colors().foreground());
        assertEquals(
                new Color(0x5522FF, 0x60 / 255.0),
                options("majorGridLineColor=5522FF60").colors().majorLine());
        assertEquals(rgb(0xDDEEFF), options("minorGridLineColor=def").colors().minorLine());
        for (String name : List.of("bgcolor", "fgcolor", "majorGridLineColor", "minorGridLineColor", "leftColor")) {
            for (String given : List.of("Blue", "nosuch", "12345", "true", "rgb(1,2,3)")) {
                assertRefused(
                        name + "=" + given,
                        name + " must be a colour such as red, darkblue, ff8800 or #ff8800cc, and is '" + given + "'");
            }
        }
    }

    @Test
    void listsOfColoursMayBeEncodedTwiceAndHaveBlanks() {
        List<LineColor> expected = List.of(
                new LineColor("red", rgb(0xC80032)), new LineColor("#00ff00aa", new Color(0xFF00, 0xAA / 255.0)));
        assertEquals(expected, options("colorList=red,%2300ff00aa").colors().lines());
        assertEquals(expected, options("colorList=red,%252300ff00aa").colors().lines());
        assertEquals(
                expected, options("colorList=+red+,,+%2300ff00aa,").colors().lines());
        for (String given : List.of("red,nosuch", ",", " ", "1")) {
            assertRefused(
                    "colorList=" + given,
                    "colorList must be colours with commas between them, each a colour such as red, darkblue, ff8800 or"
                            + " #ff8800cc, and is '" + given + "'");
        }
        assertRefused(
                "colorList=" + "red,".repeat(1001),
                "colorList must be at most 1000 colours, and is '" + "red,".repeat(15) + "...'");
    }

    @Test
    void fonts() {
        assertEquals(
                "DejaVu Serif",
                options("fontName=DejaVu+Serif").font().typeface().family());
        assertEquals("2023", options("fontName=2023").font().typeface().family());
        assertEquals(8, options("fontSize=8.7").font().size());
        for (String given : List.of("0", "0.5", "-1", "1000000", "big", "true")) {
            assertRefused(
                    "fontSize=" + given, "fontSize must be a number of pixels from 1 to 200, and is '" + given + "'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2023, 2023",
        "true, true",
        "false, false",
        "0, 0",
        "A+title, A title",
        "C%252B%252B, C++",
        "Disk%2520usage, Disk usage",
        "100%25, 100%",
        "100%25+of+5%25, 100% of 5%"
    })
    void titlesAreTextsAndMayBeEncodedTwice(String given, String expected) {
        for (String name : List.of("title", "vtitle", "vtitleRight")) {
            Titles titles = options(name + "=" + given).titles();
            Titles wanted = new Titles(
                    name.equals("title") ? List.of(expected) : List.of(),
                    name.equals("vtitle") ? List.of(expected) : List.of(),
                    name.equals("vtitleRight") ? List.of(expected) : List.of());
            assertEquals(wanted, titles);
        }
    }

    @Test
    void titlesHaveLines() {
        assertEquals(
                List.of("a", "", "b"), options("title=a%0A%0D%0Ab").titles().title());
        assertRefused(
                "title=" + "x".repeat(10_001),
                "title must be a text of at most 10000 characters, and is '" + "x".repeat(60) + "...'");
    }

    @Test
    void graphOnlyHasNothingAround() {
        GraphOptions only =
                options("graphOnly=1&title=a&vtitle=b&vtitleRight=c&margin=20&hideLegend=false&hideAxes=false"
                        + "&hideXAxis=true&hideYAxis=true&yAxisSide=right&hideGrid=0");
        assertTrue(only.graphOnly());
        assertEquals(new Titles(List.of(), List.of(), List.of()), only.titles());
        assertEquals(0, only.margin());
        assertEquals(Shown.NEVER, only.legend().shown());
        assertTrue(only.axes().hidden());
        assertTrue(only.axes().hideGrid());
        assertEquals(
                false, only.axes().hideX() || only.axes().hideY() || only.axes().onRight());
    }

    @Test
    void limitsAreNumbersAndTheirFormerNamesCountAlone() {
        assertEquals(
                new Limits(-5, 1000, 30.5, 2),
                options("yMin=-5&yMax=1e3&yLimit=30.5&yStep=2").axes().single());
        Limits former = options("min=0&max=60").axes().single();
        assertEquals(0, former.min());
        assertEquals(60, former.max());
        assertEquals(7, options("min=0&yMin=7").axes().single().min());
        assertEquals(0, options("min=0&yMin=").axes().single().min());
        assertEquals(
                Double.POSITIVE_INFINITY, options("yMax=max").axes().single().max());
        assertEquals(
                Double.POSITIVE_INFINITY, options("max=Max").axes().single().max());
        Axes axes = options("yMinLeft=1&yMaxLeft=2&yLimitLeft=3&yStepLeft=4&yMinRight=5&yMaxRight=max&yLimitRight=7"
                        + "&yStepRight=0.25")
                .axes();
        assertEquals(Limits.NONE, axes.single());
        assertEquals(new Limits(1, 2, 3, 4), axes.left());
        assertEquals(new Limits(5, Double.POSITIVE_INFINITY, 7, 0.25), axes.right());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yMin", "yMinLeft", "yMinRight", "min", "yLimit", "yLimitLeft", "yLimitRight"})
    void limitsThatAreNoneAreRefused(String name) {
        for (String given : List.of("NaN", "inf", "-inf", "1e309", "max", "auto", "true", "1,5", "0x10", "--1", ".")) {
            assertRefused(name + "=" + given, name + " must be a number, and is '" + given + "'");
        }
    }

    @Test
    void otherLimitsThatAreNoneAreRefused() {
        assertRefused("yMax=nan", "yMax must be a number, or max, and is 'nan'");
        assertRefused("max=min", "max must be a number, or max, and is 'min'");
        for (String given : List.of("0", "-5", "x", "1e-309")) {
            assertRefused("yStep=" + given, "yStep must be a number above 0, and is '" + given + "'");
        }
        assertRefused("yStepLeft=0", "yStepLeft must be a number above 0, and is '0'");
    }

    @Test
    void divisors() {
        assertEquals(List.of(3), options("yDivisors=3").axes().divisors());
        assertEquals(List.of(4, 10), options("yDivisors=4,+10").axes().divisors());
        for (String given : List.of("0", "4,0", "-1", "4.5", "x", "4,,5", "1001", "1,".repeat(29) + "x")) {
            assertRefused(
                    "yDivisors=" + given,
                    "yDivisors must be up to 100 whole numbers from 1 to 1000 with commas between them, and is '"
                            + given + "'");
        }
        assertThrows(RequestException.class, () -> options("yDivisors=" + "1,".repeat(100) + "1"));
    }

    @ParameterizedTest
    @CsvSource({"si, SI", "BINARY, BINARY", "sec, SEC", "msec, MSEC", "none, NONE", "furlongs, SI", "7, SI"})
    void unitSystems(String given, UnitSystem expected) {
        assertEquals(expected, options("yUnitSystem=" + given).axes().unitSystem());
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "1.5, 1.5", "e, 2.718281828459045", "0, 0", "0.5, 0", "-3, 0"})
    void logBases(String given, double expected) {
        assertEquals(expected, options("logBase=" + given).axes().logBase());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.01", "x", "true", "NaN", "1e16"})
    void otherBasesAreRefused(String given) {
        assertRefused("logBase=" + given, "logBase must be e, or a number from 1.1 to 1.0E15, and is '" + given + "'");
    }

    @Test
    void minorLines() {
        assertEquals(0, options("minorY=0").axes().minorY());
        assertEquals(3, options("minorY=3.5").axes().minorY());
        for (String given : List.of("-1", "101", "1000000000", "x")) {
            assertRefused("minorY=" + given, "minorY must be a whole number from 0 to 100, and is '" + given + "'");
        }
    }

    @Test
    void timesHaveAFormatOfTheirOwn() {
        assertEquals("%H:%M", options("xFormat=%25H:%25M").axes().time().format());
        assertEquals("12", options("xFormat=12").axes().time().format());
        GraphSettings german =
                new GraphSettings(GraphTemplates::builtIn, "default", 3, "%d.%m.", GraphSettings.MAX_PIXELS);
        GraphOptions options = GraphParameters.of(new Parameters(), german, ZoneOffset.UTC);
        assertEquals("%d.%m.", options.axes().time().dateFormat());
        assertEquals(ZoneOffset.UTC, options.axes().time().zone());
        assertEquals(3, options.legend().limit());
    }

    @Test
    void theAxisStandsLeftOrRight() {
        assertTrue(options("yAxisSide=Right").axes().onRight());
        assertEquals(false, options("yAxisSide=left").axes().onRight());
        assertRefused("yAxisSide=top", "yAxisSide must be one of left, right, and is 'top'");
    }

    @Test
    void lines() {
        assertEquals(0, options("lineWidth=0").curves().lineWidth());
        assertEquals(4.5, options("thickness=4.5").curves().lineWidth());
        assertEquals(2, options("thickness=4&lineWidth=2").curves().lineWidth());
        assertRefused("lineWidth=-1", "lineWidth must be a number of pixels from 0 to 100, and is '-1'");
        assertRefused("thickness=1000000", "thickness must be a number of pixels from 0 to 100, and is '1000000'");
        assertEquals(LineMode.STAIRCASE, options("lineMode=Staircase").curves().mode());
        assertEquals(LineMode.CONNECTED, options("lineMode=connected").curves().mode());
        assertRefused("lineMode=zigzag", "lineMode must be one of slope, staircase, connected, and is 'zigzag'");
        assertEquals(2, options("connectedLimit=2").curves().connectedLimit());
        assertEquals(
                Integer.MAX_VALUE,
                options("connectedLimit=99999999999").curves().connectedLimit());
        assertRefused("connectedLimit=-1", "connectedLimit must be a whole number, 0 or above, and is '-1'");
        assertEquals(0.5, options("minXStep=0.5").curves().minXStep());
        assertRefused("minXStep=-1", "minXStep must be a number of pixels from 0 to 10000, and is '-1'");
    }

    @Test
    void areas() {
        assertEquals(AreaMode.STACKED, options("areaMode=Stacked").curves().areaMode());
        assertRefused("areaMode=heap", "areaMode must be one of none, first, all, stacked, and is 'heap'");
    }

    @ParameterizedTest
    @CsvSource({
        "0.4, 0.4",
        "0, NaN",
        "1, 1",
        "5, 1",
        "-2, 0",
        "true, 1",
        "false, NaN",
        "x, 0.5",
        "nan, 0.5",
        "'', NaN",
        "default, NaN"
    })
    void opacitiesOfAreas(String given, double expected) {
        assertEquals(expected, options("areaAlpha=" + given).curves().areaOpacity());
    }

    @Test
    void sidesHaveStyles() {
        Curves curves = options("leftColor=red&leftWidth=5&leftDashed=3&rightColor=%230000ff&rightWidth=0.5")
                .curves();
        assertEquals(new SideStyle(Optional.of(new LineColor("red", rgb(0xC80032))), 5, 3), curves.left());
        assertEquals(new SideStyle(Optional.of(new LineColor("#0000ff", rgb(0xFF))), 0.5, Double.NaN), curves.right());
        assertEquals(1, options("rightDashed=true").curves().right().dash());
        assertEquals(0, options("rightDashed=false").curves().right().dash());
        assertEquals(0, options("rightDashed=0").curves().right().dash());
        assertRefused(
                "leftDashed=-1", "leftDashed must be true, false or a number of pixels from 0 to 1000, and is '-1'");
        assertRefused("rightWidth=x", "rightWidth must be a number of pixels from 0 to 100, and is 'x'");
    }

    @Test
    void pies() {
        GraphOptions pie =
                options("graphType=pie&pieMode=Maximum&pieLabels=rotated&valueLabels=numbers&valueLabelsMin=3"
                        + "&valueLabelsColor=white&title=A+pie");
        assertTrue(pie.pie());
        assertEquals(new GraphOptions.Pie(PieMode.MAXIMUM, true, SliceLabels.NUMBER, 3, rgb(0xFFFFFF)), pie.slices());
        assertEquals(Shown.ALWAYS, pie.legend().shown());
        assertEquals(List.of("A pie"), pie.titles().title());
        assertEquals(Shown.NEVER, options("graphType=pie&hideLegend=1").legend().shown());
        assertEquals(
                PieMode.MINIMUM,
                options("graphType=Pie&pieMode=minimum").slices().mode());
        assertEquals(
                SliceLabels.NUMBER,
                options("graphType=pie&valueLabels=number").slices().labels());
        assertEquals(
                SliceLabels.PERCENT,
                options("graphType=pie&valueLabels=Percent").slices().labels());
        assertEquals(
                SliceLabels.NONE,
                options("graphType=pie&valueLabels=none").slices().labels());
        assertEquals(false, options("graphType=pie&pieLabels=upright").slices().rotated());
        assertEquals(1, options("graphType=pie&areaAlpha=x").curves().areaOpacity());
        assertRefused("graphType=pie&pieMode=sum", "pieMode must be one of average, maximum, minimum, and is 'sum'");
        assertRefused(
                "graphType=pie&valueLabels=name",
                "valueLabels must be one of percent, number, numbers, none, and is 'name'");
        assertRefused("graphType=pie&valueLabelsMin=x", "valueLabelsMin must be a number, and is 'x'");
    }

    @Test
    void whatIsNotForItsTypeOfGraphIsNotLookedAt() {
        GraphOptions pie = options("graphType=pie&areaMode=heap&yMin=x&graphOnly=true&vtitle=a&lineWidth=-1&minorY=x");
        assertEquals(false, pie.graphOnly());
        assertEquals(List.of(), pie.titles().vtitle());
        assertEquals(
                SliceLabels.PERCENT,
                options("valueLabels=nonsense&valueLabelsMin=x").slices().labels());
    }

    @Test
    void templatesGoBehindWhatIsAskedFor() {
        GraphOptions noc = options("template=noc&fgcolor=yellow");
        assertEquals(rgb(0), noc.colors().background());
        assertEquals(rgb(0xFFFF00), noc.colors().foreground());
        assertEquals(rgb(0xFFFFFF), noc.colors().majorLine());
        assertEquals(options("").colors(), options("template=nosuch").colors());
        assertEquals(options("").colors(), options("template=NOC").colors());
    }

    @Test
    void anotherTemplateMayBeTheDefaultOne() {
        GraphSettings dark = new GraphSettings(
                GraphTemplates::builtIn, "plumbago-dark", 10, GraphSettings.DATE_FORMAT, GraphSettings.MAX_PIXELS);
        for (String form : List.of("", "template=", "template=nosuch")) {
            assertEquals(
                    rgb(0x181B1F),
                    GraphParameters.of(parameters(form), dark, BERLIN).colors().background());
        }
        assertEquals(
                rgb(0xFFFFFF),
                GraphParameters.of(parameters("template=default"), dark, BERLIN)
                        .colors()
                        .background());
        GraphSettings gone = new GraphSettings(
                GraphTemplates::builtIn, "gone", 10, GraphSettings.DATE_FORMAT, GraphSettings.MAX_PIXELS);
        assertEquals(
                options("").colors(),
                GraphParameters.of(new Parameters(), gone, BERLIN).colors());
    }
}

package plumbago.web.render;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.text.UrlEncoding;
import plumbago.web.graph.ColorNames;
import plumbago.web.graph.GraphOptions;
import plumbago.web.graph.GraphOptions.AreaMode;
import plumbago.web.graph.GraphOptions.Colors;
import plumbago.web.graph.GraphOptions.Curves;
import plumbago.web.graph.GraphOptions.Font;
import plumbago.web.graph.GraphOptions.Legend;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.GraphOptions.LineMode;
import plumbago.web.graph.GraphOptions.Pie;
import plumbago.web.graph.GraphOptions.PieMode;
import plumbago.web.graph.GraphOptions.Shown;
import plumbago.web.graph.GraphOptions.SideStyle;
import plumbago.web.graph.GraphOptions.SliceLabels;
import plumbago.web.graph.GraphOptions.Titles;
import plumbago.web.graph.font.Typeface;

/**
 * Reads how a picture is to look from a render request's parameters, with graphite-web's names, types and defaults. Where that
 * one falls over, or draws what nobody can have meant, the request is refused.
 */
final class GraphParameters {
    private static final int WIDTH = 330;
    private static final int HEIGHT = 250;
    private static final int MARGIN = 10;
    private static final int WIDEST_MARGIN = 10_000;
    private static final double LINE_WIDTH = 1.2;
    private static final double WIDEST_LINE = 100;
    private static final double LONGEST_DASH = 1000;
    private static final double LARGEST_SCALE = 4;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_NAME = 1000;
    private static final int MOST_COLORS = 1000;
    private static final double LABELS_FROM = 5;
    private static final double WIDEST_STEP = 10_000;

    /** What is looked at for a pie; all else may say what it likes. */
    private static final Set<String> OF_PIES = Set.of(
            "width",
            "height",
            "scale",
            "margin",
            "bgcolor",
            "fgcolor",
            "fontName",
            "fontSize",
            "fontBold",
            "fontItalic",
            "colorList",
            "title",
            "hideLegend",
            "areaAlpha",
            "pieMode",
            "pieLabels",
            "valueLabels",
            "valueLabelsMin",
            "valueLabelsColor");

    /** What of that is not looked at for curves over time. */
    private static final Set<String> OF_PIES_ALONE =
            Set.of("pieMode", "pieLabels", "valueLabels", "valueLabelsMin", "valueLabelsColor");

    private final Parameters parameters;
    private final ParameterValues values;
    private final GraphSettings settings;
    private final ZoneId zone;
    private final boolean pie;
    private final boolean graphOnly;

    private GraphParameters(Parameters parameters, GraphSettings settings, ZoneId zone) {
        this.parameters = parameters;
        this.settings = settings;
        this.zone = zone;
        pie = parameters.get("graphType", "line").equalsIgnoreCase("pie");
        values = new ParameterValues(parameters, pie ? OF_PIES::contains : name -> !OF_PIES_ALONE.contains(name));
        graphOnly = values.isTrue("graphOnly");
    }

    /**
     * @param zone that times are shown in
     * @throws RequestException with status 400 if one makes no sense; it names the parameter, what it was and what is right
     */
    static GraphOptions of(Parameters parameters, GraphSettings settings, ZoneId zone) {
        return new GraphParameters(parameters, settings, zone).options();
    }

    /**
     * How many pixels of a PNG stand for one of the graph, along each side.
     *
     * @return from 1 to 4
     * @throws RequestException with status 400 if it is none of these
     */
    static double scale(Parameters parameters) {
        return scale(new ParameterValues(parameters, name -> true));
    }

    private static double scale(ParameterValues values) {
        return values.number("scale", 1, 1, LARGEST_SCALE, "a number from 1 to 4");
    }

    private GraphOptions options() {
        int width = side("width", WIDTH);
        int height = side("height", HEIGHT);
        checkSize(width, height);
        // This name alone is not as good as none: it stands for a template that the settings may have put another
        // before.
        GraphTemplate template = settings.template(
                parameters.get("template").filter(name -> !name.isEmpty()).orElse(settings.defaultTemplate()));
        return new GraphOptions(
                pie,
                width,
                height,
                margin(),
                graphOnly,
                colors(template),
                font(template),
                titles(),
                legend(),
                AxisParameters.of(values, graphOnly, zone, settings.dateFormat()),
                curves(),
                slices());
    }

    private int side(String name, int fallback) {
        return values.whole(name, fallback, 1, settings.maxPixels(), "from 1 to " + settings.maxPixels() + " pixels");
    }

    private void checkSize(int width, int height) {
        double scale = scale(values);
        double pixels = Math.ceil(width * scale) * Math.ceil(height * scale);
        if (pixels > settings.maxPixels()) {
            throw RequestException.bad("width times height must be at most " + settings.maxPixels()
                    + " pixels (MAX_PICTURE_PIXELS), and is " + width + " times " + height
                    + (scale == 1 ? "" : " at a scale of " + scale));
        }
    }

    private int margin() {
        String expected = "a number of pixels, at most " + WIDEST_MARGIN;
        int margin = values.whole("margin", MARGIN, Integer.MIN_VALUE, WIDEST_MARGIN, expected);
        return graphOnly ? 0 : margin < 0 ? MARGIN : margin;
    }

    private Colors colors(GraphTemplate template) {
        return new Colors(
                values.color("bgcolor", template.background()),
                values.color("fgcolor", template.foreground()),
                values.color("majorGridLineColor", template.majorLine()),
                values.color("minorGridLineColor", template.minorLine()),
                values.has("colorList") ? colorList() : template.lineColors());
    }

    private List<LineColor> colorList() {
        String expected = "colours with commas between them, each " + ParameterValues.A_COLOR;
        List<LineColor> colors = new ArrayList<>();
        for (String one : decodedAgain("colorList").split(",")) {
            String written = one.strip();
            if (written.isEmpty()) {
                continue;
            }
            if (colors.size() == MOST_COLORS) {
                throw values.bad("colorList", "at most " + MOST_COLORS + " colours");
            }
            colors.add(new LineColor(
                    written, ColorNames.parse(written).orElseThrow(() -> values.bad("colorList", expected))));
        }
        if (colors.isEmpty()) {
            throw values.bad("colorList", expected);
        }
        return colors;
    }

    private Font font(GraphTemplate template) {
        int most = GraphTemplate.LARGEST_FONT;
        int size = values.whole("fontSize", template.fontSize(), 1, most, "a number of pixels from 1 to " + most);
        Typeface typeface = Typeface.named(
                values.text("fontName", LONGEST_NAME).orElse(template.fontName()),
                values.truth("fontBold").orElse(template.fontBold()),
                values.truth("fontItalic").orElse(template.fontItalic()));
        return new Font(typeface, size);
    }

    private Titles titles() {
        return graphOnly
                ? new Titles(List.of(), List.of(), List.of())
                : new Titles(lines("title"), lines("vtitle"), lines("vtitleRight"));
    }

    private List<String> lines(String name) {
        return values.text(name, LONGEST_TEXT).isPresent()
                ? List.of(decodedAgain(name).split("\r?\n", -1))
                : List.of();
    }

    /** Graphite decodes some values a second time, so that clients may send them encoded twice. */
    private String decodedAgain(String name) {
        return UrlEncoding.decode(values.text(name).orElse(""));
    }

    private Legend legend() {
        Shown fallback = pie ? Shown.ALWAYS : Shown.UP_TO_LIMIT;
        Shown shown = values.truth("hideLegend")
                .map(hidden -> hidden ? Shown.NEVER : Shown.ALWAYS)
                .orElse(fallback);
        return new Legend(
                graphOnly ? Shown.NEVER : shown,
                settings.legendMaxItems(),
                values.isTrue("uniqueLegend"),
                values.isTrue("hideNullFromLegend"));
    }

    private Curves curves() {
        String wide = "a number of pixels from 0 to " + (int) WIDEST_LINE;
        return new Curves(
                values.number(values.either("lineWidth", "thickness"), LINE_WIDTH, 0, WIDEST_LINE, wide),
                LineMode.valueOf(word("lineMode", List.of("slope", "staircase", "connected"))),
                connectedLimit(),
                AreaMode.valueOf(word("areaMode", List.of("none", "first", "all", "stacked"))),
                areaOpacity(),
                values.isTrue("drawNullAsZero"),
                values.number("minXStep", 1, 0, WIDEST_STEP, "a number of pixels from 0 to " + (int) WIDEST_STEP),
                side("left", wide),
                side("right", wide));
    }

    private String word(String name, List<String> words) {
        return values.oneOf(name, words).toUpperCase(Locale.ROOT);
    }

    private int connectedLimit() {
        double limit = values.number(
                "connectedLimit", Integer.MAX_VALUE, 0, ParameterValues.LARGEST, "a whole number, 0 or above");
        return (int) Math.min(Integer.MAX_VALUE, limit);
    }

    /** What is no number is a half to graphite-web, and makes no difference to slices; zero is as good as nothing given. */
    private double areaOpacity() {
        String given = values.text("areaAlpha").orElse("").toLowerCase(Locale.ROOT);
        if (given.isEmpty() || given.equals("false")) {
            return Double.NaN;
        }
        if (given.equals("true")) {
            return 1;
        }
        double alpha = values.real("areaAlpha");
        if (alpha == 0) {
            return Double.NaN;
        }
        return Double.isNaN(alpha) ? (pie ? 1 : 0.5) : Math.max(0, Math.min(1, alpha));
    }

    private SideStyle side(String side, String wide) {
        return new SideStyle(
                values.color(side + "Color"),
                values.number(side + "Width", Double.NaN, 0, WIDEST_LINE, wide),
                dash(side + "Dashed"));
    }

    /** A number of pixels, although its name sounds like a question: yes is one of them. */
    private double dash(String name) {
        String given = values.text(name).orElse("").toLowerCase(Locale.ROOT);
        if (given.equals("true") || given.equals("false")) {
            return given.equals("true") ? 1 : 0;
        }
        return values.number(
                name, Double.NaN, 0, LONGEST_DASH, "true, false or a number of pixels from 0 to " + (int) LONGEST_DASH);
    }

    private Pie slices() {
        return new Pie(
                PieMode.valueOf(word("pieMode", List.of("average", "maximum", "minimum"))),
                values.text("pieLabels").filter("rotated"::equalsIgnoreCase).isPresent(),
                sliceLabels(),
                values.has("valueLabelsMin") ? values.number("valueLabelsMin") : LABELS_FROM,
                values.color("valueLabelsColor")
                        .map(LineColor::color)
                        .orElse(ColorNames.parse("black").orElseThrow()));
    }

    /** The documentation of graphite-web says numbers, and its program number. */
    private SliceLabels sliceLabels() {
        return switch (values.oneOf("valueLabels", List.of("percent", "number", "numbers", "none"))) {
            case "none" -> SliceLabels.NONE;
            case "percent" -> SliceLabels.PERCENT;
            default -> SliceLabels.NUMBER;
        };
    }
}

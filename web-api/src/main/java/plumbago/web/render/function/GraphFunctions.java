package plumbago.web.render.function;

import static plumbago.web.render.function.Group.GRAPH;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.text;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;
import plumbago.web.render.time.LocalOffset;
import plumbago.web.render.time.TimeGrammar;
import plumbago.web.render.time.TimeSyntaxException;

/** How series are to be drawn. Answers without a picture show some of it in names and tags. */
final class GraphFunctions {
    private GraphFunctions() {}

    /** In pixels; wider ones take long to draw. */
    private static final double WIDEST_LINE = 100;

    /** In pixels; no picture is as wide. */
    private static final double LONGEST_DASH = 1_000_000;

    private static final String DEFAULT_STACK = "__DEFAULT__";

    static void declare(Catalogue to) {
        to.function("alpha", GRAPH, "Draws the series so transparent: 0.1 is hardly visible, 1 hides what is behind.")
                .takes(seriesList(), number("alpha").needed())
                .does(call -> styled(call, style -> opaque(style, call.number("alpha"))));
        to.function("color", GRAPH, "Draws the series in a colour, by name or as #rrggbb.")
                .takes(seriesList(), text("theColor").needed())
                .does(call -> styled(call, style -> style.withColor(call.text("theColor"))));
        to.function("lineWidth", GRAPH, "Draws the series with lines so many pixels wide.")
                .takes(seriesList(), number("width").needed())
                .does(call -> styled(call, style -> wide(style, call.number("width"))));
        to.function("secondYAxis", GRAPH, "Draws the series against an axis on the other side.")
                .takes(seriesList())
                .does(call -> marked(call, "secondYAxis", SeriesStyle::onSecondYAxis));
        to.function("drawAsInfinite", GRAPH, "Draws values above zero as upright lines.")
                .takes(seriesList())
                .does(call -> marked(call, "drawAsInfinite", SeriesStyle::asInfinite));
        to.function("dashed", GRAPH, "Draws the series with dashes so many pixels long.")
                .takes(seriesList(), Parameter.integer("dashLength").fallback(5))
                .does(GraphFunctions::dashed);
        to.function("areaBetween", GRAPH, "Fills the area between two series.")
                .takes(seriesList())
                .does(GraphFunctions::areaBetween);
        to.function("stacked", GRAPH, "Draws each series on top of those before.")
                .takes(
                        seriesList().signature("seriesLists"),
                        text("stack").signature("stackName='" + DEFAULT_STACK + "'"))
                .does(GraphFunctions::stacked);
        to.function("threshold", GRAPH, "A level line at a value, with a label and a colour if you like.")
                .takes(number("value").needed(), text("label"), text("color"))
                .does(GraphFunctions::threshold);
        to.function("verticalLine", GRAPH, "An upright line at a point in time, with a label and a colour if you like.")
                .takes(Parameter.of("ts", ParameterType.DATE).needed(), text("label"), text("color"))
                .does(GraphFunctions::verticalLine);
    }

    private static List<Series> styled(Call call, UnaryOperator<SeriesStyle> change) {
        return AliasFunctions.each(call, series -> series.style(change.apply(series.style())));
    }

    /** Zero is as good as nothing given, as in graphite-web, where dashboards may rely on it. */
    private static SeriesStyle opaque(SeriesStyle style, double alpha) {
        return Double.isNaN(alpha) || alpha == 0 ? style : style.withOpacity(Math.max(0, Math.min(1, alpha)));
    }

    private static SeriesStyle wide(SeriesStyle style, double width) {
        return Double.isNaN(width) ? style : style.withLineWidth(Math.max(0, Math.min(WIDEST_LINE, width)));
    }

    private static SeriesStyle withDash(SeriesStyle style, double length) {
        return length > 0 ? style.withDash(Math.min(LONGEST_DASH, length)) : style;
    }

    private static List<Series> marked(Call call, String what, UnaryOperator<SeriesStyle> change) {
        return AliasFunctions.each(
                call,
                series -> series.style(change.apply(series.style()))
                        .tag(what, "1")
                        .alias(what + "(" + series.name() + ")"));
    }

    private static List<Series> dashed(Call call) {
        double length = call.number("dashLength", 5);
        Object written = call.has("dashLength") ? call.value("dashLength") : (Object) 5L;
        String tag = written instanceof Double number ? Numbers.repr(number) : written.toString();
        return AliasFunctions.each(
                call,
                series -> series.style(withDash(series.style(), length))
                        .tag("dashed", tag)
                        .alias("dashed(" + series.name() + ", " + Numbers.general(length) + ")"));
    }

    private static List<Series> areaBetween(Call call) {
        List<Series> series = call.series();
        if (series.size() != 2) {
            throw call.problem("seriesList", "must be two series, and is " + series.size());
        }
        Series upper = series.get(1);
        String name = "areaBetween(" + upper.pathExpression() + ")";
        series.get(0).shareTags(upper);
        for (Series one : series) {
            one.alias(name).tag("areaBetween", "1");
        }
        return area(series.get(0), upper);
    }

    /** Two series as the bounds of an area: what lies below the lower one is covered and not painted. */
    static List<Series> area(Series lower, Series upper) {
        return List.of(
                lower.style(lower.style().asInvisible()),
                upper.style(upper.style().asStacked()));
    }

    private static List<Series> stacked(Call call) {
        String stack = call.text("stack", DEFAULT_STACK);
        return AliasFunctions.each(call, series -> {
            double[] sums = call.context().stacks().getOrDefault(stack, new double[0]);
            double[] values = series.values();
            if (sums.length < values.length) {
                call.context().stacksClaim(values.length - sums.length);
                sums = Arrays.copyOf(sums, values.length);
            }
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    sums[i] += values[i];
                    values[i] = sums[i];
                }
            }
            call.context().stacks().put(stack, sums);
            series.style(series.style().asStacked());
            return stack.equals(DEFAULT_STACK)
                    ? series.rename("stacked(" + series.name() + ")").tag("stacked", stack)
                    : series.rename(series.name());
        });
    }

    private static List<Series> threshold(Call call) {
        double value = call.number("value");
        Series line = GeneratedFunctions.constant(call.context(), value, Numbers.repr(value));
        if (call.has("label")) {
            line.alias(call.text("label"));
        }
        if (call.has("color")) {
            line.style(line.style().withColor(call.text("color")));
        }
        return List.of(line);
    }

    private static List<Series> verticalLine(Call call) {
        Context context = call.context();
        long time;
        try {
            time = TimeGrammar.parse(
                    call.text("ts"), context.zone(), context.source().wallClock());
        } catch (TimeSyntaxException e) {
            throw call.problem("ts", "must be a point in time: " + e.getMessage());
        }
        // Shifted into the server's zone, as the original draws it.
        long at = context.server().of(time, LocalOffset.of(context.zone(), time));
        if (at < context.fromAtServer() || at > context.untilAtServer()) {
            throw call.problem("ts", "is " + time + ", which lies outside the range asked for");
        }
        Series line = new Series(call.text("label", "None"), at, at, 1, new double[] {1.0, 1.0})
                .xFilesFactor(context.xFilesFactor());
        if (!call.has("label")) {
            line.unnamed();
        }
        if (call.has("color")) {
            line.style(line.style().withColor(call.text("color")));
        }
        return List.of(line.style(line.style().asInfinite()));
    }
}

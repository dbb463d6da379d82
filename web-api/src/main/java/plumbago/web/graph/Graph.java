package plumbago.web.graph;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.web.graph.surface.Anchor;
import plumbago.web.graph.surface.Color;
import plumbago.web.graph.surface.Mark;
import plumbago.web.graph.surface.Surface;
import plumbago.web.graph.surface.TextStyle;
import plumbago.web.render.series.Series;

/** A picture of series: lines over time, or the slices of a pie. Without state, safe for any number of threads. */
public final class Graph {
    private static final Color NO_DATA = new Color(0xC80032, 1);

    private Graph() {}

    /**
     * Lays the picture out and draws it, and finishes the surface.
     *
     * @param series drawn in this order; none of them is changed
     * @param work counts what is done
     * @param claim called before memory is taken, in bytes
     * @throws InvalidGraphException if it cannot be drawn as it was asked for
     */
    public static void draw(List<Series> series, GraphOptions options, Work work, LongConsumer claim, Surface surface) {
        surface.rectangle(
                Mark.of("background"),
                0,
                0,
                options.width(),
                options.height(),
                options.colors().background());
        if (options.pie()) {
            PieGraph pie = new PieGraph(series, options, work, surface);
            if (pie.hasValues()) {
                pie.draw();
                return;
            }
        } else {
            LineGraph graph = new LineGraph(series, options, work, claim, surface);
            if (graph.hasExtent()) {
                graph.draw();
                return;
            }
        }
        noData(options, surface);
    }

    /** What graphite-web shows in place of a graph, without even a title. */
    private static void noData(GraphOptions options, Surface surface) {
        double size = Math.max(1, Math.log((double) options.width() * options.height()));
        TextStyle style = new TextStyle(options.font().typeface(), size, NO_DATA);
        surface.text(
                Mark.of("no-data"),
                options.width() / 2.0,
                options.height() / 2.0 + style.ascent(),
                "No Data",
                Anchor.MIDDLE,
                0,
                style);
        surface.finish(() -> "{}");
    }
}

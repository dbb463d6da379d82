package plumbago.web.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import plumbago.base.measure.Work;
import plumbago.web.graph.GraphOptions.SliceLabels;
import plumbago.web.graph.surface.Anchor;
import plumbago.web.graph.surface.Color;
import plumbago.web.graph.surface.Mark;
import plumbago.web.graph.surface.Part;
import plumbago.web.graph.surface.Surface;
import plumbago.web.graph.surface.TextStyle;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** A pie with a slice for each series, clockwise from twelve o'clock. Used once, by one thread. */
final class PieGraph {
    private static final double FIRST_LABEL = 10;
    private static final double RADIUS = 0.95;
    private static final Mark LABEL = Mark.of("slice-label");

    private final List<Series> series;
    private final GraphOptions options;
    private final Surface surface;
    private final TextStyle style;
    private final double[] values;
    private final double total;
    private final Area area;

    /** @throws InvalidGraphException if a series has no number to show */
    PieGraph(List<Series> series, GraphOptions options, Work work, Surface surface) {
        this.series = series;
        this.options = options;
        this.surface = surface;
        this.style = options.textStyle(options.font().size());
        this.values = new double[series.size()];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            work.done(series.get(i).size());
            values[i] = value(series.get(i));
            sum += values[i];
        }
        this.total = sum;
        int margin = options.margin();
        this.area = new Area(margin + FIRST_LABEL, options.width() - margin, margin, options.height() - margin);
    }

    private double value(Series one) {
        double value = switch (options.slices().mode()) {
            case AVERAGE -> Aggregation.AVERAGE.of(one.values());
            case MAXIMUM -> Aggregation.MAXIMUM.of(one.values());
            case MINIMUM -> Aggregation.MINIMUM.of(one.values());
        };
        // What is missing or endless has no slice.
        return Double.isNaN(value) || Double.isInfinite(value) ? 0 : value;
    }

    boolean hasValues() {
        return total != 0 && !Double.isInfinite(total);
    }

    void draw() {
        new TitleLines(area, options, options.margin(), surface)
                .above(options.titles().title(), options.axes().onRight());
        List<GraphOptions.LineColor> colors = options.colors().lines();
        List<LegendBox.Entry> entries = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            entries.add(new LegendBox.Entry(
                    series.get(i).name(), colors.get(i % colors.size()).color(), false));
        }
        if (options.legend().shown() != GraphOptions.Shown.NEVER) {
            new LegendBox(area, options.width(), style, surface).draw(entries, false, false);
        }
        double radius = Math.max(0, Math.min(area.width(), area.height()) / 2 * RADIUS);
        double x = area.left() + area.width() / 2;
        double y = area.top() + area.height() / 2;
        surface.begin(Part.PIE);
        double from = 0;
        for (int i = 0; i < values.length; i++) {
            double share = values[i] / total;
            if (share != 0) {
                Color color = entries.get(i).color();
                double opacity = options.curves().areaOpacity();
                surface.slice(
                        Mark.of("slice", series.get(i).name()),
                        x,
                        y,
                        radius,
                        from,
                        from + turn(share),
                        color.opacity() < 1 || Double.isNaN(opacity) ? color : color.withOpacity(opacity));
            }
            from += share;
        }
        labels(x, y, radius);
        surface.end();
        surface.finish(() -> "{}");
    }

    /** A negative share goes on to where it would have gone back to, as in graphite-web; more than all is all. */
    private static double turn(double share) {
        return share > 0 ? Math.min(1, share) : share - Math.floor(share);
    }

    private void labels(double x, double y, double radius) {
        GraphOptions.Pie pie = options.slices();
        TextStyle labelStyle = new TextStyle(style.typeface(), style.size(), pie.labelColor());
        double below = labelStyle.height() / 2 - labelStyle.descent();
        double from = 0;
        for (double value : values) {
            double share = value / total;
            double turn = from + share / 2;
            from += share;
            double shown = pie.labels() == SliceLabels.PERCENT ? share * 100 : value;
            if (pie.labels() == SliceLabels.NONE || shown < pie.labelsFrom()) {
                continue;
            }
            double labelX = x + radius / 2 * Math.sin(2 * Math.PI * turn);
            double labelY = y - radius / 2 * Math.cos(2 * Math.PI * turn);
            double degrees = 0;
            if (pie.rotated()) {
                // Along the radius, and never upside down.
                degrees = turn * 360 - 90 - (turn > 0.5 ? 180 : 0);
            }
            double radians = Math.toRadians(degrees);
            surface.text(
                    LABEL,
                    labelX - Math.sin(radians) * below,
                    labelY + Math.cos(radians) * below,
                    label(pie.labels(), shown),
                    Anchor.MIDDLE,
                    degrees,
                    labelStyle);
        }
    }

    private static String label(SliceLabels labels, double shown) {
        if (labels == SliceLabels.PERCENT) {
            return "%" + Numbers.fixed(shown, 2);
        }
        return shown < 10 && shown != Math.rint(shown)
                ? Numbers.fixed(shown, 2)
                : new BigDecimal(shown).toBigInteger().toString();
    }
}

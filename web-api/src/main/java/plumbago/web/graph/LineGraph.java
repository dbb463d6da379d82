package plumbago.web.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.UrlEncoding;
import plumbago.web.graph.GraphOptions.LineMode;
import plumbago.web.graph.surface.Anchor;
import plumbago.web.graph.surface.Mark;
import plumbago.web.graph.surface.Part;
import plumbago.web.graph.surface.Surface;
import plumbago.web.graph.surface.TextStyle;
import plumbago.web.render.series.Series;

/** Curves over time: lays out what stands around them, chooses the axes, and draws. Used once, by one thread. */
final class LineGraph {
    /** The first label may reach beyond the left end of the area. */
    private static final double FIRST_LABEL = 10;

    /** Room for labels and the room that is left change each other; after so many rounds it has to do. */
    private static final int MOST_ROUNDS = 8;

    /** What labels take beside the area, in their own width. */
    private static final double LABEL_ROOM = 1.02;

    private static final double LABEL_GAP = 0.02;

    /** Labels on the right of two axes are a little farther away. */
    private static final double RIGHT_GAP = 3;

    private static final Mark Y_LABEL = Mark.of("y-label");
    private static final Mark RIGHT_Y_LABEL = Mark.of("y-label right");
    private static final Mark X_LABEL = Mark.of("x-label");

    private final GraphOptions options;
    private final GraphOptions.Axes axes;
    private final Work work;
    private final LongConsumer claim;
    private final Surface surface;
    private final TextStyle style;
    private final int margin;
    private final Area area;
    private final List<Curve> curves;
    private final boolean twoAxes;
    private final LineMode mode;
    private final boolean labelled;

    /** Seconds since the epoch. */
    private final long start;

    private final long end;

    /** The one axis, or the left of two. */
    private ValueAxis axis;

    /** The right of two, or the one axis. */
    private ValueAxis rightAxis;

    LineGraph(List<Series> series, GraphOptions options, Work work, LongConsumer claim, Surface surface) {
        this.options = options;
        this.axes = options.axes();
        this.work = work;
        this.claim = claim;
        this.surface = surface;
        this.style = options.textStyle(options.font().size());
        this.margin = options.graphOnly() ? 0 : options.margin();
        this.area = options.graphOnly()
                ? new Area(0, options.width(), 0, options.height())
                : new Area(margin + FIRST_LABEL, options.width() - margin, margin, options.height() - margin);
        this.twoAxes = series.stream().anyMatch(one -> one.style().secondYAxis());
        this.curves = new Curves(options, twoAxes, work, claim).of(series);
        this.mode = mode(series, options.curves().mode());
        this.labelled = !axes.hidden() && !options.graphOnly();
        this.start = series.stream().mapToLong(Series::start).min().orElse(0);
        this.end = series.stream()
                .mapToLong(one -> mode == LineMode.STAIRCASE ? one.end() : one.end() - one.step())
                .max()
                .orElse(0);
    }

    /** A single value makes no slope. */
    private static LineMode mode(List<Series> series, LineMode asked) {
        return asked == LineMode.SLOPE && series.stream().anyMatch(one -> one.size() == 1) ? LineMode.STAIRCASE : asked;
    }

    /** Whether there is any stretch of time to show. */
    boolean hasExtent() {
        return end > start;
    }

    void draw() {
        boolean onRight = axes.onRight() && !twoAxes && !options.graphOnly();
        if (!options.graphOnly()) {
            TitleLines titles = new TitleLines(area, options, margin, surface);
            titles.above(options.titles().title(), onRight);
            titles.onLeft(options.titles().vtitle());
            if (twoAxes) {
                titles.onRight(options.titles().vtitleRight());
            }
            legend();
        }
        if (labelled && !axes.hideX()) {
            area.bottom(area.bottom() - 2 * style.ascent());
        }
        fit(onRight);
        TimeAxis time = new TimeAxis(start, end, drawingWidth(), axes.time());
        if (labelled) {
            labels(time, onRight);
            if (!axes.hideGrid()) {
                new Grid(area, options, surface).draw(axis, time, start, pixelsPerSecond());
            }
        }
        new CurvePainter(options, mode, area, surface, work, claim).draw(curves, start, axis, rightAxis, twoAxes);
        surface.finish(() -> new Metadata(options, area, start, end).of(curves, twoAxes ? null : axis));
    }

    private void legend() {
        GraphOptions.Legend legend = options.legend();
        boolean shown = switch (legend.shown()) {
            case ALWAYS -> true;
            case UP_TO_LIMIT -> curves.size() <= legend.limit();
            case NEVER -> false;
        };
        if (!shown) {
            return;
        }
        List<LegendBox.Entry> entries = new ArrayList<>();
        for (Curve curve : curves) {
            work.done(curve.series().size());
            if (!curve.name().isEmpty() && !(legend.hideNull() && curve.isNull())) {
                // Graphite decodes names for its legend, so that aliases may be sent encoded twice.
                entries.add(new LegendBox.Entry(
                        UrlEncoding.decode(curve.name()), curve.color().color(), curve.onRight()));
            }
        }
        new LegendBox(area, options.width(), style, surface).draw(entries, legend.unique(), twoAxes);
    }

    /** Pixels from the first to the last point in time: curves are half a line's width off their places. */
    private double drawingWidth() {
        return area.width() - (options.curves().lineWidth() + 1);
    }

    private double pixelsPerSecond() {
        return drawingWidth() / (end - start);
    }

    /** Thins the curves out and chooses the axes, until labels and curves have the room that they need. */
    private void fit(boolean onRight) {
        Thinning thinning = new Thinning(options.curves().minXStep(), end - start, work, claim);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double left = area.left();
            double right = area.right();
            thinning.thin(curves, drawingWidth());
            chooseAxes();
            takeLabelRoom(onRight);
            if (area.left() == left && area.right() == right) {
                break;
            }
        }
    }

    private void chooseAxes() {
        if (!twoAxes) {
            axis = axis(curves, axes.single(), labelled);
            rightAxis = axis;
            return;
        }
        boolean measured = !options.graphOnly();
        axis = axis(curves.stream().filter(curve -> !curve.onRight()).toList(), axes.left(), measured);
        rightAxis = axis(curves.stream().filter(Curve::onRight).toList(), axes.right(), measured);
    }

    private ValueAxis axis(List<Curve> shown, GraphOptions.Limits limits, boolean measured) {
        ValueRange range = ValueRange.of(shown, options.curves().nullAsZero(), work);
        if (options.curves().areaMode() == GraphOptions.AreaMode.STACKED) {
            range = Curves.stackedRange(shown, range, work);
        }
        return ValueAxis.of(range, limits, axes, measured);
    }

    private void takeLabelRoom(boolean onRight) {
        if (twoAxes) {
            area.left(Math.max(area.left(), margin + LABEL_ROOM * axis.labelWidth(style)));
            area.right(Math.min(area.right(), options.width() - LABEL_ROOM * rightAxis.labelWidth(style)));
        } else if (labelled && !axes.hideY()) {
            double room = LABEL_ROOM * axis.labelWidth(style);
            if (onRight) {
                area.right(Math.min(area.right(), options.width() - room));
            } else {
                area.left(Math.max(area.left(), margin + room));
            }
        }
    }

    private void labels(TimeAxis time, boolean onRight) {
        surface.begin(Part.AXES);
        if (!axes.hideY()) {
            if (onRight) {
                yLabels(axis, RIGHT_Y_LABEL, area.right() + LABEL_GAP * axis.labelWidth(style), Anchor.START);
            } else {
                yLabels(axis, Y_LABEL, area.left() - LABEL_GAP * axis.labelWidth(style), Anchor.END);
            }
            if (twoAxes) {
                double gap = LABEL_GAP * rightAxis.labelWidth(style) + RIGHT_GAP;
                yLabels(rightAxis, RIGHT_Y_LABEL, area.right() + gap, Anchor.START);
            }
        }
        if (!axes.hideX()) {
            double y = area.bottom() + 2 * style.ascent();
            for (long label : time.labels()) {
                double x = area.left() + (label - start) * pixelsPerSecond();
                surface.text(X_LABEL, x, y, time.label(label), Anchor.MIDDLE, 0, style);
            }
        }
        surface.end();
    }

    private void yLabels(ValueAxis of, Mark mark, double x, Anchor anchor) {
        double middle = style.height() / 2 - style.descent();
        for (int i = 0; i < of.labels().size(); i++) {
            double y = Math.max(0, area.bottom() - of.place(of.labelValues().get(i)) * area.height());
            // The blank at the end of a label keeps it off the area.
            String label = of.labels().get(i);
            String shown = label.stripTrailing();
            double blank = anchor == Anchor.END ? style.width(label) - style.width(shown) : 0;
            surface.text(mark, x - blank, y + middle, shown, anchor, 0, style);
        }
    }
}

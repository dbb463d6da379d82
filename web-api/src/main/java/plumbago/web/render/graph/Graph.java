package plumbago.web.render.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

/** A picture of series: lines over time, or the slices of a pie. Without state, safe for any number of threads. */
public final class Graph {
    private static final int SERIES_BYTES = 512;
    private static final double TYPE = 10;
    private static final double MARGIN = 10;
    private static final double LINE = 14;

    /** Who could read more? The rest is not even measured. */
    private static final int LONGEST_TEXT = 1000;

    /** Texts and lines cost so much that there is a look before each. */
    private static final int DRAWING_STEPS = 1 << 17;

    private static final double LINE_WIDTH = 1.2;

    /** In pixels; wider ones take long to draw. */
    private static final double WIDEST_LINE = 100;

    private final List<Series> series;
    private final GraphOptions options;
    private final Surface surface;
    private final Work work;
    private final LongConsumer claim;
    private double left = MARGIN;
    private double right;
    private double top = MARGIN;
    private double bottom;

    private Graph(List<Series> series, GraphOptions options, Surface surface, Work work, LongConsumer claim) {
        this.work = work;
        this.claim = claim;
        this.series = series;
        this.options = options;
        this.surface = surface;
        this.right = options.width() - MARGIN;
        this.bottom = options.height() - MARGIN;
    }

    /**
     * Writes the picture as PNG.
     *
     * @param series drawn in this order; none of them is changed
     * @param work counts what is done
     * @param claim called before memory is taken, in bytes
     * @throws UnknownColorException if a series is to have a colour that is none
     * @throws UndrawableException if this Java has no means for it
     */
    public static void png(List<Series> series, GraphOptions options, Work work, LongConsumer claim, Bytes to) {
        try {
            claim.accept(PngSurface.bytes(options.width(), options.height()));
            Surface surface = new PngSurface(options.width(), options.height(), work, to);
            new Graph(series, options, surface, work, claim).draw();
        } catch (LinkageError | InternalError e) {
            throw new UndrawableException(
                    "this Java cannot draw PNG, most likely for want of a font library; format=svg needs none", e);
        }
    }

    /**
     * Writes the picture as SVG.
     *
     * @param series drawn in this order; none of them is changed
     * @param work counts what is done
     * @param claim called before memory is taken, in bytes
     * @throws UnknownColorException if a series is to have a colour that is none
     */
    public static void svg(List<Series> series, GraphOptions options, Work work, LongConsumer claim, Bytes to) {
        Surface surface = new SvgSurface(options.width(), options.height(), claim, to);
        new Graph(series, options, surface, work, claim).draw();
    }

    private void draw() {
        surface.rectangle(0, 0, options.width(), options.height(), options.background(), 1);
        boolean any = series.stream().anyMatch(one -> {
            work.done(one.size());
            return !Double.isNaN(Aggregation.MAXIMUM.of(one.values()));
        });
        if (!any) {
            surface.text(
                    options.width() / 2.0,
                    options.height() / 2.0,
                    "No Data",
                    0xE00000,
                    Math.min(40, options.height() / 5.0),
                    Surface.Anchor.MIDDLE,
                    false);
            surface.finish();
            return;
        }
        if (!options.title().isEmpty()) {
            top += TYPE * 1.4;
            surface.text(
                    options.width() / 2.0,
                    top,
                    brief(options.title()),
                    options.foreground(),
                    TYPE * 1.4,
                    Surface.Anchor.MIDDLE,
                    false);
            top += TYPE / 2;
        }
        legend();
        if (options.pie()) {
            pie();
        } else {
            lines();
        }
        surface.finish();
    }

    private int color(int place) {
        Optional<String> own = series.get(place).style().color();
        return own.isPresent()
                ? Colors.parse(own.get()).orElseThrow(() -> new UnknownColorException("color", own.get()))
                : options.colors().get(place % options.colors().size());
    }

    /** Names in columns along the bottom; left out where they would leave no space for the picture. */
    private void legend() {
        double narrowest = LINE + MARGIN;
        double most = (right - left) / narrowest * (bottom - top) / 2 / LINE;
        if (options.hideLegend() || series.size() > most) {
            return;
        }
        double widest = 0;
        for (Series one : series) {
            work.done(DRAWING_STEPS);
            widest = Math.max(widest, surface.textWidth(brief(one.name()), TYPE) + narrowest);
        }
        int columns = Math.max(1, (int) ((right - left) / widest));
        int rows = (series.size() + columns - 1) / columns;
        if (rows * LINE > (bottom - top) / 2) {
            return;
        }
        bottom -= rows * LINE;
        for (int i = 0; i < series.size(); i++) {
            double x = left + i % columns * ((right - left) / columns);
            double y = bottom + (i / columns + 1) * LINE;
            work.done(DRAWING_STEPS);
            surface.rectangle(x, y - TYPE + 1, TYPE - 1, TYPE - 1, color(i), 1);
            surface.text(
                    x + LINE, y, brief(series.get(i).name()), options.foreground(), TYPE, Surface.Anchor.START, false);
        }
        bottom -= MARGIN / 2;
    }

    private static String brief(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    /** The series with no more values than there are pixels: several become one in each series' own manner. */
    private List<Series> drawn(long range, double pixels) {
        List<Series> result = new ArrayList<>(series.size());
        for (Series one : series) {
            work.done(1L + one.size());
            double points = range / (double) Math.max(1, one.step());
            int valuesPerPoint = (int) Math.min(Integer.MAX_VALUE, Math.ceil(points / Math.max(1, pixels)));
            if (valuesPerPoint <= 1 || one.size() <= pixels) {
                result.add(one);
                continue;
            }
            claim.accept((long) one.size() / valuesPerPoint * Double.BYTES + SERIES_BYTES);
            int step = (int) Math.min(Integer.MAX_VALUE, (long) one.step() * valuesPerPoint);
            result.add(one.with(one.start(), one.end(), step, one.consolidated(valuesPerPoint)));
        }
        return result;
    }

    private void lines() {
        long start = series.stream().mapToLong(Series::start).min().orElse(0);
        long end =
                Math.max(start + 1, series.stream().mapToLong(Series::end).max().orElse(1));
        List<Series> drawn = drawn(end - start, Math.floor(right - left));
        ValueAxis values = ValueAxis.of(drawn, options, bottom - top);
        if (!options.vtitle().isEmpty()) {
            left += TYPE;
            surface.text(
                    left,
                    (top + bottom) / 2,
                    brief(options.vtitle()),
                    options.foreground(),
                    TYPE,
                    Surface.Anchor.MIDDLE,
                    true);
            left += TYPE / 2;
        }
        if (!options.hideAxes()) {
            bottom -= LINE;
            double widest = 0;
            for (String label : values.labels()) {
                widest = Math.max(widest, surface.textWidth(label, TYPE));
            }
            left += widest + 4;
        }
        grid(values, TimeAxis.of(start, end, right - left, options.zone()), start, end);
        for (int i = 0; i < series.size(); i++) {
            work.done(DRAWING_STEPS);
            curve(drawn.get(i), color(i), values, start, end);
        }
    }

    private void grid(ValueAxis values, TimeAxis times, long start, long end) {
        for (int i = 0; i < values.ticks().size(); i++) {
            double y = bottom - values.share(values.ticks().get(i)) * (bottom - top);
            if (!options.hideGrid()) {
                straight(left, y, right, y, 0.25);
            }
            if (!options.hideAxes()) {
                surface.text(
                        left - 4,
                        y + TYPE / 3,
                        values.labels().get(i),
                        options.foreground(),
                        TYPE,
                        Surface.Anchor.END,
                        false);
            }
        }
        for (int i = 0; i < times.ticks().size(); i++) {
            double x = left + (times.ticks().get(i) - start) / (double) (end - start) * (right - left);
            if (!options.hideGrid()) {
                straight(x, top, x, bottom, 0.25);
            }
            if (!options.hideAxes()) {
                surface.text(
                        x,
                        bottom + LINE - 2,
                        times.labels().get(i),
                        options.foreground(),
                        TYPE,
                        Surface.Anchor.MIDDLE,
                        false);
            }
        }
        if (!options.hideAxes()) {
            straight(left, top, left, bottom, 1);
            straight(left, bottom, right, bottom, 1);
        }
    }

    private void straight(double x1, double y1, double x2, double y2, double opacity) {
        surface.line(new double[] {x1, x2}, new double[] {y1, y2}, 2, options.foreground(), 1, opacity);
    }

    /** One series; a gap ends a stroke and begins another. */
    private void curve(Series one, int color, ValueAxis values, long start, long end) {
        double[] xs = new double[one.size() * 2 + 2];
        double[] ys = new double[one.size() * 2 + 2];
        double width = width(one);
        double scale = (right - left) / (end - start);
        boolean infinite = one.style().infinite();
        int n = 0;
        for (int i = 0; i <= one.size(); i++) {
            double value = i < one.size() ? one.values()[i] : Double.NaN;
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                stroke(one, xs, ys, n, color, width);
                n = 0;
                continue;
            }
            double x = left + (one.start() + (double) i * one.step() - start) * scale;
            double y = bottom - Math.max(0, Math.min(1, values.share(value))) * (bottom - top);
            if (infinite) {
                if (value > 0) {
                    work.done(DRAWING_STEPS);
                    surface.line(new double[] {x, x}, new double[] {top, bottom}, 2, color, width, 1);
                }
                continue;
            }
            if (options.staircase() && n > 0) {
                xs[n] = x;
                ys[n++] = ys[n - 2];
            }
            xs[n] = x;
            ys[n++] = y;
        }
    }

    private double width(Series one) {
        double width = one.style().lineWidth().orElse(options.lineWidth());
        return Double.isNaN(width) ? LINE_WIDTH : Math.max(0, Math.min(WIDEST_LINE, width));
    }

    private void stroke(Series one, double[] xs, double[] ys, int n, int color, double width) {
        if (n == 0) {
            return;
        }
        double opacity = one.style().opacity().orElse(1);
        work.done(DRAWING_STEPS);
        if (options.filled() || one.style().stacked()) {
            surface.area(xs, ys, n, bottom, color, opacity * 0.4);
        }
        if (n == 1) {
            surface.rectangle(xs[0] - width / 2, ys[0] - width / 2, width, width, color, opacity);
        } else {
            surface.line(xs, ys, n, color, width, opacity);
        }
    }

    /** A slice for the average of each series that has one above zero. */
    private void pie() {
        List<double[]> slices = new ArrayList<>();
        double total = 0;
        for (int i = 0; i < series.size(); i++) {
            work.done(series.get(i).size());
            double value = Aggregation.AVERAGE.of(series.get(i).values());
            if (value > 0 && !Double.isInfinite(value)) {
                slices.add(new double[] {i, value});
                total += value;
            }
        }
        double x = (left + right) / 2;
        double y = (top + bottom) / 2;
        double radius = Math.min(right - left, bottom - top) / 2;
        double angle = -Math.PI / 2;
        for (double[] slice : slices) {
            work.done(DRAWING_STEPS);
            double span = slice[1] / total * 2 * Math.PI;
            int corners = Math.max(2, (int) (span * 40));
            double[] xs = new double[corners + 2];
            double[] ys = new double[corners + 2];
            xs[0] = x;
            ys[0] = y;
            for (int i = 0; i <= corners; i++) {
                double at = angle + span * i / corners;
                xs[i + 1] = x + radius * Math.cos(at);
                ys[i + 1] = y + radius * Math.sin(at);
            }
            surface.polygon(xs, ys, corners + 2, color((int) slice[0]), 1);
            angle += span;
        }
    }
}

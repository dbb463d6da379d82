package plumbago.web.render.graph;

import java.util.ArrayList;
import java.util.List;
import plumbago.web.http.RequestException;
import plumbago.web.render.format.Bytes;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

/** A picture of series: lines over time, or the slices of a pie. */
public final class Graph {
    private static final double TYPE = 10;
    private static final double MARGIN = 10;
    private static final double LINE = 14;

    private final List<Series> series;
    private final GraphOptions options;
    private final Surface surface;
    private double left = MARGIN;
    private double right;
    private double top = MARGIN;
    private double bottom;

    private Graph(List<Series> series, GraphOptions options, Surface surface) {
        this.series = series;
        this.options = options;
        this.surface = surface;
        this.right = options.width() - MARGIN;
        this.bottom = options.height() - MARGIN;
    }

    /** The picture as PNG. */
    public static Bytes png(List<Series> series, GraphOptions options) {
        try {
            return new Graph(series, options, new PngSurface(options.width(), options.height())).draw();
        } catch (LinkageError | InternalError e) {
            throw new RequestException(
                    503, "this Java cannot draw PNG, most likely for want of a font library; format=svg needs none");
        }
    }

    /** The picture as SVG. */
    public static Bytes svg(List<Series> series, GraphOptions options) {
        return new Graph(series, options, new SvgSurface(options.width(), options.height())).draw();
    }

    private Bytes draw() {
        surface.rectangle(0, 0, options.width(), options.height(), options.background(), 1);
        boolean any = series.stream().anyMatch(one -> !Double.isNaN(Aggregation.MAXIMUM.of(one.values())));
        if (!any) {
            surface.text(
                    options.width() / 2.0,
                    options.height() / 2.0,
                    "No Data",
                    0xE00000,
                    Math.min(40, options.height() / 5.0),
                    Surface.Anchor.MIDDLE,
                    false);
            return surface.finish();
        }
        if (!options.title().isEmpty()) {
            top += TYPE * 1.4;
            surface.text(
                    options.width() / 2.0,
                    top,
                    options.title(),
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
        return surface.finish();
    }

    private int color(int place) {
        String own = series.get(place).options().get("color");
        return own != null
                ? GraphOptions.color(own, "color")
                : options.colors().get(place % options.colors().size());
    }

    /** Names in columns along the bottom; left out where they would leave no room for the picture. */
    private void legend() {
        double widest = 0;
        for (Series one : series) {
            widest = Math.max(widest, surface.textWidth(one.name(), TYPE) + LINE + MARGIN);
        }
        int columns = Math.max(1, (int) ((right - left) / widest));
        int rows = (series.size() + columns - 1) / columns;
        if (options.hideLegend() || rows * LINE > (bottom - top) / 2) {
            return;
        }
        bottom -= rows * LINE;
        for (int i = 0; i < series.size(); i++) {
            double x = left + i % columns * ((right - left) / columns);
            double y = bottom + (i / columns + 1) * LINE;
            surface.rectangle(x, y - TYPE + 1, TYPE - 1, TYPE - 1, color(i), 1);
            surface.text(x + LINE, y, series.get(i).name(), options.foreground(), TYPE, Surface.Anchor.START, false);
        }
        bottom -= MARGIN / 2;
    }

    private void lines() {
        long start = series.stream().mapToLong(Series::start).min().orElse(0);
        long end =
                Math.max(start + 1, series.stream().mapToLong(Series::end).max().orElse(1));
        ValueAxis values = ValueAxis.of(series, options, bottom - top);
        if (!options.vtitle().isEmpty()) {
            left += TYPE;
            surface.text(
                    left,
                    (top + bottom) / 2,
                    options.vtitle(),
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
            curve(series.get(i), color(i), values, start, end);
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
        double width = Double.isNaN(options.lineWidth()) ? 1.2 : options.lineWidth();
        String own = one.options().get("lineWidth");
        width = own == null ? width : Double.parseDouble(own);
        double scale = (right - left) / (end - start);
        boolean infinite = one.options().containsKey("drawAsInfinite");
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

    private void stroke(Series one, double[] xs, double[] ys, int n, int color, double width) {
        if (n == 0) {
            return;
        }
        String alpha = one.options().get("alpha");
        double opacity = alpha == null ? 1 : Double.parseDouble(alpha);
        if (options.filled() || one.options().containsKey("stacked")) {
            double[] areaX = java.util.Arrays.copyOf(xs, n + 2);
            double[] areaY = java.util.Arrays.copyOf(ys, n + 2);
            areaX[n] = xs[n - 1];
            areaX[n + 1] = xs[0];
            areaY[n] = bottom;
            areaY[n + 1] = bottom;
            surface.area(areaX, areaY, n + 2, color, opacity * 0.4);
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
            surface.area(xs, ys, corners + 2, color((int) slice[0]), 1);
            angle += span;
        }
    }
}

package plumbago.web.graph;

import java.util.List;
import plumbago.web.graph.surface.Color;
import plumbago.web.graph.surface.Mark;
import plumbago.web.graph.surface.Part;
import plumbago.web.graph.surface.Path;
import plumbago.web.graph.surface.Stroke;
import plumbago.web.graph.surface.Surface;

/** The lines behind the curves. */
final class Grid {
    private static final double MAJOR_Y = 0.4;
    private static final double MINOR_Y = 0.3;
    private static final double MAJOR_X = 0.33;
    private static final double MINOR_X = 0.25;
    private static final double BORDER = 0.5;

    /** Lines that lie on each other say nothing. */
    private static final int MOST_LINES = 10_000;

    private final Area area;
    private final GraphOptions options;
    private final Surface surface;

    Grid(Area area, GraphOptions options, Surface surface) {
        this.area = area;
        this.options = options;
        this.surface = surface;
    }

    /** @param pixelsPerSecond of the axis of time */
    void draw(ValueAxis values, TimeAxis time, long start, double pixelsPerSecond) {
        surface.begin(Part.GRID);
        Color major = options.colors().majorLine();
        Color minor = options.colors().minorLine();
        Path majorLines = new Path();
        Path minorLines = new Path();
        level(values, majorLines, minorLines);
        draw("major y", majorLines, major, MAJOR_Y);
        draw("minor y", minorLines, minor, MINOR_Y);
        draw("minor x", upright(time.minorLines(), start, pixelsPerSecond), minor, MINOR_X);
        draw("major x", upright(time.majorLines(), start, pixelsPerSecond), major, MAJOR_X);
        Path border = new Path();
        upright(area.right(), border);
        upright(area.left(), border);
        draw("border", border, major, BORDER);
        surface.end();
    }

    private void draw(String role, Path lines, Color color, double width) {
        if (lines.size() > 0) {
            surface.stroke(Mark.of(role), lines, Stroke.solid(color, width));
        }
    }

    private void level(ValueAxis axis, Path major, Path minor) {
        List<Double> labels = axis.labelValues();
        int between = options.axes().minorY();
        for (int i = 0; i < labels.size(); i++) {
            level(axis, labels.get(i), major);
            if (i + 1 == labels.size() || minor.size() > MOST_LINES) {
                continue;
            }
            double distance = (labels.get(i + 1) - labels.get(i)) / (between + 1);
            for (int k = 1; k <= between; k++) {
                double value = labels.get(i) + k * distance;
                if (options.axes().logBase() > 0 || value < axis.top()) {
                    level(axis, value, minor);
                }
            }
        }
    }

    private void level(ValueAxis axis, double value, Path to) {
        double y = area.bottom() - axis.place(value) * area.height();
        if (y >= 0) {
            to.moveTo(area.left(), y);
            to.lineTo(area.right(), y);
        }
    }

    private Path upright(List<Long> times, long start, double pixelsPerSecond) {
        Path lines = new Path();
        for (long time : times) {
            double x = area.left() + (time - start) * pixelsPerSecond;
            if (x < area.right()) {
                upright(x, lines);
            }
        }
        return lines;
    }

    private void upright(double x, Path to) {
        to.moveTo(x, area.bottom());
        to.lineTo(x, area.top());
    }
}

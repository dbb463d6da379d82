package plumbago.web.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.web.graph.GraphOptions.LineMode;
import plumbago.web.graph.surface.Mark;
import plumbago.web.graph.surface.Part;
import plumbago.web.graph.surface.Path;
import plumbago.web.graph.surface.Stroke;
import plumbago.web.graph.surface.Surface;

/**
 * Draws the curves: areas first, each without what earlier ones cover, then lines in their order, and at last the outlines of
 * areas that are see-through.
 */
final class CurvePainter {
    /** What one point of a curve costs to draw, in steps of {@link Work}. */
    private static final int POINT_STEPS = 64;

    private final GraphOptions.Curves options;
    private final Area area;
    private final Surface surface;
    private final Work work;
    private final LongConsumer claim;
    private final CurvePath paths;

    CurvePainter(GraphOptions options, LineMode mode, Area area, Surface surface, Work work, LongConsumer claim) {
        this.options = options.curves();
        this.area = area;
        this.surface = surface;
        this.work = work;
        this.claim = claim;
        this.paths = new CurvePath(options.curves(), mode, area);
    }

    /** @param start of the graph, seconds since the epoch */
    void draw(List<Curve> curves, long start, ValueAxis left, ValueAxis right, boolean twoAxes) {
        surface.begin(Part.LINES);
        surface.clip(
                Math.min(area.left(), area.right()),
                Math.min(area.top(), area.bottom()),
                Math.max(area.left(), area.right()),
                Math.max(area.top(), area.bottom()));
        Covered onLeft = new Covered();
        // Where zero is in the same place, or below both, areas of one axis cover those of the other.
        Covered onRight = floor(left) == floor(right) ? onLeft : new Covered();
        List<Curve> lines = new ArrayList<>();
        List<Curve> outlines = new ArrayList<>();
        for (Curve curve : curves) {
            if (!curve.filled()) {
                lines.add(curve);
                continue;
            }
            if (!Double.isNaN(options.areaOpacity())) {
                outlines.add(curve.outline(options.lineWidth()));
            }
            fill(curve, start, curve.onRight() ? right : left, twoAxes, curve.onRight() ? onRight : onLeft);
        }
        lines.addAll(outlines);
        for (Curve curve : lines) {
            line(curve, start, curve.onRight() ? right : left, twoAxes);
        }
        surface.end();
    }

    private double begin(Curve curve, long start) {
        return area.left() + curve.shift(start) + options.lineWidth() / 2;
    }

    /** Where areas end, in pixels from the top: at zero, or where zero would be if that did not lie outside. */
    private double floor(ValueAxis axis) {
        return Math.max(area.top(), Math.min(area.bottom(), paths.floorY(axis)));
    }

    private void fill(Curve curve, long start, ValueAxis axis, boolean twoAxes, Covered covered) {
        Path curveLine = path(curve);
        paths.outline(curve, begin(curve, start), axis, curveLine);
        Path shown = new Path();
        covered.above.cover(curveLine, floor(axis), true, shown);
        covered.below.cover(curveLine, floor(axis), false, shown);
        if (curve.paint().opacity() > 0 && shown.size() > 0) {
            surface.fill(mark("area", curve, twoAxes), shown, curve.paint());
        }
    }

    private void line(Curve curve, long start, ValueAxis axis, boolean twoAxes) {
        Path line = path(curve);
        Path infinite = new Path();
        paths.lines(curve, begin(curve, start), axis, line, infinite);
        if (!(curve.lineWidth() > 0) || curve.paint().opacity() <= 0) {
            return;
        }
        Stroke stroke = new Stroke(curve.paint(), curve.lineWidth(), curve.dash());
        if (infinite.size() > 0) {
            surface.stroke(mark("infinite", curve, twoAxes), infinite, stroke);
        }
        if (line.size() > 1) {
            surface.stroke(mark("line", curve, twoAxes), line, stroke);
        }
    }

    private Path path(Curve curve) {
        int points = curve.drawn().length;
        work.done((long) POINT_STEPS * points);
        // Two for each value of a staircase, in arrays that grow by doubling.
        claim.accept(8L * Double.BYTES * points);
        return new Path();
    }

    private static Mark mark(String role, Curve curve, boolean twoAxes) {
        return new Mark(role, curve.name(), curve.onRight(), twoAxes);
    }

    /** What earlier areas cover on the two sides of zero. */
    private static final class Covered {
        private final CoveredArea above = new CoveredArea();
        private final CoveredArea below = new CoveredArea();
    }
}

package plumbago.web.graph;

import plumbago.web.graph.GraphOptions.LineMode;
import plumbago.web.graph.surface.Path;

/**
 * Turns a curve's values into lines through points of the picture, by graphite-web's rules: where a value is missing the line
 * first runs level to the place of what is missing, and begins anew behind the gap.
 */
final class CurvePath {
    /** Beyond this nothing is to be seen of any picture, and rounding begins to be. */
    private static final double FARTHEST = 1e6;

    private final GraphOptions.Curves options;
    private final LineMode mode;
    private final Area area;

    /** @param mode goes before that of the options */
    CurvePath(GraphOptions.Curves options, LineMode mode, Area area) {
        this.options = options;
        this.mode = mode;
        this.area = area;
    }

    /** Where a value stands, in pixels from the top; NaN for one that is not on the axis. */
    double y(double value, ValueAxis axis) {
        return fromTop(axis.place(value));
    }

    /** Where areas end, in pixels from the top. */
    double floorY(ValueAxis axis) {
        return fromTop(axis.floor());
    }

    /** @param place 0 at the bottom of the area, 1 at its top */
    private double fromTop(double place) {
        double y = area.bottom() - place * area.height();
        return Math.max(-FARTHEST, Math.min(FARTHEST, y));
    }

    /**
     * The lines of a curve.
     *
     * @param left pixels from the left to its first value
     * @param infinite gets an upright line for each value above zero of a curve that is drawn as infinite
     */
    void lines(Curve curve, double left, ValueAxis axis, Path to, Path infinite) {
        lines(curve, left, axis, to, infinite, mode == LineMode.CONNECTED ? options.connectedLimit() : 0);
    }

    /** @param longestGap how many missing values a line goes on over */
    private void lines(Curve curve, double left, ValueAxis axis, Path to, Path infinite, int longestGap) {
        double step = curve.pixelsPerPoint();
        double[] values = curve.drawn();
        boolean open = false;
        int missing = 0;
        double lastY = 0;
        for (int i = 0; i < values.length; i++) {
            double x = left + i * step;
            double value = shown(values[i]);
            double y = Double.isNaN(value) ? Double.NaN : y(value, axis);
            if (Double.isNaN(y)) {
                if (open && missing == 0) {
                    to.lineTo(x, lastY);
                }
                missing++;
                open &= missing <= longestGap;
                continue;
            }
            if (curve.infinite() && value > 0) {
                infinite.moveTo(x, area.bottom());
                infinite.lineTo(x, area.top());
                open = false;
                continue;
            }
            if (open) {
                to.lineTo(x, y);
            } else {
                to.moveTo(x, y);
                open = true;
            }
            if (mode == LineMode.STAIRCASE) {
                to.lineTo(x + step, y);
            }
            missing = 0;
            lastY = y;
        }
    }

    /** The upper ends of a filled curve, a piece for each run of values: areas reach from there to where zero is. */
    void outline(Curve curve, double left, ValueAxis axis, Path to) {
        // An area ends at each gap, and has no upright lines.
        lines(curve, left, axis, to, to, 0);
    }

    private double shown(double value) {
        return Double.isNaN(value) && options.nullAsZero() ? 0 : value;
    }
}

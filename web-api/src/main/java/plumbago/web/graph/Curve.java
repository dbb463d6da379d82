package plumbago.web.graph;

import plumbago.web.graph.surface.Color;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;

/** One series on its way into a picture: what is drawn of it, and how. Used by one thread. */
final class Curve {
    private final Series series;
    private final Series unstacked;
    private final GraphOptions.LineColor color;
    private final double opacity;
    private final double lineWidth;
    private final double dash;
    private final boolean filled;

    /** Stored values that one drawn value stands for. */
    private int valuesPerPoint = 1;

    private double[] drawn;
    private double pixelsPerPoint;

    /**
     * @param series its values are what is to be thinned out and drawn
     * @param unstacked the same without what lies below it in a stack
     * @param lineWidth in pixels
     * @param dash in pixels, 0 for none
     * @param filled whether it is an area
     */
    Curve(
            Series series,
            Series unstacked,
            GraphOptions.LineColor color,
            double opacity,
            double lineWidth,
            double dash,
            boolean filled) {
        this.series = series;
        this.unstacked = unstacked;
        this.color = color;
        this.opacity = opacity;
        this.lineWidth = lineWidth;
        this.dash = dash;
        this.filled = filled;
        this.drawn = series.values();
    }

    /** The line along a filled area that is see-through: in full colour, with the graph's own line. */
    Curve outline(double graphLineWidth) {
        Curve outline = new Curve(series, unstacked, color, 1, graphLineWidth, 0, false);
        outline.valuesPerPoint = valuesPerPoint;
        outline.drawn = drawn;
        outline.pixelsPerPoint = pixelsPerPoint;
        return outline;
    }

    /** Has so many stored values become one, by the series' own consolidation. */
    void thin(int newValuesPerPoint, double newPixelsPerPoint) {
        if (newValuesPerPoint != valuesPerPoint) {
            drawn = series.consolidated(newValuesPerPoint);
            valuesPerPoint = newValuesPerPoint;
        }
        pixelsPerPoint = newPixelsPerPoint;
    }

    Series series() {
        return series;
    }

    Series unstacked() {
        return unstacked;
    }

    SeriesStyle style() {
        return series.style();
    }

    String name() {
        return series.name();
    }

    /** What is drawn, NaN for what is missing. */
    double[] drawn() {
        return drawn;
    }

    int valuesPerPoint() {
        return valuesPerPoint;
    }

    /** From one drawn value to the next. */
    double pixelsPerPoint() {
        return pixelsPerPoint;
    }

    /** Pixels from the beginning of the graph to the first value. */
    double shift(long graphStart) {
        return pixelsPerPoint * ((double) (series.start() - graphStart) / step() / valuesPerPoint);
    }

    /** Seconds from one stored value to the next; a series whose step is none has one second. */
    int step() {
        return Math.max(1, series.step());
    }

    GraphOptions.LineColor color() {
        return color;
    }

    /** What it is painted in: the two digits of a colour's own opacity go before {@code alpha()}. */
    Color paint() {
        if (style().invisible() && filled) {
            return color.color().withOpacity(0);
        }
        return color.color().opacity() < 1 ? color.color() : color.color().withOpacity(opacity);
    }

    double lineWidth() {
        return lineWidth;
    }

    double dash() {
        return dash;
    }

    /** Whether it has no value at all. */
    boolean isNull() {
        for (double value : series.values()) {
            if (!Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a stored value is missing. */
    boolean hasNull() {
        for (double value : series.values()) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    boolean filled() {
        return filled;
    }

    boolean infinite() {
        return style().infinite();
    }

    boolean onRight() {
        return style().secondYAxis();
    }
}

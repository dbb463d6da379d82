package plumbago.web.graph;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import plumbago.web.graph.font.Typeface;
import plumbago.web.graph.surface.Color;
import plumbago.web.graph.surface.TextStyle;

/**
 * How a graph is to look, as a request's parameters and its template say it, all of it checked. Immutable.
 *
 * @param pie a pie rather than curves over time
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param margin around all that is drawn, in pixels
 * @param graphOnly the area of the curves is the whole picture: no titles, legend, grid, axes or margin
 */
public record GraphOptions(
        boolean pie,
        int width,
        int height,
        int margin,
        boolean graphOnly,
        Colors colors,
        Font font,
        Titles titles,
        Legend legend,
        Axes axes,
        Curves curves,
        Pie slices) {
    /** How texts of a size in pixels are drawn, in the picture's font and foreground. */
    TextStyle textStyle(double size) {
        return new TextStyle(font.typeface(), size, colors.foreground());
    }

    /**
     * What is painted in which colour.
     *
     * @param lines given to series in this order, over and over; never empty
     */
    public record Colors(Color background, Color foreground, Color majorLine, Color minorLine, List<LineColor> lines) {
        public Colors {
            lines = List.copyOf(lines);
        }
    }

    /** A colour for a series, and how it was written. */
    public record LineColor(String written, Color color) {}

    /** @param size in pixels, at least 1 */
    public record Font(Typeface typeface, int size) {}

    /** Lines of text around the area; a list without any where there is none. */
    public record Titles(List<String> title, List<String> vtitle, List<String> vtitleRight) {
        public Titles {
            title = List.copyOf(title);
            vtitle = List.copyOf(vtitle);
            vtitleRight = List.copyOf(vtitleRight);
        }
    }

    /**
     * The names below the area.
     *
     * @param shown whatever number of series there is, or, with {@link Shown#UP_TO_LIMIT}, only up to {@code limit}
     * @param unique each name once
     * @param hideNull leaves out series without a value
     */
    public record Legend(Shown shown, int limit, boolean unique, boolean hideNull) {}

    /** Whether something is shown. */
    public enum Shown {
        ALWAYS,
        UP_TO_LIMIT,
        NEVER
    }

    /**
     * @param hidden neither labels nor grid
     * @param hideX no labels below
     * @param hideY no labels beside
     * @param hideGrid no lines
     * @param onRight the axis of values stands on the right; without meaning with two axes
     * @param single limits where there is one axis of values
     * @param left limits of the left of two
     * @param right limits of the right of two
     * @param divisors into how many parts the range may be divided; never empty, each at least 1
     * @param logBase above 1 for a logarithmic axis, 0 for a linear one
     * @param minorY how many minor lines lie between two major ones
     * @param time what is written below
     */
    public record Axes(
            boolean hidden,
            boolean hideX,
            boolean hideY,
            boolean hideGrid,
            boolean onRight,
            Limits single,
            Limits left,
            Limits right,
            List<Integer> divisors,
            UnitSystem unitSystem,
            double logBase,
            int minorY,
            TimeLabels time) {
        public Axes {
            divisors = List.copyOf(divisors);
        }
    }

    /**
     * The range of an axis of values; NaN for what was not given.
     *
     * @param max positive infinity for just the largest value ({@code yMax=max})
     * @param limit what the largest value counts as at most
     * @param step from one label to the next, above 0
     */
    public record Limits(double min, double max, double limit, double step) {
        /** None given. */
        public static final Limits NONE = new Limits(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * @param zone that times are shown in
     * @param format as of C's {@code strftime}; empty for one that suits the range
     * @param dateFormat the same for a day, which is part of what suits the range
     */
    public record TimeLabels(ZoneId zone, String format, String dateFormat) {}

    /**
     * @param lineWidth in pixels, for series without their own
     * @param mode how one value leads to the next
     * @param connectedLimit over how many missing values {@link LineMode#CONNECTED} goes on at most
     * @param areaMode which series are filled
     * @param areaOpacity from 0 to 1; NaN for filled areas without lines of their own
     * @param nullAsZero draws missing values as zeros
     * @param minXStep pixels from one drawn value to the next at least; 0 for all values
     * @param left goes before the styles of series on the left of two axes
     * @param right the same on the right
     */
    public record Curves(
            double lineWidth,
            LineMode mode,
            int connectedLimit,
            AreaMode areaMode,
            double areaOpacity,
            boolean nullAsZero,
            double minXStep,
            SideStyle left,
            SideStyle right) {}

    /** How one value leads to the next. */
    public enum LineMode {
        /** In a straight line. */
        SLOPE,
        /** Level over its step, and then up or down. */
        STAIRCASE,
        /** In a straight line, also over missing ones. */
        CONNECTED
    }

    /** Which series are areas down to zero. */
    public enum AreaMode {
        NONE,
        FIRST,
        ALL,
        /** All of them, each on top of those before. */
        STACKED
    }

    /**
     * What all series on one side of a graph with two axes have in common.
     *
     * @param color empty for each its own
     * @param lineWidth in pixels; NaN for each its own
     * @param dash in pixels; NaN for each its own, 0 for none
     */
    public record SideStyle(Optional<LineColor> color, double lineWidth, double dash) {
        /** Each its own. */
        public static final SideStyle NONE = new SideStyle(Optional.empty(), Double.NaN, Double.NaN);
    }

    /**
     * @param mode what of a series' values is its slice
     * @param rotated labels along the radius
     * @param labels what is written on slices
     * @param labelsFrom slices of at least so much have one: percent, or the value itself
     * @param labelColor of these
     */
    public record Pie(PieMode mode, boolean rotated, SliceLabels labels, double labelsFrom, Color labelColor) {}

    /** What of a series' values is its slice. */
    public enum PieMode {
        AVERAGE,
        MAXIMUM,
        MINIMUM
    }

    /** What is written on slices. */
    public enum SliceLabels {
        NONE,
        PERCENT,
        NUMBER
    }
}

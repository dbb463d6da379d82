package plumbago.web.render.series;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a graph is to draw a series, as functions such as {@code color()} and {@code lineWidth()} say it; what they do not say
 * is up to the graph. Immutable.
 *
 * @param color as it was written; whether it is one shows when a picture is drawn
 * @param opacity from 0 to 1, of {@code alpha()}
 * @param lineWidth in pixels
 * @param dash length of the dashes, in pixels
 * @param secondYAxis whether its values count on the axis on the right
 * @param infinite whether values above zero are upright lines
 * @param stacked whether it is an area down to zero, whatever the graph's areaMode
 * @param invisible whether it is not painted, and still covers what comes after it
 */
public record SeriesStyle(
        Optional<String> color,
        OptionalDouble opacity,
        OptionalDouble lineWidth,
        OptionalDouble dash,
        boolean secondYAxis,
        boolean infinite,
        boolean stacked,
        boolean invisible) {
    /** Says nothing. */
    public static final SeriesStyle PLAIN = new SeriesStyle(
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            false,
            false,
            false,
            false);

    /** The same in a colour, as it was written. */
    public SeriesStyle withColor(String written) {
        return new SeriesStyle(
                Optional.of(written), opacity, lineWidth, dash, secondYAxis, infinite, stacked, invisible);
    }

    /** The same with an opacity. */
    public SeriesStyle withOpacity(double from0To1) {
        return new SeriesStyle(
                color, OptionalDouble.of(from0To1), lineWidth, dash, secondYAxis, infinite, stacked, invisible);
    }

    /** The same with a line so many pixels wide. */
    public SeriesStyle withLineWidth(double pixels) {
        return new SeriesStyle(
                color, opacity, OptionalDouble.of(pixels), dash, secondYAxis, infinite, stacked, invisible);
    }

    /** The same with dashes so many pixels long. */
    public SeriesStyle withDash(double pixels) {
        return new SeriesStyle(
                color, opacity, lineWidth, OptionalDouble.of(pixels), secondYAxis, infinite, stacked, invisible);
    }

    /** The same on the axis on the right. */
    public SeriesStyle onSecondYAxis() {
        return new SeriesStyle(color, opacity, lineWidth, dash, true, infinite, stacked, invisible);
    }

    /** The same as upright lines. */
    public SeriesStyle asInfinite() {
        return new SeriesStyle(color, opacity, lineWidth, dash, secondYAxis, true, stacked, invisible);
    }

    /** The same as an area. */
    public SeriesStyle asStacked() {
        return new SeriesStyle(color, opacity, lineWidth, dash, secondYAxis, infinite, true, invisible);
    }

    /** The same as an area that is not painted. */
    public SeriesStyle asInvisible() {
        return new SeriesStyle(color, opacity, lineWidth, dash, secondYAxis, infinite, true, true);
    }
}

package plumbago.web.render.format;

import java.time.ZoneId;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import plumbago.web.graph.GraphOptions;

/**
 * How the series of a request are to be shown; each format takes what it knows of that.
 *
 * @param from seconds since the epoch, the beginning of the range asked for
 * @param until seconds since the epoch, its end
 * @param zone what dates are shown in
 * @param maxDataPoints how many values of a series are shown at most, or 0 for all
 * @param noNullPoints leaves out what is missing
 * @param graph how pictures are to look; asked by those who draw one, and only then found to be wrong
 * @param scale how many pixels of a PNG stand for one of the graph along each side, from 1 to 4; asked in the same way
 */
public record AnswerOptions(
        long from,
        long until,
        ZoneId zone,
        int maxDataPoints,
        boolean noNullPoints,
        Supplier<GraphOptions> graph,
        DoubleSupplier scale) {
    /** For formats that draw nothing. */
    public AnswerOptions(long from, long until, ZoneId zone, int maxDataPoints, boolean noNullPoints) {
        this(
                from,
                until,
                zone,
                maxDataPoints,
                noNullPoints,
                () -> {
                    throw nothingToDraw();
                },
                () -> 1);
    }

    private static IllegalStateException nothingToDraw() {
        return new IllegalStateException("these are no options of a picture");
    }
}

package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/** A way to write series down: what {@code format=} of {@code /render} asks for. Without state, safe for many threads. */
public interface AnswerFormat {
    /** What it is called in {@code format=}; never empty, and no other format has one of them. */
    List<String> names();

    /**
     * Parameters that ask for it by being there, with whatever value, and whatever {@code format=} says: Graphite has
     * {@code pickle} and {@code rawData}.
     */
    default List<String> flags() {
        return List.of();
    }

    /** The media type of what it writes. */
    String contentType();

    /**
     * Whether {@code pretty=1} lays it out in lines. What is of the type {@code application/json} can be the argument of
     * a function in any case, with {@code jsonp=}.
     */
    default boolean knowsPretty() {
        return false;
    }

    /**
     * How many bytes a series will take in the answer: rather too many than too few, since memory is claimed for them
     * before they are written. What stands around any series, up to {@link AnswerSize#AROUND} bytes, is left out.
     *
     * @param work counts what it takes to look
     */
    long mostBytes(Series series, AnswerOptions options, Work work);

    /** How many bytes the whole answer will have, rather too many than too few. */
    default long mostBytes(List<Series> all, AnswerOptions options, Work work) {
        long bytes = AnswerSize.AROUND;
        for (Series series : all) {
            work.done(AnswerSize.AROUND + series.name().length());
            bytes += mostBytes(series, options, work) + AnswerSize.AROUND;
        }
        return bytes;
    }

    /**
     * Writes the series.
     *
     * @param all in the order of the answer; none of them is changed
     * @param work counts each value, or some at a time; throws if there is no use in going on
     * @param claim called before memory is taken that {@link #mostBytes} does not cover, in bytes; throws if there is
     *     not so much
     */
    void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to);
}

package plumbago.web.render.function;

import java.util.List;
import plumbago.web.render.series.Series;

/**
 * Notified of what the evaluation of targets does, in its order: calls lie within targets or calls, and reads within both.
 * What has begun ends, with nothing if it failed. Series are the evaluation's: they are to be looked at now, and not
 * changed. Called by one thread.
 */
public interface EvaluationListener {
    /** Does not care. */
    EvaluationListener NONE = new EvaluationListener() {};

    /** A target begins. */
    default void targetBegins(String target) {}

    /** The target that began last ends. */
    default void targetEnds(List<Series> made) {}

    /** A function begins, before its arguments are evaluated. */
    default void callBegins(String function, String written) {}

    /** The function that began last ends. */
    default void callEnds(List<Series> made) {}

    /**
     * Series are about to be read.
     *
     * @param from seconds since the epoch
     * @param until seconds since the epoch
     */
    default void readBegins(String pathExpression, long from, long until) {}

    /** One was read. */
    default void seriesRead(String storedAs, Series series) {}

    /**
     * All were read.
     *
     * @param counts false if the series read are to be forgotten, since they are read again in another way
     */
    default void readEnds(boolean counts) {}
}

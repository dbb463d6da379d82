package plumbago.web.render.service;

import java.time.Clock;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import plumbago.base.measure.LogLimit;
import plumbago.base.measure.TimeLimit;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.render.explain.Explanation;
import plumbago.web.render.function.Catalogue;
import plumbago.web.render.function.EvaluationListener;
import plumbago.web.render.function.Evaluator;

/**
 * Evaluates targets: reads the series that they name and applies the functions, as Graphite does, within
 * {@link RenderLimits}.
 *
 * <pre>
 * RenderMemory.Share share = service.share();
 * try {
 *     Render render = service.begin(share, () -> false);
 *     List&lt;Series&gt; series = render.evaluate(request);
 *     List&lt;String&gt; warnings = render.warnings();
 * } finally {
 *     share.end();
 * }
 * </pre>
 *
 * <p>Safe for any number of threads; all renders together stay within {@link RenderLimits#maxBytes}.
 */
public final class RenderService {
    private static final int LOGGED_PER_SECOND = 10;

    private final Evaluator evaluator = new Evaluator(Catalogue.standard());
    private final MetricIndex index;
    private final SeriesReader reader;
    private final TagIndex tags;
    private final EventStore events;
    private final Clock clock;
    private final LongSupplier nanos;
    private final ZoneId zone;
    private final RenderLimits limits;
    private final RenderMemory memory;
    private final LogLimit unreadable;

    /**
     * @param clock for functions that ask for the time themselves, and for how often the log reports files that cannot
     *     be read
     * @param nanos a clock that only goes on, in nanoseconds, for what a request takes
     * @param zone what clock times are of that a request's zone does not count for, {@code TIME_ZONE} of Graphite
     */
    public RenderService(
            MetricIndex index,
            SeriesReader reader,
            TagIndex tags,
            EventStore events,
            Clock clock,
            LongSupplier nanos,
            ZoneId zone,
            RenderLimits limits) {
        this.index = index;
        this.reader = reader;
        this.tags = tags;
        this.events = events;
        this.clock = clock;
        this.nanos = nanos;
        this.zone = zone;
        this.limits = limits;
        this.memory = new RenderMemory(limits.maxBytes());
        this.unreadable = new LogLimit(LOGGED_PER_SECOND, () -> clock.millis() / 1000);
    }

    /** A share of the memory for one request, which holds nothing yet. To be ended when the request is over. */
    public RenderMemory.Share share() {
        return memory.share();
    }

    /** Notes what the one render does that it is told to listen to. */
    public Explanation explanation() {
        return new Explanation(reader, nanos);
    }

    /** What all renders in flight hold of memory together, in bytes; an estimate, and rather too high. */
    public long heldBytes() {
        return memory.held();
    }

    /**
     * Begins a render; its time counts from now on.
     *
     * @param share what it claims from
     * @param abandoned whether nobody waits for the answer any more; asked every few milliseconds
     */
    public Render begin(RenderMemory.Share share, BooleanSupplier abandoned) {
        return begin(share, abandoned, EvaluationListener.NONE);
    }

    /** The same, with somebody who is notified of what it does. */
    public Render begin(RenderMemory.Share share, BooleanSupplier abandoned, EvaluationListener listener) {
        TimeLimit time = new TimeLimit(nanos, limits.maxTime(), abandoned);
        StoredSeries source =
                new StoredSeries(index, reader, tags, events, clock, limits, share, unreadable, time, listener);
        return new Render(evaluator, zone, source, time);
    }
}

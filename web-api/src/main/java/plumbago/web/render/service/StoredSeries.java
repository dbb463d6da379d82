package plumbago.web.render.service;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;
import plumbago.base.measure.LogLimit;
import plumbago.base.measure.TimeLimit;
import plumbago.base.measure.Work;
import plumbago.carbon.events.Event;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.IndexNode;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.storage.SeriesReceiver;
import plumbago.carbon.storage.StorageUnreachableException;
import plumbago.carbon.tags.TagException;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.render.function.Context;
import plumbago.web.render.function.EvaluationListener;
import plumbago.web.render.function.InvalidArgumentException;
import plumbago.web.render.series.Series;

/**
 * Series out of the storage, for one request: counts what it fetches, stops when the client has gone or a limit is
 * reached, and remembers what could not be read. Used by one thread.
 */
final class StoredSeries implements Context.Source {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSeries.class);
    private static final int MAX_WARNINGS = 10;

    /** What a series takes besides its values. */
    private static final int SERIES_BYTES = 512;

    private final MetricIndex index;
    private final SeriesReader reader;
    private final TagIndex tags;
    private final EventStore events;
    private final Clock clock;
    private final RenderLimits limits;
    private final RenderMemory.Share memory;
    private final LogLimit logLimit;
    private final TimeLimit time;
    private final EvaluationListener listener;
    private final Work work;
    private final List<String> warnings = new ArrayList<>();
    private long fetchedSeries;
    private long fetchedPoints;
    private long heldForGood;

    StoredSeries(
            MetricIndex index,
            SeriesReader reader,
            TagIndex tags,
            EventStore events,
            Clock clock,
            RenderLimits limits,
            RenderMemory.Share memory,
            LogLimit logLimit,
            TimeLimit time,
            EvaluationListener listener) {
        this.listener = listener;
        this.index = index;
        this.reader = reader;
        this.tags = tags;
        this.events = events;
        this.clock = clock;
        this.limits = limits;
        this.memory = memory;
        this.logLimit = logLimit;
        this.time = time;
        this.work = new Work(time::check);
    }

    @Override
    public List<Series> fetch(String pathExpression, Context context) {
        return readAll(names(pathExpression), pathExpression, context);
    }

    @Override
    public boolean each(String pathExpression, Context context, Predicate<Series> taker) {
        long seriesBefore = fetchedSeries;
        long pointsBefore = fetchedPoints;
        boolean all = read(names(pathExpression), pathExpression, context, taker);
        if (!all) {
            fetchedSeries = seriesBefore;
            fetchedPoints = pointsBefore;
        }
        return all;
    }

    private List<String> names(String pathExpression) {
        proceed();
        if (pathExpression.indexOf(';') >= 0) {
            return List.of(pathExpression);
        }
        List<String> names = new ArrayList<>();
        try {
            for (IndexNode node : index.find(pathExpression)) {
                if (node.leaf()) {
                    names.add(node.storedAs());
                }
            }
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("'" + pathExpression + "': " + e.getMessage());
        }
        return names;
    }

    @Override
    public List<Series> fetchByTags(List<String> tagExpressions, String pathExpression, Context context) {
        List<String> names;
        try {
            names = tags.find(tagExpressions, time::check);
        } catch (TagException e) {
            throw RefusedException.invalid(pathExpression + ": " + e.getMessage());
        }
        return readAll(names, pathExpression, context);
    }

    @Override
    public void proceed() {
        time.check();
    }

    @Override
    public EvaluationListener listener() {
        return listener;
    }

    /** All series that are there, held in memory together with all that were held before. */
    private List<Series> readAll(List<String> names, String pathExpression, Context context) {
        List<Series> result = new ArrayList<>();
        boolean unused = read(names, pathExpression, context, series -> {
            claim(bytes(series));
            return result.add(series);
        });
        return result;
    }

    /**
     * Reads those that are there, one after the other.
     *
     * @param taker says whether the next one is wanted
     * @return whether it always was
     */
    private boolean read(List<String> names, String pathExpression, Context context, Predicate<Series> taker) {
        listener.readBegins(pathExpression, context.from(), context.until());
        boolean all = false;
        try {
            all = readNames(names, pathExpression, context, taker);
        } finally {
            listener.readEnds(all);
        }
        return all;
    }

    private boolean readNames(List<String> names, String pathExpression, Context context, Predicate<Series> taker) {
        if (!names.isEmpty() && context.from() > context.until()) {
            throw new InvalidArgumentException(shown(names.get(0)) + " cannot be read from " + context.from()
                    + " until " + context.until() + ", which is before that");
        }
        return reader.readEach(names, context.from(), context.until(), context.now(), new SeriesReceiver() {
            @Override
            public boolean received(String name, Optional<SeriesRange> range) {
                if (range.isEmpty()) {
                    return true;
                }
                Series series = series(name, range.get(), pathExpression, context);
                listener.seriesRead(name, series);
                return taker.test(series);
            }

            @Override
            public boolean unreadable(String name, IOException reason) {
                leaveOut(shown(name), reason);
                return true;
            }

            @Override
            public void proceed() {
                StoredSeries.this.proceed();
            }
        });
    }

    private Series series(String name, SeriesRange found, String pathExpression, Context context) {
        count(found.values().length);
        return new Series(shown(name), found.start(), found.end(), found.step(), found.values())
                .pathExpression(pathExpression)
                .xFilesFactor(context.xFilesFactor());
    }

    /** Folders with dots in their names have slashes there. */
    private static String shown(String name) {
        return name.indexOf('/') >= 0 && name.indexOf(';') < 0 ? name.replace('/', '.') : name;
    }

    private void leaveOut(String name, IOException reason) {
        if (reason instanceof StorageUnreachableException) {
            // An answer without it would say that there is nothing.
            throw new RefusedException(RefusedException.Reason.UNREACHABLE, reason.getMessage());
        }
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("{} was left out of an answer: {}{}", name, FileProblem.of(reason), suffix);
        }
        String warning = name + " could not be read";
        if (warnings.size() < MAX_WARNINGS && !warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    private void count(int points) {
        fetchedPoints += points;
        if (++fetchedSeries > limits.maxSeries()) {
            throw new RefusedException(
                    RefusedException.Reason.TOO_LARGE,
                    "the request fetches more than " + limits.maxSeries()
                            + " series; ask for fewer, or raise MAX_RENDER_SERIES");
        }
        if (fetchedPoints > limits.maxPoints()) {
            throw new RefusedException(
                    RefusedException.Reason.TOO_LARGE,
                    "the request fetches more than " + limits.maxPoints()
                            + " points; ask for fewer series or less time, or raise MAX_RENDER_POINTS");
        }
    }

    /** Some functions hold what they were given a second time, at another step: the claim covers that. */
    private static long bytes(Series series) {
        return 2
                * (SERIES_BYTES
                        + (long) series.size() * Double.BYTES
                        + series.name().length());
    }

    @Override
    public Work work() {
        return work;
    }

    @Override
    public void claim(long bytes) {
        memory.claim(bytes);
    }

    @Override
    public void claimForGood(long bytes) {
        memory.claim(bytes);
        heldForGood += bytes;
    }

    @Override
    public long claimed() {
        return memory.claimed() - heldForGood;
    }

    @Override
    public void keepOnly(long before, List<Series> made) {
        long kept = before + heldForGood;
        for (Series series : made) {
            kept += bytes(series);
        }
        work.done(made.size());
        if (kept > memory.claimed()) {
            memory.claim(kept - memory.claimed());
        } else {
            memory.keepOnly(kept);
        }
    }

    @Override
    public double[] countEvents(List<String> wanted, long from, int steps, int step, Context context) {
        List<String> tagsOrNone = wanted.equals(List.of("*")) ? List.of() : wanted;
        double[] counts = new double[steps];
        Arrays.fill(counts, Double.NaN);
        for (Event event : events.find(from, from + (long) steps * step, tagsOrNone, EventStore.Combination.KNOWN)) {
            work.done(1);
            int place = (int) ((event.when() - from) / step);
            if (place < steps) {
                counts[place] = Double.isNaN(counts[place]) ? 1 : counts[place] + 1;
            }
        }
        return counts;
    }

    @Override
    public long wallClock() {
        return clock.instant().getEpochSecond();
    }

    /** What could not be read, a few words each. */
    List<String> warnings() {
        return warnings;
    }

    long fetchedSeries() {
        return fetchedSeries;
    }

    long fetchedPoints() {
        return fetchedPoints;
    }
}

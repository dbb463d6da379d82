package plumbago.carbon.writer;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.UnsoundSeriesException;

/**
 * Moves points from the write queues to storage, one sweep over all series that have some at a time. A series' points
 * go in one write, so the longer a sweep takes the fewer writes there are for each point: under load the writer grows
 * more efficient instead of falling behind.
 *
 * <p>Driven by a thread ({@link WriterThread}) or, in a test, by hand; not thread-safe.
 */
public final class Writer {
    /** Points written to one series at once; what is more comes with the next sweep. */
    private static final int POINTS_AT_ONCE = 16384;

    /** After this many failures in a sweep the rest is left for the next: the disk is full, or worse. */
    private static final int FAILURES_PER_SWEEP = 100;

    private static final int LOGGED_PER_SECOND = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final WriteQueues queues;
    private final Storage storage;
    private final SeriesLocks locks;
    private final Options options;
    private final PointCounters counters;
    private final Clock clock;
    private final LogLimit logLimit;
    private final CreateTurns createTurns;
    private final QueuedPoints points = new QueuedPoints();

    /** Series that could not be written; they come last, the ones first that were not tried for longest. */
    private final Set<Integer> failed = new LinkedHashSet<>();

    private int failures;
    private boolean failing;

    /** Whether an error ended the last sweep, so that series may be neither in hand nor among those that wait. */
    private boolean broken;

    /** What keeps points from being written; null while nothing does. */
    private volatile String problem;

    /**
     * What the writer does besides writing.
     *
     * @param strategy the order of the series; {@linkplain WriteStrategy#prepare the queues have to be prepared} for it
     * @param timestampLag seconds that the oldest point of a series must have behind it, with the strategy timesorted
     *     (MIN_TIMESTAMP_LAG)
     * @param logUpdates whether each write is logged (LOG_UPDATES)
     * @param logSorts whether it is logged how long putting the series in order took (LOG_CACHE_QUEUE_SORTS)
     */
    public record Options(WriteStrategy strategy, int timestampLag, boolean logUpdates, boolean logSorts) {
        /** The cheapest order, and nothing logged but what is wrong. */
        public static final Options DEFAULT = new Options(WriteStrategy.SWEEP, 0, false, false);
    }

    public Writer(WriteQueues queues, Storage storage, Options options, PointCounters counters, Clock clock) {
        this(queues, storage, new SeriesLocks(), options, counters, clock);
    }

    /** @param locks are held while a series is in hand */
    public Writer(
            WriteQueues queues,
            Storage storage,
            SeriesLocks locks,
            Options options,
            PointCounters counters,
            Clock clock) {
        this.locks = locks;
        this.queues = queues;
        this.storage = storage;
        this.options = options;
        this.counters = counters;
        this.clock = clock;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, () -> clock.millis() / 1000);
        this.createTurns = new CreateTurns(queues, storage);
    }

    /**
     * Writes what waits at this moment, once.
     *
     * @param pace asked before each write; false ends the sweep early
     * @return how many series could not be written and wait again; those that may not be created yet are not among them
     */
    int sweep(Pace pace) {
        if (broken) {
            queues.relist();
        }
        broken = true;
        int failed = sweepOnce(pace);
        broken = false;
        return failed;
    }

    private int sweepOnce(Pace pace) {
        failures = 0;
        WriteRound round = begin(pace);
        long start = System.nanoTime() - pace.waitedNanos();
        try {
            writeAll(round, pace);
        } finally {
            round.end();
        }
        counters.updateNanos(System.nanoTime() - pace.waitedNanos() - start);
        if (failing && failures == 0 && round.size() > 0) {
            failing = false;
            problem = null;
            LOG.info("writing works again; {} points wait in the queues", queues.queuedPoints());
        }
        return failures;
    }

    private WriteRound begin(Pace pace) {
        int lag = pace.isEnding() ? 0 : options.timestampLag();
        long newest = lag == 0 ? Long.MAX_VALUE : clock.millis() / 1000 - lag;
        long start = System.nanoTime();
        WriteRound round = WriteRound.begin(options.strategy(), queues, newest);
        if (options.logSorts() && options.strategy().sorts() && round.size() > 0) {
            LOG.info("put {} series in order in {} ms", round.size(), (System.nanoTime() - start) / 1_000_000);
        }
        if (pace.limitsCreates()) {
            createTurns.lineUp();
        }
        return round;
    }

    private void writeAll(WriteRound round, Pace pace) {
        List<Integer> atLast = new ArrayList<>();
        for (int series = round.next(); series >= 0; series = round.next()) {
            if (!failed.isEmpty() && failed.contains(series)) {
                atLast.add(series);
            } else if (!write(round, series, pace)) {
                break;
            }
        }
        if (!atLast.isEmpty()) {
            Set<Integer> inThisRound = new HashSet<>(atLast);
            List<Integer> longestFirst =
                    failed.stream().filter(inThisRound::contains).toList();
            longestFirst.forEach(series -> write(round, series, pace));
        }
    }

    /** Writes a series, or has it wait again; false if nothing more is to be done in this round. */
    private boolean write(WriteRound round, int series, Pace pace) {
        Outcome outcome = failures < FAILURES_PER_SWEEP ? write(series, pace) : Outcome.NOT_TRIED;
        if (outcome != Outcome.DONE) {
            round.keep(series);
        }
        return outcome != Outcome.NOT_TRIED;
    }

    private enum Outcome {
        /** The points are stored, or dropped. */
        DONE,
        /** The points wait again. */
        WAITS,
        /** The points wait again, and nothing else is to be tried. */
        NOT_TRIED
    }

    private Outcome write(int series, Pace pace) {
        String metric = queues.name(series);
        locks.lock(metric);
        try {
            return write(series, metric, pace);
        } finally {
            locks.unlock(metric);
        }
    }

    private Outcome write(int series, String metric, Pace pace) {
        int taken = 0;
        int stored;
        try {
            boolean limited = pace.limitsCreates();
            if (limited) {
                createTurns.give(pace);
                if (createTurns.hasToWait(series)) {
                    return Outcome.WAITS;
                }
            }
            if (!pace.nextWrite()) {
                return Outcome.NOT_TRIED;
            }
            queues.copy(series, POINTS_AT_ONCE, points);
            taken = points.size();
            if (taken == 0) {
                // The metric was deleted, and its points, since this sweep began.
                createTurns.done(series);
                queues.remove(series, 0);
                return Outcome.DONE;
            }
            points.sort();
            BooleanSupplier mayCreate = limited ? () -> createTurns.isTurn(series) : pace::mayCreate;
            stored = storage.write(
                    metric, points.timestamps(), points.values(), points.size(), clock.millis() / 1000, mayCreate);
            if (stored == Storage.NOT_YET) {
                queues.forgetStored(series);
                return Outcome.WAITS;
            }
        } catch (UnsoundSeriesException e) {
            counters.error();
            settle(series, taken, taken, DropReason.CORRUPT_FILE);
            String suffix = logLimit.admit();
            if (suffix != null) {
                LOG.warn("{} points of {} are dropped: {}{}", taken, metric, e.getMessage(), suffix);
            }
            return Outcome.DONE;
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: a series that is not put back would wait for ever, and so would all behind it in the sweep.
            // Out of memory may be over at once; and on JDK 17 a mapped page that could not be had may be reported
            // late, far from the write that wanted it.
            failed(series, metric, e);
            return Outcome.WAITS;
        }
        counters.update();
        int uncovered = points.size() - stored;
        settle(series, taken, taken - uncovered, null);
        if (uncovered > 0) {
            logUncovered(metric, uncovered);
        }
        if (options.logUpdates()) {
            LOG.info("wrote {} points of {}", taken, metric);
        }
        return Outcome.DONE;
    }

    /**
     * Counts points and removes them from their queue, with nothing in between that can fail: what is counted and stays
     * would be counted again.
     *
     * @param taken how many there are
     * @param counted how many of them are not counted yet
     * @param dropped why they are dropped; null if they are stored
     */
    private void settle(int series, int taken, int counted, DropReason dropped) {
        try {
            createTurns.done(series);
            if (!failed.isEmpty()) {
                failed.remove(series);
            }
            if (dropped == null) {
                counters.stored(counted);
            } else {
                counters.dropped(dropped, counted);
            }
        } finally {
            queues.remove(series, taken);
        }
    }

    private void logUncovered(String metric, int uncovered) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "{} points of {} with times from {} to {} are dropped: they are older than its archives reach back, or"
                            + " too far ahead{}",
                    uncovered,
                    metric,
                    points.timestamps()[0],
                    points.timestamps()[points.size() - 1],
                    suffix);
        }
    }

    private void failed(int series, String metric, Throwable e) {
        counters.error();
        failures++;
        failed.remove(series);
        failed.add(series);
        if (!failing) {
            failing = true;
            String reason = e instanceof IOException file ? FileProblem.of(file) : e.toString();
            problem = "cannot write " + metric + ": " + reason + "; its points stay in the queue and are tried again";
            LOG.error(
                    "cannot write {}: {}; its points stay in the queue and are tried again, {} points wait in all",
                    metric,
                    reason,
                    queues.queuedPoints());
            LOG.debug("cannot write {}", metric, e);
        }
    }

    /** What has kept points from being written since it began; null while nothing does. For any thread. */
    String problem() {
        return problem;
    }
}

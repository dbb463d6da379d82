package plumbago.carbon.writer;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.cache.QueueDrain;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.StorageUnreachableException;
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

    private final QueueDrain queues;
    private final Storage storage;
    private final SeriesLocks locks;
    private final Options options;
    private final PointCounters counters;
    private final Clock clock;
    private final LogLimit logLimit;
    private final CreateTurns createTurns;
    private final WritesInFlight inFlight;

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

    /**
     * A writer whose series nobody else locks.
     *
     * @param counters count what is stored and what is dropped
     */
    public Writer(QueueDrain queues, Storage storage, Options options, PointCounters counters, Clock clock) {
        this(queues, storage, new SeriesLocks(), options, counters, clock);
    }

    /** @param locks are held while a series is in flight */
    public Writer(
            QueueDrain queues,
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
        this.inFlight = new WritesInFlight(storage.atOnce());
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
        inFlight.ownedByThisThread();
        WriteRound round = begin(pace);
        long start = System.nanoTime() - pace.waitedNanos();
        try {
            writeAll(round, pace);
        } finally {
            try {
                settleAll(round);
            } finally {
                round.end();
            }
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
        for (WriteInFlight ended = inFlight.poll(); ended != null; ended = inFlight.poll()) {
            settle(ended, round);
        }
        if (failures >= FAILURES_PER_SWEEP) {
            round.keep(series);
            return false;
        }
        WriteInFlight write = inFlight.take();
        while (write == null) {
            storage.flush();
            settle(inFlight.await(), round);
            write = inFlight.take();
        }
        Outcome outcome = Outcome.WAITS;
        try {
            outcome = begin(write, series, round, pace);
        } finally {
            if (outcome != Outcome.BEGUN) {
                // Also after an error: what never began never ends, and would be waited for.
                inFlight.giveBack(write);
            }
        }
        if (outcome == Outcome.WAITS || outcome == Outcome.NOT_TRIED) {
            round.keep(series);
        }
        return outcome != Outcome.NOT_TRIED;
    }

    private enum Outcome {
        /** Storage has the write. */
        BEGUN,
        /** There is nothing to write. */
        DONE,
        /** The points wait again. */
        WAITS,
        /** The points wait again, and nothing else is to be tried. */
        NOT_TRIED
    }

    /** Begins a write, with the series' lock, which is given back when the write is settled. */
    private Outcome begin(WriteInFlight write, int series, WriteRound round, Pace pace) {
        String metric = queues.name(series);
        lock(metric, round);
        Outcome outcome = Outcome.WAITS;
        try {
            outcome = prepare(write, series, metric, pace);
        } catch (RuntimeException | Error e) {
            // Errors too: a series that is not put back would wait for ever, and so would all behind it in the sweep.
            failed(series, metric, e);
        } finally {
            if (outcome != Outcome.BEGUN) {
                locks.unlock(metric);
            }
        }
        if (outcome == Outcome.BEGUN) {
            try {
                storage.begin(write);
            } catch (RuntimeException | Error e) {
                // What storage did not begin it does not end either.
                write.failed(e);
            }
        }
        return outcome;
    }

    /**
     * Takes a series' lock. Whoever has it may wait for that of a series that is being written, so what is under way is
     * settled before it is waited for.
     */
    private void lock(String metric, WriteRound round) {
        while (!locks.tryLock(metric)) {
            if (inFlight.underWay() == 1) {
                locks.lock(metric);
                return;
            }
            storage.flush();
            settle(inFlight.await(), round);
        }
    }

    private Outcome prepare(WriteInFlight write, int series, String metric, Pace pace) {
        boolean limited = pace.limitsCreates();
        if (limited) {
            createTurns.give(pace);
            if (createTurns.hasToWait(series)) {
                return Outcome.WAITS;
            }
        }
        if (pace.limitsWrites()) {
            // What was begun must not wait with this one, whose turn may come much later.
            storage.flush();
        }
        if (!pace.nextWrite()) {
            return Outcome.NOT_TRIED;
        }
        write.prepare(series, metric, limited ? () -> createTurns.isTurn(series) : pace::mayCreate);
        queues.copy(series, POINTS_AT_ONCE, write.points());
        if (write.points().size() == 0) {
            // The metric was deleted, and its points, since this sweep began.
            createTurns.done(series);
            queues.remove(series, 0);
            return Outcome.DONE;
        }
        write.sort(clock.millis() / 1000);
        return Outcome.BEGUN;
    }

    /** Waits for all writes that are under way, and settles them. */
    private void settleAll(WriteRound round) {
        Throwable failure = null;
        try {
            storage.flush();
        } catch (RuntimeException | Error e) {
            // What has begun ends all the same.
            failure = e;
        }
        while (inFlight.underWay() > 0) {
            try {
                settle(inFlight.await(), round);
            } catch (RuntimeException | Error e) {
                // The others have locks to give back too.
                failure = e;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Counts what became of a write, takes its points from their queue if it is done, and gives the series' lock back. */
    private void settle(WriteInFlight write, WriteRound round) {
        int series = write.series();
        boolean done = false;
        try {
            if (write.failure() != null) {
                done = settleFailed(write);
            } else if (write.isNotYet()) {
                queues.forgetStored(series);
            } else {
                done = true;
                settleStored(write);
            }
        } finally {
            locks.unlock(write.metric());
            inFlight.giveBack(write);
            if (!done) {
                round.keep(series);
            }
        }
    }

    private void settleStored(WriteInFlight write) {
        counters.update();
        int uncovered = write.count() - write.stored();
        settle(write.series(), write.taken(), write.taken() - uncovered, null);
        if (uncovered > 0) {
            logUncovered(write, uncovered);
        }
        if (options.logUpdates()) {
            LOG.info("wrote {} points of {}", write.taken(), write.metric());
        }
    }

    /** @return whether its points are dropped; otherwise they wait again */
    private boolean settleFailed(WriteInFlight write) {
        // Errors too: out of memory may be over at once; and on JDK 17 a mapped page that could not be had may be
        // reported
        // late, far from the write that wanted it.
        if (!(write.failure() instanceof UnsoundSeriesException unsound)) {
            failed(write.series(), write.metric(), write.failure());
            return false;
        }
        counters.error();
        settle(write.series(), write.taken(), write.taken(), DropReason.CORRUPT_FILE);
        counters.examples().dropped(DropReason.CORRUPT_FILE, write.metric(), String.valueOf(unsound.getMessage()));
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("{} points of {} are dropped: {}{}", write.taken(), write.metric(), unsound.getMessage(), suffix);
        }
        return true;
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

    private void logUncovered(WriteInFlight write, int uncovered) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "{} points of {} with times from {} to {} are dropped: they are older than its archives reach back, or"
                            + " too far ahead{}",
                    uncovered,
                    write.metric(),
                    write.timestamps()[0],
                    write.timestamps()[write.count() - 1],
                    suffix);
        }
    }

    private void failed(int series, String metric, Throwable e) {
        counters.error();
        // Where nothing can be written there is no use in trying the others.
        failures += e instanceof StorageUnreachableException ? FAILURES_PER_SWEEP : 1;
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

    /** What has kept points from being written since it began; nothing while nothing does. For any thread. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}

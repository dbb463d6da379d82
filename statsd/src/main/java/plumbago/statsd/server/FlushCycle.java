package plumbago.statsd.server;

import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.flush.FlushSchedule;
import plumbago.statsd.flush.Flusher;
import plumbago.statsd.flush.Flusher.Idle;
import plumbago.statsd.journal.CountJournal;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.Metrics;

/**
 * Has intervals end when it is time, and flushed by another thread, one after the other: an interval ends when the flush of
 * the one before has. Belongs to the thread that receives, but for {@link #isFlushing}.
 */
final class FlushCycle {
    private static final Logger LOG = LoggerFactory.getLogger(FlushCycle.class);

    /** However long the interval: a clock that is set is noticed after so long. */
    private static final long MOST_WAIT_MILLIS = 1000;

    private final EventLoop receiver;
    private final Executor flushing;
    private final Clock clock;
    private final StatsdOptions options;
    private final Metrics metrics;
    private final CountJournal journal;
    private final Flusher flusher;
    private final BooleanSupplier isUsed;

    /** Null until it is started. */
    private FlushSchedule schedule;

    private Future<?> nextLook;
    private long lastTimestamp;
    private volatile boolean isFlushing;
    private boolean stopped;

    /**
     * @param flushing a thread of its own
     * @param isUsed whether there is something to flush at all
     */
    FlushCycle(
            EventLoop receiver,
            Executor flushing,
            Clock clock,
            StatsdOptions options,
            Metrics metrics,
            CountJournal journal,
            Flusher flusher,
            BooleanSupplier isUsed) {
        this.receiver = receiver;
        this.flushing = flushing;
        this.clock = clock;
        this.options = options;
        this.metrics = metrics;
        this.journal = journal;
        this.flusher = flusher;
        this.isUsed = isUsed;
    }

    /**
     * Begins with the interval under way; before the receiver has something to do.
     *
     * @param unflushed one that an earlier process had begun to flush
     */
    void start(Optional<EndedInterval> unflushed) {
        unflushed.ifPresent(this::flush);
        long now = clock.millis();
        long origin = options.alignToClock() ? 0 : Math.floorDiv(now + 500, 1000L) * 1000;
        schedule = new FlushSchedule(options.flushIntervalMillis(), origin, metrics.lastEnd(), now);
        receiver.execute(this::look);
    }

    /** Looks whether the interval has ended. */
    void look() {
        if (stopped) {
            return;
        }
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        long wait = MOST_WAIT_MILLIS;
        try {
            long now = clock.millis();
            long end = metrics.isFlushing() ? -1 : schedule.end(now);
            if (end >= 0 && isUsed.getAsBoolean()) {
                end(end);
            }
            if (!metrics.isFlushing()) {
                wait = Math.min(wait, schedule.millisLeft(now));
            }
        } finally {
            // Whatever happens, there is a next time. While a flush is under way its end looks again.
            nextLook = receiver.schedule(this::look, Math.max(1, wait), TimeUnit.MILLISECONDS);
        }
    }

    private void end(long end) {
        long timestamp = Math.floorDiv(end + 500, 1000L);
        if (lastTimestamp > 0) {
            metrics.ownGauge(
                    options.prefixStats() + ".timestamp_lag",
                    timestamp - lastTimestamp - options.flushIntervalMillis() / 1000.0);
        }
        lastTimestamp = timestamp;
        EndedInterval ended = metrics.endInterval(end);
        journal.commitEnd();
        flush(ended);
    }

    private void flush(EndedInterval ended) {
        isFlushing = true;
        flushing.execute(() -> {
            List<Idle> idle = flusher.flush(ended);
            try {
                receiver.execute(() -> flushed(ended, idle));
            } catch (RejectedExecutionException e) {
                LOG.debug("stopped meanwhile", e);
            }
        });
    }

    private void flushed(EndedInterval ended, List<Idle> idle) {
        for (Idle one : idle) {
            metrics.removeIdle(one.type(), one.id(), one.name());
        }
        metrics.flushed(ended.values());
        journal.commit();
        if (journal.isGrown()) {
            boolean unused = journal.renew(metrics);
        }
        isFlushing = false;
        look();
    }

    /** Whether an interval is on its way to the backends. */
    boolean isFlushing() {
        return isFlushing;
    }

    /** Ends no interval any more. */
    void stop() {
        stopped = true;
        if (nextLook != null) {
            nextLook.cancel(false);
        }
    }

    /** Flushes the interval under way at once, for the time at which it would have ended. */
    void flushLast() {
        if (schedule != null && !metrics.isFlushing() && isUsed.getAsBoolean()) {
            List<Idle> unused = flusher.flush(metrics.endInterval(schedule.nextEnd()));
        }
    }
}

package plumbago.carbon.writer;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.LogLimit;
import plumbago.carbon.stats.PointCounters;
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

    private static final int NONE = -1;

    private static final int LOGGED_PER_SECOND = 10;

    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final WriteQueues queues;
    private final Storage storage;
    private final PointCounters counters;
    private final Clock clock;
    private final LogLimit logLimit;
    private final QueuedPoints points = new QueuedPoints();
    private int failures;
    private int resumeAt = NONE;
    private boolean failing;

    public Writer(WriteQueues queues, Storage storage, PointCounters counters, Clock clock) {
        this.queues = queues;
        this.storage = storage;
        this.counters = counters;
        this.clock = clock;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, () -> clock.millis() / 1000);
    }

    /**
     * Writes what waits at this moment.
     *
     * @param pace asked before each write; false ends the sweep early
     * @return how many series could not be written and wait again; those that may not be created yet are not among them
     */
    int sweep(Pace pace) {
        int[] waiting = queues.takeWaiting();
        failures = 0;
        // Begins where the last sweep was broken off, so that series which fail do not keep the rest from their turn.
        int first = indexFrom(waiting, resumeAt);
        resumeAt = NONE;
        for (int i = 0; i < waiting.length; i++) {
            int series = waiting[(first + i) % waiting.length];
            if (resumeAt == NONE && (failures >= FAILURES_PER_SWEEP || !pace.nextWrite())) {
                resumeAt = series;
            }
            if (resumeAt == NONE) {
                write(series, pace);
            } else {
                queues.putBack(series);
            }
        }
        if (failing && failures == 0 && waiting.length > 0) {
            failing = false;
            log.info("writing works again; {} points wait in the queues", queues.queuedPoints());
        }
        return failures;
    }

    /** Where the first series not before {@code series} stands in an ascending list. */
    private static int indexFrom(int[] ascending, int series) {
        int index = Arrays.binarySearch(ascending, series);
        return index >= 0 ? index : -index - 1;
    }

    private void write(int series, Pace pace) {
        String metric = null;
        int taken = 0;
        try {
            queues.copy(series, POINTS_AT_ONCE, points);
            taken = points.size();
            points.sort();
            metric = queues.name(series);
            if (!storage.write(
                    metric,
                    points.timestamps(),
                    points.values(),
                    points.size(),
                    clock.millis() / 1000,
                    pace::mayCreate)) {
                queues.putBack(series);
                return;
            }
            counters.update();
            counters.stored(taken);
            queues.remove(series, taken);
        } catch (UnsoundSeriesException e) {
            counters.error();
            counters.dropped(DropReason.CORRUPT_FILE, taken);
            queues.remove(series, taken);
            String suffix = logLimit.admit();
            if (suffix != null) {
                log.warn("{} points of {} are dropped: {}{}", taken, metric, e.getMessage(), suffix);
            }
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: a series that is not put back would wait for ever, and so would all behind it in the sweep.
            // Out
            // of memory may be over at once; and on JDK 17 a mapped page that could not be had may be reported late,
            // far
            // from the write that wanted it.
            queues.putBack(series);
            counters.error();
            failures++;
            if (!failing) {
                failing = true;
                log.error(
                        "cannot write {}; its points stay in the queue and are tried again, {} points wait in all",
                        metric,
                        queues.queuedPoints(),
                        e);
            }
        }
    }
}

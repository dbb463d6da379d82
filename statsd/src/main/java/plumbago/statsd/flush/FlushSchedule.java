package plumbago.statsd.flush;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to flush: once at the end of each interval, however late it is asked and whatever the clock does. The ends of intervals
 * are the whole multiples of its length since the epoch, or since the start, as the original has them.
 *
 * <p>No end is flushed twice. When the clock is set back, nothing is flushed until it is past the last end again, so that no
 * point is written over by a later one: what comes in meanwhile goes into the next flush. Only if that would take longer than
 * {@value #MOST_WAIT_MILLIS} ms is the new time believed. When a flush is late by more than an interval, the ends between are
 * left out. Not thread-safe.
 */
public final class FlushSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(FlushSchedule.class);

    /** How long a clock that was set back is waited for. */
    static final long MOST_WAIT_MILLIS = 3_600_000;

    private final long interval;
    private final long origin;

    /** The last end that was flushed. */
    private long last;

    /**
     * @param interval milliseconds, above 0
     * @param origin milliseconds since the epoch that an interval ends at
     * @param last the last end that was flushed, by an earlier process; at most {@code now} if there is none
     * @param now milliseconds since the epoch
     */
    public FlushSchedule(long interval, long origin, long last, long now) {
        this.interval = interval;
        this.origin = origin;
        // The first interval has its whole length also where its beginning was rounded up, as the original's has.
        this.last = Math.max(endBefore(Math.max(now, origin)), last);
    }

    /** The last end of an interval up to a time. */
    private long endBefore(long now) {
        return now - Math.floorMod(now - origin, interval);
    }

    /** How long to wait until the next flush is due, in milliseconds; 0 if it is. */
    public long millisLeft(long now) {
        believe(now);
        return Math.max(0, last + interval - now);
    }

    /** Has the interval end, if its time has come: when it ended, in milliseconds since the epoch; or -1. */
    public long end(long now) {
        believe(now);
        long end = endBefore(now);
        if (end <= last) {
            return -1;
        }
        last = end;
        return end;
    }

    /** When the interval under way is to end. */
    public long nextEnd() {
        return last + interval;
    }

    private void believe(long now) {
        if (last - now > MOST_WAIT_MILLIS) {
            LOG.warn(
                    "the clock was set back by {} seconds: flushes follow it, and write over points of that time",
                    (last - now) / 1000);
            last = endBefore(now);
        }
    }
}

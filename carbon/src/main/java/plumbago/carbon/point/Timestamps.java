package plumbago.carbon.point;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/**
 * Which timestamps points may have: seconds since the epoch that fit into the 32 bits of a Whisper file, and milliseconds
 * if they are asked for. Safe for many threads.
 */
public final class Timestamps {
    private static final long MAX_SECONDS = 0xFFFFFFFFL;

    private static final int LOGGED_PER_SECOND = 1;
    private static final int SHOWN_CHARACTERS = 120;

    private static final Logger LOG = LoggerFactory.getLogger(Timestamps.class);

    private final int resolution;
    private final boolean acceptMilliseconds;
    private final LogLimit logLimit;
    private final LongSupplier seconds;

    /**
     * @param resolution timestamps are rounded down to a multiple of so many seconds, at least 1 (MIN_TIMESTAMP_RESOLUTION)
     * @param acceptMilliseconds whether what can only be milliseconds is divided by a thousand (ACCEPT_MILLISECONDS)
     * @param seconds the time, in seconds since the epoch; 0 if it is not to be known when points were accepted
     */
    public Timestamps(int resolution, boolean acceptMilliseconds, LongSupplier seconds) {
        this.resolution = resolution;
        this.acceptMilliseconds = acceptMilliseconds;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
        this.seconds = seconds;
    }

    /** The time, in seconds since the epoch, or 0. */
    public long now() {
        return seconds.getAsLong();
    }

    /** Gives a point of a batch the timestamp that it is kept with; false if there is none. */
    public boolean settle(PointBatch batch, int i) {
        long timestamp = batch.timestamp(i);
        if (timestamp < 0 || timestamp > MAX_SECONDS) {
            if (!acceptMilliseconds || !Milliseconds.are(timestamp)) {
                return false;
            }
            timestamp /= 1000;
            batch.setTimestamp(i, timestamp);
        }
        if (resolution > 1) {
            batch.setTimestamp(i, timestamp - timestamp % resolution);
        }
        return true;
    }

    /** Logs that a point is dropped, if not too much has been logged; without any lock held. */
    public void logDropped(PointBatch batch, int i) {
        String suffix = logLimit.admit();
        if (suffix == null) {
            return;
        }
        String name = batch.name(i).replaceAll("\\p{Cntrl}", "?");
        LOG.warn(
                "points of {} with the timestamp {} are dropped: {}{}",
                name.length() > SHOWN_CHARACTERS ? name.substring(0, SHOWN_CHARACTERS) + "..." : name,
                batch.timestamp(i),
                Milliseconds.are(batch.timestamp(i))
                        ? "these are milliseconds, expected seconds since 1970; ACCEPT_MILLISECONDS = True takes both"
                        : "expected seconds since 1970, from 0 to " + MAX_SECONDS,
                suffix);
    }
}

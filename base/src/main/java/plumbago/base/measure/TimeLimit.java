package plumbago.base.measure;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Ends the work on a request when it has taken too long, or when nobody waits for the answer any more. A wall clock that
 * is set does not matter. Used by one thread.
 */
public final class TimeLimit {
    private final LongSupplier nanos;
    private final Duration longest;
    private final BooleanSupplier clientIsGone;
    private final long begin;

    /**
     * Begins now.
     *
     * @param nanos a clock that only goes on, such as {@link System#nanoTime}
     * @param longest what the work may take, to the millisecond
     * @param clientIsGone whether nobody waits for the answer any more
     */
    public TimeLimit(LongSupplier nanos, Duration longest, BooleanSupplier clientIsGone) {
        this.nanos = nanos;
        this.longest = longest;
        this.clientIsGone = clientIsGone;
        this.begin = nanos.getAsLong();
    }

    /**
     * To be called every few milliseconds of work.
     *
     * @throws WorkEndedException if there is no use in going on
     */
    public void check() {
        if (clientIsGone.getAsBoolean()) {
            throw new WorkEndedException(WorkEndedException.Reason.CLIENT_GONE, "the client has gone");
        }
        if (spentNanos() / 1_000_000 > longest.toMillis()) {
            throw new WorkEndedException(
                    WorkEndedException.Reason.TIME_IS_OVER,
                    "the request took more than " + longest.toSeconds()
                            + " seconds; ask for fewer series or less time, or raise MAX_RENDER_TIME");
        }
    }

    /** Nanoseconds since the beginning. */
    public long spentNanos() {
        return nanos.getAsLong() - begin;
    }
}

package plumbago.web.http;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Ends the work on a request when it has taken too long, or when nobody waits for the answer any more. */
public final class TimeLimit {
    private final Clock clock;
    private final Duration longest;
    private final BooleanSupplier clientIsGone;
    private final long end;

    /** Begins now. */
    public TimeLimit(Clock clock, Duration longest, BooleanSupplier clientIsGone) {
        this.clock = clock;
        this.longest = longest;
        this.clientIsGone = clientIsGone;
        this.end = clock.millis() + longest.toMillis();
    }

    /**
     * To be called every few milliseconds of work.
     *
     * @throws RequestException if there is no use in going on
     */
    public void check() {
        if (clientIsGone.getAsBoolean()) {
            throw new RequestException(499, "the client has gone");
        }
        if (clock.millis() > end) {
            throw new RequestException(
                    422,
                    "the request took more than " + longest.toSeconds()
                            + " seconds; ask for fewer series or less time, or raise MAX_RENDER_TIME");
        }
    }
}

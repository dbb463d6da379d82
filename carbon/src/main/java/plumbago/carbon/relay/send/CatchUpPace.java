package plumbago.carbon.relay.send;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast what waits may be sent: as much as comes in, and so many points in a second besides, so that a destination that is
 * back is not flooded, and what waits still gets fewer. {@link #appended} is for any thread, all else for one.
 */
final class CatchUpPace {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final AtomicLong appended = new AtomicLong();
    private double allowed;
    private long seen;

    /** Points that have come in since the connection was made and that nothing was sent for yet. */
    private long fresh;

    private long lastNanos;

    CatchUpPace(double perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.lastNanos = nowNanos;
        this.allowed = perSecond;
    }

    /** Counts points that came in. */
    void appended(long points) {
        if (!Double.isInfinite(perSecond)) {
            appended.addAndGet(points);
        }
    }

    /** There is a connection: what came in before it waits like all else. */
    void begin() {
        seen = appended.get();
        fresh = 0;
    }

    /** Whether points may be sent now. */
    boolean allows(long nowNanos) {
        if (Double.isInfinite(perSecond)) {
            return true;
        }
        long in = appended.get();
        allowed = Math.min(perSecond, allowed + (nowNanos - lastNanos) / NANOS * perSecond);
        fresh += in - seen;
        seen = in;
        lastNanos = nowNanos;
        return fresh + allowed > 0;
    }

    /** Counts points that were sent; more of them than allowed are waited for later. */
    void sent(long points) {
        if (!Double.isInfinite(perSecond)) {
            long ofFresh = Math.min(fresh, points);
            fresh -= ofFresh;
            allowed -= points - ofFresh;
        }
    }
}

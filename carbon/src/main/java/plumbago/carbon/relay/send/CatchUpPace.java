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

    /** Whether points may be sent now. */
    boolean allows(long nowNanos) {
        if (Double.isInfinite(perSecond)) {
            return true;
        }
        long in = appended.get();
        allowed = Math.min(perSecond, allowed + (nowNanos - lastNanos) / NANOS * perSecond) + (in - seen);
        seen = in;
        lastNanos = nowNanos;
        return allowed > 0;
    }

    /** Counts points that were sent; more of them than allowed are waited for later. */
    void sent(long points) {
        if (!Double.isInfinite(perSecond)) {
            allowed -= points;
        }
    }
}

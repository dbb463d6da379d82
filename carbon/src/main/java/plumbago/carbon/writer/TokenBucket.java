package plumbago.carbon.writer;

/**
 * A limit on how often something is done: tokens come at a steady rate, up to a number that may be saved for a burst.
 * Not thread-safe.
 */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double capacity;
    private double tokens;
    private long lastNanos;

    /**
     * @param perSecond tokens that come in a second; infinite for no limit
     * @param capacity tokens that can be saved, at least 1; there are so many at the beginning
     * @param nowNanos nanoseconds, of any clock that never goes back
     */
    TokenBucket(double perSecond, double capacity, long nowNanos) {
        this.perSecond = perSecond;
        this.capacity = Math.max(1, capacity);
        this.tokens = this.capacity;
        this.lastNanos = nowNanos;
    }

    /** Takes a token if there is one. */
    boolean take(long nowNanos) {
        if (Double.isInfinite(perSecond)) {
            return true;
        }
        tokens = Math.min(capacity, tokens + (nowNanos - lastNanos) / NANOS * perSecond);
        lastNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Nanoseconds until there will be a token; never if none will come. */
    long nanosToNext() {
        if (tokens >= 1) {
            return 0;
        }
        return perSecond <= 0 ? Long.MAX_VALUE : (long) Math.ceil((1 - tokens) / perSecond * NANOS);
    }
}

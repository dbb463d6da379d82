package plumbago.carbon.writer;

/**
 * A limit on how often something is done: tokens come at a steady rate, up to a number that may be saved for a burst.
 * Tokens that come while there are enough are counted when they are needed, as in carbon. Not thread-safe.
 */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private double perSecond;
    private double capacity;
    private double tokens;
    private long lastNanos;

    /**
     * @param perSecond tokens that come in a second; infinite for no limit
     * @param capacity tokens that can be saved; there are so many at the beginning
     * @param nowNanos nanoseconds, of any clock that never goes back
     */
    TokenBucket(double perSecond, double capacity, long nowNanos) {
        this.perSecond = perSecond;
        this.capacity = capacity;
        this.tokens = capacity;
        this.lastNanos = nowNanos;
    }

    boolean isUnlimited() {
        return Double.isInfinite(perSecond);
    }

    /** Whether there are so many tokens. */
    boolean has(double cost, long nowNanos) {
        if (isUnlimited() || cost <= tokens) {
            return true;
        }
        tokens = Math.min(capacity, tokens + (nowNanos - lastNanos) / NANOS * perSecond);
        lastNanos = nowNanos;
        return cost <= tokens;
    }

    /** Takes tokens if there are so many. */
    boolean take(double cost, long nowNanos) {
        boolean enough = has(cost, nowNanos);
        if (enough && !isUnlimited()) {
            tokens -= cost;
        }
        return enough;
    }

    /**
     * Takes tokens whether they are there or not.
     *
     * @return how many nanoseconds to wait until they are there, so that nothing is caught up later
     */
    long reserve(double cost, long nowNanos) {
        if (take(cost, nowNanos)) {
            return 0;
        }
        double missing = cost - tokens;
        tokens -= cost;
        return (long) Math.ceil(missing / perSecond * NANOS);
    }

    /** Changes rate and capacity; there are as many more or fewer tokens as can be saved more or fewer. */
    void change(double newPerSecond, double newCapacity) {
        tokens += newCapacity - capacity;
        perSecond = newPerSecond;
        capacity = newCapacity;
    }

    /** The tokens as they were counted last; below zero if some were taken before they were there. */
    double tokens() {
        return tokens;
    }
}

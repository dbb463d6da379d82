package plumbago.carbon.writer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Holds the limits on writes and new files, and at the end the one for the end and the time there is. */
final class LimitedPace implements Pace {
    private final TokenBucket updates;
    private final TokenBucket creates;
    private final double perSecondAtTheEnd;
    private final CountDownLatch closing;
    private final LongSupplier nanosLeft;
    private boolean ending;
    private long waitedNanos;

    /**
     * @param closing at zero when the limit for the end holds
     * @param nanosLeft asked from then on: for how long there may be writes
     */
    LimitedPace(WriteLimits limits, CountDownLatch closing, LongSupplier nanosLeft) {
        long now = System.nanoTime();
        this.updates = bucket(limits.updatesPerSecond(), limits.updatesPerSecond(), now);
        this.creates = bucket(limits.createsPerMinute() / 60, limits.createsPerMinute(), now);
        this.perSecondAtTheEnd = limits.perSecondAtTheEnd();
        this.closing = closing;
        this.nanosLeft = nanosLeft;
    }

    /** One token must have space, or nothing would ever be done. */
    private static TokenBucket bucket(double perSecond, double capacity, long now) {
        return new TokenBucket(perSecond, Math.max(1, capacity), now);
    }

    @Override
    public boolean nextWrite() {
        if (isEnding() && nanosLeft.getAsLong() <= 0) {
            return false;
        }
        if (updates.isUnlimited()) {
            return true;
        }
        long start = System.nanoTime();
        long nanos = updates.reserve(1, start);
        if (nanos == 0) {
            return true;
        }
        try {
            // The end breaks off a wait, but not one that belongs to the end.
            if (ending) {
                if (nanos >= nanosLeft.getAsLong()) {
                    return false;
                }
                TimeUnit.NANOSECONDS.sleep(nanos);
            } else {
                boolean unused = closing.await(nanos, TimeUnit.NANOSECONDS);
            }
            return !isEnding() || nanosLeft.getAsLong() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }

    @Override
    public boolean limitsWrites() {
        return !updates.isUnlimited();
    }

    @Override
    public boolean mayCreate() {
        return creates.take(1, System.nanoTime());
    }

    @Override
    public boolean limitsCreates() {
        isEnding();
        return !creates.isUnlimited();
    }

    @Override
    public boolean isEnding() {
        if (!ending && closing.getCount() == 0) {
            ending = true;
            updates.change(perSecondAtTheEnd, Math.max(1, perSecondAtTheEnd));
            creates.change(perSecondAtTheEnd, Math.max(1, perSecondAtTheEnd));
        }
        return ending;
    }

    @Override
    public long waitedNanos() {
        return waitedNanos;
    }
}

package plumbago.carbon.writer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds MAX_UPDATES_PER_SECOND and MAX_CREATES_PER_MINUTE, until the end: then everything is written at once. */
final class LimitedPace implements Pace {
    private final TokenBucket updates;
    private final TokenBucket creates;
    private final CountDownLatch closing;

    /** @param closing at zero when the limits no longer hold */
    LimitedPace(double updatesPerSecond, double createsPerMinute, CountDownLatch closing) {
        long now = System.nanoTime();
        this.updates = new TokenBucket(updatesPerSecond, updatesPerSecond, now);
        this.creates = new TokenBucket(createsPerMinute / 60, createsPerMinute, now);
        this.closing = closing;
    }

    @Override
    public boolean nextWrite() {
        while (closing.getCount() > 0 && !updates.take(System.nanoTime())) {
            try {
                if (closing.await(updates.nanosToNext(), TimeUnit.NANOSECONDS)) {
                    return true;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean mayCreate() {
        return closing.getCount() == 0 || creates.take(System.nanoTime());
    }
}

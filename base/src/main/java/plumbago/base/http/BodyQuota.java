package plumbago.base.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all bodies of requests may have together, from their first byte until they are answered. Safe for any number of threads. */
final class BodyQuota {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most in bytes */
    BodyQuota(long most) {
        this.most = most;
    }

    /** Takes so many, if there are as many left; what was taken is to be given back. */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}

package plumbago.statsd.server;

import java.util.concurrent.atomic.AtomicLong;

/** How much all connections together keep of answers that their clients have not fetched. Safe for many threads. */
final class UnfetchedAnswers {
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    /** @param most bytes */
    UnfetchedAnswers(long most) {
        this.most = most;
    }

    /** Counts so many more; false, and nothing is counted, if that would be too many. */
    boolean claim(int more) {
        if (bytes.addAndGet(more) <= most) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    void free(long less) {
        bytes.addAndGet(-less);
    }

    long bytes() {
        return bytes.get();
    }
}

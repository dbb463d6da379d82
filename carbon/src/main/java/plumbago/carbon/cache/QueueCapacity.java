package plumbago.carbon.cache;

import java.util.concurrent.atomic.AtomicLong;

/** How much waits in all queues, how much more may, and whether senders have to wait because of that. Safe for many threads. */
final class QueueCapacity {
    private final Stripes stripes;
    private final QueueLimits limits;
    private final PointJournal journal;
    private final AtomicLong queued = new AtomicLong();
    private final SenderPause pause;

    QueueCapacity(Stripes stripes, QueueLimits limits, PointJournal journal) {
        this.stripes = stripes;
        this.limits = limits;
        this.journal = journal;
        this.pause = new SenderPause(limits.flowControl(), () -> isFull() || journal.full(), this::belowResumeLimits);
    }

    /** How many points wait. */
    long queuedPoints() {
        return queued.get();
    }

    /** Counts points that wait from now on. */
    void added(int points) {
        queued.addAndGet(points);
    }

    /** Counts points that wait no more. */
    void removed(int points) {
        queued.addAndGet(-points);
    }

    /** For how many points there is capacity; below zero if there are too many. */
    long left() {
        // A point takes one more chunk at most, so this capacity is never overdrawn by bytes either.
        return Math.min(
                limits.hardPoints() - queued.get(),
                (limits.hardBytes() - stripes.memoryBytes()) / PointChunks.CHUNK_BYTES);
    }

    /** Whether what waits is beyond a limit. */
    boolean isFull() {
        return queued.get() >= limits.points() || stripes.memoryBytes() >= limits.bytes();
    }

    private boolean belowResumeLimits() {
        return queued.get() < limits.resumePoints() && stripes.memoryBytes() < limits.resumeBytes() && !journal.full();
    }

    SenderPause pause() {
        return pause;
    }
}

package plumbago.carbon.relay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The accounts of a destination, also of one that goes and comes back: attempted + replayed = sent + waiting + fullDrops + expired
 * + damaged + diverted, where the spool knows what waits and what is damaged. Counts only grow. Safe for any number of threads.
 */
final class DestinationCounters {
    private final LongAdder attempted = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder fullDrops = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder diverted = new LongAdder();
    private final LongAdder unconnected = new LongAdder();
    private final LongAdder resets = new LongAdder();
    private final AtomicLong longestQueue = new AtomicLong();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder damaged = new LongAdder();

    /** A spool has been opened: what nobody knows of was left by an earlier process, and what is missing is lost. */
    void found(long waiting) {
        long known = attempted() + replayed() - sent() - fullDrops() - expired() - diverted() - damaged();
        if (waiting > known) {
            replayed.add(waiting - known);
        } else {
            damaged.add(known - waiting);
        }
    }

    void attempted(long points) {
        attempted.add(points);
    }

    void sent(long points) {
        sent.add(points);
    }

    void messageSent() {
        messages.increment();
    }

    void fullDrop(long points) {
        fullDrops.add(points);
    }

    void expired(long points) {
        expired.add(points);
    }

    void diverted(long points) {
        diverted.add(points);
    }

    void queuedUnconnected(long points) {
        unconnected.add(points);
    }

    void reset() {
        resets.increment();
    }

    void queue(long waiting) {
        if (waiting > longestQueue.get()) {
            longestQueue.accumulateAndGet(waiting, Math::max);
        }
    }

    /** Points that were routed here. */
    long attempted() {
        return attempted.sum();
    }

    /** Points that the destination's TCP has acknowledged. */
    long sent() {
        return sent.sum();
    }

    /** Messages that were written. */
    long messages() {
        return messages.sum();
    }

    /** Points that were dropped since the spool was full. */
    long fullDrops() {
        return fullDrops.sum();
    }

    /** Points that were dropped since they had waited too long. */
    long expired() {
        return expired.sum();
    }

    /** Points that went to other destinations since this one was not there any more. */
    long diverted() {
        return diverted.sum();
    }

    /** Points that were accepted while there was no connection. */
    long queuedUnconnected() {
        return unconnected.sum();
    }

    /** Connections that were made anew because too little was taken (USE_RATIO_RESET). */
    long resets() {
        return resets.sum();
    }

    /** Points that an earlier process had accepted. */
    long replayed() {
        return replayed.sum();
    }

    /** Points that were lost in spools that have been closed. */
    long damaged() {
        return damaged.sum();
    }

    /** The most points that have waited since this was asked before. */
    long takeLongestQueue() {
        return longestQueue.getAndSet(0);
    }
}

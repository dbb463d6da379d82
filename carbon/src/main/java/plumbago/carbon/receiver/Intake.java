package plumbago.carbon.receiver;

import java.util.function.LongSupplier;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.stats.PointCounters;

/**
 * Where the points of all receivers go, and what they share.
 *
 * @param sink called from many threads
 * @param flowControl while it is paused nothing is read, so that senders wait
 * @param seconds the time, since the epoch
 * @param quota for lines and frames whose end has not come in
 * @param senders who sends how much
 */
public record Intake(
        PointSink sink,
        FlowControl flowControl,
        PointCounters counters,
        LongSupplier seconds,
        UnfinishedQuota quota,
        Senders senders) {
    /** With senders of its own. */
    public Intake(
            PointSink sink,
            FlowControl flowControl,
            PointCounters counters,
            LongSupplier seconds,
            UnfinishedQuota quota) {
        this(sink, flowControl, counters, seconds, quota, new Senders(seconds));
    }

    /** Reads plaintext lines. */
    LineParser lineParser(LineRefusals refusals) {
        return new LineParser(sink, counters, refusals, seconds);
    }

    /** Fills batches for the sink; one for each thread. */
    public BatchFiller filler() {
        return new BatchFiller(sink, counters, seconds);
    }
}

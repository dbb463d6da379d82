package plumbago.carbon.receiver;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.stats.DropExamples;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;

/**
 * Counts lines that are no points and logs the beginning of some of them, at most {@value #LOGGED_PER_SECOND} in a
 * second. Safe for many threads.
 */
final class RejectedLines implements LineRefusals {
    static final int LOGGED_PER_SECOND = 10;

    /** Bytes of a line that go into the log. */
    private static final int SHOWN_BYTES = 120;

    private static final Logger LOG = LoggerFactory.getLogger(RejectedLines.class);

    private final PointCounters counters;
    private final LogLimit logLimit;

    /** @param seconds a clock in whole seconds; only its differences matter */
    RejectedLines(PointCounters counters, LongSupplier seconds) {
        this.counters = counters;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    @Override
    public void refuse(Object sender, byte[] bytes, int start, int end, String reason) {
        counters.refused(Refusal.LINE);
        Sender.refused(sender);
        counters.examples().refused(Refusal.LINE, sender, bytes, start, end, reason);
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "line from {} refused, {}: \"{}\"{}",
                    sender,
                    reason,
                    DropExamples.printable(bytes, start, end, SHOWN_BYTES),
                    suffix);
        }
    }
}

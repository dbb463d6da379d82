package plumbago.carbon.receiver;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;

/** Counts connections that were ended because something else than lines is spoken on them. Safe for many threads. */
final class OtherProtocols {
    private static final int LOGGED_PER_SECOND = 5;
    private static final Logger LOG = LoggerFactory.getLogger(OtherProtocols.class);

    private final PointCounters counters;
    private final LogLimit logLimit;

    /** @param seconds a clock in whole seconds; only its differences matter */
    OtherProtocols(PointCounters counters, LongSupplier seconds) {
        this.counters = counters;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    /** Counts one connection. */
    void refuse(Object sender, String protocol) {
        counters.refused(Refusal.PROTOCOL);
        counters.examples().refused(Refusal.PROTOCOL, sender, "lines, and not " + protocol);
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "connection from {} ended, because it speaks {}, where lines are expected: name value timestamp{}",
                    sender,
                    protocol,
                    suffix);
        }
    }
}

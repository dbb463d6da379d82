package plumbago.carbon.receiver;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;

/** Counts frames, and points inside of frames, that cannot be taken, and logs some of them. Safe for many threads. */
final class RefusedFrames {
    private static final int LOGGED_PER_SECOND = 10;
    private static final Logger LOG = LoggerFactory.getLogger(RefusedFrames.class);

    private final String protocol;
    private final PointCounters counters;
    private final LogLimit logLimit;

    /**
     * @param protocol what the frames are, for the log
     * @param seconds a clock in whole seconds; only its differences matter
     */
    RefusedFrames(String protocol, PointCounters counters, LongSupplier seconds) {
        this.protocol = protocol;
        this.counters = counters;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    /** Counts a whole frame. The reason follows the word "because". */
    void frame(Object sender, String reason) {
        refuse(Refusal.FRAME, protocol + " frame", sender, reason);
    }

    /** Counts one point of a frame whose other points are taken. */
    void point(Object sender, String reason) {
        refuse(Refusal.POINT, "a point in a " + protocol + " frame", sender, reason);
    }

    private void refuse(Refusal kind, String what, Object sender, String reason) {
        counters.refused(kind);
        Sender.refused(sender);
        counters.examples().refused(kind, sender, reason);
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("{} from {} refused, because {}{}", what, sender, reason, suffix);
        }
    }
}

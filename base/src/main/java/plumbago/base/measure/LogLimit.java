package plumbago.base.measure;

import java.util.function.LongSupplier;

/**
 * Lets only so many messages of a kind into the log in a second, so that a sender of rubbish cannot fill the disk
 * through it, and knows how many were left out since. Safe for many threads.
 */
public final class LogLimit {
    private final int perSecond;
    private final LongSupplier seconds;
    private long second = Long.MIN_VALUE;
    private int loggedThisSecond;
    private long leftOut;

    /** @param seconds a clock in whole seconds; only its differences matter */
    public LogLimit(int perSecond, LongSupplier seconds) {
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    /**
     * Asks for leave to log one message.
     *
     * @return null if it should not be logged; else what to put behind it: nothing, or how many were left out before
     */
    public synchronized String admit() {
        long now = seconds.getAsLong();
        if (now != second) {
            second = now;
            loggedThisSecond = 0;
        }
        if (loggedThisSecond == perSecond) {
            leftOut++;
            return null;
        }
        loggedThisSecond++;
        String suffix = leftOut == 0 ? "" : " (and " + leftOut + " more like it, not logged)";
        leftOut = 0;
        return suffix;
    }
}

package plumbago.whisper;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets readers notice that points were written while they read, without ever holding up the writer.
 *
 * <p>A point is 12 bytes at any multiple of 4, so it cannot be stored at one stroke. The writer therefore counts before
 * and after each store, and a reader that finds the counts uneven or changed reads again. Files share a fixed number of
 * counters by the identity of the file, so it makes no difference through which open file, or by which of the two ways of
 * access, points are written and read in this process. Two files that share a counter only cost each other a re-read.
 */
final class WriteSequence {
    private static final int STRIPES = 1024;

    /** Longs from one stripe to the next: two cache lines, so that neighbours do not disturb each other. */
    private static final int STRIDE = 16;

    private static final int FINISHED = 1;

    private static final int SPINS = 100;
    private static final long PARK_NANOS = 50_000;

    private static final AtomicLongArray COUNTS = new AtomicLongArray(STRIPES * STRIDE);

    private WriteSequence() {}

    /** The stripe of a file, to be given to the other methods. */
    static int stripe(Object fileKey) {
        int hash = fileKey.hashCode() * 0x9E37_79B9;
        return (hash >>> 22) * STRIDE;
    }

    /** To be called just before points are stored; {@link #writeFinished} must follow whatever happens. */
    static void writeStarted(int stripe) {
        COUNTS.getAndIncrement(stripe);
    }

    static void writeFinished(int stripe) {
        COUNTS.getAndIncrement(stripe + FINISHED);
    }

    /**
     * To be called before reading.
     *
     * @return a number for {@link #undisturbed}, or -1 if a write is under way
     */
    static long readStarted(int stripe) {
        long finished = COUNTS.get(stripe + FINISHED);
        // Loaded second: if it equals the number finished a moment before, no write was under way between the two.
        long started = COUNTS.get(stripe);
        return started == finished ? started : -1;
    }

    /**
     * To be called after a disturbed read, before the next. A write takes less than a microsecond, unless its thread
     * lost the processor or waits for the disk.
     *
     * @param disturbed how many reads in a row were disturbed
     */
    static void pause(int disturbed) {
        if (disturbed < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    /** Whether no write began since {@link #readStarted}, so that what was read is whole. */
    static boolean undisturbed(int stripe, long readStarted) {
        VarHandle.acquireFence();
        return COUNTS.get(stripe) == readStarted;
    }
}

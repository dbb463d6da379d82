package plumbago.carbon.door;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much all connections together may keep of lines and frames whose end has not come in. Each may keep a little in
 * any case, which is enough for the lines that senders send; the long beginnings of lines and frames that never end, on
 * thousands of connections, would take all memory. Safe for many threads.
 */
public final class UnfinishedRoom {
    /** What a connection may keep without asking. */
    public static final int FREE_BYTES = 512;

    private final AtomicLong left;

    /** @param bytes the room for what connections keep beyond {@link #FREE_BYTES} */
    public UnfinishedRoom(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** A share of the memory that leaves the most of it to other things. */
    public static UnfinishedRoom ofThisProcess() {
        return new UnfinishedRoom(Runtime.getRuntime().maxMemory() / 16);
    }

    /** Takes room; false, and nothing is taken, if there is not so much. */
    public boolean take(int bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    /** Gives taken room back. */
    public void giveBack(int bytes) {
        left.addAndGet(bytes);
    }
}

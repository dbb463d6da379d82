package plumbago.carbon.writer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The writes that storage has under way, at most so many as it wants at once, and those that have ended and are still to
 * be settled. Belongs to the writer's thread but for {@link #ended}, which is for any.
 */
final class WritesInFlight {
    private final int most;
    private final Deque<WriteInFlight> free = new ArrayDeque<>();

    /** Ended by the writer's own thread, as all are with a storage that is done when it returns. */
    private final Deque<WriteInFlight> endedHere = new ArrayDeque<>();

    private final BlockingQueue<WriteInFlight> endedElsewhere = new LinkedBlockingQueue<>();
    private Thread owner;
    private int made;
    private int underWay;

    /** @param most at least 1 */
    WritesInFlight(int most) {
        this.most = most;
    }

    /** Says whose thread the writer runs on from now on. */
    void ownedByThisThread() {
        owner = Thread.currentThread();
    }

    /** How many have begun and are not settled. */
    int underWay() {
        return underWay;
    }

    /** One that can be begun; null if all are under way. */
    WriteInFlight take() {
        WriteInFlight write = free.poll();
        if (write == null && made < most) {
            made++;
            write = new WriteInFlight(this);
        }
        if (write != null) {
            underWay++;
        }
        return write;
    }

    /** Gives back one that never began, or is settled. */
    void giveBack(WriteInFlight write) {
        underWay--;
        free.push(write);
    }

    /** Takes one that has ended and is to be settled. */
    void ended(WriteInFlight write) {
        if (Thread.currentThread() == owner) {
            endedHere.add(write);
        } else {
            endedElsewhere.add(write);
        }
    }

    /** One that has ended; null if none has that is not settled. */
    WriteInFlight poll() {
        WriteInFlight write = endedHere.poll();
        // A queue that others add to is looked into only if there can be anything in it.
        return write != null || underWay == 0 ? write : endedElsewhere.poll();
    }

    /** Waits for one that has ended; there must be one under way. */
    WriteInFlight await() {
        WriteInFlight write = poll();
        boolean interrupted = false;
        while (write == null) {
            try {
                write = endedElsewhere.take();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return write;
    }
}

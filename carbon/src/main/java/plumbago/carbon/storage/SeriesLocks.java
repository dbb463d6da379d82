package plumbago.carbon.storage;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may change a series' file at the moment: the writer, or somebody who deletes, renames or resizes it. Series share
 * locks by the hash of their names, so that a million of them need no million locks. Safe for many threads.
 */
public final class SeriesLocks {
    private static final int LOCKS = 1024;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /** All free. */
    public SeriesLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** Takes a series' lock, waiting for whoever has it. */
    public void lock(String metric) {
        locks[place(metric)].lock();
    }

    /** Takes a series' lock if nobody has it; one thread may have the locks of many series. */
    public boolean tryLock(String metric) {
        return locks[place(metric)].tryLock();
    }

    /** Takes the locks of two series, in an order that all agree on. */
    public void lock(String one, String other) {
        locks[Math.min(place(one), place(other))].lock();
        locks[Math.max(place(one), place(other))].lock();
    }

    /** Gives a lock back, by the thread that took it. */
    public void unlock(String metric) {
        locks[place(metric)].unlock();
    }

    private static int place(String metric) {
        int hash = metric.hashCode();
        return (hash ^ (hash >>> 16)) & (LOCKS - 1);
    }
}

package plumbago.carbon.cache;

import java.util.Arrays;

/**
 * When the points of a stripe's series that wait were accepted: of each series, a time that the oldest of them was accepted
 * at, and the others at or after. It says by which time it is judged how old they are, however long they have to wait.
 * Judging all by the oldest one's time puts none in a wrong slot: whatever was accepted since waits with them, and they are
 * written in the order of their times. Not thread-safe.
 */
final class AcceptanceTimes {
    /** By handle; seconds since the epoch in 32 bits. */
    private int[] since = new int[512];

    private int present;

    /** Says when the points were accepted that come next: seconds since the epoch, 0 if that is not known. */
    void present(long seconds) {
        present = (int) seconds;
    }

    /** A series has its first point waiting. */
    void begin(int handle) {
        if (handle >= since.length) {
            since = Arrays.copyOf(since, Math.max(handle + 1, since.length + (since.length >> 1)));
        }
        since[handle] = present;
    }

    /**
     * The oldest points of a series that waits are stored, and what is left was accepted after them.
     *
     * @param all whether they were all that waited when they were copied, so that what is left has just come
     * @param greatest otherwise, the greatest of their timestamps: none was accepted before its own time. Seconds since the
     *     epoch
     */
    void removed(int handle, boolean all, long greatest) {
        if (all || of(handle) == 0) {
            begin(handle);
        } else {
            since[handle] = (int) Math.max(of(handle), Math.min(greatest, present & 0xFFFFFFFFL));
        }
    }

    /** Seconds since the epoch; 0 if it is not known. The series has points waiting. */
    long of(int handle) {
        return since[handle] & 0xFFFFFFFFL;
    }

    long memoryBytes() {
        return 4L * since.length;
    }
}

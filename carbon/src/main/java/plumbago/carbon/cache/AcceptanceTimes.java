package plumbago.carbon.cache;

/**
 * When the points of a stripe's series that wait were accepted: of each series, a time that the oldest of them was accepted
 * at, and the others at or after. It says by which time it is judged how old they are, however long they have to wait.
 * Judging all by the oldest one's time puts none in a wrong slot: whatever was accepted since waits with them, and they are
 * written in the order of their times.
 *
 * <p>The time stands where the last chunk of a queue would have its next one, since that is touched with each point anyway:
 * an array of its own costs a sweep over a million series half as much again. Not thread-safe.
 */
final class AcceptanceTimes {
    private final SeriesTable table;
    private final PointChunks chunks;
    private int present;

    AcceptanceTimes(SeriesTable table, PointChunks chunks) {
        this.table = table;
        this.chunks = chunks;
    }

    /** Says when the points were accepted that come next: seconds since the epoch, 0 if that is not known. */
    void present(long seconds) {
        present = (int) seconds;
    }

    /** A series has its first point waiting. */
    void begin(int handle) {
        set(handle, present);
    }

    /** A chunk has been put behind the last one of a series, in which the time stands from now on. */
    void grown(int last, int added) {
        chunks.setNext(added, chunks.next(last));
        chunks.setNext(last, added);
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
            set(handle, (int) Math.max(of(handle), Math.min(greatest, present & 0xFFFFFFFFL)));
        }
    }

    /** Seconds since the epoch; 0 if it is not known. The series has points waiting. */
    long of(int handle) {
        return chunks.next(last(handle)) & 0xFFFFFFFFL;
    }

    private void set(int handle, int seconds) {
        chunks.setNext(last(handle), seconds);
    }

    private int last(int handle) {
        return (int) table.get(handle, SeriesTable.QUEUE);
    }
}

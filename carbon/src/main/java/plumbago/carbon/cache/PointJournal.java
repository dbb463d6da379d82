package plumbago.carbon.cache;

import java.nio.ByteBuffer;
import plumbago.carbon.point.PointBatch;

/**
 * Where points are written down before they wait in memory, so that they are there after a crash. The queues say of
 * each series how far it has been stored since.
 *
 * <p>What is written down at once is a record; records have ascending sequence numbers, and lie in segments, which have
 * ascending numbers as well.
 */
public interface PointJournal {
    /** Keeps nothing. */
    PointJournal NONE = new PointJournal() {
        @Override
        public int segment() {
            return 0;
        }

        @Override
        public long append(PointBatch batch, SeriesNames names) {
            return 0;
        }

        @Override
        public long carryOver(int series, QueuedPoints points, long replaced, SeriesNames names) {
            return 0;
        }

        @Override
        public void stored(int series, long sequence, SeriesNames names) {}

        @Override
        public void gone(int series, long sequence, SeriesNames names) {}

        @Override
        public boolean full() {
            return false;
        }
    };

    /** Tells the names of series. */
    interface SeriesNames {
        /** Puts the bytes of a series' name into a buffer. */
        void copyName(int series, ByteBuffer into);

        /** Length of a series' name in bytes. */
        int nameLength(int series);
    }

    /** The segment that is written to; an appended record is in this one, or in a later one. */
    int segment();

    /**
     * Writes down the points of a batch that have a series. Those for which there is no space lose it
     * ({@link PointBatch#NO_SERIES}), and are counted as dropped.
     *
     * @return the sequence number of the last record
     */
    long append(PointBatch batch, SeriesNames names);

    /**
     * Writes the waiting points of one series down again, instead of all records of that series up to {@code replaced}.
     *
     * @return the sequence number of the last record, or -1 if there was no space for all; then the old records count on
     */
    long carryOver(int series, QueuedPoints points, long replaced, SeriesNames names);

    /** Notes that of a series no record up to this sequence number is needed any more. */
    void stored(int series, long sequence, SeriesNames names);

    /**
     * Notes, before this returns, that of a series no record up to this sequence number may come back: it was deleted, or
     * has another name now.
     */
    void gone(int series, long sequence, SeriesNames names);

    /** Whether senders should wait, because what they send could soon not be written down. */
    boolean full();
}

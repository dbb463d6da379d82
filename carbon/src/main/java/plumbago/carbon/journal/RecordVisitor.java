package plumbago.carbon.journal;

/** Told what the records of a segment hold, in their order. */
interface RecordVisitor {
    /** A record begins: its names come first, then its stored series, then its points. */
    default void record(long sequence) {}

    /** Whether the points should be reported, too. */
    default boolean wantsPoints() {
        return true;
    }

    /** An id stands for this name from now on, to the end of the segment. */
    void name(int id, byte[] bytes, int offset, int length);

    /** Of a series, points of records up to this sequence number are not needed. */
    default void stored(int id, long sequence) {}

    /** A point. */
    default void point(int id, long timestamp, double value) {}

    /** The record's last point has been reported. */
    default void recordEnd() {}
}

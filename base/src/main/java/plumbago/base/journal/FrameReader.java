package plumbago.base.journal;

/** Knows what the operations mean that were written to a journal at once. */
public interface FrameReader {
    /**
     * Takes all operations of a frame, in the order in which they were written.
     *
     * @throws IllegalArgumentException if these are none; the message says why
     */
    void read(OperationInput operations);

    /** Whether the mark is among them that stands behind a whole state, see {@link OperationJournal.State}. */
    boolean hasMark(OperationInput operations);
}

package plumbago.carbon.point;

/** What every receiver hands its points to. Implementations may be called from many threads at once. */
@FunctionalInterface
public interface PointSink {
    /**
     * Takes all points of a batch. The batch belongs to the caller again when this returns, so whatever is to be kept
     * is copied. A point that cannot be taken is counted with its reason; it never fails the batch.
     *
     * <p>The points are counted as received here, and by nobody else; not before they are in the journal.
     */
    void accept(PointBatch batch);
}

package plumbago.whisper;

/** Is shown the points of an archive as they are stored. */
@FunctionalInterface
public interface PointVisitor {
    /**
     * Is shown one point.
     *
     * @param slot the place in the archive, from 0
     * @param timestamp seconds since the epoch; 0 for a slot that was never filled
     * @param value as stored, whatever its time
     */
    void point(long slot, long timestamp, double value);
}

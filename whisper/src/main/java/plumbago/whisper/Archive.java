package plumbago.whisper;

/**
 * Where one archive lies in a file, as the file's own table says. All three fields are unsigned 32-bit numbers on disk.
 *
 * @param offset bytes from the start of the file to the archive's first point
 * @param secondsPerPoint length of one point in seconds
 * @param points how many points the archive holds
 */
public record Archive(long offset, long secondsPerPoint, long points) {
    /** Bytes of one point on disk: the time in 4, the value in 8. */
    public static final int POINT_SIZE = 12;

    /** How far back the archive reaches, in seconds. */
    public long retention() {
        return secondsPerPoint * points;
    }

    /** Bytes of the archive on disk. */
    public long size() {
        return points * POINT_SIZE;
    }

    /** Bytes from the start of the file to the first byte after the archive. */
    long end() {
        return offset + size();
    }

    /** The start of the point that a second belongs to. */
    long interval(long timestamp) {
        return timestamp - Math.floorMod(timestamp, secondsPerPoint);
    }

    /** The place of a point in the ring, given the time that stands in slot 0. */
    long slot(long interval, long base) {
        return Math.floorMod(Math.floorDiv(interval - base, secondsPerPoint), points);
    }

    /** Bytes from the start of the file to a slot. */
    long slotOffset(long slot) {
        return offset + slot * POINT_SIZE;
    }

    // As for any record, but by plain code: setting up a record's own takes as long as a whole small tool.

    @Override
    public boolean equals(Object other) {
        return other instanceof Archive that
                && offset == that.offset
                && secondsPerPoint == that.secondsPerPoint
                && points == that.points;
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(offset) * 31 + Long.hashCode(secondsPerPoint)) * 31 + Long.hashCode(points);
    }
}

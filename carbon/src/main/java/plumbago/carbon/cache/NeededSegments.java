package plumbago.carbon.cache;

/**
 * What the series of a stripe need of the journal: of each that has points waiting the segment that the oldest of them is
 * in, or one before. Not thread-safe.
 */
final class NeededSegments {
    private static final long LOW = 0xFFFFFFFFL;

    private final SeriesTable table;

    /** How many series have their oldest point in which segment. */
    private final SegmentCounts counts = new SegmentCounts();

    private long newestRecord;
    private int newestSegment;

    NeededSegments(SeriesTable table) {
        this.table = table;
    }

    /** Tells which record the points are from that come next. */
    void nextRecord(int segment, long sequence) {
        newestSegment = segment;
        newestRecord = sequence;
    }

    /** The newest record whose points have come. */
    long newestRecord() {
        return newestRecord;
    }

    /** The segment that {@link #newestRecord} is in, or a later one. */
    int newestSegment() {
        return newestSegment;
    }

    /** A series has its first point waiting, which is in the newest record. */
    void begin(int handle) {
        setOldest(handle, newestSegment);
        counts.add(newestSegment);
    }

    /** A series has no points waiting any more. */
    void end(int handle) {
        counts.remove(oldest(handle));
    }

    /** The segment that the oldest waiting point of a series is in, or one before. */
    int oldest(int handle) {
        return (int) (table.get(handle, SeriesTable.MEANING) >>> 32);
    }

    /** No waiting point of a series is older than a segment. */
    void move(int handle, int segment) {
        counts.remove(oldest(handle));
        counts.add(segment);
        setOldest(handle, segment);
    }

    /** The oldest segment that any series needs; {@link Integer#MAX_VALUE} if none does. */
    int lowest() {
        return counts.lowest();
    }

    private void setOldest(int handle, int segment) {
        long meaning = table.get(handle, SeriesTable.MEANING) & LOW;
        table.set(handle, SeriesTable.MEANING, (long) segment << 32 | meaning);
    }
}

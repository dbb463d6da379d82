package plumbago.carbon.journal;

import static plumbago.carbon.journal.SegmentFormat.MAX_RECORD_BYTES;
import static plumbago.carbon.journal.SegmentFormat.NAME_HEADER_BYTES;
import static plumbago.carbon.journal.SegmentFormat.POINT_BYTES;
import static plumbago.carbon.journal.SegmentFormat.RECORD_HEADER_BYTES;
import static plumbago.carbon.journal.SegmentFormat.STORED_BYTES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import plumbago.carbon.cache.PointJournal.SeriesNames;
import plumbago.carbon.point.PointBatch;

/**
 * A record while it is made: first its names, then its stored series, then its points. Knows which names the segment
 * has had already. Not thread-safe.
 */
final class RecordBuffer {
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();

    /** The segment in which a series was named last, by series. */
    private int[] namedIn = new int[1024];

    private int segment;
    private int[] added = new int[64];
    private int names;
    private int stored;
    private int points;
    private int namesEnd;

    /** Bytes of names in records that have been kept, in the present segment. */
    private long nameBytes;

    /** Begins with a segment that has no names yet. */
    void nextSegment(int number) {
        segment = number;
        nameBytes = 0;
    }

    /** Bytes that names took in the present segment. */
    long nameBytes() {
        return nameBytes;
    }

    /** Begins a record. */
    void begin() {
        bytes.clear().position(RECORD_HEADER_BYTES);
        names = 0;
        stored = 0;
        points = 0;
        namesEnd = RECORD_HEADER_BYTES;
    }

    /**
     * Adds the name of a series if the segment has not had it, before any stored series or point is added.
     *
     * @param behind bytes that are to come behind the names
     * @return false if there is no space for the name and that
     */
    boolean name(int series, int behind, SeriesNames source) {
        if (series >= namedIn.length) {
            namedIn = Arrays.copyOf(namedIn, Math.max(series + 1, namedIn.length + (namedIn.length >> 1)));
        }
        if (namedIn[series] == segment) {
            return bytes.remaining() >= behind;
        }
        int length = source.nameLength(series);
        if (bytes.remaining() < NAME_HEADER_BYTES + length + behind) {
            return false;
        }
        bytes.putInt(series).putInt(length);
        source.copyName(series, bytes);
        namedIn[series] = segment;
        if (names == added.length) {
            added = Arrays.copyOf(added, 2 * names);
        }
        added[names++] = series;
        namesEnd = bytes.position();
        return true;
    }

    void stored(int series, long sequence) {
        bytes.putInt(series).putLong(sequence);
        stored++;
    }

    void point(int series, long timestamp, double value) {
        int at = bytes.position();
        bytes.putLong(at, timestamp << 32 | series);
        bytes.putLong(at + Long.BYTES, Double.doubleToRawLongBits(value));
        bytes.position(at + POINT_BYTES);
        points++;
    }

    /**
     * Begins a record of points of a batch that have a series, as many as fit.
     *
     * @return where in the batch the next record is to begin
     */
    int points(PointBatch batch, int from, SeriesNames source) {
        begin();
        int end = from;
        int count = 0;
        for (; end < batch.size(); end++) {
            int series = batch.series(end);
            if (series == PointBatch.NO_SERIES) {
                continue;
            }
            if (!name(series, (count + 1) * POINT_BYTES, source)) {
                break;
            }
            count++;
        }
        for (int i = from; i < end; i++) {
            int series = batch.series(i);
            if (series != PointBatch.NO_SERIES) {
                point(series, batch.timestamp(i), batch.value(i));
            }
        }
        return end;
    }

    /**
     * Begins a record of what has been stored, as much of it as fits.
     *
     * @return where in the batch the next record is to begin
     */
    int marks(StoredMarks.Batch batch, int from, SeriesNames source) {
        begin();
        int end = from;
        int most = Math.min(batch.size(), from + StoredMarks.FLUSHED_AT);
        while (end < most && name(batch.series(end), (end - from + 1) * STORED_BYTES, source)) {
            end++;
        }
        for (int i = from; i < end; i++) {
            stored(batch.series(i), batch.sequence(i));
        }
        return end;
    }

    /** Ends the record and gives its bytes, to be read. */
    ByteBuffer end(int operation, long salt, long sequence) {
        bytes.flip();
        bytes.putInt(0, SegmentFormat.RECORD_MAGIC);
        bytes.putInt(SegmentFormat.LENGTH, bytes.limit());
        bytes.putInt(SegmentFormat.OPERATION, operation);
        bytes.putLong(SegmentFormat.SALT, salt);
        bytes.putLong(SegmentFormat.SEQUENCE, sequence);
        bytes.putInt(SegmentFormat.NAMES, names);
        bytes.putInt(SegmentFormat.STORED, stored);
        bytes.putInt(SegmentFormat.POINTS, points);
        bytes.putInt(SegmentFormat.NAMES_BYTES, namesEnd - RECORD_HEADER_BYTES);
        checksum.reset();
        bytes.position(SegmentFormat.LENGTH);
        checksum.update(bytes);
        bytes.putInt(SegmentFormat.CHECKSUM, (int) checksum.getValue());
        return bytes.rewind();
    }

    /** The record is in the segment. */
    void keep() {
        nameBytes += namesEnd - RECORD_HEADER_BYTES;
    }

    /** The record could not be written: its names are not in the segment. */
    void giveUp() {
        for (int i = 0; i < names; i++) {
            namedIn[added[i]] = 0;
        }
    }

    boolean isEmpty() {
        return points == 0 && stored == 0;
    }
}

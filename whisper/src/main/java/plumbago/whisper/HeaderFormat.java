package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes before the first point. All numbers are big-endian.
 *
 * <pre>
 * byte 0    4              8              12             16
 *      +----+--------------+--------------+--------------+--------------------------------------+---
 *      | aggregation  | max retention | xFilesFactor  | archive count | archive 0 | archive 1 | …
 *      | method, u32  | seconds, u32  | float32       | u32           |           |           |
 *      +--------------+---------------+---------------+---------------+-----------+-----------+---
 *                                                                     16          28          40
 *
 * each archive: offset u32 | seconds per point u32 | points u32
 * </pre>
 */
final class HeaderFormat {
    private static final int METHOD_AT = 0;
    private static final int MAX_RETENTION_AT = 4;
    private static final int X_FILES_FACTOR_AT = 8;
    private static final int ARCHIVE_COUNT_AT = 12;

    private HeaderFormat() {}

    /**
     * Reads the header as leniently as Whisper does: whether the archives are where they should be is asked only when
     * one is used, so that a file that lost its tail still gives what it has.
     */
    static Header read(PointStorage storage) throws IOException {
        return read(storage, true);
    }

    /** Reads the header even if aggregation method or xFilesFactor cannot be; for looking at the points as they are. */
    static Header readUnchecked(PointStorage storage) throws IOException {
        return read(storage, false);
    }

    private static Header read(PointStorage storage, boolean checked) throws IOException {
        Path path = storage.path();
        long length = storage.length();
        checkLongEnough(path, length);
        ByteBuffer metadata = ByteBuffer.allocate(Header.METADATA_SIZE);
        storage.readBytes(0, metadata);
        int method = metadata.getInt(METHOD_AT);
        if (checked && !AggregationMethod.isKnown(method)) {
            throw corrupt(path, "the aggregation method is " + Integer.toUnsignedString(method) + ", known are 1 to 8");
        }
        float xFilesFactor = metadata.getFloat(X_FILES_FACTOR_AT);
        if (checked && !(xFilesFactor >= 0 && xFilesFactor <= 1)) {
            throw corrupt(path, "the xFilesFactor is " + xFilesFactor + ", and must be from 0 to 1");
        }
        long count = Integer.toUnsignedLong(metadata.getInt(ARCHIVE_COUNT_AT));
        if (Header.size(count) > length) {
            long readable = (length - Header.METADATA_SIZE) / Header.ARCHIVE_INFO_SIZE;
            throw new WhisperException(
                    Kind.CORRUPT_ARCHIVE_INFO,
                    path,
                    "Unable to read archive" + readable + " metadata (" + path + ")",
                    "the header announces " + count + " archives, and the file has " + length + " bytes");
        }
        return new Header(
                AggregationMethod.isKnown(method) ? AggregationMethod.ofCode(method) : AggregationMethod.AVERAGE,
                Integer.toUnsignedLong(metadata.getInt(MAX_RETENTION_AT)),
                xFilesFactor,
                readArchives(storage, (int) count));
    }

    static void checkLongEnough(Path path, long length) throws WhisperException {
        if (length < Header.METADATA_SIZE) {
            throw corrupt(path, "it takes " + Header.METADATA_SIZE + " bytes, and the file has " + length);
        }
    }

    private static List<Archive> readArchives(PointStorage storage, int count) throws IOException {
        List<Archive> archives = new ArrayList<>(count);
        ByteBuffer info = ByteBuffer.allocate(Header.ARCHIVE_INFO_SIZE);
        for (int i = 0; i < count; i++) {
            storage.readBytes(Header.size(i), info.clear());
            archives.add(new Archive(
                    Integer.toUnsignedLong(info.getInt(0)),
                    Integer.toUnsignedLong(info.getInt(4)),
                    Integer.toUnsignedLong(info.getInt(8))));
        }
        return archives;
    }

    /** The header of a new file. */
    static ByteBuffer encode(WhisperLayout layout) {
        List<Archive> archives = layout.archives();
        ByteBuffer bytes = ByteBuffer.allocate((int) Header.size(archives.size()));
        bytes.putInt(layout.aggregationMethod().code())
                .putInt((int) layout.maxRetention())
                .putFloat(layout.xFilesFactor())
                .putInt(archives.size());
        for (Archive archive : archives) {
            bytes.putInt((int) archive.offset())
                    .putInt((int) archive.secondsPerPoint())
                    .putInt((int) archive.points());
        }
        return bytes.flip();
    }

    /** The first 16 bytes of a file, which are all of its header that can change. */
    static ByteBuffer encodeMetadata(Header header) {
        return ByteBuffer.allocate(Header.METADATA_SIZE)
                .putInt(header.aggregationMethod().code())
                .putInt((int) header.maxRetention())
                .putFloat(header.xFilesFactor())
                .putInt(header.archives().size())
                .flip();
    }

    private static WhisperException corrupt(Path path, String found) {
        return new WhisperException(Kind.CORRUPT_HEADER, path, "Unable to read header (" + path + ")", found);
    }
}

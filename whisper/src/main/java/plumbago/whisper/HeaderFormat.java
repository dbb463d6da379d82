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
 * byte 0               4               8              12               16          28          40
 *      +---------------+---------------+---------------+---------------+-----------+-----------+---
 *      | aggregation   | max retention | xFilesFactor  | archive count | archive 0 | archive 1 | …
 *      | method, u32   | seconds, u32  | float32       | u32           |           |           |
 *      +---------------+---------------+---------------+---------------+-----------+-----------+---
 *
 * each archive: offset u32 | seconds per point u32 | points u32
 * </pre>
 */
final class HeaderFormat {
    private static final int METHOD_AT = 0;
    private static final int MAX_RETENTION_AT = 4;
    private static final int X_FILES_FACTOR_AT = 8;
    private static final int ARCHIVE_COUNT_AT = 12;

    /** Enough for any table that can be: each archive has at least twice the seconds per point of the one before. */
    private static final int MAX_ARCHIVES = 1_024;

    /** Read at first; nearly always the whole header. */
    private static final int USUAL_SIZE = Header.METADATA_SIZE + 8 * Header.ARCHIVE_INFO_SIZE;

    private HeaderFormat() {}

    /**
     * Reads the header as leniently as Whisper does: whether the archives are where they should be is asked only when
     * one is used, so that a file that lost its tail still gives what it has.
     */
    static Header read(PointStorage storage, Scratch scratch) throws IOException {
        ByteBuffer bytes = readStart(storage, scratch);
        checkMetadata(storage.path(), bytes);
        readTable(storage, bytes);
        Header known = scratch.headers.find(bytes);
        if (known != null) {
            return known;
        }
        Header header = decode(bytes, AggregationMethod.ofCode(bytes.getInt(METHOD_AT)));
        scratch.headers.remember(bytes, header);
        return header;
    }

    /** Reads the header even if aggregation method or xFilesFactor cannot be; for looking at the points as they are. */
    static Header readUnchecked(PointStorage storage, Scratch scratch) throws IOException {
        ByteBuffer bytes = readStart(storage, scratch);
        readTable(storage, bytes);
        int method = bytes.getInt(METHOD_AT);
        return decode(
                bytes,
                AggregationMethod.isKnown(method) ? AggregationMethod.ofCode(method) : AggregationMethod.AVERAGE);
    }

    private static ByteBuffer readStart(PointStorage storage, Scratch scratch) throws IOException {
        checkLongEnough(storage.path(), storage.length());
        ByteBuffer bytes = scratch.input.clear().limit((int) Math.min(USUAL_SIZE, storage.length()));
        storage.readBytes(0, bytes);
        return bytes;
    }

    private static void checkMetadata(Path path, ByteBuffer bytes) throws WhisperException {
        int method = bytes.getInt(METHOD_AT);
        if (!AggregationMethod.isKnown(method)) {
            throw corrupt(path, "the aggregation method is " + Integer.toUnsignedString(method) + ", known are 1 to 8");
        }
        float xFilesFactor = bytes.getFloat(X_FILES_FACTOR_AT);
        if (!(xFilesFactor >= 0 && xFilesFactor <= 1)) {
            throw corrupt(path, "the xFilesFactor is " + xFilesFactor + ", and must be from 0 to 1");
        }
    }

    /** Leaves in the buffer the bytes of the header, and no more, from 0 to the limit. */
    private static void readTable(PointStorage storage, ByteBuffer bytes) throws IOException {
        long length = storage.length();
        long count = Integer.toUnsignedLong(bytes.getInt(ARCHIVE_COUNT_AT));
        long size = Header.size(count);
        if (size > length || count > MAX_ARCHIVES) {
            long readable = Math.min(MAX_ARCHIVES, (length - Header.METADATA_SIZE) / Header.ARCHIVE_INFO_SIZE);
            throw new WhisperException(
                    Kind.CORRUPT_ARCHIVE_INFO,
                    storage.path(),
                    "Unable to read archive" + readable + " metadata (" + storage.path() + ")",
                    "the header announces " + count + " archives, and the file has " + length + " bytes");
        }
        if (size > bytes.limit()) {
            storage.readBytes(0, bytes.clear().limit((int) size));
        }
        bytes.position(0).limit((int) size);
    }

    static void checkLongEnough(Path path, long length) throws WhisperException {
        if (length < Header.METADATA_SIZE) {
            throw corrupt(path, "it takes " + Header.METADATA_SIZE + " bytes, and the file has " + length);
        }
    }

    private static Header decode(ByteBuffer bytes, AggregationMethod method) {
        List<Archive> archives = new ArrayList<>();
        for (int at = Header.METADATA_SIZE; at < bytes.limit(); at += Header.ARCHIVE_INFO_SIZE) {
            archives.add(new Archive(
                    Integer.toUnsignedLong(bytes.getInt(at)),
                    Integer.toUnsignedLong(bytes.getInt(at + 4)),
                    Integer.toUnsignedLong(bytes.getInt(at + 8))));
        }
        return new Header(
                method,
                Integer.toUnsignedLong(bytes.getInt(MAX_RETENTION_AT)),
                bytes.getFloat(X_FILES_FACTOR_AT),
                archives);
    }

    /** The header of a new file. */
    static byte[] encode(WhisperLayout layout) {
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
        return bytes.array();
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

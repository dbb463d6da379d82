package plumbago.base.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How a file of records looks. Numbers are big-endian, checksums CRC-32C.
 *
 * <pre>
 * byte 0               8          12              20         24
 *      +---------------+----------+---------------+----------+---------
 *      | "PlumWeb1"    | kind,    | salt, u64,    | checksum | records
 *      |               | u32      | random        | of 0-19  | …
 *      +---------------+----------+---------------+----------+---------
 *
 * record
 * byte 0          4          8               16         20
 *      +----------+----------+---------------+----------+---------
 *      | magic    | length of| salt of the   | checksum | content
 *      | 9E 52 45 | the      | file, u64     | of 0-15  | …
 *      | 43       | content  |               | and 20-  |
 *      +----------+----------+---------------+----------+---------
 * </pre>
 *
 * The salt keeps what a client sent, and what only looks like a record, from being taken for one.
 */
final class RecordFormat {
    static final int HEADER_BYTES = 24;
    static final int HEAD_BYTES = 20;

    /** Longest content of a record. */
    static final int MAX_CONTENT_BYTES = 4 << 20;

    static final int RECORD_MAGIC = 0x9E524543;

    private static final byte[] MAGIC = "PlumWeb1".getBytes(StandardCharsets.US_ASCII);

    /** Of the magic, all but the version. */
    private static final int NAME_BYTES = 7;

    private RecordFormat() {}

    static byte[] header(RecordKind kind, long salt) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(kind.number())
                .putLong(salt);
        return header.putInt(checksum(header.array(), 0, 20, 20, 20)).array();
    }

    static byte[] record(byte[] content, long salt) {
        ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + content.length)
                .putInt(RECORD_MAGIC)
                .putInt(content.length)
                .putLong(salt)
                .putInt(0)
                .put(content);
        return record.putInt(16, checksum(record.array(), 0, 16, HEAD_BYTES, record.capacity()))
                .array();
    }

    /** Whether a header is whole, whatever its version and kind. */
    static boolean isHeader(byte[] bytes, int length) {
        if (length < HEADER_BYTES) {
            return false;
        }
        for (int i = 0; i < NAME_BYTES; i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return ByteBuffer.wrap(bytes).getInt(20) == checksum(bytes, 0, 20, 20, 20);
    }

    static boolean isOfThisVersion(byte[] header) {
        return header[NAME_BYTES] == MAGIC[NAME_BYTES];
    }

    static int kind(byte[] header) {
        return ByteBuffer.wrap(header).getInt(8);
    }

    static long salt(byte[] header) {
        return ByteBuffer.wrap(header).getLong(12);
    }

    /** Whether a record's checksum is that of its bytes. */
    static boolean isSound(byte[] bytes, int offset, int contentLength) {
        int content = offset + HEAD_BYTES;
        return ByteBuffer.wrap(bytes).getInt(offset + 16)
                == checksum(bytes, offset, offset + 16, content, content + contentLength);
    }

    /** Of two ranges of bytes, one behind the other. */
    private static int checksum(byte[] bytes, int from, int to, int nextFrom, int nextTo) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        checksum.update(bytes, nextFrom, nextTo - nextFrom);
        return (int) checksum.getValue();
    }
}

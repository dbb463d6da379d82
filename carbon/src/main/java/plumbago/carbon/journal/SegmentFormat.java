package plumbago.carbon.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment: a header, records one behind the other, and space for more, which is all zero. Numbers are
 * little-endian.
 *
 * <pre>
 *   segment header                            record header
 *    0  magic "Plumbjnl"                       0  magic, u32
 *    8  version, u32                           4  checksum of all bytes behind it, u32
 *   12  number of the segment, u32             8  length of the record with this header, u32
 *   16  salt, u64                             12  operation, u32
 *   24  time it was made, u64 ms              16  salt of the segment, u64
 *   32  zero, u32                             24  sequence number, u64
 *   36  checksum of bytes 0 to 35, u32        32  names, u32
 *                                             36  series stored, u32
 *   name                                      40  points, u32
 *    0  id, u32                               44  bytes that the names take, u32
 *    4  length, u32                           48  names, then series stored, then points
 *    8  bytes of UTF-8
 *                                             point
 *   series stored                              0  id, u32
 *    0  id, u32                                4  timestamp, u32
 *    4  sequence number, u64                   8  value, f64
 * </pre>
 *
 * An id stands for one metric name within its segment only, where a name precedes or accompanies the first use of its
 * id. A series that is "stored" up to a sequence number needs no point from records up to that one. The salt is random:
 * no metric name can hold the bytes of something that passes for a record. Checksums are CRC-32C.
 */
final class SegmentFormat {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 40;
    static final int RECORD_HEADER_BYTES = 48;
    static final int NAME_HEADER_BYTES = 8;
    static final int STORED_BYTES = 12;
    static final int POINT_BYTES = 16;

    /** A point sets its slot, as Graphite's do. The number leaves space for others, such as one that adds to it. */
    static final int SET = 1;

    /** No record is longer. */
    static final int MAX_RECORD_BYTES = 1 << 17;

    static final int RECORD_MAGIC = 0x9E_4A_52_50;

    static final int CHECKSUM = 4;
    static final int LENGTH = 8;
    static final int OPERATION = 12;
    static final int SALT = 16;
    static final int SEQUENCE = 24;
    static final int NAMES = 32;
    static final int STORED = 36;
    static final int POINTS = 40;
    static final int NAMES_BYTES = 44;

    private static final long MAGIC = 0x6C6E_6A62_6D75_6C50L;

    private SegmentFormat() {}

    /** What a sound segment header says. */
    record Header(int number, long salt) {}

    static ByteBuffer header(int number, long salt, long millis) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MAGIC).putInt(VERSION).putInt(number).putLong(salt).putLong(millis);
        header.putInt(0).putInt(checksum(header.array(), 0, HEADER_BYTES - Integer.BYTES));
        return header.flip();
    }

    /** Reads a segment header; null if it is not a sound one. */
    static Header readHeader(byte[] file, int at) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        boolean sound = bytes.getLong(at) == MAGIC
                && bytes.getInt(at + 8) == VERSION
                && bytes.getInt(at + 36) == checksum(file, at, HEADER_BYTES - Integer.BYTES);
        return sound ? new Header(bytes.getInt(at + 12), bytes.getLong(at + 16)) : null;
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}

package plumbago.carbon.index;

import java.util.Arrays;

/**
 * Paths as they stand in a block of the {@link IndexFile}, each without what it has in common with the one before:
 *
 * <pre>
 *   kind (u8) | bytes shared with the path before (varint) | further bytes (varint) | the further bytes
 * </pre>
 *
 * A varint has seven bits in each byte, the lowest first, and the highest bit set in all bytes but the last.
 */
final class IndexRecords {
    /** A series of which something is stored that takes points, or is expected to be soon. */
    static final byte SERIES = 0;
    /** A series that can only be read. */
    static final byte READ_ONLY = 1;
    /** A branch without anything in it. */
    static final byte BRANCH = 2;
    /** A series that is no more. */
    static final byte SERIES_GONE = 3;
    /** An empty branch that is no more. */
    static final byte BRANCH_GONE = 4;

    /** Longer than any path a file system takes. */
    static final int MAX_PATH_BYTES = 16_384;

    private IndexRecords() {}

    /** Takes records one after the other. */
    interface Receiver {
        /** @param path in the first {@code length} bytes; only to be read, and only until this returns */
        void record(byte kind, byte[] path, int length);
    }

    /** Puts records into a block. */
    static final class Encoder {
        private byte[] bytes = new byte[1024];
        private int size;
        private byte[] before = new byte[256];
        private int beforeLength;

        void add(byte kind, byte[] path, int length) {
            int most = Math.min(length, beforeLength);
            int mismatch = Arrays.mismatch(path, 0, most, before, 0, most);
            int shared = mismatch < 0 ? most : mismatch;
            bytes = Growth.ensureCapacity(bytes, size + 1 + 10 + length - shared);
            bytes[size++] = kind;
            varint(shared);
            varint(length - shared);
            System.arraycopy(path, shared, bytes, size, length - shared);
            size += length - shared;
            before = Growth.ensureCapacity(before, length);
            System.arraycopy(path, shared, before, shared, length - shared);
            beforeLength = length;
        }

        private void varint(int number) {
            int left = number;
            while (left > 0x7F) {
                bytes[size++] = (byte) (left | 0x80);
                left >>>= 7;
            }
            bytes[size++] = (byte) left;
        }

        /** Bytes in the block so far. */
        int size() {
            return size;
        }

        /** The block; the next begins. */
        byte[] take() {
            byte[] block = Arrays.copyOf(bytes, size);
            size = 0;
            beforeLength = 0;
            return block;
        }
    }

    /**
     * Reads a block.
     *
     * @return how many records there were
     * @throws IllegalArgumentException if it is no block of records; those before were received
     */
    static int decode(byte[] block, Receiver to) {
        byte[] path = new byte[MAX_PATH_BYTES];
        int length = 0;
        int at = 0;
        int count = 0;
        while (at < block.length) {
            byte kind = block[at++];
            long shared = varint(block, at);
            at = (int) (shared >>> 32);
            long rest = varint(block, at);
            at = (int) (rest >>> 32);
            int sharedBytes = (int) shared;
            int restBytes = (int) rest;
            if (kind < SERIES
                    || kind > BRANCH_GONE
                    || sharedBytes > length
                    || restBytes > block.length - at
                    || sharedBytes + restBytes > MAX_PATH_BYTES) {
                throw new IllegalArgumentException("no record at byte " + at + " of the block");
            }
            System.arraycopy(block, at, path, sharedBytes, restBytes);
            at += restBytes;
            length = sharedBytes + restBytes;
            to.record(kind, path, length);
            count++;
        }
        return count;
    }

    /** The number in the lower half, and where to read on in the upper. */
    private static long varint(byte[] block, int from) {
        int value = 0;
        for (int at = from, shift = 0; at < block.length && shift <= 21; at++, shift += 7) {
            value |= (block[at] & 0x7F) << shift;
            if (block[at] >= 0) {
                return (long) (at + 1) << 32 | value;
            }
        }
        throw new IllegalArgumentException("no number at byte " + from + " of the block");
    }
}

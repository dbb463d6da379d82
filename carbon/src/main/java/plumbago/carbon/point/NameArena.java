package plumbago.carbon.point;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of many names, one behind the other, in pieces of 1 MiB that no name crosses. Each is known by a reference:
 *
 * <pre>
 *   offset in the arena (40) | length (24)
 * </pre>
 *
 * Not thread-safe.
 */
public final class NameArena {
    private static final int PIECE_BITS = 20;
    private static final int PIECE_BYTES = 1 << PIECE_BITS;
    private static final int LENGTH_BITS = 24;

    private byte[][] pieces = new byte[4][];
    private long end;

    /** Adds a name of at most 1 MiB, and returns its reference. */
    public long add(byte[] bytes, int offset, int length) {
        int start = (int) (end & (PIECE_BYTES - 1));
        if (start + length > PIECE_BYTES) {
            end += PIECE_BYTES - start;
            start = 0;
        }
        int piece = (int) (end >>> PIECE_BITS);
        if (piece == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * piece);
        }
        if (pieces[piece] == null) {
            pieces[piece] = new byte[PIECE_BYTES];
        }
        System.arraycopy(bytes, offset, pieces[piece], start, length);
        long reference = end << LENGTH_BITS | length;
        end += length;
        return reference;
    }

    /** Forgets all names, and keeps the space. */
    public void clear() {
        end = 0;
    }

    /** Length of a name in bytes. */
    public static int length(long reference) {
        return (int) (reference & ((1 << LENGTH_BITS) - 1));
    }

    /** The array that the bytes of a name lie in, from {@link #start} on. */
    public byte[] bytes(long reference) {
        return pieces[(int) (reference >>> (LENGTH_BITS + PIECE_BITS))];
    }

    /** Where the bytes of a name begin in their array. */
    public static int start(long reference) {
        return (int) (reference >>> LENGTH_BITS) & (PIECE_BYTES - 1);
    }

    /** Whether a name consists of these bytes. */
    public boolean is(long reference, byte[] other, int offset, int length) {
        int start = start(reference);
        return length(reference) == length
                && Arrays.equals(bytes(reference), start, start + length, other, offset, offset + length);
    }

    /** Whether a byte is in a name. */
    public boolean hasByte(long reference, byte wanted) {
        byte[] bytes = bytes(reference);
        int start = start(reference);
        for (int i = start; i < start + length(reference); i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** A name as text. */
    public String text(long reference) {
        return new String(bytes(reference), start(reference), length(reference), StandardCharsets.UTF_8);
    }

    /** Puts the bytes of a name into a buffer. */
    public void copy(long reference, ByteBuffer into) {
        into.put(bytes(reference), start(reference), length(reference));
    }

    /** Bytes that the names take: whole pieces. */
    public long memoryBytes() {
        return (end + PIECE_BYTES - 1) >>> PIECE_BITS << PIECE_BITS;
    }
}

package plumbago.carbon.point;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of a metric name as it stands in a network buffer, eight bytes at a time.
 *
 * <p>It is built up word by word so that a parser can hash a name in the same pass in which it looks for the name's
 * end. Only this process ever sees the hash: it is not stored and may change.
 */
public final class NameHash {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /** The state before the first word. */
    public static final long SEED = 0x2545F4914F6CDD1DL;

    private NameHash() {}

    /** Reads the eight bytes at {@code offset}, first byte lowest. All eight must lie inside the array. */
    public static long word(byte[] bytes, int offset) {
        return (long) WORD.get(bytes, offset);
    }

    /** Takes the next eight bytes of a name into the state. */
    public static long mix(long state, long word) {
        long mixed = (state ^ word) * MULTIPLIER;
        return mixed ^ (mixed >>> 32);
    }

    /**
     * Takes the last {@code count} bytes (0 to 7, the low ones of {@code word}) and the length of the name into the
     * state, and folds it to 32 bits.
     */
    public static int finish(long state, long word, int count, int nameLength) {
        long last = count == 0 ? 0 : word & (-1L >>> (64 - 8 * count));
        long mixed = mix(mix(state, last), nameLength);
        return (int) (mixed ^ (mixed >>> 29));
    }

    /** Hashes a whole name. Agrees with the word-wise way whatever surrounds the name in its array. */
    public static int of(byte[] bytes, int offset, int length) {
        long state = SEED;
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            state = mix(state, word(bytes, at));
        }
        long last = 0;
        for (int i = end - 1; i >= at; i--) {
            last = last << 8 | (bytes[i] & 0xFF);
        }
        return finish(state, last, end - at, length);
    }
}

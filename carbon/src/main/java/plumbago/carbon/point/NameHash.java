package plumbago.carbon.point;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * The hash of a metric name as it stands in a network buffer, sixteen bytes at a time.
 *
 * <p>Senders choose the names, so the hash has a key that is drawn when the process starts: whoever does not know it cannot
 * make names with equal hashes, also not by way of differences that cancel each other whatever the key is (in a product of
 * 64 bits a changed highest bit changes just that bit). Each step multiplies one word and the key by another word and the
 * state, and lays both halves of the product of 128 bits over each other, as the hashes of the family of wyhash do; {@code
 * docs/decisions/hashes-have-a-key.md} has the reasons.
 *
 * <p>It is built up by two words at a time so that a parser can hash a name in the same pass in which it looks for the name's
 * end. Only this process ever sees the hash: it must not be stored, and is another one in the next process.
 */
public final class NameHash {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long KEY;

    /** The state before the first word. */
    public static final long SEED;

    static {
        SecureRandom random = new SecureRandom();
        KEY = random.nextLong();
        SEED = random.nextLong();
    }

    private NameHash() {}

    /** Reads the eight bytes at {@code offset}, first byte lowest. All eight must lie inside the array. */
    public static long word(byte[] bytes, int offset) {
        return (long) WORD.get(bytes, offset);
    }

    /** Takes the next sixteen bytes of a name into the state. */
    public static long mix(long state, long first, long second) {
        return mix(state, first, second, KEY);
    }

    static long mix(long state, long first, long second, long key) {
        long one = first ^ key;
        long other = second ^ state;
        return Math.multiplyHigh(one, other) ^ (one * other);
    }

    /**
     * Takes the last {@code count} bytes (0 to 7, the low ones of {@code last}) and the length of the name into the state,
     * and folds it to 32 bits.
     *
     * @param first the whole word before these bytes, if the number of whole words is odd, else 0
     */
    public static int finish(long state, long first, long last, int count, int nameLength) {
        return finish(state, first, last, count, nameLength, KEY);
    }

    private static int finish(long state, long first, long last, int count, int nameLength, long key) {
        long bytes = count == 0 ? 0 : last & (-1L >>> (64 - 8 * count));
        // The highest byte is free, and names that come to this point alike differ in their length by less than
        // sixteen.
        return fold(mix(state, first, bytes | (long) nameLength << 56, key));
    }

    private static int fold(long state) {
        return (int) (state ^ (state >>> 32));
    }

    /** Hashes a whole name. Agrees with the word-wise way whatever surrounds the name in its array. */
    public static int of(byte[] bytes, int offset, int length) {
        return of(bytes, offset, length, SEED, KEY);
    }

    /** As {@link #of(byte[], int, int)}, as another process may do it. */
    static int of(byte[] bytes, int offset, int length, long seed, long key) {
        long state = seed;
        int at = offset;
        int end = offset + length;
        for (; at + 2 * Long.BYTES <= end; at += 2 * Long.BYTES) {
            state = mix(state, word(bytes, at), word(bytes, at + Long.BYTES), key);
        }
        long first = 0;
        if (at + Long.BYTES <= end) {
            first = word(bytes, at);
            at += Long.BYTES;
        }
        long last = 0;
        if (at + Long.BYTES <= bytes.length) {
            last = word(bytes, at);
        } else {
            for (int i = end - 1; i >= at; i--) {
                last = last << 8 | (bytes[i] & 0xFF);
            }
        }
        return finish(state, first, last, end - at, length, key);
    }

    /** Hashes two numbers that senders can bring about, such as those that are given to names in their order. */
    public static int ofNumbers(int one, int other) {
        return fold(mix(SEED, one, other));
    }

    /** Hashes a text to 64 bits. */
    public static long wide(CharSequence text) {
        long state = SEED;
        for (int i = 0; i < text.length(); i++) {
            state = mix(state, text.charAt(i), i);
        }
        return mix(state, 0, text.length());
    }
}

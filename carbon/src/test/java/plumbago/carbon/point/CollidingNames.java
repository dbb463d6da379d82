package plumbago.carbon.point;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/**
 * Names of letters, digits and signs that lead a hash which takes words of eight bytes into its state by {@code state ^ word}
 * to one state: the last word takes back what the first one did.
 */
public final class CollidingNames {
    private static final long SEED_WITHOUT_KEY = 0x2545F4914F6CDD1DL;
    private static final long LETTERS = 0x6161616161616161L;
    private static final long SIGNS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private CollidingNames() {}

    /**
     * Makes names for a hash of which everything is known.
     *
     * @param between what stands between the word that differs and the one that takes the difference back
     * @param afterFirst the state after the first word and what stands between
     */
    static List<byte[]> of(int count, String between, LongUnaryOperator afterFirst) {
        SplittableRandom random = new SplittableRandom(15);
        long wanted = afterFirst.applyAsLong(LETTERS) ^ LETTERS;
        List<byte[]> names = new ArrayList<>();
        Set<Long> firsts = new HashSet<>();
        while (names.size() < count) {
            long first = LETTERS ^ (random.nextLong() & 0x0F0F0F0F0F0F0F0FL);
            long second = afterFirst.applyAsLong(first) ^ wanted;
            if (isPrintable(first) && isPrintable(second) && firsts.add(first)) {
                names.add(ByteBuffer.allocate(16 + between.length())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(first)
                        .put(between.getBytes(US_ASCII))
                        .putLong(second)
                        .array());
            }
        }
        return names;
    }

    /** Names that all had one hash before hashes had a key. */
    public static List<byte[]> ofTheHashWithoutKey(int count) {
        return of(count, "", word -> mixWithoutKey(SEED_WITHOUT_KEY, word));
    }

    /** The state of the hash without a key after both words of a name. */
    static long stateWithoutKey(byte[] name) {
        return mixWithoutKey(mixWithoutKey(SEED_WITHOUT_KEY, NameHash.word(name, 0)), NameHash.word(name, 8));
    }

    private static long mixWithoutKey(long state, long word) {
        long mixed = (state ^ word) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    /** Whether all eight bytes are above the blank and below 127, and none is a slash, a dot or a semicolon. */
    private static boolean isPrintable(long word) {
        return ((word | (word - 0x21 * SIGNS) | (word + SIGNS)) & HIGH_BITS) == 0
                && !has(word, '/')
                && !has(word, '.')
                && !has(word, ';');
    }

    private static boolean has(long word, char sign) {
        for (int i = 0; i < 64; i += 8) {
            if ((word >>> i & 0xFF) == sign) {
                return true;
            }
        }
        return false;
    }
}

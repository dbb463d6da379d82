package plumbago.carbon.point;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The hash under many keys, as many processes would have them. */
class NameHashTest {
    private final SplittableRandom random = new SplittableRandom(15);

    private static int hash(byte[] name, long seed, long key) {
        return NameHash.of(name, 0, name.length, seed, key);
    }

    private static int hash(byte[] name) {
        return NameHash.of(name, 0, name.length);
    }

    @Test
    void aNameIsHashedAlikeWhereverItStands() {
        for (int length = 0; length < 40; length++) {
            byte[] name = new byte[length];
            random.nextBytes(name);
            int expected = NameHash.of(name, 0, length);
            for (int before = 0; before < 9; before++) {
                byte[] around = new byte[before + length + random.nextInt(12)];
                random.nextBytes(around);
                System.arraycopy(name, 0, around, before, length);
                assertEquals(expected, NameHash.of(around, before, length));
                assertEquals(expected, wordWise(around, before, length));
            }
            assertNotEquals(expected, NameHash.of(Arrays.copyOf(name, length + 1), 0, length + 1), "a zero behind it");
        }
    }

    /** As a parser does it that finds the end on its way. */
    private static int wordWise(byte[] bytes, int offset, int length) {
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 8);
        long state = NameHash.SEED;
        int at = offset;
        for (int left = length; left >= 16; left -= 16) {
            state = NameHash.mix(state, NameHash.word(padded, at), NameHash.word(padded, at + 8));
            at += 16;
        }
        long first = length % 16 >= 8 ? NameHash.word(padded, at) : 0;
        return NameHash.finish(state, first, NameHash.word(padded, offset + length / 8 * 8), length % 8, length);
    }

    /** Names that whoever knows the key of one process has made for it say nothing about another process. */
    @Test
    void collisionsUnderOneKeyAreNoneUnderAnother() {
        long seed = random.nextLong();
        long key = random.nextLong();
        String between = "0123456789abcdef";
        long second = NameHash.word(between.getBytes(US_ASCII), 0);
        List<byte[]> names = CollidingNames.of(2000, between, word -> NameHash.mix(seed, word, second, key));
        assertEquals(1, distinct(names, seed, key), "they were made well");
        for (int i = 0; i < 50; i++) {
            assertTrue(distinct(names, random.nextLong(), random.nextLong()) > 1990);
        }
        assertTrue(
                IntStream.range(0, 2000).map(i -> hash(names.get(i))).distinct().count() > 1990);
    }

    private static long distinct(List<byte[]> names, long seed, long key) {
        return names.stream().mapToInt(name -> hash(name, seed, key)).distinct().count();
    }

    /**
     * Differences of two words that cancel each other whatever the key is, as those of the highest bits do in a product of
     * 64 bits: pairs of names with each of many differences are hashed under many keys, and none may collide more often than
     * chance has it.
     */
    @Test
    void noDifferenceCancelsAnotherWhateverTheKey() {
        List<Long> differences = new ArrayList<>(List.of(0L, 1L << 63 | 1L << 31, 1L << 63 | 1L << 30, -1L));
        for (int bit = 0; bit < 64; bit++) {
            differences.add(1L << bit);
        }
        int keys = 20;
        int expectedLow = 0;
        int low = 0;
        for (int place = 0; place < 3; place++) {
            for (long first : differences) {
                for (long second : differences) {
                    if (first == 0 && second == 0) {
                        continue;
                    }
                    int collisions = 0;
                    for (int i = 0; i < keys; i++) {
                        long seed = random.nextLong();
                        long key = random.nextLong();
                        byte[] name = new byte[35];
                        random.nextBytes(name);
                        byte[] other = name.clone();
                        change(other, 8 * place, first);
                        change(other, 8 * place + 8, second);
                        int difference = hash(name, seed, key) ^ hash(other, seed, key);
                        collisions += difference == 0 ? 1 : 0;
                        low += (difference & 0xFF) == 0 ? 1 : 0;
                        expectedLow++;
                    }
                    assertTrue(collisions <= 1, collisions + " of " + keys + " for " + first + " and " + second);
                }
            }
        }
        expectedLow /= 256;
        assertTrue(
                Math.abs(low - expectedLow) < expectedLow / 4, low + " of about " + expectedLow + " in the low byte");
    }

    private static void change(byte[] name, int offset, long difference) {
        for (int i = 0; i < Long.BYTES; i++) {
            name[offset + i] ^= (byte) (difference >>> (8 * i));
        }
    }

    /** Names that differ little, as those of a fleet do, fill places as evenly as chance would, high bits and low. */
    @Test
    void namesOfAFleetAreSpreadEvenly() {
        int names = 100_000;
        Map<Integer, Integer> low = new HashMap<>();
        Map<Integer, Integer> high = new HashMap<>();
        for (int i = 0; i < names; i++) {
            byte[] name = ("fleet.host" + i % 1000 + ".cpu." + i / 1000).getBytes(UTF_8);
            int hash = NameHash.of(name, 0, name.length);
            low.merge(hash & 0xFFFF, 1, Integer::sum);
            high.merge(hash >>> 16, 1, Integer::sum);
        }
        // By chance e^-(100000/65536) of the places stay free, 78.26 % are taken.
        assertEquals(0.7826, low.size() / 65536.0, 0.01);
        assertEquals(0.7826, high.size() / 65536.0, 0.01);
    }

    @Test
    void numbersAndTextsHaveTheKeyToo() {
        // These parents and labels had one hash in a table that took 32-bit products of both.
        long distinct = IntStream.range(0, 10_000)
                .map(i -> NameHash.ofNumbers(i, i * 0x9E3779B1 * inverse(0x85EBCA6B)))
                .distinct()
                .count();
        assertTrue(distinct > 9_990);
        assertNotEquals(NameHash.wide("ab"), NameHash.wide("ba"));
        assertNotEquals(NameHash.wide(""), NameHash.wide("\0"));
        assertEquals(NameHash.wide("a.b"), NameHash.wide(CharBuffer.wrap("a.b")));
    }

    private static int inverse(int odd) {
        int inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /** The names of the attack on a hash that has no key. */
    @Test
    void namesMadeForTheHashWithoutAKeyAreHashedApart() {
        List<byte[]> names = CollidingNames.ofTheHashWithoutKey(2000);
        assertTrue(names.stream()
                .allMatch(name -> new String(name, US_ASCII).chars().allMatch(c -> c > ' ' && c < 127)));
        assertEquals(
                1,
                names.stream()
                        .mapToLong(CollidingNames::stateWithoutKey)
                        .distinct()
                        .count());
        assertTrue(names.stream().mapToInt(name -> hash(name)).distinct().count() > 1990);
    }
}

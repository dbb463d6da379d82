package plumbago.web.graph.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    @RepeatedTest(50)
    void codesAreAsShortAsTheyCanBe(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int[] counts = new int[2 + random.nextInt(284)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = i < 2 ? 1 : random.nextInt(1 + random.nextInt(100));
        }
        HuffmanCode code = new HuffmanCode(counts, 15);
        long bits = 0;
        for (int i = 0; i < counts.length; i++) {
            int length = HuffmanCode.length(code.of(i));
            assertEquals(counts[i] == 0, length == 0);
            bits += (long) counts[i] * length;
        }
        assertEquals(shortest(counts), bits);
        assertNoneBeginsWithAnother(code, counts.length);
    }

    /** Of a textbook's tree. */
    private static long shortest(int[] counts) {
        PriorityQueue<Long> weights = new PriorityQueue<>();
        for (int count : counts) {
            if (count > 0) {
                weights.add((long) count);
            }
        }
        long bits = 0;
        while (weights.size() > 1) {
            long joined = weights.remove() + weights.remove();
            bits += joined;
            weights.add(joined);
        }
        return bits;
    }

    private static void assertNoneBeginsWithAnother(HuffmanCode code, int symbols) {
        Set<String> beginnings = new HashSet<>();
        double space = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            int one = code.of(symbol);
            if (HuffmanCode.length(one) == 0) {
                continue;
            }
            space += Math.pow(2, -HuffmanCode.length(one));
            assertTrue(beginnings.add(firstBits(one, HuffmanCode.length(one))));
        }
        assertEquals(1, space, "each sequence of bits means something");
        for (String whole : Set.copyOf(beginnings)) {
            for (int length = 1; length < whole.length(); length++) {
                assertFalse(beginnings.contains(whole.substring(0, length)));
            }
        }
    }

    private static String firstBits(int code, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(HuffmanCode.bits(code) >> i & 1);
        }
        return text.toString();
    }

    @Test
    void noCodeIsLongerThanTheLimit() {
        int[] counts = new int[16];
        for (int i = 0, before = 0, count = 1; i < counts.length; i++) {
            counts[i] = count;
            count += before;
            before = counts[i];
        }
        assertEquals(15, longest(new HuffmanCode(counts, 15), counts.length), "the rarest");
        HuffmanCode limited = new HuffmanCode(counts, 7);
        assertTrue(longest(limited, counts.length) <= 7);
        assertNoneBeginsWithAnother(limited, counts.length);
    }

    private static int longest(HuffmanCode code, int symbols) {
        int longest = 0;
        for (int i = 0; i < symbols; i++) {
            longest = Math.max(longest, HuffmanCode.length(code.of(i)));
        }
        return longest;
    }

    @Test
    void aSymbolAloneHasABit() {
        HuffmanCode code = new HuffmanCode(new int[] {0, 0, 7, 0}, 15);
        assertEquals(1, HuffmanCode.length(code.of(2)));
        assertEquals(3, code.used());
    }
}

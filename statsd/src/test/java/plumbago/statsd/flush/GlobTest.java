package plumbago.statsd.flush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {
    @Test
    void starsStandForAnyLettersAndQuestionMarksForOne() {
        assertTrue(new Glob("batch.*").matches("batch.a.b"));
        assertTrue(new Glob("batch.*").matches("batch."));
        assertFalse(new Glob("batch.*").matches("batch"));
        assertFalse(new Glob("batch.*").matches("a.batch.b"));
        assertTrue(new Glob("*.tmp.*").matches("a.tmp.tmp.b"));
        assertTrue(new Glob("a?c").matches("a.c"));
        assertTrue(new Glob("a?c").matches("a\uD83D\uDE00c"));
        assertFalse(new Glob("a?c").matches("ac"));
        assertTrue(new Glob("a.c").matches("a.c"));
        assertFalse(new Glob("a.c").matches("abc"));
        assertTrue(new Glob("*").matches(""));
        assertTrue(new Glob("").matches(""));
        assertFalse(new Glob("").matches("a"));
    }

    @Test
    void isWhatARegularExpressionWouldBe() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            String glob = letters(random, "ab*?", 7);
            String name = letters(random, "ab", 9);
            boolean expected = Pattern.matches(glob.replace("*", ".*").replace("?", "."), name);
            assertEquals(expected, new Glob(glob).matches(name), () -> glob + " and " + name);
        }
    }

    /** A regular expression would go over this for longer than anybody waits. */
    @Test
    void noNameTakesItsTime() {
        assertFalse(new Glob("*.tmp.*.tmp.*.tmp.*.old").matches(".tmp".repeat(16_000)));
        assertFalse(new Glob("*a".repeat(200)).matches("a".repeat(60_000) + "b"));
    }

    private static String letters(Random random, String of, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(of.charAt(random.nextInt(of.length())));
        }
        return text.toString();
    }
}

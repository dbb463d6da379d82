package plumbago.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DigitsTest {
    private static String written(long number) {
        byte[] into = new byte[3 + Digits.MAX_LENGTH];
        int end = Digits.write(number, into, 3);
        return new String(into, 3, end - 3, StandardCharsets.US_ASCII);
    }

    @Test
    void writesNumbersOfAnyLength() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() >>> (1 + random.nextInt(63));
            assertEquals(Long.toString(number), written(number));
        }
    }

    @Test
    void writesWhatLiesAroundPowersOfTen() {
        for (long ten = 1; ten > 0 && ten <= Long.MAX_VALUE / 10; ten *= 10) {
            assertEquals(Long.toString(ten - 1), written(ten - 1));
            assertEquals(Long.toString(ten), written(ten));
            assertEquals(Long.toString(ten + 1), written(ten + 1));
        }
        assertEquals(Long.toString(Long.MAX_VALUE), written(Long.MAX_VALUE));
    }
}

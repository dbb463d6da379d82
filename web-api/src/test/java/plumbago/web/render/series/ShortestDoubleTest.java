package plumbago.web.render.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ShortestDoubleTest {
    @Test
    void printsAsPythonDoes() {
        assertEquals("0.0", Numbers.repr(0.0));
        assertEquals("-0.0", Numbers.repr(-0.0));
        assertEquals("5.0", Numbers.repr(5));
        assertEquals("0.1", Numbers.repr(0.1));
        assertEquals("-19.594", Numbers.repr(-19.594));
        assertEquals("106.86600000000001", Numbers.repr(106.86600000000001));
        assertEquals("1e+16", Numbers.repr(1e16));
        assertEquals("9999999999999998.0", Numbers.repr(9999999999999998.0));
        assertEquals("123456789012345.6", Numbers.repr(123456789012345.6));
        assertEquals("0.0001", Numbers.repr(1e-4));
        assertEquals("1e-05", Numbers.repr(1e-5));
        assertEquals("1.5e-07", Numbers.repr(1.5e-7));
        assertEquals("5e-324", Numbers.repr(Double.MIN_VALUE));
        assertEquals("2.2250738585072014e-308", Numbers.repr(Double.MIN_NORMAL));
        assertEquals("1.7976931348623157e+308", Numbers.repr(Double.MAX_VALUE));
        assertEquals("2e-44", Numbers.repr(2.0e-44));
        assertEquals("9007199254740992.0", Numbers.repr(9007199254740992.0));
        assertEquals("inf", Numbers.repr(Double.POSITIVE_INFINITY));
        assertEquals("-inf", Numbers.repr(Double.NEGATIVE_INFINITY));
        assertEquals("nan", Numbers.repr(Double.NaN));
    }

    @Test
    void readsBackAndCouldNotBeShorter() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 400_000; i++) {
            double value = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(2_000_000) / 1000.0 * Math.pow(10, random.nextInt(20) - 10);
                case 2 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(18) - 1);
                default -> (random.nextLong() >> (8 + random.nextInt(50))) / Math.pow(10, random.nextInt(12));
            };
            if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
                continue;
            }
            String text = Numbers.repr(value);
            assertEquals(value, Double.parseDouble(text), text);
            int digits = new BigDecimal(text).stripTrailingZeros().precision();
            if (digits > 1) {
                MathContext shorter = new MathContext(digits - 1, RoundingMode.HALF_EVEN);
                assertTrue(new BigDecimal(value).round(shorter).doubleValue() != value, text);
            }
        }
    }

    @Test
    void generalFormatHasSixDigits() {
        assertEquals("2", Numbers.general(2));
        assertEquals("1.23457e+06", Numbers.general(1234567));
        assertEquals("1e-07", Numbers.general(1e-7));
        assertEquals("100000", Numbers.general(100000));
        assertEquals("1e+06", Numbers.general(999999.5));
        assertEquals("0.0001", Numbers.general(0.0001));
        assertEquals("-0.333333", Numbers.general(-1.0 / 3));
    }

    @Test
    void roundsHalvesOfTheExactValueToEven() {
        assertEquals(2.0, Numbers.round(2.5, 0));
        assertEquals(0.12, Numbers.round(0.125, 2));
        assertEquals(2.67, Numbers.round(2.675, 2));
        assertEquals(1200.0, Numbers.round(1234.5, -2));
        assertEquals("2.67", Numbers.fixed(2.675, 2));
    }
}

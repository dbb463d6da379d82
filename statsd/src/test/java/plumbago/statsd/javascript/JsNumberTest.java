package plumbago.statsd.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsNumberTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-1.5, -1.5",
        "+4, 4",
        ".5, 0.5",
        "5., 5",
        "-.5e1, -5",
        "1e3, 1000",
        "1E-3, 0.001",
        "00012, 12",
        "0x1F, 31",
        "0Xff, 255",
        "0o17, 15",
        "0b101, 5",
        "0x20000000000001, 9007199254740992",
        "0x20000000000003, 9007199254740996",
        "0x200000000000010000001, 2.417851639229259e+24",
        "0x200000000000018000001, 2.417851639229259e+24",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "+Infinity, Infinity",
        "1e400, Infinity",
        "-1e99999999999999999999, -Infinity",
        "0e99999999999999999999, 0",
        "1e-99999999999999999999, 0",
        "9007199254740993, 9007199254740992",
        "123456789012345678901234567890, 1.2345678901234568e+29",
        "0.1000000000000000055511151231257827, 0.1",
        "2.2250738585072011e-308, 2.225073858507201e-308",
        "5e-324, 5e-324",
    })
    void readsAsNumberDoes(String text, String expected) {
        assertEquals(expected, JsNumber.text(parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1a",
                "1 2",
                ".",
                "+",
                "-",
                "--1",
                "+-1",
                "1e",
                "1e+",
                ".e3",
                "e3",
                "1_000",
                "1,5",
                "-0x10",
                "+0b1",
                "0x",
                "0xg",
                "0o8",
                "0b2",
                "infinity",
                "Infinit",
                "Infinity1",
                "NaN",
                "1e5.5",
                "1..2",
                "0x1.8",
                "0x1p3",
                "1f",
                "1d",
                "1n",
                "\u180e1",
                "ä",
                "١"
            })
    void othersAreNoNumber(String text) {
        assertEquals(Double.NaN, parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n\r\u000b\f ",
                "\u00a0",
                "\ufeff",
                "\u1680\u2000\u2005\u200a\u2028\u2029\u202f\u205f\u3000"
            })
    void whiteSpaceIsZeroAndIsPassedOver(String space) {
        assertEquals(0.0, parse(space));
        assertEquals(-12.5, parse(space + "-12.5" + space));
        assertEquals(Double.NaN, parse("1" + space + "-"));
    }

    @Test
    void cutBytesOfWhiteSpaceAreNone() {
        byte[] bytes = {'1', (byte) 0xE2, (byte) 0x80};
        assertEquals(Double.NaN, JsNumber.parse(bytes, 0, bytes.length));
        assertEquals(1, JsNumber.parse(bytes, 0, 1));
        byte[] lonely = {(byte) 0xA0, '1'};
        assertEquals(Double.NaN, JsNumber.parse(lonely, 0, lonely.length));
        byte[] fourBytes = {'1', (byte) 0xF2, (byte) 0x80, (byte) 0x80};
        assertEquals(Double.NaN, JsNumber.parse(fourBytes, 0, fourBytes.length));
    }

    @Test
    void manyDigitsOfAPowerOfTwoAreInfinite() {
        assertEquals(Double.MAX_VALUE, parse("0x" + "fffffffffffff8" + "0".repeat(242)));
        assertEquals(Double.POSITIVE_INFINITY, parse("0x1" + "0".repeat(256)));
        assertEquals(Double.POSITIVE_INFINITY, parse("0b1" + "0".repeat(60_000)));
        assertEquals(1, parse("0x" + "0".repeat(60_000) + "1"));
    }

    @Test
    void theNegativeZeroKeepsItsSignUntilItIsWritten() {
        assertEquals(-0.0, parse("-0"));
        assertEquals("0", JsNumber.text(-0.0));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-7, 1e-7",
        "1.5e-7, 1.5e-7",
        "1e-6, 0.000001",
        "1.25e-5, 0.0000125",
        "0.00001234567890123456, 0.00001234567890123456",
        "0.0001, 0.0001",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "1.5e300, 1.5e+300",
        "-1e-300, -1e-300",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "206.83333333333334, 206.83333333333334",
        "NaN, NaN",
        "-Infinity, -Infinity",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "5e-324, 5e-324",
        "9007199254740992, 9007199254740992",
        "-12345678901234567000, -12345678901234567000"
    })
    void writesAsToStringDoes(double value, String expected) {
        assertEquals(expected, JsNumber.text(value));
    }

    @Test
    void whatIsWrittenReadsBackAndIsWithinItsBounds() {
        Random random = new Random(7);
        byte[] buffer = new byte[JsNumber.MAX_LENGTH];
        for (int i = 0; i < 200_000; i++) {
            double value = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(100_000_000) / 1000.0;
                case 2 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(60) - 30);
                default -> (double) random.nextLong();
            };
            int end = JsNumber.write(value, buffer, 0);
            assertEquals(value == 0 ? 0 : value, JsNumber.parse(buffer, 0, end));
        }
    }

    @Test
    void decimalsAreRoundedAsTheyHaveToBe() {
        Random random = new Random(8);
        for (int i = 0; i < 200_000; i++) {
            String digits = new BigDecimal(random.nextLong() >>> (1 + random.nextInt(63))).toPlainString();
            int point = random.nextInt(digits.length() + 1);
            String text = digits.substring(0, point) + "." + digits.substring(point)
                    + (i % 3 == 0 ? "e" + (random.nextInt(700) - 350) : "");
            assertEquals(Double.parseDouble(text), parse(text), text);
        }
    }

    private static double parse(String text) {
        byte[] bytes = ("x" + text + "1").getBytes(StandardCharsets.UTF_8);
        return JsNumber.parse(bytes, 1, bytes.length - 1);
    }
}

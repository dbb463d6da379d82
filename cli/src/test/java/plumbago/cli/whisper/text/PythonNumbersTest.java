package plumbago.cli.whisper.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonNumbersTest {
    private static final int RANDOM_NUMBERS = 20_000;

    /** As Python 3 prints them. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "1.0, 1.0",
        "-2.5, -2.5",
        "0.1, 0.1",
        "123456.789, 123456.789",
        "1e15, 1000000000000000.0",
        "9999999999999998.0, 9999999999999998.0",
        "1e16, 1e+16",
        "1.5e16, 1.5e+16",
        "123456789012345680.0, 1.2345678901234568e+17",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.00012345, 0.00012345",
        "1e22, 1e+22",
        "1e23, 1e+23",
        "2e23, 2e+23",
        "1e100, 1e+100",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "5e-324, 5e-324",
        "1e-323, 1e-323",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "0.30000001192092896, 0.30000001192092896",
        "0.30000000000000004, 0.30000000000000004",
        "9007199254740993.0, 9007199254740992.0",
        "2.0e-3, 0.002",
        "5.684341886080802e-14, 5.684341886080802e-14",
        "9.5367431640625e-07, 9.5367431640625e-07",
        "4.35, 4.35",
        "100.0, 100.0",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void repr(double value, String text) {
        assertEquals(text, PythonNumbers.repr(value));
    }

    @Test
    void reprReadsBackAndNothingShorterDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = PythonNumbers.repr(value);
                assertEquals(value, Double.parseDouble(text));
                BigDecimal decimal = new BigDecimal(text).stripTrailingZeros();
                if (decimal.precision() > 1) {
                    BigDecimal shorter = decimal.round(new java.math.MathContext(decimal.precision() - 1));
                    assertTrue(shorter.doubleValue() != value, text);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.000000",
        "-0.0, -0.000000",
        "-1e-07, -0.000000",
        "24.5, 24.500000",
        "0.1, 0.100000",
        "-2.5, -2.500000",
        "0.0000005, 0.000000",
        "0.0000015, 0.000002",
        "0.0000025, 0.000003",
        "0.9999999, 1.000000",
        "1e22, 10000000000000000000000.000000",
        "123456.789, 123456.789000",
        "4398046511.1039995, 4398046511.103999",
        "0.5e-6, 0.000000",
        "NaN, nan",
        "-Infinity, -inf"
    })
    void fixedWithSixDecimals(double value, String text) {
        assertEquals(text, PythonNumbers.fixed(value, 6));
    }

    @Test
    void fixedRoundsTheExactValue() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            int decimals = random.nextInt(7);
            double value =
                    random.nextInt(1 << 30) * Math.pow(10, -random.nextInt(9)) * (random.nextBoolean() ? 1 : 0.5);
            String exact = new BigDecimal(value)
                    .setScale(decimals, RoundingMode.HALF_EVEN)
                    .toPlainString();
            assertEquals(exact, PythonNumbers.fixed(value, decimals));
        }
        assertEquals("0", PythonNumbers.fixed(0.5, 0));
        assertEquals("2", PythonNumbers.fixed(1.5, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "-0.0, -0",
        "1.0, 1",
        "10000000000.0, 10000000000",
        "-2.5, -2.5",
        "0.1, 0.1000000000000000055511151231257827",
        "123456.789, 123456.78900000000430736690759658813",
        "-1e-07, -9.9999999999999995474811182588625869e-08",
        "5e-324, 4.9406564584124654417656879286822137e-324",
        "1.7976931348623157e308, 1.7976931348623157081452742373170436e+308",
        "0.0001, 0.0001000000000000000047921736023859296",
        "NaN, nan",
        "Infinity, inf"
    })
    void generalWithManyDigits(double value, String text) {
        assertEquals(text, PythonNumbers.general(value, 35));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "0.30000001192092896, 0.3",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1234567.0, 1.23457e+06",
        "100000.0, 100000",
        "999999.5, 1e+06",
        "1e100, 1e+100"
    })
    void generalWithSixDigits(double value, String text) {
        assertEquals(text, PythonNumbers.general(value, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "10, 10",
        "-5, -5",
        "+7, 7",
        "0x1F, 31",
        "0X1f, 31",
        "0b101, 5",
        "010, 8",
        "0o17, 15",
        "' 12 ', 12",
        "1_000, 1000",
        "1500000000, 1500000000",
        "٣, 3",
        "99999999999999999999, 4611686018427387904",
        "-99999999999999999999, -4611686018427387904"
    })
    void wholeNumbersOfOptions(String text, long value) {
        assertEquals(value, PythonNumbers.prefixedInteger(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.0", "1e3", "08", "0x", "0xg", "0b2", "1__0", "_1", "1_", "0x-1", "-0x1", "0x_"})
    void noWholeNumbersOfOptions(String text) {
        assertThrows(NumberFormatException.class, () -> PythonNumbers.prefixedInteger(text));
    }

    @Test
    void aLeadingZeroMeansNothingElsewhere() {
        assertEquals(10, PythonNumbers.integer("010"));
        assertEquals(1_500_000_000L, PythonNumbers.integer("1500000000"));
        assertThrows(NumberFormatException.class, () -> PythonNumbers.integer("1500000000.7"));
        assertThrows(NumberFormatException.class, () -> PythonNumbers.integer("0x10"));
    }

    @ParameterizedTest
    @CsvSource({
        ".5, 0.5",
        "5., 5.0",
        "1e3, 1000.0",
        "1_000.5, 1000.5",
        "nan, NaN",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "1e400, Infinity",
        "'12\n', 12.0",
        "+1.5E-2, 0.015"
    })
    void reals(String text, double value) {
        assertEquals(value, PythonNumbers.real(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "e5", "1e", "0x10", "1d", "1f", "1,5", "NaNs", "1 2", "--1", "1-2"})
    void noReals(String text) {
        assertThrows(NumberFormatException.class, () -> PythonNumbers.real(text));
    }
}

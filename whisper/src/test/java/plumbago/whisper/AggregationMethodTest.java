package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.whisper.WhisperException.Kind;

class AggregationMethodTest {
    private static double aggregate(AggregationMethod method, int slots, double... known) {
        return method.aggregate(known, known.length, slots);
    }

    @ParameterizedTest
    @CsvSource({
        "average, 3.5",
        "sum, 14",
        "last, -4",
        "max, 10",
        "min, -4",
        "avg_zero, 1.4",
        "absmax, 10",
        "absmin, 3",
    })
    void makesOneValueOfMany(String label, double expected) throws WhisperException {
        assertEquals(expected, aggregate(AggregationMethod.ofLabel(label), 10, 5, 10, 3, -4));
    }

    @ParameterizedTest
    @EnumSource(AggregationMethod.class)
    void isFoundByCodeAndLabel(AggregationMethod method) throws WhisperException {
        assertEquals(method, AggregationMethod.ofCode(method.code()));
        assertEquals(method, AggregationMethod.ofLabel(method.label()));
    }

    @Test
    void hasTheCodesOfTheFileFormat() throws WhisperException {
        assertEquals(AggregationMethod.AVERAGE, AggregationMethod.ofCode(1));
        assertEquals(AggregationMethod.AVG_ZERO, AggregationMethod.ofCode(6));
        assertEquals(AggregationMethod.ABSMIN, AggregationMethod.ofCode(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, Integer.MIN_VALUE})
    void refusesUnknownCodes(int code) {
        WhisperException e = assertThrows(WhisperException.class, () -> AggregationMethod.ofCode(code));
        assertEquals(Kind.AGGREGATION_METHOD_UNKNOWN, e.kind());
        assertEquals("Unrecognized aggregation method: " + Integer.toUnsignedString(code), e.summary());
    }

    @Test
    void namesTheKnownLabelsWhenItRefusesOne() {
        WhisperException e = assertThrows(WhisperException.class, () -> AggregationMethod.ofLabel("Average"));
        assertEquals(
                "Unrecognized aggregation method: Average: known are average, sum, last, max, min, avg_zero, absmax,"
                        + " absmin",
                e.getMessage());
    }

    @Test
    void keepsTheOldestOfEquallyGoodPoints() {
        assertEquals(-4.0, aggregate(AggregationMethod.ABSMAX, 3, -4, 4, 4));
        assertEquals(-4.0, aggregate(AggregationMethod.ABSMIN, 3, -4, 4, 4));
        assertEquals(-0.0, aggregate(AggregationMethod.MAX, 2, -0.0, 0.0));
        assertEquals(0.0, aggregate(AggregationMethod.MIN, 2, 0.0, -0.0));
        assertEquals(9.0, aggregate(AggregationMethod.ABSMAX, 3, 1, 9, -9));
        assertEquals(1.0, aggregate(AggregationMethod.ABSMIN, 3, -9, 1, -1));
    }

    /** A NaN compares as neither larger nor smaller, so what comes of it depends on where it stands. */
    @Test
    void passesOverANanUnlessItIsFirst() {
        double nan = Double.NaN;
        for (AggregationMethod method : new AggregationMethod[] {
            AggregationMethod.MAX, AggregationMethod.MIN, AggregationMethod.ABSMAX, AggregationMethod.ABSMIN
        }) {
            assertEquals(2.0, aggregate(method, 3, 2, nan, 2));
            assertEquals(nan, aggregate(method, 3, nan, 1, 2));
        }
        assertEquals(nan, aggregate(AggregationMethod.SUM, 3, 1, nan, 2));
        assertEquals(nan, aggregate(AggregationMethod.AVG_ZERO, 3, 1, nan, 2));
        assertEquals(nan, aggregate(AggregationMethod.LAST, 2, 1, nan));
    }

    @Test
    void addsFromPositiveZeroAndFromTheOldestOn() {
        assertEquals(0.0, aggregate(AggregationMethod.SUM, 2, -0.0, -0.0));
        assertEquals(0.0, aggregate(AggregationMethod.AVERAGE, 2, -0.0, -0.0));
        assertEquals(0.6, aggregate(AggregationMethod.SUM, 3, 0.3, 0.2, 0.1));
        assertEquals(0.6000000000000001, aggregate(AggregationMethod.SUM, 3, 0.1, 0.2, 0.3));
        assertEquals(Double.POSITIVE_INFINITY, aggregate(AggregationMethod.SUM, 2, 1.7e308, 1.7e308));
    }

    /** As CPython's sum has it on x86-64; in code that is compiled by then, too. */
    @Test
    void aSumThatIsNoNumberIsTheFirstNanOfAll() {
        double infinite = Double.POSITIVE_INFINITY;
        double one = Double.longBitsToDouble(0x7ff8_0000_0000_0123L);
        double other = Double.longBitsToDouble(0xfff8_0000_0000_0456L);
        for (int i = 0; i < 20_000; i++) {
            assertBits(0xfff8_0000_0000_0000L, infinite, -infinite);
            assertBits(0xfff8_0000_0000_0000L, infinite, -infinite, one);
            assertBits(0xfff8_0000_0000_0000L, 1e308, 1e308, -infinite, one);
            assertBits(0x7ff8_0000_0000_0123L, one, infinite, -infinite);
            assertBits(0x7ff8_0000_0000_0123L, one, other);
            assertBits(0xfff8_0000_0000_0456L, other, one);
            assertBits(0xfff8_0000_0000_0456L, 1, other, 1);
        }
    }

    private static void assertBits(long expected, double... known) {
        for (AggregationMethod method :
                List.of(AggregationMethod.SUM, AggregationMethod.AVERAGE, AggregationMethod.AVG_ZERO)) {
            assertEquals(expected, Double.doubleToRawLongBits(aggregate(method, 9, known)));
        }
    }
}

package plumbago.base.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonNumberTest {
    @Test
    void readsIntegers() {
        assertEquals(BigInteger.valueOf(1000), PythonNumber.integer("1_000"));
        assertEquals(BigInteger.valueOf(-7), PythonNumber.integer(" -007\n"));
        assertEquals(BigInteger.valueOf(3), PythonNumber.integer("\u0663"));
        assertEquals(new BigInteger("99999999999999999999"), PythonNumber.integer("99999999999999999999"));
    }

    @Test
    void readsFloats() {
        assertEquals(0.5, PythonNumber.real(".5"));
        assertEquals(5, PythonNumber.real("5."));
        assertEquals(1000, PythonNumber.real("1e3"));
        assertEquals(Double.POSITIVE_INFINITY, PythonNumber.real("1e400"));
        assertEquals(Double.NEGATIVE_INFINITY, PythonNumber.real("-Infinity"));
        assertEquals(Double.NaN, PythonNumber.real("nan"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x10", "1d", "1,5", "_1", "1_", "1__0", "e5", ".", "1e", "infin", "\u00b2", "1 2"})
    void refusesWhatPythonRefuses(String text) {
        assertThrows(NumberFormatException.class, () -> PythonNumber.real(text));
        assertThrows(NumberFormatException.class, () -> PythonNumber.integer(text));
    }
}

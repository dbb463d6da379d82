package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentFormatTest {
    @ParameterizedTest
    @CsvSource({
        "%d,       -3.9,    -3",
        "%i,       3.9,     3",
        "%u,       1e15,    1000000000000000",
        "%f,       2.5,     2.500000",
        "%.0f,     2.5,     2",
        "%.3f,     0.0005,  0.001",
        "%F,       1,       1.000000",
        "%g,       1e6,     1e+06",
        "%G,       0.5,     0.5",
        "%s,       3,       3.0",
        "%r,       0.1,     0.1",
        "%e,       12345,   1.234500e+04",
        "%.1e,     12345,   1.2e+04",
        "%+d,      5,       +5",
        "%+d,      -5,      -5",
        "[%5d],    42,      [   42]",
        "[%-5d],   42,      [42   ]",
        "[%05d],   -42,     [-0042]",
        "[%+05d],  42,      [+0042]",
        "[%7.2f],  3.14159, [   3.14]",
        "%d%%,     99,      99%",
        "a%db,     1,       a1b"
    })
    void placesANumberAsPythonDoes(String format, double value, String expected) {
        assertEquals(expected, PercentFormat.apply(format, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "%d and %d", "100%", "%%", "%d %"})
    void wantsOnePlaceholder(String format) {
        assertEquals("'" + format + "' must hold one placeholder for a number, such as %d or %.2f", refusal(format, 1));
    }

    @Test
    void wantsPlaceholdersForNumbers() {
        assertEquals("'%c' holds a placeholder that is not for numbers: %c", refusal("%c", 1));
    }

    @Test
    void infiniteValuesAreNoWholeNumbers() {
        assertEquals("'%d' wants a whole number, and the value is Infinity", refusal("%d", Double.POSITIVE_INFINITY));
        assertEquals("inf", PercentFormat.apply("%f", Double.POSITIVE_INFINITY));
    }

    private static String refusal(String format, double value) {
        return assertThrows(InvalidArgumentException.class, () -> PercentFormat.apply(format, value))
                .getMessage();
    }
}

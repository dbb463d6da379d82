package plumbago.web.graph.font;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypefaceTest {
    private static final Typeface SANS = Typeface.named("Sans", false, false);

    /** Measured by cairo, without hinting. */
    @ParameterizedTest
    @CsvSource({
        "6, 5.569, 1.415, 6.984, 79.77",
        "10, 9.282, 2.358, 11.641, 132.949",
        "22, 20.42, 5.189, 25.609, 292.488"
    })
    void measuresAreCairos(double size, double ascent, double descent, double height, double width) {
        assertEquals(ascent, SANS.ascent(size), 0.01);
        assertEquals(descent, SANS.descent(size), 0.01);
        assertEquals(height, SANS.height(size), 0.01);
        assertEquals(width, SANS.width("servers.web-01.cpu.0.user", size), 0.01);
    }

    @ParameterizedTest
    @CsvSource({"Courier New, i.i, WWW", "monospace, i.i, WWW", "DejaVu Sans Mono, i.i, WWW"})
    void lettersOfFixedWidthAreAlikeWide(String family, String narrow, String wide) {
        for (boolean bold : new boolean[] {false, true}) {
            Typeface typeface = Typeface.named(family, bold, false);
            assertEquals(typeface.width(narrow, 10), typeface.width(wide, 10), 1e-9);
        }
    }

    @Test
    void eachKindHasItsLetters() {
        double sans = SANS.width("Temperature", 10);
        assertEquals(sans, Typeface.named("Helvetica", false, false).width("Temperature", 10));
        assertEquals(sans, Typeface.named("sans-serif", false, true).width("Temperature", 10));
        assertTrue(sans != Typeface.named("Times New Roman", false, false).width("Temperature", 10));
        assertTrue(sans < Typeface.named("Arial", true, false).width("Temperature", 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u001f",
                "\uD83D",
                "\uD83D\uDE00",
                "\u05E9\u05DC\u05D5\u05DD a",
                "\u0627\u0644",
                "\uFFFE",
                "e\u0301"
            })
    void anyTextHasAWidthAndOutlines(String text) {
        double width = SANS.width(text, 10);
        assertTrue(width >= 0 && width < 100);
        int[] open = new int[1];
        SANS.outlines(text, 10, 0, 0, 30, new Contours() {
            @Override
            public void point(double x, double y, boolean begins) {
                open[0] += begins ? 1 : 0;
                assertTrue(Math.abs(x) < 100 && Math.abs(y) < 100);
            }

            @Override
            public void end() {
                open[0]--;
            }
        });
        assertEquals(0, open[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "\u05D0\u05D1\u05D2, \u05D2\u05D1\u05D0",
        "a \u05D0\u05D1 b, a \u05D1\u05D0 b",
        "\u05D0\u05D1 12, 12 \u05D1\u05D0"
    })
    void whatIsReadFromRightToLeftIsTurnedRound(String text, String shown) {
        assertEquals(shown, Typeface.inDisplayOrder(text));
    }

    @Test
    void aLetterStandsOnItsFoot() {
        double[] box = {1e9, -1e9, 1e9, -1e9};
        SANS.outlines("H", 100, 10, 200, 0, new Contours() {
            @Override
            public void point(double x, double y, boolean begins) {
                box[0] = Math.min(box[0], x);
                box[1] = Math.max(box[1], x);
                box[2] = Math.min(box[2], y);
                box[3] = Math.max(box[3], y);
            }

            @Override
            public void end() {}
        });
        assertEquals(200, box[3], 1e-6);
        assertEquals(200 - 72.9, box[2], 0.1);
        assertTrue(box[0] > 10 && box[1] < 10 + SANS.width("H", 100));
    }
}

package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PickleFormatTest {
    private static String text(String text) {
        return "58 %02x000000 '%s' ".formatted(text.length(), text);
    }

    @Test
    void writesAListOfDictionaries() {
        String expected = "8002 5d28 7d28" + text("name") + text("a.b")
                + text("start") + "4a 3c000000" + text("end") + "4a f0000000" + text("step") + "4a 3c000000"
                + text("values") + "5d28 47 3ff8000000000000 4e 4a 02000000 65"
                + text("pathExpression") + text("a.*") + text("valuesPerPoint") + "4a 01000000"
                + text("consolidationFunc") + text("max") + text("xFilesFactor") + "47 3fe0000000000000"
                + "75 65 2e";
        assertEquals(
                Written.expected(expected),
                Written.hex(
                        "pickle",
                        Written.series("a.b", 1.5, Double.NaN, 2)
                                .whole(true)
                                .pathExpression("a.*")
                                .consolidation("max")
                                .xFilesFactor(0.5)));
    }

    @Test
    void writesAnEmptyListForNoSeries() {
        assertEquals(Written.expected("8002 5d28 65 2e"), Written.hex("pickle"));
    }
}

package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MsgpackFormatTest {
    private static String text(String text) {
        return "%02x '%s' ".formatted(0xA0 | text.length(), text);
    }

    @Test
    void writesAListOfMaps() {
        String expected = "91 89" + text("name") + text("a.b")
                + text("start") + "3c" + text("end") + "ce 000000f0" + text("step") + "3c"
                + text("values") + "93 cb 3ff8000000000000 c0 02"
                + text("pathExpression") + text("a.*") + text("valuesPerPoint") + "01"
                + text("consolidationFunc") + text("average") + text("xFilesFactor") + "cb 0000000000000000";
        assertEquals(
                Written.expected(expected),
                Written.hex(
                        "msgpack",
                        Written.series("a.b", 1.5, Double.NaN, 2).whole(true).pathExpression("a.*")));
    }
}

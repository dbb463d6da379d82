package plumbago.base.text.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.text.Bytes;

class PickleReaderTest {
    private final PickleReader reader = new PickleReader();

    private int read(String latin1) throws PickleException {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return reader.read(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "S'plain'               | plain",
                "S\"it's\"              | it's",
                "S'a\\x41\\101\\\\\\q'  | aAA\\\\q",
                "S'\\xc3\\xa9'          | \u00e9",
                "Vplain                 | plain",
                "V\u00e9                | \u00e9",
                "Va\\u65e5\\\\u0041     | a\u65e5\\\\u0041",
                "V\\\\\\u0041b          | \\\\Ab",
                "V\\U0001f600           | \ud83d\ude00",
                "V\\ud83d\\ude00x       | \ud83d\ude00x",
            })
    void readsTheTextsOfProtocol0(String line, String text) throws PickleException {
        int value = read(line + "\n.");
        assertEquals(text, reader.values().text(value));
    }

    @Test
    void textsWithEscapesStandBesideThoseWithout() throws PickleException {
        int list = read("(S'one'\nS'tw\\x6f'\nVthr\\u0065e\nS'four'\nl.");
        StringBuilder all = new StringBuilder();
        reader.values()
                .forEach(list, text -> all.append(reader.values().text(text)).append(' '));
        assertEquals("one two three four ", all.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "S'a",
                "Sa",
                "S'a\"",
                "S'\\'",
                "S'\\x4'",
                "S'\\xff'",
                "V\\u12",
                "V\\ud83d",
                "V\\U00110000",
                "I1x",
                "Lx",
                "F1,5"
            })
    void refusesWhatIsNoTextOrNumber(String line) {
        assertThrows(PickleException.class, () -> read(line + "\n."));
    }

    @ParameterizedTest
    @CsvSource({
        "I7, 7",
        "I-1, -1",
        "I00, 0",
        "I01, 1",
        "L9223372036854775807L, 9223372036854775807",
        "L-9223372036854775809L, -9223372036854775809",
        "F1e3, 1000",
    })
    void readsTheNumbersOfProtocol0(String line, double number) throws PickleException {
        assertTrue(reader.values().isNumber(read(line + "\n.")));
        assertEquals(number, reader.values().number());
    }

    @Test
    void memoNumbersAreBounded() throws PickleException {
        assertEquals("a", reader.values().text(read("U\u0001aq\u00ff0h\u00ff.")));
        assertEquals("a", reader.values().text(read("U\u0001ap1000\n0g1000\n.")));
        assertThrows(PickleException.class, () -> read("U\u0001ap100000\n."));
        assertThrows(PickleException.class, () -> read("U\u0001ap-1\n."));
        assertThrows(PickleException.class, () -> read("h\u00ff."));
    }

    @Test
    void readsWhatTheWriterWrites() throws PickleException {
        Bytes out = new Bytes(64);
        PickleWriter writer = new PickleWriter(out);
        writer.beginDict().text("caf\u00e9").beginList();
        writer.whole(5).real(0.5).pair();
        writer.whole(-1L << 40).real(Double.NEGATIVE_INFINITY).pair();
        writer.endList().endDict().end();
        PickleValues values = reader.values();
        List<Double> numbers = new ArrayList<>();
        int lists = values.get(reader.read(out.array(), 0, out.length()), "caf\u00e9")
                .orElseThrow();
        values.forEach(
                lists,
                pair -> values.forEach(pair, number -> {
                    assertTrue(values.isNumber(number));
                    numbers.add(values.number());
                }));
        assertEquals(List.of(5.0, 0.5, -1.099511627776E12, Double.NEGATIVE_INFINITY), numbers);
    }
}

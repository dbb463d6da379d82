package plumbago.base.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PythonStringsTest {
    @Test
    void literals() {
        assertEquals("'a b'", PythonStrings.literal("a b"));
        assertEquals("\"it's\"", PythonStrings.literal("it's"));
        assertEquals("'\"it\\'s\"'", PythonStrings.literal("\"it's\""));
        assertEquals("'\\n\\t\\r\\\\\\x00\\x7f'", PythonStrings.literal("\n\t\r\\\0\u007f"));
        assertEquals("'ä€\\u200b\\U000e0001\\xa0😀'", PythonStrings.literal("ä€\u200b\udb40\udc01\u00a0😀"));
        assertEquals("[]", PythonStrings.literal(List.of()));
        assertEquals("['a', '--b=1']", PythonStrings.literal(List.of("a", "--b=1")));
    }

    @Test
    void json() {
        assertEquals(
                "\"a\\\"\\\\\\n\\t\\r\\b\\f\\u0001\\u00e4\\u007f/\"",
                PythonStrings.json("a\"\\\n\t\r\b\f\u0001ä\u007f/"));
    }

    @Test
    void shellWords() {
        assertEquals(List.of(), PythonStrings.shellWords("  "));
        assertEquals(List.of("--nobackup", "--force"), PythonStrings.shellWords(" --nobackup\t--force\n"));
        assertEquals(List.of("a b", "", "c\"d"), PythonStrings.shellWords("'a b' '' c'\"'d"));
        assertEquals(List.of("a\"b\\c\\d", "e f"), PythonStrings.shellWords("\"a\\\"b\\\\c\\d\" e\\ f"));
        assertThrows(IllegalArgumentException.class, () -> PythonStrings.shellWords("'a"));
        assertThrows(IllegalArgumentException.class, () -> PythonStrings.shellWords("a\\"));
    }
}

package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void controlCharactersOfNamesDoNotReachTheTerminal() {
        assertEquals("a\\x1b[31mred\\x0a.b\\x7f\\x9b", Printable.of("a\u001b[31mred\n.b\u007f\u009b"));
    }

    @Test
    void otherNamesAreAsTheyAre() {
        String name = "caf\u00e9.\\x1b;tag=value";
        assertSame(name, Printable.of(name));
    }
}

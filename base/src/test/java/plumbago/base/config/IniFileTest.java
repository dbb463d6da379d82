package plumbago.base.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IniFileTest {
    @Test
    void readsAsConfigParserDoes() throws ConfigException {
        IniFile file = IniFile.parse("f.conf", """
                # comment
                [one]
                Name : a = b # kept
                LONG = first,
                   # no part of it
                   second

                   third
                [DEFAULT]
                common = %(base)s/x
                base = 100%%
                [two] lost
                """);
        assertEquals(List.of("one", "two"), List.copyOf(file.sections().keySet()));
        assertEquals(
                List.of("one", "DEFAULT"),
                file.headings().stream().map(IniFile.Heading::section).toList());
        assertEquals("a = b # kept", value(file, "one", "name"));
        assertEquals("first,\nsecond\n\nthird", value(file, "one", "long"));
        assertEquals("100%/x", value(file, "two", "common"));
        assertEquals(4, file.options("one").get("long").line());
        assertTrue(file.options("one").get("common").inherited());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a = b|f.conf, line 1: 'a = b' stands before any [section]",
                "[s];nonsense|f.conf, line 2: 'nonsense' is neither a [section] nor name = value",
                "[s];a = 1;A: 2|f.conf, line 3: 'a' was given before in section [s], in line 2",
                "[s];[s]|f.conf, line 2: section [s] was given before, in line 1",
                "[s];= 1|f.conf, line 2: '= 1' is neither a [section] nor name = value",
            })
    void namesFileAndLineOfWhatIsWrong(String lines, String message) {
        ConfigException e =
                assertThrows(ConfigException.class, () -> IniFile.parse("f.conf", lines.replace(';', '\n')));
        assertEquals(message, e.getMessage());
    }

    @Test
    void gathersAllThatIsWrong() {
        ConfigException e = assertThrows(
                ConfigException.class, () -> IniFile.parse("f.conf", "[s]\nnonsense\na = 1\na = 2\n[s]\n"));
        assertEquals(3, e.problems().size());
    }

    @ParameterizedTest
    @CsvSource({"100%", "%(none)s", "%(a)", "%()s", "%(a)s"})
    void refusesInterpolationThatCannotBe(String value) throws ConfigException {
        IniFile file = IniFile.parse("f.conf", "[s]\na = " + value + "\n");
        ConfigException e = assertThrows(ConfigException.class, () -> value(file, "s", "a"));
        assertTrue(e.getMessage().startsWith("f.conf, line 2, section [s], a: "), e.getMessage());
    }

    private static String value(IniFile file, String section, String key) throws ConfigException {
        return file.interpolated(section, key, file.options(section));
    }
}

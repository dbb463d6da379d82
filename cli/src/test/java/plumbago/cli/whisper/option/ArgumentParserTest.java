package plumbago.cli.whisper.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbago.cli.whisper.option.ArgumentParser.Positional;

class ArgumentParserTest {
    private final Option<Boolean> delete = Option.flag("delete it", "--delete");
    private final Option<Boolean> verbose = Option.flag("say more", "--verbose");
    private final ArgumentParser two = new ArgumentParser(
            "tool",
            "Does it.",
            List.of(new Positional("path", "a file", false), new Positional("share", "a number", false)),
            List.of());
    private final ArgumentParser many = new ArgumentParser(
            "tool", "Does it.", List.of(new Positional("DIR", "a folder", true)), List.of(delete, verbose));

    private static String error(ArgumentParser parser, String... commandLine) {
        UsageException e = assertThrows(UsageException.class, () -> parser.parse(commandLine));
        assertEquals(2, e.status());
        String text = e.text(80);
        assertTrue(text.startsWith("usage: tool [-h]"), text);
        return text.substring(text.indexOf("error: ") + "error: ".length(), text.length() - 1);
    }

    @Test
    void argumentsAreTakenInOrder() throws UsageException {
        assertEquals(List.of("a", "b"), two.parse("a", "b").positional());
        Arguments arguments = many.parse("a", "--verb", "b", "c");
        assertEquals(List.of("a", "b", "c"), arguments.positional());
        assertTrue(arguments.has(verbose));
        assertFalse(arguments.has(delete));
    }

    @Test
    void whatLooksLikeANegativeNumberIsAnArgument() throws UsageException {
        for (String number : List.of("-1", "-0.5", "-.5", "-", "-x y")) {
            assertEquals(List.of("a", number), two.parse("a", number).positional());
        }
        for (String option : List.of("-1e5", "-nan", "-1.", "-1.2.3")) {
            assertEquals("missing: share", error(two, "a", option));
        }
        assertEquals(List.of("a", "-nan"), two.parse("a", "--", "-nan").positional());
    }

    @Test
    void missingArgumentsAreNoticedBeforeOnesTooMany() {
        assertEquals("missing: path, share", error(two));
        assertEquals("missing: DIR", error(many, "--verbose"));
        assertEquals("missing: share", error(two, "a", "--nosuch"));
        assertEquals("no such argument: --nosuch c", error(two, "a", "b", "--nosuch", "c"));
    }

    @Test
    void flagsTakeNoValues() {
        assertEquals("option --verbose takes no value", error(many, "--verbose=1", "a"));
    }

    @Test
    void help() {
        assertEquals(
                """
                usage: tool [-h] [--delete] [--verbose] DIR [DIR ...]

                Does it.

                positional arguments:
                  DIR         a folder

                options:
                  -h, --help  explain the arguments and exit
                  --delete    delete it
                  --verbose   say more
                """, assertThrows(UsageException.class, () -> many.parse("-h")).text(80));
        assertEquals("usage: tool [-h] [--delete] [--verbose]\n            DIR [DIR ...]\n", many.usage(50));
    }
}

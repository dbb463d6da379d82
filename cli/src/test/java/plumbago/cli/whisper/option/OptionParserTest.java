package plumbago.cli.whisper.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionParserTest {
    private final Option<Boolean> quiet = Option.flag("say little", "-q", "--quiet");
    private final Option<Boolean> quick = Option.flag("be quick", "--quick");
    private final Option<Long> from = Option.integer("where to begin", "--from");
    private final Option<Double> share = Option.real("a share", "-s", "--share");
    private final Option<String> format = Option.text("a format", "-t", "--time-format");
    private final Option<String> drop = Option.choice(List.of("a", "b"), "what to drop", "--drop");
    private final OptionParser parser =
            OptionParser.of("tool", "%prog [options] path", quiet, quick, from, share, format, drop);

    private String error(String... commandLine) {
        UsageException e = assertThrows(UsageException.class, () -> parser.parse(commandLine));
        assertEquals(2, e.status());
        assertTrue(e.isError());
        String text = e.text(80);
        assertTrue(text.startsWith("Usage: tool [options] path\n\ntool: error: "), text);
        assertTrue(text.endsWith("\n"), text);
        return text.substring(text.indexOf("error: ") + "error: ".length(), text.length() - 1);
    }

    @Test
    void optionsAndOtherArgumentsMayBeMixed() throws UsageException {
        Arguments arguments = parser.parse("a", "-q", "b", "--from", "7", "c");
        assertEquals(List.of("a", "b", "c"), arguments.positional());
        assertTrue(arguments.has(quiet));
        assertEquals(7, arguments.get(from, 0L));
        assertFalse(arguments.has(quick));
        assertEquals(0.5, arguments.get(share, 0.5));
    }

    @Test
    void twoDashesEndTheOptions() throws UsageException {
        Arguments arguments = parser.parse("a", "--", "-q", "--", "--nosuch");
        assertEquals(List.of("a", "-q", "--", "--nosuch"), arguments.positional());
        assertFalse(arguments.has(quiet));
    }

    @Test
    void oneDashIsAnArgument() throws UsageException {
        assertEquals(List.of("-"), parser.parse("-").positional());
    }

    @Test
    void aValueFollowsInAnyOfFourWays() throws UsageException {
        for (String[] commandLine : new String[][] {
            {"-t", "%H"}, {"-t%H"}, {"--time-format", "%H"}, {"--time-format=%H"}, {"-qt%H"}, {"-qt", "%H"}
        }) {
            assertEquals("%H", parser.parse(commandLine).get(format, ""));
        }
        assertEquals("", parser.parse("--time-format=").get(format, "none"));
        assertEquals("a=b", parser.parse("--time-format=a=b").get(format, ""));
    }

    @Test
    void aValueMayLookLikeAnOption() throws UsageException {
        assertEquals("--quiet", parser.parse("-t", "--quiet").get(format, ""));
        assertEquals(-5, parser.parse("--from", "-5").get(from, 0L));
        assertEquals(-5, parser.parse("--from=-5").get(from, 0L));
    }

    @Test
    void aNegativeNumberByItselfIsAnOptionThatDoesNotExist() {
        assertEquals("no such option: -5", error("-5"));
    }

    @Test
    void theLastOfTwoValuesCounts() throws UsageException {
        assertEquals(2, parser.parse("--from=1", "--from=2").get(from, 0L));
    }

    @Test
    void longOptionsMayBeShortenedAsFarAsTheyAreUnique() throws UsageException {
        assertTrue(parser.parse("--quie").has(quiet));
        assertEquals(3, parser.parse("--f=3").get(from, 0L));
        assertEquals("option --qui is short for more than one of: --quick, --quiet", error("--qui"));
        assertEquals("no such option: --quietly", error("--quietly"));
        assertEquals("no such option: -f", error("-f"));
    }

    @ParameterizedTest
    @CsvSource({
        "--nosuch=1, no such option: --nosuch",
        "--quiet=1, option --quiet takes no value",
        "--from, option --from needs a value",
        "-s, option -s needs a value",
        "--from=x, option --from: 'x' is no whole number",
        "--from=1.5, option --from: '1.5' is no whole number",
        "--share=half, option --share: 'half' is no number",
        "--drop=c, 'option --drop: ''c'' is none of a, b'"
    })
    void whatIsWrongIsSaid(String argument, String message) {
        assertEquals(message, error(argument));
    }

    @Test
    void anErrorBehindHelpGoesUnnoticed() {
        UsageException help = assertThrows(UsageException.class, () -> parser.parse("-h", "--nosuch"));
        assertEquals(0, help.status());
        assertFalse(help.isError());
        assertEquals("no such option: --nosuch", error("--nosuch", "-h"));
    }

    @Test
    void helpStandsInTwoColumns() {
        String help =
                assertThrows(UsageException.class, () -> parser.parse("--help")).text(60);
        assertEquals("""
                Usage: tool [options] path

                Options:
                  -h, --help            explain the options and exit
                  -q, --quiet           say little
                  --quick               be quick
                  --from=FROM           where to begin
                  -s SHARE, --share=SHARE
                                        a share
                  -t TIME_FORMAT, --time-format=TIME_FORMAT
                                        a format
                  --drop=DROP           what to drop
                """, help);
    }

    @Test
    void helpIsWrappedToTheTerminal() {
        OptionParser narrow = OptionParser.of("t", "%prog", Option.flag("one two three four five six", "--flag"))
                .describedBy("What it does, in more words than fit.")
                .withVersion("0.1");
        String help =
                assertThrows(UsageException.class, () -> narrow.parse("-h")).text(36);
        assertEquals("""
                Usage: t

                What it does, in more words than
                fit.

                Options:
                  --version   print the version
                              and exit
                  -h, --help  explain the options
                              and exit
                  --flag      one two three four
                              five six
                """, help);
    }

    @Test
    void theVersionIsPrintedWithTheProgram() {
        OptionParser versioned = OptionParser.of("tool", "%prog").withVersion("0.1");
        UsageException e = assertThrows(UsageException.class, () -> versioned.parse("--version"));
        assertEquals("tool 0.1\n", e.text(80));
        assertEquals(0, e.status());
    }
}

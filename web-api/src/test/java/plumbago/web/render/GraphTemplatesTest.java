package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.RuleFile;
import plumbago.web.graph.surface.Color;

final class GraphTemplatesTest {
    private static GraphTemplates parse(String... lines) throws ConfigException {
        return GraphTemplates.parse("t.conf", String.join("\n", lines));
    }

    private static GraphTemplate template(GraphTemplates all, String name) {
        return all.named(name).orElseThrow();
    }

    private static List<String> problems(String... lines) {
        return assertThrows(ConfigException.class, () -> parse(lines)).problems();
    }

    @Test
    void graphitesComeAlongAndTwoMore() {
        Set<String> expected = new TreeSet<>(List.of(
                "default",
                "solarized-light",
                "solarized-dark",
                "classic",
                "noc",
                "summary",
                "alphas",
                "grafana",
                "ocean1",
                "ocean2",
                "forest1",
                "forest2",
                "sunset1",
                "sunset2",
                "moonlight1",
                "moonlight2",
                "lava1",
                "lava2",
                "plumbago",
                "plumbago-dark"));
        assertEquals(List.copyOf(expected), GraphTemplates.builtIn().names());
        assertEquals(List.of(), GraphTemplates.builtIn().warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "default, ffffff, 000000, c896c8, afafaf, 12, blue, rose",
        "solarized-light, fdf6e3, 657b83, 073642, 586e75, 8, 268bd2aa, 6c71c4aa",
        "solarized-dark, 002b36, 839496, fdf6e3, eee8d5, 8, 268bd2aa, 6c71c4aa",
        "classic, 000000, ffffff, ffffff, afafaf, 12, blue, rose",
        "noc, 000000, ffffff, ffffff, afafaf, 12, blue, rose",
        "summary, 000000, 000000, c896c8, afafaf, 3, #6666ff, #ff6666",
        "alphas, ffffff, 000000, afafaf, c896c8, 3, 00ff00aa, 00337799",
        "grafana, ffffff, 000000, c896c8, afafaf, 11, #7eb26d, #447ebc",
        "ocean1, ffffff, 000000, c896c8, afafaf, 9, f7fcf0, 084081",
        "ocean2, ffffff, 000000, c896c8, afafaf, 9, 084081, f7fcf0",
        "forest1, ffffff, 000000, c896c8, afafaf, 8, f7fcf5, 005a32",
        "forest2, ffffff, 000000, c896c8, afafaf, 8, 005a32, f7fcf5",
        "sunset1, ffffff, 000000, c896c8, afafaf, 8, fff5eb, 8c2d04",
        "sunset2, ffffff, 000000, c896c8, afafaf, 8, 8c2d04, fff5eb",
        "moonlight1, ffffff, 000000, c896c8, afafaf, 8, fcfbfd, 4a1486",
        "moonlight2, ffffff, 000000, c896c8, afafaf, 8, 4a1486, fcfbfd",
        "lava1, ffffff, 000000, c896c8, afafaf, 8, fff5f0, 99000d",
        "lava2, ffffff, 000000, c896c8, afafaf, 8, 99000d, fff5f0"
    })
    void theyAreAsTheyWere(
            String name, String back, String fore, String major, String minor, int lines, String first, String last) {
        GraphTemplate template = template(GraphTemplates.builtIn(), name);
        assertEquals("#" + back, template.background().hex());
        assertEquals("#" + fore, template.foreground().hex());
        assertEquals("#" + major, template.majorLine().hex());
        assertEquals("#" + minor, template.minorLine().hex());
        assertEquals(lines, template.lineColors().size());
        assertEquals(first, template.lineColors().get(0).written());
        assertEquals(last, template.lineColors().get(lines - 1).written());
        assertEquals("Sans", template.fontName());
        assertEquals(10, template.fontSize());
        assertFalse(template.fontBold());
        assertFalse(template.fontItalic());
    }

    @Test
    void aFileGoesBeforeThemAndItsDefaultBelowAll() throws ConfigException {
        GraphTemplates all = parse(
                "[default]",
                "fontName = Serif",
                "fontSize: 12.9",
                "fontBold = TRUE",
                "foreground = #123",
                "[mine]",
                "; a comment",
                "background = 0a0b0c80",
                "LINECOLORS = red ,#00ff00, blue,",
                "fontItalic = on",
                "[noc]",
                "background = grey");
        GraphTemplate mine = template(all, "mine");
        assertEquals(new Color(0x0A0B0C, 0x80 / 255.0), mine.background());
        assertEquals(new Color(0x112233, 1), mine.foreground());
        assertEquals(
                List.of("red", "#00ff00", "blue"),
                mine.lineColors().stream().map(one -> one.written()).toList());
        assertEquals("Serif", mine.fontName());
        assertEquals(12, mine.fontSize());
        assertTrue(mine.fontBold() && mine.fontItalic());
        // What the file's section does not say is not taken from the template of that name that comes along.
        assertEquals("#afafaf", template(all, "noc").background().hex());
        assertEquals("#112233", template(all, "noc").foreground().hex());
        // The others are there, on the file's default.
        assertEquals("#ffffff", template(all, "classic").foreground().hex());
        assertEquals("Serif", template(all, "classic").fontName());
        assertEquals("#ffffff", template(all, "default").background().hex());
        assertTrue(all.has("plumbago") && all.has("mine"));
        assertFalse(all.has("Mine"));
    }

    @Test
    void thePlaceOfTheDefaultDoesNotMatter() throws ConfigException {
        assertEquals(
                "#ff0000",
                template(parse("[mine]", "fontSize = 9", "[default]", "background = darkred"), "mine")
                        .background()
                        .hex());
    }

    @Test
    void whatIsWrongIsToldAtOnceWithLineAndSection() {
        assertEquals(
                List.of(
                        "t.conf, line 2, section [a]: background = nosuch: expected a colour such as red, darkblue, ff8800"
                                + " or #ff8800cc",
                        "t.conf, line 3, section [a]: fontsize = 0: expected a number of pixels from 1 to 200",
                        "t.conf, line 5, section [b]: fontbold = maybe: expected True or False",
                        "t.conf, line 6, section [b]: linecolors = red, Green: expected colours with commas between them;"
                                + " 'Green' is not a colour such as red, darkblue, ff8800 or #ff8800cc"),
                problems(
                        "[a]",
                        "background = nosuch",
                        "fontSize = 0",
                        "[b]",
                        "fontBold = maybe",
                        "lineColors = red, Green"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foreground =",
                "majorLine = Rose",
                "minorLine = 12345",
                "lineColors = ,",
                "lineColors =",
                "fontName =",
                "fontSize = ten",
                "fontSize = nan",
                "fontSize = 201",
                "fontItalic ="
            })
    void valuesThatAreNoneAreNamed(String line) {
        List<String> problems = problems("[a]", line);
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("t.conf, line 2, section [a]: "), problems.get(0));
        assertTrue(problems.get(0).contains(": expected "), problems.get(0));
    }

    @Test
    void whatIsNoFileOfTemplatesIsNamed() {
        assertEquals(
                List.of("t.conf, line 1: 'background = red' stands before any [section]"),
                problems("background = red"));
        assertEquals(1, problems("[a]", "lineColors = %23ff0000").size());
        assertEquals(1, problems("[a]", "fontSize = 9", "[a]", "fontSize = 10").size());
    }

    @Test
    void unknownKeysArePassedOver() throws ConfigException {
        assertEquals(
                List.of("t.conf, line 2, section [a]: a template has no lineclors; it has background, foreground,"
                        + " majorLine, minorLine, lineColors, fontName, fontSize, fontBold, fontItalic"),
                parse("[a]", "lineClors = red").warnings());
    }

    @Test
    void aFileIsReadAgain(@TempDir Path folder) throws Exception {
        Path file = folder.resolve(GraphTemplates.FILE_NAME);
        RuleFile<GraphTemplates> rules = RuleFile.open(
                file, GraphTemplates::parse, GraphTemplates.builtIn(), true, RuleFile.LISTS, Clock.systemUTC());
        assertFalse(rules.current().has("mine"));
        Files.writeString(file, "[mine]\nbackground = red\n");
        assertEquals(RuleFile.Check.REPLACED, rules.checkNow());
        assertTrue(rules.current().has("mine"));
        Files.writeString(file, "[mine]\nbackground = nosuch\n");
        assertEquals(RuleFile.Check.REFUSED, rules.checkNow());
        assertTrue(rules.current().has("mine"));
        Files.delete(file);
        assertEquals(RuleFile.Check.REPLACED, rules.checkNow());
        assertFalse(rules.current().has("mine"));
    }
}

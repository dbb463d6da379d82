package plumbago.base.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonPatternTest {
    /** Pattern, text, and whether Python 3.11's re.search finds it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "^stats\\. stats.x true",
                "^stats\\. xstats.x false",
                "carbon a.carbon.b true",
                "Carbon a.carbon.b false",
                "(?i)Carbon a.carbon.b true",
                "(?i)CAFÉ café true",
                "\\.(?:min|max)$ a.min true",
                "\\.(?:min|max)$ a.min.x false",
                "(?P<host_1>\\w+)\\.(?P=host_1)$ web.web true",
                "(?P<host_1>\\w+)\\.(?P=host_1)$ web.db false",
                "(a)\\1 aa true",
                "^a{,2}$ aa true",
                "^a{,2}$ aaa false",
                "^a{x}$ a{x} true",
                "^[]a]+$ ]a true",
                "^[a[b]+$ [b true",
                "^[a&&b]+$ &ab true",
                "^[^\\W_]+$ ab1 true",
                "^[^\\W_]+$ a_1 false",
                "^\\d$ ٣ true",
                "(?a)^\\d$ ٣ false",
                "\\bcpu\\b a-cpu.b true",
                "\\bcpu\\b a_cpu.b false",
                "(?<=ab)c abc true",
                "(?<!ab)c abc false",
                "^(?#note)a$ a true",
                "(?x)a\\.b#note a.b true",
                "^(?>a+)a aaa false",
                "^a++b aab true",
                "\\x41\\u0042\\103 ABC true",
                "100% 100% true",
            })
    void findsWhatPythonFinds(String pattern, String text, boolean found) {
        assertEquals(found, PythonPattern.compile(pattern).find(text));
    }

    @Test
    void dollarMatchesBeforeOneLineFeedOnly() {
        PythonPattern pattern = PythonPattern.compile("a$");
        assertTrue(pattern.find("a\n"));
        assertFalse(pattern.find("a\r"));
        assertFalse(pattern.find("a\u2028"));
        assertFalse(PythonPattern.compile("a\\Z").find("a\n"));
        assertTrue(PythonPattern.compile("^.$").find("\r"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "(unclosed",
                "[a",
                "*",
                "a**",
                "^*",
                "a{2,1}",
                "\\q",
                "\\z",
                "\\p{L}",
                "\\",
                "(?<n>a)",
                "(?P<1>a)",
                "(?P<a>x)(?P<a>y)",
                "(?P=none)",
                "\\1",
                "(a\\1)",
                "(?<=a+)b",
                "a(?i)b",
                "(?L)a",
                "(?au)a",
                "(?z)",
                "(?",
                "[b-a]",
                "[\\w-a]",
                "\\x1",
                "\\400",
                "(?#",
                "(?-)",
                "(?i-i:a)",
                "a{3}{4}",
                "(?(1)a|b)"
            })
    void refusesWhatPythonRefuses(String pattern) {
        assertThrows(PatternSyntaxException.class, () -> PythonPattern.compile(pattern));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        PatternSyntaxException e =
                assertThrows(PatternSyntaxException.class, () -> PythonPattern.compile("ab(unclosed"));
        assertEquals("missing ), unterminated subpattern", e.getDescription());
        assertEquals(2, e.getIndex());
    }

    @Test
    void givesUpAPatternThatBacktracksWithoutEnd() {
        PythonPattern pattern = PythonPattern.compile("^(a+)+$");
        assertFalse(pattern.find("a".repeat(60) + "!"));
        assertTrue(pattern.find("a".repeat(60)));
    }

    /** Loops and alternatives that match nothing: they cost time without a look at any character. */
    @ParameterizedTest
    @Timeout(600)
    @ValueSource(
            strings = {
                "((((((((.*)*)*)*)*)*)*)*)*!",
                "((((((((x?)*)*)*)*)*)*)*)*!",
                "(((.?){30}){30}){30}!",
                "(?:(?:(?:(?:(?:(?:(?:.?|.?)*)*)*)*)*)*)*!",
                ".*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*!",
            })
    void givesUpAPatternThatRepeatsNothingWithoutEnd(String source) {
        PythonPattern pattern = PythonPattern.compile(source);
        for (String text : List.of("", "flood.g1.h100.m10")) {
            assertFalse(pattern.find(text));
            assertFalse(pattern.isAtStartOf(text));
            assertEquals(text, PythonReplacement.compile(pattern, "x").replaceAll(text));
        }
    }

    @Test
    void findsAllByThePatternsThatSaySo() {
        for (String source : List.of("", ".*")) {
            for (String text : List.of("", "a.b.c", "\n", "two\nlines")) {
                assertTrue(PythonPattern.compile(source).find(text));
            }
        }
    }

    @Test
    void aWatcherEndsASearch() {
        IllegalStateException enough = new IllegalStateException("enough");
        PythonPattern pattern = PythonPattern.compile("(.*.*.*)*!", () -> {
            throw enough;
        });
        assertSame(enough, assertThrows(IllegalStateException.class, () -> pattern.find("a".repeat(100))));
    }

    @Test
    void aWatcherIsAskedDuringManySmallSearchesToo() {
        AtomicInteger asked = new AtomicInteger();
        PythonPattern pattern = PythonPattern.compile("x", asked::incrementAndGet);
        for (int i = 0; i < 100_000; i++) {
            assertFalse(pattern.find("a.name.of.some.letters"));
        }
        assertTrue(asked.get() > 10, asked + " times");
    }

    @Test
    void givesUpAPatternThatRecursesTooDeeply() {
        String name = "ab".repeat(200_000);
        assertFalse(PythonPattern.compile("^(a|b|(c))*$").find(name + "!"));
    }

    /** Pattern, replacement, text, and what Python 3.11's re.sub makes of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "foo bar foo.foo bar.bar",
                "(b) $1 abc a$1c",
                "(b) \\1\\1 abc abbc",
                "(?P<n_1>b)(c) \\g<2>\\g<n_1> abc acb",
                "b <\\g<0>> abc a<b>c",
                "(x)|b [\\1] abc a[]c",
                "b \\\\ abc a\\c",
                "b \\. abc a\\.c",
                "b \\101 abc aAc",
                "x* - abxd -a-b--d-",
                "a*? - baac -b-----c-",
                "^(.+?)\\. \\1- a.b.c a-b.c",
                "é e café cafe",
            })
    void replacesAsPythonDoes(String pattern, String replacement, String text, String expected) {
        PythonReplacement compiled = PythonReplacement.compile(PythonPattern.compile(pattern), replacement);
        assertEquals(expected, compiled.replaceAll(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\2", "\\g<2>", "\\g<x>", "\\g<", "\\g<>", "\\g", "\\q", "\\", "\\400", "\\g<-1>"})
    void refusesAReplacementThatCannotBe(String replacement) {
        PythonPattern pattern = PythonPattern.compile("(a)");
        assertThrows(PatternSyntaxException.class, () -> PythonReplacement.compile(pattern, replacement));
    }

    @Test
    void ignoresCaseWhereItIsAskedTo() {
        PythonPattern pattern = PythonPattern.compileIgnoringCase("^SeR[v-w]ers\\.[^X]");
        assertTrue(pattern.find("servers.a"));
        assertTrue(pattern.find("SERVERS.A"));
        assertFalse(pattern.find("servers.x"));
        assertTrue(PythonPattern.compileIgnoringCase("\u00c4").find("\u00e4"));
        assertFalse(PythonPattern.compileIgnoringCase("(?-i:a)").find("A"));
        assertFalse(PythonPattern.compileIgnoringCase("(?a)\u00c4").find("\u00e4"));
    }
}

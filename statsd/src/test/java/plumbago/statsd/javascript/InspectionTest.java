package plumbago.statsd.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts were printed by node 20. */
class InspectionTest {
    @Test
    void shortObjectsStandOnALine() {
        assertEquals(
                "{ 'statsd.packets_received': 11, 'statsd.metrics_received': 11 }",
                Inspection.of(members("statsd.packets_received", 11, "statsd.metrics_received", 11.0)));
        assertEquals(
                """
                {
                  'statsd.bad_lines_seen': 0,
                  'statsd.packets_received': 11,
                  'statsd.metrics_received': 11,
                  gorets: 5
                }""",
                Inspection.of(members(
                        "statsd.bad_lines_seen",
                        0,
                        "statsd.packets_received",
                        11,
                        "statsd.metrics_received",
                        11,
                        "gorets",
                        5)));
    }

    @Test
    void whatIsEmptyIsBrackets() {
        assertEquals("{}", Inspection.of(Map.of()));
        assertEquals("{ glork: [] }", Inspection.of(Map.of("glork", List.of())));
    }

    @Test
    void longArraysStandInColumnsAndAreCutAtAHundred() {
        assertEquals(
                """
                {
                  glork: [
                      0,  10,  20,  30,  40,  50,  60,  70,  80,  90, 100, 110,
                    120, 130, 140, 150, 160, 170, 180, 190, 200, 210, 220, 230,
                    240, 250, 260, 270, 280, 290, 300, 310, 320, 330, 340, 350,
                    360, 370, 380, 390, 400, 410, 420, 430, 440, 450, 460, 470,
                    480, 490, 500, 510, 520, 530, 540, 550, 560, 570, 580, 590,
                    600, 610, 620, 630, 640, 650, 660, 670, 680, 690, 700, 710,
                    720, 730, 740, 750, 760, 770, 780, 790, 800, 810, 820, 830,
                    840, 850, 860, 870, 880, 890, 900, 910, 920, 930, 940, 950,
                    960, 970, 980, 990,
                    ... 1 more item
                  ]
                }""",
                Inspection.of(Map.of(
                        "glork", IntStream.range(0, 101).mapToObj(i -> i * 10.0).toList())));
    }

    @Test
    void textsInColumnsAreSetToTheLeft() {
        assertEquals("""
                [
                  'a',   'bb', 'ccc', 'd',
                  'e',   'f',  'g',   'h',
                  'i.j', 'k',  'l',   'm',
                  'n',   'o',  'p',   'q',
                  'r'
                ]""", Inspection.of(List.of("a bb ccc d e f g h i.j k l m n o p q r".split(" "))));
    }

    @Test
    void whatIsTooDeepIsOnlyNamed() {
        Object deep = members("a", members("b", members("c", members("d", 1), "e", List.of(1), "f", Map.of())));
        assertEquals("{ a: { b: { c: [Object], e: [Array], f: {} } } }", Inspection.of(deep));
        assertEquals("{ a: [Object] }", Inspection.of(deep, 0));
        assertEquals("{\n  a: { b: { c: { d: 1 }, e: [ 1 ], f: {} } }\n}", Inspection.of(deep, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "plain_1 | plain_1",
                "1st     | '1st'",
                "a.b     | 'a.b'",
                "it's    | \"it's\"",
                "a'b\"c  | `a'b\"c`",
                "a'\"`   | 'a\\'\"`'",
                "ü       | 'ü'",
                "__proto__ | ['__proto__']",
            })
    void keysAreQuotedUnlessTheyAreNames(String key, String printed) {
        assertEquals("{ " + printed + ": 1 }", Inspection.of(Map.of(key, 1)));
    }

    @Test
    void keysThatAreWholeNumbersComeFirst() {
        assertEquals("{ '2': 2, '10': 3, b: 1, '01': 4 }", Inspection.of(members("b", 1, "2", 2, "10", 3, "01", 4)));
    }

    @Test
    void signsThatCannotBeSeenAreEscaped() {
        assertEquals("'\\x01\\t\\n\\x7F\\x85\\\\'", Inspection.of("\u0001\t\n\u007f\u0085\\"));
        assertEquals("'a\\ud800b😀'", Inspection.of("a\ud800b😀"));
        assertEquals(
                "[ -0, NaN, -Infinity, true ]",
                Inspection.of(List.of(-0.0, Double.NaN, Double.NEGATIVE_INFINITY, true)));
    }

    @Test
    void longTextsArePartedBehindTheirLineEndsAndCut() {
        String line = "x".repeat(50);
        assertEquals(
                "{\n  a: '" + line + "\\n' +\n    '" + line + "\\n'\n}",
                Inspection.of(Map.of("a", line + "\n" + line + "\n")));
        assertEquals("'" + "x".repeat(10_000) + "'... 2 more characters", Inspection.of("x".repeat(10_002)));
    }

    @Test
    void coloursAreThoseOfTerminals() {
        assertEquals(
                "{ a: \u001b[33m1\u001b[39m, \u001b[32m'b.c'\u001b[39m: \u001b[32m'd'\u001b[39m, e: [] }",
                Inspection.inColours(members("a", 1, "b.c", "d", "e", List.of()), 5));
    }

    @Test
    void othersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Inspection.of(List.of(new Object())));
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}

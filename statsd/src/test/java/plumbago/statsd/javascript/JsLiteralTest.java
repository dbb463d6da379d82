package plumbago.statsd.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsLiteralTest {
    @Test
    void readsWhatTheLanguageHasForData() throws JsSyntaxException {
        String text = """
                /* first */ { // to the end of the line
                  a: 1, 'b-c': "d\\"'\\x41\\u00e4\\u{1F600}\\
                more", "e": 'it\\'s\\n',
                  n: [ -1, +2, .5, 5., 1e3, 0x1F, 0755, 1_000, , null, ],
                  12: true, $x_: { y: undefined, z: {} },
                };
                """;
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", 1.0);
        expected.put("b-c", "d\"'Aä😀more");
        expected.put("e", "it's\n");
        expected.put("n", List.of(-1.0, 2.0, 0.5, 5.0, 1000.0, 31.0, 493.0, 1000.0, "nothing", "nothing"));
        expected.put("12", true);
        expected.put("$x_", Map.of("y", "nothing", "z", Map.of()));
        assertEquals(expected, plain(JsLiteral.read(text)));
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(((Map<?, ?>) plain(JsLiteral.read(text))).keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require('os').hostname().split('.')[0]",
                "'a' + 'b'",
                "60 * 1000",
                "process.env.HOST || 'x'",
                "function (a, b) { return { c: ']' }; }",
                "`template ${1 + 1}, }`",
                "port",
                "[1, 2].concat([3])",
                "{ a: 1 }.a",
                "- x",
                "new Date()",
                "a ? b : c",
                "1 - 1",
                "1abc",
            })
    void codeIsNamedAndTheOthersAreRead(String code) throws JsSyntaxException {
        JsValue.Members config = (JsValue.Members) JsLiteral.read("{\n  before: 1,\n  it: " + code + ",\n  after: 2 }");
        assertEquals(new JsValue.Code(code, 3), config.members().get("it"));
        assertEquals(new JsValue.Numeric(1, 2), config.members().get("before"));
        assertEquals(new JsValue.Numeric(2, 4), config.members().get("after"));
        assertInstanceOf(
                JsValue.Code.class,
                JsLiteral.read("[" + code + "]") instanceof JsValue.Items items
                        ? items.items().get(0)
                        : null);
    }

    @Test
    void membersThatAreCodeAreNamed() throws JsSyntaxException {
        JsValue.Members config = (JsValue.Members)
                JsLiteral.read("{ run() { return 1; }, ...other, [k]: 2, short, get x() { return 1 }, a: 1 }");
        assertEquals(6, config.members().size());
        assertEquals(
                1,
                config.members().values().stream()
                        .filter(value -> !(value instanceof JsValue.Code))
                        .count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ a: 1 | line 1: what begins here has no end: expected }",
                "{ a: 'x | line 1: this text has no end: expected '",
                "{ /* a | line 1: this comment has no end: expected */",
                "{ a: , b: 1 } | line 1: expected a value",
                "{ a: 1 } { | line 1: expected nothing behind the value, and there is '{'",
                "{ a: '\\xg1' } | line 1: expected hexadecimal digits behind \\x or \\u",
                "{ : 1 } | line 1: expected name: value, and there is ':'",
            })
    void saysWhatIsWrong(String text, String problem) {
        JsSyntaxException e = assertThrows(JsSyntaxException.class, () -> JsLiteral.read(text));
        assertEquals(problem, e.getMessage());
    }

    @Test
    void depthIsBounded() {
        String text = "[".repeat(100_000);
        JsSyntaxException e = assertThrows(JsSyntaxException.class, () -> JsLiteral.read(text));
        assertTrue(e.getMessage().contains("deeper than 64"), e.getMessage());
        assertThrows(JsSyntaxException.class, () -> JsLiteral.read("{a:" + "(".repeat(100_000)));
    }

    private static Object plain(JsValue value) {
        if (value instanceof JsValue.Members members) {
            Map<String, Object> map = new LinkedHashMap<>();
            members.members().forEach((name, member) -> map.put(name, plain(member)));
            return map;
        } else if (value instanceof JsValue.Items items) {
            return items.items().stream().map(JsLiteralTest::plain).toList();
        } else if (value instanceof JsValue.Text text) {
            return text.value();
        } else if (value instanceof JsValue.Numeric number) {
            return number.value();
        } else if (value instanceof JsValue.Truth truth) {
            return truth.value();
        }
        return value instanceof JsValue.Nothing ? "nothing" : value;
    }
}

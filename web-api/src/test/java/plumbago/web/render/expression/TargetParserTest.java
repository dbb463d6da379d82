package plumbago.web.render.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetParserTest {
    /** The expression in a short notation: paths bare, texts in quotes, calls with their arguments. */
    private static String shown(Expression expression) {
        if (expression instanceof Expression.Path path) {
            return path.text();
        }
        if (expression instanceof Expression.Call call) {
            List<String> arguments = new ArrayList<>();
            call.arguments().forEach(argument -> arguments.add(shown(argument)));
            call.named().forEach((name, value) -> arguments.add(name + ":" + shown(value)));
            return call.function() + "(" + String.join(" ", arguments) + ")";
        }
        if (expression instanceof Expression.Piped piped) {
            return shown(piped.call());
        }
        if (expression instanceof Expression.Template template) {
            List<String> values = new ArrayList<>();
            template.values().forEach((name, value) -> values.add(name + ":" + shown(value)));
            return "template<" + shown(template.target()) + " " + String.join(" ", values) + ">";
        }
        if (expression instanceof Expression.Text text) {
            return "'" + text.value() + "'";
        }
        if (expression instanceof Expression.Whole whole) {
            return "" + whole.value();
        }
        if (expression instanceof Expression.Real real) {
            return real.value() + "d";
        }
        return expression instanceof Expression.Truth truth
                ? "" + truth.value()
                : expression.getClass().getSimpleName();
    }

    private static void reads(String target, String expected) {
        assertEquals(expected, shown(TargetParser.parse(target)), target);
    }

    @Test
    void paths() {
        reads("a.b", "a.b");
        reads(" a.{b,c}.d*[0-9]?", "a.{b,c}.d*[0-9]?");
        reads("a.b{c,d}e", "a.b{c,d}e");
        reads("a\\.b", "a.b");
        reads("a\\=b\\(c\\)", "a=b(c)");
        reads("disk;rack=a1;x=y", "disk;rack=a1;x=y");
        reads("5.5", "5.5");
        reads("true", "true");
        reads("größe.x", "größe.x");
    }

    @Test
    void callsAndLiterals() {
        reads("f( a , 1, -2.5,1e3 , \"x\", 'y', TRUE, None, inf)", "f(a 1 -2.5d 1000.0d 'x' 'y' true None Infinity)");
        reads("f(a,1E2)", "f(a 100.0d)");
        reads("f(a,func=\"max\", n = 2)", "f(a func:'max' n:2)");
        reads("f(a,b=c.*)", "f(a b:c.*)");
        reads("f(g(h(a,1),2),3)", "f(g(h(a 1) 2) 3)");
        reads("f()", "f()");
        reads("f(a,12abc,+1,truex)", "f(a 12abc +1 truex)");
        reads("f(a,\"say \\\"hi\\\"\",'it''s')", "f(a 'say \\\"hi\\\"' 'it''s')");
    }

    @Test
    void pipes() {
        reads("x|f(1)|g()", "g(f(x 1))");
        reads("f(a|g(2),3)", "f(g(a 2) 3)");
        reads("x|scale(factor=2)", "x");
        reads("x|f", "x");
    }

    @Test
    void theLongestSensibleBeginningCounts() {
        reads("a.b)", "a.b");
        reads("a b", "a");
        reads("a..b", "a");
        reads("scale(a.b,2)junk", "scale(a.b 2)");
        reads("scale(a.b,2", "scale");
        reads("f(a,)", "f");
        reads("f(x=1)", "f");
        reads("f(a,true.b)", "f");
        reads("f(a,1.)", "f");
        reads("a.{b,{c,d}}", "a");
        reads("a{b", "a");
        assertThrows(TargetSyntaxException.class, () -> TargetParser.parse(".a"));
        assertThrows(TargetSyntaxException.class, () -> TargetParser.parse("(a)"));
        assertThrows(TargetSyntaxException.class, () -> TargetParser.parse(""));
    }

    @Test
    void templates() {
        reads("template(a.$x, x=1)", "template<a.$x x:1>");
        reads("template(f(a.$1), \"q\", 2)", "template<f(a.$1) 1:'q' 2:2>");
        reads("template(a)|f()", "f(template<a >)");
        reads("template(f(a), x=b.c)", "template(f(a) x:b.c)");
        reads("template(a|f(), x=1)", "template(f(a) x:1)");
    }

    @Test
    void callsKnowHowTheyWereWritten() {
        Expression expression = TargetParser.parse("sum( seriesByTag( 'a=b' ) )");
        Expression inner = ((Expression.Call) expression).arguments().get(0);
        assertEquals("seriesByTag( 'a=b' )", ((Expression.Call) inner).text());
    }

    @Test
    void nestingHasALimit() {
        assertThrows(TargetSyntaxException.class, () -> TargetParser.parse("f(".repeat(10_000)));
        assertThrows(TargetSyntaxException.class, () -> TargetParser.parse("template(".repeat(150)));
    }

    /** What is tried again and again may be long. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "'x", " ", "1"})
    void oneThatIsTriedForEverEnds(String rest) {
        String target = "template(".repeat(150)
                + rest.charAt(0)
                + rest.substring(rest.length() - 1).repeat(500_000);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThrows(TargetSyntaxException.class, () -> TargetParser.parse(target));
            assertTrue(TargetParser.mistake(target).isPresent());
        });
    }
}

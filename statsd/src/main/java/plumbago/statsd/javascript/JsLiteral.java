package plumbago.statsd.javascript;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a literal of JavaScript, and runs nothing: objects, arrays, texts, numbers, with comments and commas wherever the
 * language has them; so JSON too. What is code becomes a {@link JsValue.Code}, and what stands around it is read all the
 * same.
 */
public final class JsLiteral {
    private static final int DEEPEST = 64;
    private static final Pattern OCTAL_OF_OLD = Pattern.compile("0[0-7]+");
    private static final Pattern SEPARATED = Pattern.compile("[0-9a-fA-FxXoObB.]+(_[0-9a-fA-F.]+)+");

    private final JsScanner scanner;
    private int depth;

    private JsLiteral(String text) {
        this.scanner = new JsScanner(text);
    }

    /**
     * Reads a text that is one literal.
     *
     * @throws JsSyntaxException if it is none, or objects and arrays lie deeper than 64 within each other
     */
    public static JsValue read(String text) throws JsSyntaxException {
        return new JsLiteral(text).whole();
    }

    private JsValue whole() throws JsSyntaxException {
        JsValue value = value();
        scanner.skipSpace();
        if (scanner.peek() == ';') {
            scanner.next();
            scanner.skipSpace();
        }
        if (!scanner.atEnd()) {
            throw new JsSyntaxException(
                    scanner.line(), "expected nothing behind the value, and there is '" + scanner.peek() + "'");
        }
        return value;
    }

    private JsValue value() throws JsSyntaxException {
        scanner.skipSpace();
        int line = scanner.line();
        int start = scanner.position();
        JsValue value = switch (scanner.peek()) {
            case '{' -> object();
            case '[' -> array();
            case '\'', '"' -> new JsValue.Text(scanner.quoted(), line);
            default -> word(line);
        };
        int end = scanner.position();
        scanner.skipSpace();
        boolean ends = scanner.atEnd() || ",]};".indexOf(scanner.peek()) >= 0;
        if (end == start && ends) {
            throw new JsSyntaxException(line, "expected a value");
        }
        boolean literal = !(value instanceof JsValue.Code) && end > start;
        if (ends || (depth == 0 && literal)) {
            return value;
        }
        if (depth == 0) {
            scanner.skipAll();
        } else {
            scanner.skipExpression();
        }
        return new JsValue.Code(scanner.shown(start), line);
    }

    private JsValue word(int line) {
        int start = scanner.position();
        char sign = scanner.peek();
        boolean signed = sign == '-' || sign == '+';
        if (signed) {
            scanner.next();
        }
        String word = scanner.word();
        double number = number(word);
        if (!Double.isNaN(number)) {
            return new JsValue.Numeric(sign == '-' ? -number : number, line);
        }
        if (!signed) {
            switch (word) {
                case "true", "false" -> {
                    return new JsValue.Truth(word.equals("true"), line);
                }
                case "null", "undefined" -> {
                    return new JsValue.Nothing(line);
                }
                case "NaN" -> {
                    return new JsValue.Numeric(Double.NaN, line);
                }
                default -> {}
            }
        }
        return new JsValue.Code(scanner.shown(start), line);
    }

    private static double number(String word) {
        if (word.isEmpty()) {
            return Double.NaN;
        }
        if (OCTAL_OF_OLD.matcher(word).matches()) {
            return number("0o" + word);
        }
        String digits = SEPARATED.matcher(word).matches() ? word.replace("_", "") : word;
        byte[] bytes = digits.getBytes(StandardCharsets.UTF_8);
        return JsNumber.parse(bytes, 0, bytes.length);
    }

    private JsValue object() throws JsSyntaxException {
        int line = scanner.line();
        enter();
        Map<String, JsValue> members = new LinkedHashMap<>();
        while (!closes('}', line)) {
            member(members);
        }
        depth--;
        return new JsValue.Members(members, line);
    }

    private void member(Map<String, JsValue> members) throws JsSyntaxException {
        int line = scanner.line();
        int start = scanner.position();
        char c = scanner.peek();
        String name = c == '\'' || c == '"' ? scanner.quoted() : scanner.word();
        boolean named = scanner.position() > start;
        scanner.skipSpace();
        if (named && scanner.peek() == ':') {
            scanner.next();
            double number = c >= '0' && c <= '9' ? number(name) : Double.NaN;
            members.put(Double.isNaN(number) ? name : JsNumber.text(number), value());
        } else {
            // A function, something spread, a name that is computed.
            if (named || scanner.peek() != ':') {
                scanner.skipExpression();
            }
            if (scanner.position() == start) {
                throw new JsSyntaxException(line, "expected name: value, and there is '" + scanner.peek() + "'");
            }
            String source = scanner.shown(start);
            members.put(named ? name : source, new JsValue.Code(source, line));
        }
        comma('}');
    }

    private JsValue array() throws JsSyntaxException {
        int line = scanner.line();
        enter();
        List<JsValue> items = new ArrayList<>();
        while (!closes(']', line)) {
            if (scanner.peek() == ',') {
                items.add(new JsValue.Nothing(scanner.line()));
                scanner.next();
                continue;
            }
            items.add(value());
            comma(']');
        }
        depth--;
        return new JsValue.Items(items, line);
    }

    private void enter() throws JsSyntaxException {
        if (++depth > DEEPEST) {
            throw new JsSyntaxException(scanner.line(), "objects and arrays lie deeper than 64 within each other");
        }
        scanner.next();
    }

    private boolean closes(char bracket, int line) throws JsSyntaxException {
        scanner.skipSpace();
        if (scanner.atEnd()) {
            throw new JsSyntaxException(line, "what begins here has no end: expected " + bracket);
        }
        if (scanner.peek() == bracket) {
            scanner.next();
            return true;
        }
        return false;
    }

    private void comma(char bracket) throws JsSyntaxException {
        scanner.skipSpace();
        if (scanner.peek() == ',') {
            scanner.next();
        } else if (!scanner.atEnd() && scanner.peek() != bracket) {
            throw new JsSyntaxException(
                    scanner.line(), "expected a comma or " + bracket + ", and there is '" + scanner.peek() + "'");
        }
    }
}

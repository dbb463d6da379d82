package plumbago.web.render.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses a target as Graphite's grammar does: the longest beginning that makes sense counts and the rest is dropped
 * without a word, so that {@code a.b)} is {@code a.b}, and a call that does not parse, {@code scale(a.b,2}, is the path
 * {@code scale}.
 *
 * <pre>
 * expression = ( template | call | path ) ( "|" call )*
 * template   = "template" "(" ( call | path ) [ "," literal ( "," literal )* | "," named ( "," named )* ] ")"
 * call       = name "(" [ argument ( "," argument )* ( "," named )* ] ")"
 * argument   = literal | expression                      but nothing that begins like a named argument
 * named      = name "=" ( literal | expression )
 * literal    = "true" | "false" | "none" | "inf" | number | string
 * number     = -? digits [ . digits ] [ (e | E) [+-] digits ]  followed by a comma, a closing parenthesis or the end
 * path       = element ( "." element )*                  without blanks
 * element    = ( character | \ symbol | "{" characters ( "," characters )* "}" )+
 * </pre>
 *
 * Unlike the original, letters beyond ASCII may stand in a path.
 */
public final class TargetParser {
    /** Calls deeper than this are refused: nobody writes them, and each level takes stack. */
    private static final int MAX_DEPTH = 200;
    /** What may be tried in one target: unclosed templates in templates could be tried for ever. */
    private static final int MAX_TRIES = 100_000;

    /** How often each of its characters may be looked at beyond that; a few times is enough for what somebody means. */
    private static final long MAX_LOOKS = 64;

    private static final String SYMBOLS = "(){},.'\"\\|";

    private final String text;
    private final FarthestMiss missed = new FarthestMiss();
    private int at;
    private int depth;
    private int tries;
    private long looks;

    private TargetParser(String text) {
        this.text = text;
    }

    /** Counts characters that were looked at, since one try may be over all of a long text. */
    private void lookedAt(int characters) {
        looks += characters;
        if (looks > MAX_TRIES + MAX_LOOKS * text.length()) {
            throw new TargetSyntaxException("nested too deep, ", text, at);
        }
    }

    /**
     * Parses a target.
     *
     * @throws TargetSyntaxException if not even its beginning can be read
     */
    public static Expression parse(String target) {
        TargetParser parser = new TargetParser(target);
        return parser.expression().orElseThrow(() -> new TargetSyntaxException(target, parser.at));
    }

    /**
     * Where a target stops making sense, for who types it: {@link #parse} takes the beginning before that and says nothing.
     *
     * @return nothing if all of it can be read
     */
    public static Optional<TargetMistake> mistake(String target) {
        TargetParser parser = new TargetParser(target);
        try {
            if (parser.expression().isPresent()) {
                parser.skipBlanks();
                if (parser.at == target.length()) {
                    return Optional.empty();
                }
                parser.missed.at(parser.at, FarthestMiss.Wanted.END);
            }
            return Optional.of(parser.missed.mistake());
        } catch (TargetSyntaxException e) {
            return Optional.of(new TargetMistake(parser.at, "calls are nested too deep"));
        }
    }

    private Optional<Expression> expression() {
        if (++depth > MAX_DEPTH || ++tries > MAX_TRIES) {
            throw new TargetSyntaxException("nested too deep, ", text, at);
        }
        try {
            Optional<Expression> first = template();
            if (first.isEmpty()) {
                first = call(null).map(call -> call);
            }
            if (first.isEmpty()) {
                first = path();
            }
            if (first.isEmpty()) {
                return first;
            }
            Expression result = first.get();
            while (true) {
                int before = at;
                Optional<Expression.Call> call = symbol('|') ? call(result) : Optional.empty();
                if (call.isEmpty()) {
                    at = before;
                    return Optional.of(result);
                }
                result = new Expression.Piped(first.get(), call.get());
            }
        } finally {
            depth--;
        }
    }

    private Optional<Expression> template() {
        int before = at;
        if ("template".equals(word()) && symbol('(')) {
            Optional<Expression> target = call(null).map(call -> call);
            if (target.isEmpty()) {
                target = path();
            }
            if (target.isPresent()) {
                int afterTarget = at;
                Map<String, Expression> values = new LinkedHashMap<>();
                if (symbol(')') || (templateValues(afterTarget, values) && symbol(')'))) {
                    return Optional.of(new Expression.Template(target.get(), values));
                }
            }
        }
        at = before;
        return Optional.empty();
    }

    /** All by position, or all by name. */
    private boolean templateValues(int from, Map<String, Expression> values) {
        at = from;
        int position = 0;
        while (true) {
            int before = at;
            Optional<Expression> value = symbol(',') ? literal() : Optional.empty();
            if (value.isEmpty()) {
                at = before;
                break;
            }
            values.put(Integer.toString(++position), value.get());
        }
        if (position > 0) {
            return true;
        }
        at = from;
        while (true) {
            int before = at;
            String name = symbol(',') ? word() : null;
            Optional<Expression> value = name != null && symbol('=') ? literal() : Optional.empty();
            if (value.isEmpty()) {
                at = before;
                return !values.isEmpty();
            }
            values.put(name, value.get());
        }
    }

    private Optional<Expression.Call> call(Expression piped) {
        int before = at;
        skipBlanks();
        int start = at;
        String function = word();
        if (function != null && symbol('(')) {
            List<Expression> arguments = new ArrayList<>();
            Map<String, Expression> named = new LinkedHashMap<>();
            if (piped != null) {
                arguments.add(piped);
            }
            Optional<Expression> argument = argument();
            while (argument.isPresent()) {
                arguments.add(argument.get());
                int beforeComma = at;
                argument = symbol(',') ? argument() : Optional.empty();
                if (argument.isEmpty()) {
                    at = beforeComma;
                }
            }
            if (!arguments.isEmpty() && (piped == null || arguments.size() > 1)) {
                namedArguments(named);
            }
            if (symbol(')')) {
                return Optional.of(
                        new Expression.Call(function, List.copyOf(arguments), named, text.substring(start, at), start));
            }
        }
        at = before;
        return Optional.empty();
    }

    private void namedArguments(Map<String, Expression> named) {
        while (true) {
            int before = at;
            String name = symbol(',') ? word() : null;
            Optional<Expression> value = name != null && symbol('=') ? value() : Optional.empty();
            if (value.isEmpty()) {
                at = before;
                return;
            }
            named.put(name, value.get());
        }
    }

    private Optional<Expression> argument() {
        int before = at;
        if (word() != null && symbol('=')) {
            at = before;
            return Optional.empty();
        }
        at = before;
        return value();
    }

    /** A literal, or else an expression; what begins with a literal is never tried as a path. */
    private Optional<Expression> value() {
        Optional<Expression> literal = literal();
        return literal.isPresent() ? literal : expression();
    }

    private Optional<Expression> literal() {
        int before = at;
        skipBlanks();
        if (keyword("true")) {
            return Optional.of(new Expression.Truth(true));
        }
        if (keyword("false")) {
            return Optional.of(new Expression.Truth(false));
        }
        if (keyword("none")) {
            return Optional.of(new Expression.None());
        }
        if (keyword("inf")) {
            return Optional.of(new Expression.Infinity());
        }
        Optional<Expression> result = number();
        if (result.isEmpty()) {
            result = string();
        }
        if (result.isEmpty()) {
            at = before;
        }
        return result;
    }

    private boolean keyword(String wanted) {
        int end = at + wanted.length();
        if (!text.regionMatches(true, at, wanted, 0, wanted.length())
                || (end < text.length() && (isNameCharacter(text.charAt(end)) || text.charAt(end) == '$'))) {
            return false;
        }
        at = end;
        return true;
    }

    private Optional<Expression> number() {
        int start = at;
        int end = start < text.length() && text.charAt(start) == '-' ? start + 1 : start;
        int digits = digits(end);
        lookedAt(digits - start);
        if (digits == end) {
            return Optional.empty();
        }
        end = digits;
        boolean real = false;
        if (end < text.length() && text.charAt(end) == '.' && digits(end + 1) > end + 1) {
            end = digits(end + 1);
            real = true;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            if (digits(exponent) > exponent) {
                end = digits(exponent);
                real = true;
            }
        }
        at = end;
        skipBlanks();
        if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') {
            at = start;
            return Optional.empty();
        }
        at = end;
        String written = text.substring(start, end);
        if (!real && written.length() <= 18) {
            return Optional.of(new Expression.Whole(Long.parseLong(written)));
        }
        return Optional.of(new Expression.Real(Double.parseDouble(written)));
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private Optional<Expression> string() {
        if (at >= text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\'')) {
            return Optional.empty();
        }
        char quote = text.charAt(at);
        int end = at + 1;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == '\\') {
                end++;
            } else if (c == quote) {
                if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                    end++;
                } else {
                    lookedAt(end - at);
                    String value = text.substring(at + 1, end);
                    at = end + 1;
                    return Optional.of(new Expression.Text(value));
                }
            }
        }
        lookedAt(end - at);
        missed.at(at, FarthestMiss.Wanted.QUOTE);
        return Optional.empty();
    }

    private Optional<Expression> path() {
        int before = at;
        skipBlanks();
        StringBuilder path = new StringBuilder();
        if (!element(path)) {
            missed.at(at, FarthestMiss.Wanted.VALUE);
            at = before;
            return Optional.empty();
        }
        while (at < text.length() && text.charAt(at) == '.') {
            int length = path.length();
            int dot = at++;
            path.append('.');
            if (!element(path)) {
                missed.at(at, FarthestMiss.Wanted.NAME);
                path.setLength(length);
                at = dot;
                break;
            }
        }
        return Optional.of(new Expression.Path(path.toString()));
    }

    private boolean element(StringBuilder path) {
        int length = path.length();
        while (true) {
            int end = path.length();
            int before = at;
            if (!characters(path) && !alternatives(path)) {
                path.setLength(end);
                at = before;
                return path.length() > length;
            }
        }
    }

    private boolean characters(StringBuilder path) {
        int length = path.length();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && (SYMBOLS + "=").indexOf(text.charAt(at + 1)) >= 0) {
                path.append(text.charAt(at + 1));
                at += 2;
            } else if (c > ' ' && c != 0x7F && SYMBOLS.indexOf(c) < 0 && !Character.isWhitespace(c)) {
                path.append(c);
                at++;
            } else {
                break;
            }
        }
        lookedAt(path.length() - length);
        return path.length() > length;
    }

    private boolean alternatives(StringBuilder path) {
        if (at >= text.length() || text.charAt(at) != '{') {
            return false;
        }
        char divider = text.charAt(at);
        while (divider == '{' || divider == ',') {
            path.append(divider);
            at++;
            if (!characters(path) || at >= text.length()) {
                missed.at(at, FarthestMiss.Wanted.BRACE);
                return false;
            }
            divider = text.charAt(at);
        }
        if (divider != '}') {
            missed.at(at, FarthestMiss.Wanted.BRACE);
            return false;
        }
        path.append(divider);
        at++;
        return true;
    }

    /** A name of a function or an argument, or null. */
    private String word() {
        skipBlanks();
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            if (at == start && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                return null;
            }
            at++;
        }
        lookedAt(at - start);
        return at > start ? text.substring(start, at) : null;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private boolean symbol(char wanted) {
        int before = at;
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        if (wanted == ')') {
            missed.at(at, FarthestMiss.Wanted.PARENTHESIS);
        }
        at = before;
        return false;
    }

    private void skipBlanks() {
        int start = at;
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        lookedAt(at - start);
    }
}

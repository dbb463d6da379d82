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

    private final Cursor cursor;
    private final LiteralParser literals;
    private final PathParser paths;
    private int depth;
    private int tries;

    private TargetParser(String text) {
        cursor = new Cursor(text);
        literals = new LiteralParser(cursor);
        paths = new PathParser(cursor);
    }

    /**
     * Parses a target.
     *
     * @throws TargetSyntaxException if not even its beginning can be read
     */
    public static Expression parse(String target) {
        TargetParser parser = new TargetParser(target);
        return parser.expression().orElseThrow(() -> new TargetSyntaxException(target, parser.cursor.at()));
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
                parser.cursor.skipBlanks();
                if (parser.cursor.isAtEnd()) {
                    return Optional.empty();
                }
                parser.cursor.missed(FarthestMiss.Wanted.END);
            }
            return Optional.of(parser.cursor.mistake());
        } catch (TargetSyntaxException e) {
            return Optional.of(new TargetMistake(parser.cursor.at(), "calls are nested too deep"));
        }
    }

    private Optional<Expression> expression() {
        if (++depth > MAX_DEPTH || ++tries > MAX_TRIES) {
            throw new TargetSyntaxException("nested too deep, ", cursor.text(), cursor.at());
        }
        try {
            Optional<Expression> first = template();
            if (first.isEmpty()) {
                first = call(null).map(call -> call);
            }
            if (first.isEmpty()) {
                first = paths.path();
            }
            if (first.isEmpty()) {
                return first;
            }
            Expression result = first.get();
            while (true) {
                int before = cursor.at();
                Optional<Expression.Call> call = cursor.symbol('|') ? call(result) : Optional.empty();
                if (call.isEmpty()) {
                    cursor.moveTo(before);
                    return Optional.of(result);
                }
                result = new Expression.Piped(first.get(), call.get());
            }
        } finally {
            depth--;
        }
    }

    private Optional<Expression> template() {
        int before = cursor.at();
        if ("template".equals(cursor.word()) && cursor.symbol('(')) {
            Optional<Expression> target = call(null).map(call -> call);
            if (target.isEmpty()) {
                target = paths.path();
            }
            if (target.isPresent()) {
                int afterTarget = cursor.at();
                Map<String, Expression> values = new LinkedHashMap<>();
                if (cursor.symbol(')') || (templateValues(afterTarget, values) && cursor.symbol(')'))) {
                    return Optional.of(new Expression.Template(target.get(), values));
                }
            }
        }
        cursor.moveTo(before);
        return Optional.empty();
    }

    /** All by position, or all by name. */
    private boolean templateValues(int from, Map<String, Expression> values) {
        cursor.moveTo(from);
        int position = 0;
        while (true) {
            int before = cursor.at();
            Optional<Expression> value = cursor.symbol(',') ? literals.literal() : Optional.empty();
            if (value.isEmpty()) {
                cursor.moveTo(before);
                break;
            }
            values.put(Integer.toString(++position), value.get());
        }
        if (position > 0) {
            return true;
        }
        cursor.moveTo(from);
        while (true) {
            int before = cursor.at();
            String name = cursor.symbol(',') ? cursor.word() : null;
            Optional<Expression> value = name != null && cursor.symbol('=') ? literals.literal() : Optional.empty();
            if (value.isEmpty()) {
                cursor.moveTo(before);
                return !values.isEmpty();
            }
            values.put(name, value.get());
        }
    }

    private Optional<Expression.Call> call(Expression piped) {
        int before = cursor.at();
        cursor.skipBlanks();
        int start = cursor.at();
        String function = cursor.word();
        if (function != null && cursor.symbol('(')) {
            List<Expression> arguments = new ArrayList<>();
            Map<String, Expression> named = new LinkedHashMap<>();
            if (piped != null) {
                arguments.add(piped);
            }
            Optional<Expression> argument = argument();
            while (argument.isPresent()) {
                arguments.add(argument.get());
                int beforeComma = cursor.at();
                argument = cursor.symbol(',') ? argument() : Optional.empty();
                if (argument.isEmpty()) {
                    cursor.moveTo(beforeComma);
                }
            }
            if (!arguments.isEmpty() && (piped == null || arguments.size() > 1)) {
                namedArguments(named);
            }
            if (cursor.symbol(')')) {
                return Optional.of(new Expression.Call(
                        function, List.copyOf(arguments), named, cursor.text().substring(start, cursor.at()), start));
            }
        }
        cursor.moveTo(before);
        return Optional.empty();
    }

    private void namedArguments(Map<String, Expression> named) {
        while (true) {
            int before = cursor.at();
            String name = cursor.symbol(',') ? cursor.word() : null;
            Optional<Expression> value = name != null && cursor.symbol('=') ? value() : Optional.empty();
            if (value.isEmpty()) {
                cursor.moveTo(before);
                return;
            }
            named.put(name, value.get());
        }
    }

    private Optional<Expression> argument() {
        int before = cursor.at();
        if (cursor.word() != null && cursor.symbol('=')) {
            cursor.moveTo(before);
            return Optional.empty();
        }
        cursor.moveTo(before);
        return value();
    }

    /** A literal, or else an expression; what begins with a literal is never tried as a path. */
    private Optional<Expression> value() {
        Optional<Expression> literal = literals.literal();
        return literal.isPresent() ? literal : expression();
    }
}

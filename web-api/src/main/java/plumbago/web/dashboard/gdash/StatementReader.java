package plumbago.web.dashboard.gdash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbago.web.dashboard.gdash.Token.Kind;

/** Reads the tokens of one statement. Used by one thread. */
final class StatementReader {
    private final List<Token> tokens;
    private final List<Object> values = new ArrayList<>();
    private final Map<String, Object> options = new LinkedHashMap<>();
    private int at;

    /** There is something that is no description. */
    private static final class NoDescription extends Exception {
        private static final long serialVersionUID = 1;

        NoDescription() {
            super("", null, false, false);
        }
    }

    private StatementReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The statement of a line; empty if there is anything in it that would have to be run. */
    static Optional<Statement> read(List<Token> line) {
        if (line.isEmpty() || line.get(0).kind() != Kind.WORD) {
            return Optional.empty();
        }
        StatementReader reader = new StatementReader(line);
        try {
            reader.at = 1;
            boolean bracket = reader.skip("(");
            reader.arguments(bracket ? ")" : null, true);
            if (bracket) {
                reader.expect(")");
            }
            if (reader.at < line.size()) {
                return Optional.empty();
            }
        } catch (NoDescription e) {
            return Optional.empty();
        }
        return Optional.of(new Statement(line.get(0).line(), line.get(0).text(), reader.values, reader.options));
    }

    private boolean ends(String closing) {
        return at >= tokens.size() || (closing != null && tokens.get(at).is(Kind.SIGN, closing));
    }

    private boolean skip(String sign) {
        boolean there = at < tokens.size() && tokens.get(at).is(Kind.SIGN, sign);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String sign) throws NoDescription {
        if (!skip(sign)) {
            throw new NoDescription();
        }
    }

    /** @param mayHold whether some of them may be in braces */
    private void arguments(String closing, boolean mayHold) throws NoDescription {
        boolean more = !ends(closing);
        while (more) {
            if (mayHold && skip("{")) {
                arguments("}", false);
                expect("}");
            } else if (at < tokens.size() && tokens.get(at).kind() == Kind.LABEL) {
                String name = tokens.get(at++).text();
                options.put(name, value(0));
            } else {
                Object first = value(0);
                if (skip("=>")) {
                    options.put(first.toString(), value(0));
                } else {
                    values.add(first);
                }
            }
            more = skip(",");
        }
    }

    private Object value(int depth) throws NoDescription {
        if (at >= tokens.size() || depth > 10) {
            throw new NoDescription();
        }
        Token token = tokens.get(at++);
        return switch (token.kind()) {
            case TEXT, SYMBOL, NUMBER -> token.text();
            case WORD -> constant(token.text());
            case SIGN -> {
                if (!token.text().equals("[")) {
                    throw new NoDescription();
                }
                yield list(depth);
            }
            default -> throw new NoDescription();
        };
    }

    private List<Object> list(int depth) throws NoDescription {
        List<Object> list = new ArrayList<>();
        while (!skip("]")) {
            list.add(value(depth + 1));
            if (!skip(",")) {
                expect("]");
                return list;
            }
        }
        return list;
    }

    private static Object constant(String word) throws NoDescription {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "nil" -> Statement.NOTHING;
            default -> throw new NoDescription();
        };
    }
}

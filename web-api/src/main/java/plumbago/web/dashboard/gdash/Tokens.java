package plumbago.web.dashboard.gdash;

import java.util.ArrayList;
import java.util.List;
import plumbago.web.dashboard.gdash.Token.Kind;

/** Cuts a file that describes a graph into tokens, by the rules of Ruby as far as descriptions need them. */
final class Tokens {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    /** Brackets that are open: a statement goes on over the end of a line in them. */
    private int open;

    private Tokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        Tokens all = new Tokens(text);
        while (all.at < text.length()) {
            all.next();
        }
        all.add(Kind.END, "", all.line);
        return all.tokens;
    }

    private void add(Kind kind, String content, int where) {
        tokens.add(new Token(kind, content, where));
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private void next() {
        char c = peek(0);
        if (c == '\n') {
            if (open == 0 && !goesOn()) {
                add(Kind.END, "", line);
            }
            line++;
            at++;
        } else if (c == '#') {
            while (at < text.length() && peek(0) != '\n') {
                at++;
            }
        } else if (c == '"' || c == '\'') {
            quoted(Kind.TEXT);
        } else if (c == ':' && (peek(1) == '"' || peek(1) == '\'')) {
            at++;
            quoted(Kind.SYMBOL);
        } else if (c == ':' && isLetter(peek(1))) {
            at++;
            add(Kind.SYMBOL, word(), line);
        } else if (isDigit(c) || (c == '-' && isDigit(peek(1)))) {
            number();
        } else if (isLetter(c)) {
            String word = word();
            if (peek(0) == ':' && peek(1) != ':') {
                at++;
                add(Kind.LABEL, word, line);
            } else {
                add(Kind.WORD, word, line);
            }
        } else if (!Character.isWhitespace(c)) {
            sign(c);
        } else {
            at++;
        }
    }

    /** Whether a statement goes on behind the end of a line. */
    private boolean goesOn() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.get(tokens.size() - 1);
        if (last.is(Kind.SIGN, "\\")) {
            tokens.remove(tokens.size() - 1);
            return true;
        }
        return last.is(Kind.SIGN, ",") || last.is(Kind.SIGN, "=>");
    }

    private void sign(char c) {
        if (c == '=' && peek(1) == '>') {
            add(Kind.SIGN, "=>", line);
            at += 2;
            return;
        }
        if (c == '(' || c == '[') {
            open++;
        } else if ((c == ')' || c == ']') && open > 0) {
            open--;
        }
        add(Kind.SIGN, String.valueOf(c), line);
        at++;
    }

    private void quoted(Kind kind) {
        int begin = line;
        char quote = text.charAt(at++);
        StringBuilder content = new StringBuilder();
        boolean code = false;
        while (at < text.length() && peek(0) != quote) {
            char c = peek(0);
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                content.append(escaped(quote, peek(0)));
                c = peek(0);
            } else {
                code |= quote == '"' && c == '#' && (peek(1) == '{' || peek(1) == '@' || peek(1) == '$');
                content.append(c);
            }
            line += c == '\n' ? 1 : 0;
            at++;
        }
        boolean ends = at < text.length();
        at++;
        add(code || !ends ? Kind.CODE : kind, content.toString(), begin);
    }

    private static String escaped(char quote, char c) {
        if (quote == '\'') {
            return c == '\'' || c == '\\' ? String.valueOf(c) : "\\" + c;
        }
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            default -> String.valueOf(c);
        };
    }

    private void number() {
        int begin = at++;
        while (isDigit(peek(0)) || peek(0) == '_' || (peek(0) == '.' && isDigit(peek(1))) || isExponent()) {
            at += isExponent() ? 2 : 1;
        }
        add(Kind.NUMBER, text.substring(begin, at).replace("_", ""), line);
    }

    private boolean isExponent() {
        return (peek(0) == 'e' || peek(0) == 'E')
                && (isDigit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && isDigit(peek(2))));
    }

    private String word() {
        int begin = at;
        while (isLetter(peek(0)) || isDigit(peek(0))) {
            at++;
        }
        if (peek(0) == '?' || peek(0) == '!') {
            at++;
        }
        return text.substring(begin, at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}

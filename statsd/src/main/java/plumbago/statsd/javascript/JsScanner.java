package plumbago.statsd.javascript;

/** Goes over a text of JavaScript: white space and comments, texts in quotes, and expressions that are only looked at. */
final class JsScanner {
    private static final int LONGEST_SHOWN = 60;
    private static final char END = 0;

    private final String text;
    private int at;
    private int line = 1;

    JsScanner(String text) {
        this.text = text;
    }

    int line() {
        return line;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The next letter; 0 at the end. */
    char peek() {
        return peek(0);
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    char next() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** What stands from a place on to the present one. */
    String from(int start) {
        return text.substring(start, at);
    }

    /** The same for a message: on one line, and cut. */
    String shown(int start) {
        String source = from(start).strip().replaceAll("\\s+", " ");
        return source.length() > LONGEST_SHOWN ? source.substring(0, LONGEST_SHOWN) + "..." : source;
    }

    /** Goes to where the next thing begins that is neither white space nor a comment. */
    void skipSpace() throws JsSyntaxException {
        while (!atEnd()) {
            char c = peek();
            if (c == '/' && peek(1) == '/') {
                while (!atEnd() && peek() != '\n') {
                    next();
                }
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff') {
                next();
            } else {
                return;
            }
        }
    }

    private void skipComment() throws JsSyntaxException {
        int begin = line;
        at += 2;
        while (!(peek() == '*' && peek(1) == '/')) {
            if (atEnd()) {
                throw new JsSyntaxException(begin, "this comment has no end: expected */");
            }
            next();
        }
        at += 2;
    }

    /** Reads a name or a number without sign: letters, digits and what else may stand in these; empty if none is here. */
    String word() {
        int start = at;
        while (!atEnd() && (Character.isUnicodeIdentifierPart(peek()) || peek() == '$' || isOfNumber(start))) {
            next();
        }
        return from(start);
    }

    private boolean isOfNumber(int start) {
        char first = text.charAt(start);
        boolean number = first == '.' || (first >= '0' && first <= '9');
        char c = peek();
        char before = at > start ? text.charAt(at - 1) : END;
        boolean hexadecimal = first == '0' && start + 1 < text.length() && (text.charAt(start + 1) | 0x20) == 'x';
        return number && (c == '.' || ((c == '-' || c == '+') && (before | 0x20) == 'e' && !hexadecimal));
    }

    /** Reads a text in quotes, the first of which is the next letter. */
    String quoted() throws JsSyntaxException {
        int begin = line;
        char quote = next();
        StringBuilder value = new StringBuilder();
        while (!atEnd() && peek() != '\n') {
            char c = next();
            if (c == quote) {
                return value.toString();
            }
            if (c != '\\') {
                value.append(c);
            } else if (!atEnd()) {
                escape(value);
            }
        }
        throw new JsSyntaxException(begin, "this text has no end: expected " + quote);
    }

    private void escape(StringBuilder value) throws JsSyntaxException {
        char c = next();
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'v' -> value.append('\u000b');
            case '0' -> value.append('\0');
            case '\n' -> {} // goes on in the next line
            case '\r' -> {
                if (peek() == '\n') {
                    next();
                }
            }
            case 'x' -> value.append((char) hexadecimal(2));
            case 'u' -> {
                if (peek() == '{') {
                    next();
                    int end = Math.max(text.indexOf('}', at), at);
                    int point = hexadecimal(Math.min(end - at, 6));
                    if (peek() != '}' || point > Character.MAX_CODE_POINT) {
                        throw new JsSyntaxException(line, "expected a character's number in hexadecimal behind \\u{");
                    }
                    next();
                    value.appendCodePoint(point);
                } else {
                    value.append((char) hexadecimal(4));
                }
            }
            default -> value.append(c);
        }
    }

    private int hexadecimal(int digits) throws JsSyntaxException {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw new JsSyntaxException(line, "expected hexadecimal digits behind \\x or \\u");
            }
            number = number * 16 + digit;
            next();
        }
        return number;
    }

    /** Goes to the end of the text. */
    void skipAll() {
        at = text.length();
    }

    /** Goes to the comma or the bracket that ends an expression, whatever it is. */
    void skipExpression() throws JsSyntaxException {
        int begin = line;
        int open = 0;
        while (!atEnd()) {
            skipSpace();
            char c = peek();
            if (c == '\'' || c == '"') {
                quoted();
                continue;
            }
            if (c == '`') {
                skipTemplate();
                continue;
            }
            boolean closes = c == ')' || c == ']' || c == '}';
            if (open == 0 && (c == ',' || closes)) {
                return;
            }
            if (c == '(' || c == '[' || c == '{') {
                open++;
            } else if (closes) {
                open--;
            }
            if (!atEnd()) {
                next();
            }
        }
        throw new JsSyntaxException(begin, "this expression has no end: expected a comma or a bracket");
    }

    private void skipTemplate() throws JsSyntaxException {
        int begin = line;
        next();
        while (peek() != '`') {
            if (atEnd()) {
                throw new JsSyntaxException(begin, "this template has no end: expected `");
            }
            if (next() == '\\' && !atEnd()) {
                next();
            }
        }
        next();
    }
}

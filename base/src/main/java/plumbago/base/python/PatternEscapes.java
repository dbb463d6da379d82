package plumbago.base.python;

import java.util.Locale;

/** Translates what stands behind a backslash, and holds the classes that such escapes stand for. */
final class PatternEscapes {
    private static final String SPACE =
            "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a" + "\\u2028\\u2029\\u202f\\u205f\\u3000";
    private static final String NO_SPACE = "\\x00-\\x08\\x0e-\\x1b\\x21-\\x84\\x86-\\x9f\\xa1-\\u167f\\u1681-\\u1fff"
            + "\\u200b-\\u2027\\u202a-\\u202e\\u2030-\\u205e\\u2060-\\u2fff\\u3001-\\x{10ffff}";
    private static final String WORD = "\\p{L}\\p{N}_";
    private static final String ASCII_SPACE = "\\t-\\r\\x20";
    private static final String ASCII_NO_SPACE = "\\x00-\\x08\\x0e-\\x1f\\x21-\\x{10ffff}";
    private static final String ASCII_WORD = "0-9A-Z_a-z";
    private static final String ASCII_NO_WORD = "\\x00-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x{10ffff}";

    private final PatternSource in;
    private boolean ascii;

    PatternEscapes(PatternSource in) {
        this.in = in;
    }

    /** Whether {@code \w \d \s \b} know ASCII only, flag {@code a}. */
    boolean ascii() {
        return ascii;
    }

    void setAscii(boolean ascii) {
        this.ascii = ascii;
    }

    /** Appends one literal character so that Java takes it for nothing else. */
    static void literal(StringBuilder out, int c) {
        if (c >= 0x80 || Character.isLetterOrDigit(c)) {
            out.appendCodePoint(c);
        } else {
            out.append(String.format(Locale.ROOT, "\\x%02x", c));
        }
    }

    /** Reads a group's number, or returns 0 and reads nothing if none stands here. */
    int groupReference() {
        int start = in.position();
        String digits = in.run(10, 2);
        if (digits.isEmpty() || digits.charAt(0) == '0') {
            in.seek(start);
            return 0;
        }
        if (digits.length() == 2 && isOctal(digits) && !in.atEnd() && in.peek() >= '0' && in.peek() <= '7') {
            in.seek(start);
            return 0;
        }
        return Integer.parseInt(digits);
    }

    /** Appends an escape that matches a position; false, and nothing read, if none stands here. */
    boolean position(StringBuilder out) {
        String word = "[" + (ascii ? ASCII_WORD : WORD) + "]";
        switch (in.peek()) {
            case 'A' -> out.append("\\A");
            case 'Z' -> out.append("\\z");
            case 'b' -> out.append("(?:(?<=" + word + ")(?!" + word + ")|(?<!" + word + ")(?=" + word + "))");
            // Before Python 3.14 the empty text has no such position, although it has no word either.
            case 'B' ->
                out.append("(?:(?!\\A\\z)(?:(?<=" + word + ")(?=" + word + ")|(?<!" + word + ")(?!" + word + ")))");
            default -> {
                return false;
            }
        }
        in.next();
        return true;
    }

    void outsideClass(StringBuilder out, int position) {
        String category = category();
        if (category != null) {
            out.append('[').append(category).append(']');
        } else {
            literal(out, character(position));
        }
    }

    int insideClass(int position) {
        if (in.atEnd()) {
            throw in.error("bad escape (end of pattern)", position);
        }
        return in.take('b') ? '\b' : character(position);
    }

    /** Reads an escape for a class of characters, and returns its members; null, and nothing read, if none stands here. */
    String category() {
        if (in.atEnd()) {
            return null;
        }
        String members = switch (in.peek()) {
            case 'd' -> ascii ? "0-9" : "\\p{Nd}";
            case 'D' -> ascii ? "\\x00-\\x2f\\x3a-\\x{10ffff}" : "\\P{Nd}";
            case 's' -> ascii ? ASCII_SPACE : SPACE;
            case 'S' -> ascii ? ASCII_NO_SPACE : NO_SPACE;
            case 'w' -> ascii ? ASCII_WORD : WORD;
            case 'W' -> ascii ? ASCII_NO_WORD : "[^" + WORD + "]";
            default -> null;
        };
        if (members != null) {
            in.next();
        }
        return members;
    }

    private int character(int position) {
        int c = in.next();
        return switch (c) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'x' -> hex(2, position);
            case 'u' -> hex(4, position);
            case 'U' -> hex(8, position);
            case 'N' -> named(position);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c, position);
            default -> {
                if (c < 0x80 && Character.isLetterOrDigit(c)) {
                    throw in.error("bad escape \\" + in.text(c), position);
                }
                yield c;
            }
        };
    }

    private int hex(int length, int position) {
        String digits = in.run(16, length);
        if (digits.length() != length) {
            throw in.error("incomplete escape: " + length + " hexadecimal digits expected", position);
        }
        long c = Long.parseLong(digits, 16);
        if (c > Character.MAX_CODE_POINT) {
            throw in.error("bad escape: no such character", position);
        }
        return (int) c;
    }

    private int octal(int first, int position) {
        in.back(first);
        int c = Integer.parseInt(in.run(8, 3), 8);
        if (c > 0377) {
            throw in.error("octal escape value outside of range 0-0o377", position);
        }
        return c;
    }

    private int named(int position) {
        if (!in.take('{')) {
            throw in.error("missing {", position);
        }
        StringBuilder name = new StringBuilder();
        while (!in.atEnd() && in.peek() != '}') {
            name.appendCodePoint(in.next());
        }
        if (!in.take('}')) {
            throw in.error("missing }, unterminated name", position);
        }
        try {
            return Character.codePointOf(name.toString());
        } catch (IllegalArgumentException e) {
            throw in.error("undefined character name '" + name + "'", position);
        }
    }

    private static boolean isOctal(String digits) {
        return digits.chars().allMatch(c -> c <= '7');
    }
}

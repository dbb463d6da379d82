package plumbago.base.python;

import java.util.regex.PatternSyntaxException;

/** Walks over the code points of a pattern. */
final class PatternSource {
    private final String source;
    private int at;

    PatternSource(String source) {
        this.source = source;
    }

    boolean atEnd() {
        return at >= source.length();
    }

    int position() {
        return at;
    }

    void seek(int position) {
        at = position;
    }

    int peek() {
        return source.codePointAt(at);
    }

    int next() {
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    void back(int codePoint) {
        at -= Character.charCount(codePoint);
    }

    boolean take(char c) {
        if (atEnd() || source.charAt(at) != c) {
            return false;
        }
        at++;
        return true;
    }

    String asciiDigits() {
        return run(10, Integer.MAX_VALUE);
    }

    /** Reads up to {@code most} digits of a base. */
    String run(int base, int most) {
        int start = at;
        while (!atEnd()
                && at - start < most
                && source.charAt(at) < 0x80
                && Character.digit(source.charAt(at), base) >= 0) {
            at++;
        }
        return source.substring(start, at);
    }

    /** Reads a text that is not empty, and the character that ends it. */
    String until(char end) {
        int start = at;
        int stop = source.indexOf(end, at);
        if (stop < 0) {
            throw error("missing " + end + ", unterminated name", start);
        }
        if (stop == start) {
            throw error("missing group name", start);
        }
        at = stop + 1;
        return source.substring(start, stop);
    }

    /** Reads the name of a group and the character that ends it. */
    String name(char end) {
        int start = at;
        String name = until(end);
        if (!isIdentifier(name)) {
            throw error("bad character in group name '" + name + "'", start);
        }
        return name;
    }

    static boolean isIdentifier(String name) {
        int first = name.codePointAt(0);
        return (first == '_' || Character.isUnicodeIdentifierStart(first))
                && name.codePoints().skip(1).allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
    }

    /** Skips blanks and a {@code # comment} of a verbose pattern; false if there is nothing of that. */
    boolean skipVerbose() {
        int c = source.charAt(at);
        if (c == '#') {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end + 1;
            return true;
        }
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            at++;
            return true;
        }
        return false;
    }

    void skipComment(int position) {
        int end = source.indexOf(')', at);
        if (end < 0) {
            throw error("missing ), unterminated comment", position);
        }
        at = end + 1;
    }

    String text(int codePoint) {
        return Character.toString(codePoint);
    }

    PatternSyntaxException error(String description, int position) {
        return new PatternSyntaxException(description, source, position);
    }
}

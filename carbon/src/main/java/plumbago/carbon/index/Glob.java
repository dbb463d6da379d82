package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One step of a path expression, ready to be held against labels: {@code *} any run of characters, {@code ?} one
 * character, {@code [a-z]} and {@code [!a-z]} one of a set, {@code {a,b}} alternatives, which may nest. A bracket or
 * brace that is never closed stands for itself. Matching walks bytes; no regular expression is involved.
 */
final class Glob {
    /** More alternatives than anybody writes by hand; what is beyond is refused rather than expanded. */
    static final int MAX_ALTERNATIVES = 10_000;

    /** Characters that are looked through and put together for that: long expressions with many braces take memory. */
    private static final int MAX_CHARACTERS = 16 << 20;

    private final List<Alternative> alternatives;

    private Glob(List<Alternative> alternatives) {
        this.alternatives = alternatives;
    }

    static Glob of(String text) {
        Expansion expansion = new Expansion();
        expansion.expand(text);
        List<Alternative> compiled = new ArrayList<>(expansion.texts.size());
        for (String one : expansion.texts) {
            compiled.add(new Alternative(one));
        }
        return new Glob(compiled);
    }

    /** What it may be, one after the other: only for globs without alternatives is this one. */
    List<Alternative> alternatives() {
        return alternatives;
    }

    boolean matches(byte[] label, int from, int to) {
        for (Alternative alternative : alternatives) {
            if (alternative.matches(label, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** What a glob with braces stands for. Equal alternatives count as often as they come up: two by two they are many. */
    private static final class Expansion {
        private final Set<String> texts = new LinkedHashSet<>();
        private int count;
        private long characters;

        /** Replaces the first innermost pair of braces by each of its alternatives, until none is left. */
        void expand(String text) {
            characters += text.length();
            int close = text.indexOf('}');
            int open = close < 0 ? -1 : text.lastIndexOf('{', close);
            if (open < 0) {
                texts.add(text);
                count++;
            }
            if (count > MAX_ALTERNATIVES || characters > MAX_CHARACTERS) {
                throw new IllegalArgumentException("a path expression with more than " + MAX_ALTERNATIVES
                        + " alternatives in braces, or more than " + MAX_CHARACTERS + " characters in all of them");
            }
            if (open < 0) {
                return;
            }
            String before = text.substring(0, open);
            String after = text.substring(close + 1);
            int from = open + 1;
            for (int at = from; at <= close; at++) {
                if (at == close || text.charAt(at) == ',') {
                    expand(before + text.substring(from, at) + after);
                    from = at + 1;
                }
            }
        }
    }

    /** A glob without braces. */
    static final class Alternative {
        private final byte[] pattern;
        private final boolean literal;
        private final byte[] prefix;

        Alternative(String text) {
            pattern = text.getBytes(StandardCharsets.UTF_8);
            int wild = 0;
            while (wild < pattern.length && pattern[wild] != '*' && pattern[wild] != '?' && pattern[wild] != '[') {
                wild++;
            }
            literal = wild == pattern.length;
            prefix = java.util.Arrays.copyOf(pattern, wild);
        }

        boolean isLiteral() {
            return literal;
        }

        byte[] pattern() {
            return pattern;
        }

        /** What every label that matches begins with. */
        byte[] prefix() {
            return prefix;
        }

        boolean matchesAll() {
            return pattern.length == 1 && pattern[0] == '*';
        }

        boolean matches(byte[] text, int from, int to) {
            int p = 0;
            int t = from;
            int starPattern = -1;
            int starText = -1;
            while (t < to) {
                if (p < pattern.length && pattern[p] == '*') {
                    starPattern = ++p;
                    starText = t;
                    continue;
                }
                int next = p < pattern.length ? step(p, text, t, to) : -1;
                if (next >= 0) {
                    t = pattern[p] == '?' || isSet(p) ? characterEnd(text, t, to) : t + 1;
                    p = next;
                } else if (starPattern >= 0) {
                    p = starPattern;
                    starText = characterEnd(text, starText, to);
                    t = starText;
                } else {
                    return false;
                }
            }
            while (p < pattern.length && pattern[p] == '*') {
                p++;
            }
            return p == pattern.length;
        }

        /** Where the pattern goes on if its part at {@code p} takes the character at {@code t}, else -1. */
        private int step(int p, byte[] text, int t, int to) {
            if (pattern[p] == '?') {
                return p + 1;
            }
            // A slash in a label is a dot in the name of a folder, which takes a wildcard.
            if (isSet(p)) {
                return setHolds(p, text[t] == '/' ? '.' : codePoint(text, t, to)) ? setEnd(p) + 1 : -1;
            }
            return pattern[p] == text[t] && text[t] != '/' ? p + 1 : -1;
        }

        private boolean isSet(int p) {
            return pattern[p] == '[' && setEnd(p) > 0;
        }

        /** The closing bracket; one that comes first in the set is part of it. */
        private int setEnd(int p) {
            int at = p + 1;
            if (at < pattern.length && pattern[at] == '!') {
                at++;
            }
            at++;
            while (at < pattern.length && pattern[at] != ']') {
                at++;
            }
            return at < pattern.length ? at : -1;
        }

        private boolean setHolds(int p, int character) {
            int end = setEnd(p);
            int at = p + 1;
            boolean inverted = pattern[at] == '!';
            if (inverted) {
                at++;
            }
            while (at < end) {
                int low = codePoint(pattern, at, end);
                at = characterEnd(pattern, at, end);
                int high = low;
                if (at + 1 < end && pattern[at] == '-') {
                    high = codePoint(pattern, at + 1, end);
                    at = characterEnd(pattern, at + 1, end);
                }
                if (low <= character && character <= high) {
                    return !inverted;
                }
            }
            return inverted;
        }

        private static int characterEnd(byte[] text, int at, int to) {
            int next = at + 1;
            while (next < to && (text[next] & 0xC0) == 0x80) {
                next++;
            }
            return next;
        }

        private static int codePoint(byte[] text, int at, int to) {
            int first = text[at];
            if (first >= 0) {
                return first;
            }
            int end = characterEnd(text, at, to);
            int bits = end - at == 2 ? first & 0x1F : end - at == 3 ? first & 0x0F : first & 0x07;
            for (int i = at + 1; i < end; i++) {
                bits = bits << 6 | (text[i] & 0x3F);
            }
            return bits;
        }
    }
}

package plumbago.statsd.javascript;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Texts as literals of JavaScript, as node prints them. */
final class JsText {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z_0-9]*");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final Pattern AFTER_LINE_END = Pattern.compile("(?<=\n)");
    private static final long LARGEST_INDEX = 0xFFFF_FFFEL;
    private static final int LONGEST = 10_000;
    private static final int SHORT = 16;

    private JsText() {}

    /** Whether a key is printed without quotes. */
    static boolean isName(String key) {
        return NAME.matcher(key).matches();
    }

    /** Whether JavaScript has the key before others, in the order of numbers. */
    static boolean isIndex(String key) {
        char first = key.isEmpty() ? 'x' : key.charAt(0);
        return first >= '0' && first <= '9' && INDEX.matcher(key).matches() && Long.parseLong(key) <= LARGEST_INDEX;
    }

    /** A text as a value: a long one is cut, and parted behind its line ends. */
    static String inspected(String whole, int indentation, InspectionColours colours) {
        int left = whole.length() - LONGEST;
        String text = left > 0 ? whole.substring(0, LONGEST) : whole;
        String end = left > 0 ? "... " + left + " more character" + (left > 1 ? "s" : "") : "";
        if (text.length() <= SHORT || text.length() <= Inspection.LINE - indentation - 4) {
            return colours.text(quoted(text)) + end;
        }
        StringBuilder lines = new StringBuilder();
        for (String line : AFTER_LINE_END.split(text)) {
            if (!lines.isEmpty()) {
                lines.append(" +\n").append(" ".repeat(indentation + 2));
            }
            lines.append(colours.text(quoted(line)));
        }
        return lines + end;
    }

    /** In the quotes that ask for least escapes. */
    static String quoted(String text) {
        char quote = '\'';
        if (text.indexOf('\'') >= 0) {
            if (text.indexOf('"') < 0) {
                quote = '"';
            } else if (text.indexOf('`') < 0 && !text.contains("${")) {
                quote = '`';
            }
        }
        StringBuilder literal = new StringBuilder(text.length() + 2).append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                literal.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                literal.append(String.format("\\u%x", (int) c));
            } else if (c == '\\' || (c == '\'' && quote == '\'')) {
                literal.append('\\').append(c);
            } else if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
                literal.append(control(c));
            } else {
                literal.append(c);
            }
        }
        return literal.append(quote).toString();
    }

    private static String control(char c) {
        return switch (c) {
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> String.format("\\x%02X", (int) c);
        };
    }

    /** How many columns of a terminal a text takes. */
    static int width(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return text.length();
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .map(JsText::width)
                .sum();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.CONTROL
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** Letters of East Asia, and pictures. */
    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF && point != 0x303F)
                || (point >= 0xA960 && point <= 0xA97C)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF01 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1F64F)
                || (point >= 0x1F900 && point <= 0x1F9FF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }
}

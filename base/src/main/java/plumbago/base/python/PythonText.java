package plumbago.base.python;

import java.util.ArrayList;
import java.util.List;

/** Blanks and lines as Python's {@code str} and text files know them. */
public final class PythonText {
    private PythonText() {}

    /** Whether {@code str.isspace()} holds for this code point. */
    public static boolean isSpace(int codePoint) {
        if (codePoint <= ' ') {
            return codePoint == ' '
                    || (codePoint >= '\t' && codePoint <= '\r')
                    || (codePoint >= 0x1c && codePoint <= 0x1f);
        }
        if (codePoint < 0x1680) {
            return codePoint == 0x85 || codePoint == 0xa0;
        }
        return codePoint == 0x1680
                || (codePoint >= 0x2000 && codePoint <= 0x200a)
                || codePoint == 0x2028
                || codePoint == 0x2029
                || codePoint == 0x202f
                || codePoint == 0x205f
                || codePoint == 0x3000;
    }

    /** The text without blanks at either end, as {@code str.strip()}. */
    public static String strip(String text) {
        int from = 0;
        while (from < text.length() && isSpace(text.charAt(from))) {
            from++;
        }
        return stripEnd(text.substring(from));
    }

    /** The text without blanks at its end, as {@code str.rstrip()}. */
    public static String stripEnd(String text) {
        int to = text.length();
        while (to > 0 && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(0, to);
    }

    /** The lines of a text file, without their ends: LF, CR and CRLF end a line, and nothing else does. */
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\n' && c != '\r') {
                continue;
            }
            lines.add(text.substring(from, at));
            if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            }
            from = at + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }
}

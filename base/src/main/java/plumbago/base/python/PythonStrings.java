package plumbago.base.python;

import java.util.ArrayList;
import java.util.List;

/** Texts as Python prints and splits them. */
public final class PythonStrings {
    private PythonStrings() {}

    /** A list of texts as {@code str} prints it. */
    public static String literal(List<String> texts) {
        StringBuilder literal = new StringBuilder("[");
        for (String text : texts) {
            literal.append(literal.length() > 1 ? ", " : "").append(literal(text));
        }
        return literal.append(']').toString();
    }

    /** A text as {@code repr} prints it: in single quotes unless that takes more escapes. */
    public static String literal(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder literal = new StringBuilder().append(quote);
        text.codePoints().forEach(codePoint -> appendEscaped(codePoint, quote, literal));
        return literal.append(quote).toString();
    }

    private static void appendEscaped(int codePoint, char quote, StringBuilder into) {
        switch (codePoint) {
            case '\n' -> into.append("\\n");
            case '\r' -> into.append("\\r");
            case '\t' -> into.append("\\t");
            case '\\' -> into.append("\\\\");
            default -> {
                if (codePoint == quote) {
                    into.append('\\').append(quote);
                } else if (isPrintable(codePoint)) {
                    into.appendCodePoint(codePoint);
                } else if (codePoint <= 0xff) {
                    into.append("\\x").append(hex(codePoint, 2));
                } else if (codePoint <= 0xffff) {
                    into.append("\\u").append(hex(codePoint, 4));
                } else {
                    into.append("\\U").append(hex(codePoint, 8));
                }
            }
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    /** A text as {@code json.dumps} prints it: everything outside of ASCII is escaped. */
    public static String json(String text) {
        StringBuilder json = new StringBuilder().append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        json.append(c);
                    } else {
                        json.append("\\u").append(hex(c, 4));
                    }
                }
            }
        }
        return json.append('"').toString();
    }

    private static String hex(int number, int digits) {
        String hex = Integer.toHexString(number);
        return "0".repeat(digits - hex.length()) + hex;
    }

    /**
     * Splits a text into words as {@code shlex.split}, and a shell without its expansions, does: quotes of both kinds
     * hold blanks together, a backslash takes the meaning from what follows, within double quotes only from those quotes
     * and from another backslash.
     *
     * @throws IllegalArgumentException if a quote is not closed, or nothing follows a backslash
     */
    public static List<String> shellWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && quote != '\'') {
                i++;
                if (i == text.length()) {
                    throw new IllegalArgumentException("nothing follows the last backslash");
                }
                char escaped = text.charAt(i);
                word.append(quote == '"' && escaped != '"' && escaped != '\\' ? "\\" : "")
                        .append(escaped);
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}

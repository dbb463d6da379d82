package plumbago.statsd.javascript;

/** White space and line ends of JavaScript, in UTF-8. */
public final class JsSpace {
    private JsSpace() {}

    /** The first place that is no white space; {@code to} if there is none. */
    public static int skip(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int length = length(text, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return to;
    }

    /** Where white space begins that goes on to {@code to}, which is not before {@code from}. */
    public static int skipBack(byte[] text, int from, int to) {
        int end = to;
        while (end > from) {
            byte last = text[end - 1];
            if (last >= 0) {
                if (length(text, end - 1, end) == 0) {
                    return end;
                }
                end--;
            } else if (end - from >= 2 && length(text, end - 2, end) == 2) {
                end -= 2;
            } else if (end - from >= 3 && length(text, end - 3, end) == 3) {
                end -= 3;
            } else {
                return end;
            }
        }
        return end;
    }

    /** How many bytes the white space has that begins here; 0 if none does. */
    private static int length(byte[] text, int at, int to) {
        byte first = text[at];
        if (first >= 0) {
            return first == ' ' || (first >= '\t' && first <= '\r') ? 1 : 0;
        }
        if (first == (byte) 0xC2) {
            return to - at >= 2 && text[at + 1] == (byte) 0xA0 ? 2 : 0;
        }
        if (first < (byte) 0xE1 || to - at < 3) {
            return 0;
        }
        int character = (first & 0x0F) << 12 | (text[at + 1] & 0x3F) << 6 | (text[at + 2] & 0x3F);
        boolean threeBytes = (first & 0xF0) == 0xE0 && (text[at + 1] & 0xC0) == 0x80 && (text[at + 2] & 0xC0) == 0x80;
        return threeBytes && isSpace(character) ? 3 : 0;
    }

    /** Those of three bytes. */
    private static boolean isSpace(int character) {
        return switch (character) {
            case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF -> true;
            default -> character >= 0x2000 && character <= 0x200A;
        };
    }
}

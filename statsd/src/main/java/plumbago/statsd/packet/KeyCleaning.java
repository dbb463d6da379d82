package plumbago.statsd.packet;

/**
 * Cleans names as the original does: white space becomes an underscore, however much there is of it in one place, a slash
 * becomes a hyphen, and what is no letter or digit of ASCII and none of {@code _-.;=} is left out.
 */
public final class KeyCleaning {
    private static final byte DROPPED = 0;
    private static final byte SPACE = 1;

    /** What becomes of a byte of ASCII: itself, another one, {@link #SPACE} or {@link #DROPPED}. */
    private static final byte[] BECOMES = new byte[128];

    static {
        for (char c = 0; c < BECOMES.length; c++) {
            boolean kept = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "_-.;=".indexOf(c) >= 0;
            BECOMES[c] =
                    kept ? (byte) c : c == '/' ? (byte) '-' : c == ' ' || (c >= '\t' && c <= '\r') ? SPACE : DROPPED;
        }
    }

    private KeyCleaning() {}

    /**
     * Cleans a name of UTF-8 into an array of at least its length, which may be its own.
     *
     * @return where the clean name ends
     */
    public static int clean(byte[] from, int start, int end, byte[] into, int at) {
        int out = at;
        int in = start;
        boolean inSpace = false;
        while (in < end) {
            byte one = from[in];
            byte becomes;
            if (one >= 0) {
                becomes = BECOMES[one];
                in++;
            } else {
                int length = Math.min(length(one), end - in);
                becomes = isSpace(from, in, length) ? SPACE : DROPPED;
                in += length;
            }
            if (becomes == SPACE) {
                if (!inSpace) {
                    into[out++] = '_';
                }
            } else if (becomes != DROPPED) {
                into[out++] = becomes;
            }
            inSpace = becomes == SPACE;
        }
        return out;
    }

    private static int length(byte first) {
        int bits = first & 0xFF;
        return bits >= 0xF0 ? 4 : bits >= 0xE0 ? 3 : bits >= 0xC0 ? 2 : 1;
    }

    /** Whether a letter outside of ASCII is white space to JavaScript's {@code \s}. */
    private static boolean isSpace(byte[] text, int at, int length) {
        if (length == 2) {
            return codePoint(text, at, length) == 0xA0;
        }
        if (length != 3) {
            return false;
        }
        int letter = codePoint(text, at, length);
        return (letter >= 0x2000 && letter <= 0x200A)
                || letter == 0x1680
                || letter == 0x2028
                || letter == 0x2029
                || letter == 0x202F
                || letter == 0x205F
                || letter == 0x3000
                || letter == 0xFEFF;
    }

    private static int codePoint(byte[] text, int at, int length) {
        int point = text[at] & (length == 2 ? 0x1F : 0x0F);
        for (int i = 1; i < length; i++) {
            point = point << 6 | (text[at + i] & 0x3F);
        }
        return point;
    }
}

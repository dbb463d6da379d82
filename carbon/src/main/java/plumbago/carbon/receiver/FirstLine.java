package plumbago.carbon.receiver;

/**
 * Tells by the first line of a connection that it is no sender of plaintext lines. A page of any server can have a browser
 * post to the plaintext listener, where what it posts would be read line by line; the first thing that a browser says is a line
 * of the form {@code METHOD SP target SP HTTP/x.y} (RFC 9112, section 3), or the beginning of TLS. Neither can be a point.
 */
public final class FirstLine {
    static final String HTTP = "HTTP";
    static final String TLS = "TLS";

    private static final int LONGEST_METHOD = 32;
    private static final byte[] VERSION = {' ', 'H', 'T', 'T', 'P', '/', 0, '.', 0};
    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte TLS_MAJOR_VERSION = 3;

    private FirstLine() {}

    /**
     * Whether the first line of a connection, and what came behind it, begins a request of HTTP or a handshake of TLS: for
     * listeners of other lines, in none of which such a line means anything.
     */
    public static boolean isOther(byte[] bytes, int end) {
        return protocol(bytes, end) != null;
    }

    /**
     * Looks at what has come in so far, of the first line and behind it.
     *
     * @return the protocol that is spoken, or null if it is none that is known, or that cannot be told yet
     */
    static String protocol(byte[] bytes, int end) {
        if (end > 1 && bytes[0] == TLS_HANDSHAKE && bytes[1] == TLS_MAJOR_VERSION) {
            return TLS;
        }
        int lineEnd = 0;
        while (lineEnd < end && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        if (lineEnd == end) {
            return end > LineParser.MAX_LINE_BYTES && isBeginningOfRequest(bytes, end) ? HTTP : null;
        }
        if (lineEnd > 0 && bytes[lineEnd - 1] == '\r') {
            lineEnd--;
        }
        if (lineEnd > LineParser.MAX_LINE_BYTES) {
            return isBeginningOfRequest(bytes, lineEnd) ? HTTP : null;
        }
        return isRequest(bytes, lineEnd) ? HTTP : null;
    }

    /** Whether a line that cannot be kept to its end begins as only a request does: with a method, a blank and a path. */
    static boolean isBeginningOfRequest(byte[] bytes, int end) {
        int at = 0;
        while (at < end && at < LONGEST_METHOD && isLetter(bytes[at])) {
            at++;
        }
        return at > 0 && at + 1 < end && bytes[at] == ' ' && bytes[at + 1] == '/';
    }

    private static boolean isLetter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    private static boolean isRequest(byte[] bytes, int end) {
        int version = end - VERSION.length;
        if (version < 0) {
            return false;
        }
        for (int i = 0; i < VERSION.length; i++) {
            byte b = bytes[version + i];
            if (VERSION[i] == 0 ? b < '0' || b > '9' : b != VERSION[i]) {
                return false;
            }
        }
        int blank = 0;
        while (blank < version && bytes[blank] != ' ') {
            blank++;
        }
        // The target holds no blank.
        int next = blank + 1;
        while (next < version && bytes[next] != ' ') {
            next++;
        }
        return blank > 0 && blank + 1 < version && next == version;
    }
}

package plumbago.base.text;

import java.nio.charset.StandardCharsets;

/** Text as it stands in the query of a URL, or in a form. */
public final class UrlEncoding {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    private static final String HEX = "0123456789ABCDEF";

    private UrlEncoding() {}

    /** Percent sequences for all but Latin letters, digits, hyphens, underscores and dots; also for blanks. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }

    /** Resolves plus signs and percent sequences; a percent sign that begins none stands for itself. */
    public static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] plain = new byte[raw.length];
        int n = 0;
        for (int i = 0; i < raw.length; i++) {
            byte b = raw[i];
            int high = b == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
            if (low >= 0) {
                plain[n++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                plain[n++] = b == '+' ? (byte) ' ' : b;
            }
        }
        return new String(plain, 0, n, StandardCharsets.UTF_8);
    }
}

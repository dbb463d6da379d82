package plumbago.base.text;

import java.nio.charset.StandardCharsets;

/** Values as JSON has them: null for none, {@code 1e9999} for infinity. */
public final class JsonNumber {
    /** The longest text. */
    public static final int MAX_LENGTH = ShortestDouble.MAX_LENGTH;

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INFINITY = "1e9999".getBytes(StandardCharsets.US_ASCII);
    /** Whole numbers below this are exact. */
    private static final double MOST_COUNTED = 1e15;

    private JsonNumber() {}

    /**
     * Writes a value into an array that has space for {@link #MAX_LENGTH} bytes.
     *
     * @return where the text ends
     */
    public static int write(double value, byte[] into, int start) {
        return Math.abs(value) <= Double.MAX_VALUE
                ? ShortestDouble.write(value, into, start)
                : notFinite(value, into, start);
    }

    /** The same, but that a count has no point. */
    public static int writeCount(double value, byte[] into, int start) {
        if (value != Math.rint(value) || Math.abs(value) >= MOST_COUNTED) {
            return write(value, into, start);
        }
        int at = start;
        if (value < 0) {
            into[at++] = '-';
        }
        return Digits.write((long) Math.abs(value), into, at);
    }

    private static int notFinite(double value, byte[] into, int start) {
        if (Double.isNaN(value)) {
            return text(NULL, into, start);
        }
        int at = start;
        if (value < 0) {
            into[at++] = '-';
        }
        return text(INFINITY, into, at);
    }

    private static int text(byte[] text, byte[] into, int start) {
        System.arraycopy(text, 0, into, start, text.length);
        return start + text.length;
    }
}

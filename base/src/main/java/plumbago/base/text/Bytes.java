package plumbago.base.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An answer that grows: text and numbers appended as bytes, without a string for each. */
public final class Bytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Arrays can hardly be longer. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int length;

    public Bytes(int expected) {
        this(new byte[Math.max(64, expected)]);
    }

    /** Begins at the beginning of an array, whatever stands there. */
    public Bytes(byte[] array) {
        bytes = array;
    }

    public int length() {
        return length;
    }

    /** The bytes so far, from the beginning of an array that may be longer than {@link #length}. */
    public byte[] array() {
        return bytes;
    }

    /** Sets the end of what was written into the array of {@link #ensure}. */
    public void length(int newLength) {
        length = newLength;
    }

    /**
     * The array itself, with space for so many bytes from {@link #length} on.
     *
     * @throws TooLongException if there cannot be so many
     */
    public byte[] ensure(int more) {
        long wanted = (long) length + more;
        if (wanted > bytes.length) {
            if (wanted > LONGEST) {
                throw new TooLongException();
            }
            bytes = Arrays.copyOf(bytes, (int) Math.max(wanted, Math.min(LONGEST, bytes.length * 2L)));
        }
        return bytes;
    }

    public Bytes put(int one) {
        ensure(1);
        bytes[length++] = (byte) one;
        return this;
    }

    public Bytes put(byte[] some) {
        ensure(some.length);
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
        return this;
    }

    public Bytes put(byte[] some, int n) {
        return put(some, 0, n);
    }

    public Bytes put(byte[] some, int from, int n) {
        ensure(n);
        System.arraycopy(some, from, bytes, length, n);
        length += n;
        return this;
    }

    /** What remains in a buffer. */
    public Bytes put(ByteBuffer some) {
        int n = some.remaining();
        some.get(ensure(n), length, n);
        length += n;
        return this;
    }

    /** Text without letters beyond ASCII. */
    public Bytes ascii(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    public Bytes utf8(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    public Bytes number(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return ascii("-9223372036854775808");
            }
            put('-');
            return number(-value);
        }
        ensure(Digits.MAX_LENGTH);
        length = Digits.write(value, bytes, length);
        return this;
    }

    /** The shortest text that reads back the same. */
    public Bytes number(double value) {
        ensure(ShortestDouble.MAX_LENGTH);
        length = ShortestDouble.write(value, bytes, length);
        return this;
    }

    /** A value as {@link JsonNumber} writes it; a count without a point. */
    public Bytes json(double value, boolean whole) {
        ensure(JsonNumber.MAX_LENGTH);
        length = whole ? JsonNumber.writeCount(value, bytes, length) : JsonNumber.write(value, bytes, length);
        return this;
    }

    /** A text in quotes, ASCII only, as Python's JSON is. */
    public Bytes json(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\').put(c);
            } else if (c >= ' ' && c < 0x7F) {
                put(c);
            } else if (c == '\n') {
                ascii("\\n");
            } else if (c == '\r') {
                ascii("\\r");
            } else if (c == '\t') {
                ascii("\\t");
            } else {
                ascii("\\u")
                        .put(HEX[c >> 12])
                        .put(HEX[c >> 8 & 15])
                        .put(HEX[c >> 4 & 15])
                        .put(HEX[c & 15]);
            }
        }
        return put('"');
    }

    public Bytes int16(int value) {
        return put(value >> 8).put(value);
    }

    public Bytes int32(long value) {
        return int16((int) (value >> 16)).int16((int) value);
    }

    public Bytes int64(long value) {
        return int32(value >> 32).int32(value);
    }
}

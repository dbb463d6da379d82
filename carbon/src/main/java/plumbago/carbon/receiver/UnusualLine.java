package plumbago.carbon.receiver;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import plumbago.base.python.PythonNumber;
import plumbago.base.python.PythonText;

/**
 * Reads one plaintext line exactly as carbon does: decoded as UTF-8, cut at any Unicode white space into three fields,
 * with numbers as Python reads them. Where carbon would close the connection and lose what stands behind the line (a
 * line that is not UTF-8, a timestamp that is not finite), the line alone is refused.
 */
final class UnusualLine {
    private static final String FIELDS = "expected: name value timestamp";

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private int nameOffset;
    private int nameLength;
    private double value;
    private double timestamp;

    /**
     * Reads the line in {@code bytes[start, end)}, without its newline.
     *
     * @return null if it is a point, else what is wrong with it
     */
    String read(byte[] bytes, int start, int end) {
        CharBuffer text;
        try {
            text = decoder.decode(ByteBuffer.wrap(bytes, start, end - start));
        } catch (CharacterCodingException e) {
            return "it is not UTF-8";
        }
        int[] fields = new int[6];
        int count = 0;
        int at = 0;
        int length = text.length();
        while (true) {
            while (at < length && PythonText.isSpace(text.charAt(at))) {
                at++;
            }
            if (at == length) {
                break;
            }
            if (count == 3) {
                return "it has more than three fields, " + FIELDS;
            }
            int fieldStart = at;
            while (at < length && !PythonText.isSpace(text.charAt(at))) {
                at++;
            }
            fields[2 * count] = fieldStart;
            fields[2 * count + 1] = at;
            count++;
        }
        if (count < 3) {
            return "it has " + count + (count == 1 ? " field, " : " fields, ") + FIELDS;
        }
        try {
            value = PythonNumber.real(text.subSequence(fields[2], fields[3]).toString());
        } catch (NumberFormatException e) {
            return "its value is not a number";
        }
        try {
            timestamp = PythonNumber.real(text.subSequence(fields[4], fields[5]).toString());
        } catch (NumberFormatException e) {
            return "its timestamp is not a number";
        }
        if (Double.isNaN(timestamp) || Double.isInfinite(timestamp)) {
            return "its timestamp is not finite";
        }
        nameOffset = utf8Length(text, 0, fields[0]);
        nameLength = utf8Length(text, fields[0], fields[1]);
        return null;
    }

    /** Where the name begins, in bytes from the line's start. */
    int nameOffset() {
        return nameOffset;
    }

    /** The name's length in bytes. */
    int nameLength() {
        return nameLength;
    }

    double value() {
        return value;
    }

    /** Seconds since the epoch, finite, with the fraction as it was sent. */
    double timestamp() {
        return timestamp;
    }

    private static int utf8Length(CharSequence text, int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            if (character < 0x80) {
                bytes++;
            } else if (character < 0x800 || Character.isSurrogate(character)) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}

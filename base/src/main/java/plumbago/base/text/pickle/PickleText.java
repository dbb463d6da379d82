package plumbago.base.text.pickle;

import java.util.Arrays;
import plumbago.base.text.Utf8;

/**
 * Reads the texts of protocol 0, which stand in a line and have escapes. A text without any stays where it is; others are
 * decoded behind the bytes of the pickle. Not thread-safe.
 */
final class PickleText {
    private final PickleInput input;
    private int offset;
    private int length;

    /** What has been decoded goes here, behind the input. */
    private byte[] out = {};

    private int outEnd;

    /** The array of the pickle that is being decoded, once a text had to be; another pickle has another one. */
    private byte[] outOf;

    PickleText(PickleInput input) {
        this.input = input;
    }

    /** Where the text that was read last begins in the input's bytes. */
    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Reads a line with a byte string as Python 2 writes it into a program: quoted, with escapes. */
    void quoted() throws PickleException {
        int start = input.skipLine();
        int end = input.lineEnd();
        byte[] bytes = input.bytes();
        if (end - start < 2 || bytes[start] != bytes[end - 1] || (bytes[start] != '\'' && bytes[start] != '"')) {
            throw new PickleException("it has a string without quotes");
        }
        start++;
        end--;
        int backslash = indexOf(bytes, (byte) '\\', start, end);
        if (backslash < 0) {
            offset = start;
            length = end - start;
        } else {
            begin(end - start);
            bytes = input.bytes();
            for (int at = start; at < end; ) {
                if (bytes[at] == '\\') {
                    at = quotedEscape(bytes, at + 1, end);
                } else {
                    put(bytes[at++]);
                }
            }
            finish();
        }
        if (!Utf8.isSound(input.bytes(), offset, length)) {
            throw new PickleException("it has a text that is not UTF-8");
        }
    }

    /** Reads what follows a backslash; returns where the text goes on. */
    private int quotedEscape(byte[] bytes, int at, int end) throws PickleException {
        if (at == end) {
            throw new PickleException("it has a string that ends with a backslash");
        }
        byte escape = bytes[at];
        int simple = "\\'\"abfnrtv".indexOf(escape);
        if (simple >= 0) {
            put((byte) "\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
            return at + 1;
        }
        if (escape == 'x') {
            if (end - at < 3) {
                throw new PickleException("it has an escape that is cut off");
            }
            put((byte) hex(bytes, at + 1, 2));
            return at + 3;
        }
        if (escape >= '0' && escape <= '7') {
            int value = 0;
            int next = at;
            for (; next < end && next < at + 3 && bytes[next] >= '0' && bytes[next] <= '7'; next++) {
                value = 8 * value + bytes[next] - '0';
            }
            put((byte) value);
            return next;
        }
        // An escape that is none stands for itself.
        put((byte) '\\');
        put(escape);
        return at + 1;
    }

    /** Reads a line of Latin-1 in which a backslash with u or U stands before the number of another character. */
    void escaped() throws PickleException {
        int start = input.skipLine();
        int end = input.lineEnd();
        byte[] bytes = input.bytes();
        boolean plain = true;
        for (int i = start; i < end; i++) {
            plain &= bytes[i] >= 0 && bytes[i] != '\\';
        }
        if (plain) {
            offset = start;
            length = end - start;
            return;
        }
        // A byte of Latin-1 becomes two at most, and an escape is longer than what it stands for.
        begin(2 * (end - start));
        bytes = input.bytes();
        for (int at = start; at < end; ) {
            int digits =
                    bytes[at] != '\\' || end - at < 2 ? 0 : bytes[at + 1] == 'u' ? 4 : bytes[at + 1] == 'U' ? 8 : 0;
            if (digits == 0) {
                putCharacter(bytes[at++] & 0xFF);
                if (bytes[at - 1] == '\\' && at < end) {
                    // A backslash takes the next one along, so that this begins no escape.
                    putCharacter(bytes[at++] & 0xFF);
                }
                continue;
            }
            int character = escape(bytes, at, end, digits);
            at += 2 + digits;
            // Narrow Pythons write two halves for what is beyond 16 bits.
            if (Character.isBmpCodePoint(character)
                    && Character.isHighSurrogate((char) character)
                    && end - at >= 6
                    && bytes[at] == '\\'
                    && bytes[at + 1] == 'u') {
                int low = escape(bytes, at, end, 4);
                if (Character.isLowSurrogate((char) low)) {
                    character = Character.toCodePoint((char) character, (char) low);
                    at += 6;
                }
            }
            if (!Character.isValidCodePoint(character)
                    || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)) {
                throw new PickleException("it has an escape for what is no character");
            }
            putCharacter(character);
        }
        finish();
    }

    private static int escape(byte[] bytes, int at, int end, int digits) throws PickleException {
        if (end - at < 2 + digits) {
            throw new PickleException("it has an escape that is cut off");
        }
        return hex(bytes, at + 2, digits);
    }

    private static int hex(byte[] bytes, int at, int digits) throws PickleException {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw new PickleException("it has an escape that is no number");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private void begin(int space) {
        if (outOf != input.bytes()) {
            outEnd = input.end();
            out = Arrays.copyOf(input.bytes(), outEnd + Math.max(space, 256));
        } else if (outEnd + space > out.length) {
            out = Arrays.copyOf(out, Math.max(outEnd + space, out.length + (out.length >> 1)));
        }
        input.replaceBytes(out);
        outOf = out;
        offset = outEnd;
    }

    private void put(byte value) {
        out[outEnd++] = value;
    }

    private void putCharacter(int character) {
        if (character < 0x80) {
            put((byte) character);
        } else if (character < 0x800) {
            put((byte) (0xC0 | character >> 6));
            put((byte) (0x80 | (character & 0x3F)));
        } else if (character < 0x10000) {
            put((byte) (0xE0 | character >> 12));
            put((byte) (0x80 | (character >> 6 & 0x3F)));
            put((byte) (0x80 | (character & 0x3F)));
        } else {
            put((byte) (0xF0 | character >> 18));
            put((byte) (0x80 | (character >> 12 & 0x3F)));
            put((byte) (0x80 | (character >> 6 & 0x3F)));
            put((byte) (0x80 | (character & 0x3F)));
        }
    }

    private void finish() {
        length = outEnd - offset;
    }
}

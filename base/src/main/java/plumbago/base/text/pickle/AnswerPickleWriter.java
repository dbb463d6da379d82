package plumbago.base.text.pickle;

import java.nio.charset.StandardCharsets;
import plumbago.base.text.Bytes;

/**
 * Writes Python's pickle, protocol 2: what members of a Graphite cluster speak.
 *
 * <pre>
 * 80 02 | value | '.'
 * None 'N', True 88, False 89, int 'J' + 4 bytes little-endian or 8A 08 + 8 bytes, float 'G' + 8 bytes big-endian,
 * text 'X' + 4 bytes length little-endian + UTF-8, list ']' '(' values 'e', dict '}' '(' key value … 'u'
 * </pre>
 */
public final class AnswerPickleWriter {
    private final Bytes to;

    public AnswerPickleWriter(Bytes to) {
        this.to = to;
        to.put(0x80).put(2);
    }

    public AnswerPickleWriter none() {
        to.put('N');
        return this;
    }

    public AnswerPickleWriter truth(boolean value) {
        to.put(value ? 0x88 : 0x89);
        return this;
    }

    public AnswerPickleWriter whole(long value) {
        if (value == (int) value) {
            to.put('J');
            littleEndian(value, 4);
        } else {
            to.put(0x8A).put(8);
            littleEndian(value, 8);
        }
        return this;
    }

    public AnswerPickleWriter real(double value) {
        to.put('G').int64(Double.doubleToRawLongBits(value));
        return this;
    }

    public AnswerPickleWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        to.put('X');
        littleEndian(bytes.length, 4);
        to.put(bytes);
        return this;
    }

    public AnswerPickleWriter beginList() {
        to.put(']').put('(');
        return this;
    }

    public AnswerPickleWriter endList() {
        to.put('e');
        return this;
    }

    public AnswerPickleWriter beginDict() {
        to.put('}').put('(');
        return this;
    }

    public AnswerPickleWriter endDict() {
        to.put('u');
        return this;
    }

    /** A pair, as a tuple of two. */
    public AnswerPickleWriter pair(double first, double second) {
        real(first).real(second);
        to.put(0x86);
        return this;
    }

    public void end() {
        to.put('.');
    }

    private void littleEndian(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            to.put((int) (value >> (8 * i)));
        }
    }
}

package plumbago.web.render.format;

import java.nio.charset.StandardCharsets;

/**
 * Writes Python's pickle, protocol 2: what members of a Graphite cluster speak.
 *
 * <pre>
 * 80 02 | value | '.'
 * None 'N', True 88, False 89, int 'J' + 4 bytes little-endian or 8A 08 + 8 bytes, float 'G' + 8 bytes big-endian,
 * text 'X' + 4 bytes length little-endian + UTF-8, list ']' '(' values 'e', dict '}' '(' key value … 'u'
 * </pre>
 */
public final class PickleWriter {
    private final Bytes to;

    public PickleWriter(Bytes to) {
        this.to = to;
        to.put(0x80).put(2);
    }

    public PickleWriter none() {
        to.put('N');
        return this;
    }

    public PickleWriter truth(boolean value) {
        to.put(value ? 0x88 : 0x89);
        return this;
    }

    public PickleWriter whole(long value) {
        if (value == (int) value) {
            to.put('J');
            littleEndian(value, 4);
        } else {
            to.put(0x8A).put(8);
            littleEndian(value, 8);
        }
        return this;
    }

    public PickleWriter real(double value) {
        to.put('G').int64(Double.doubleToRawLongBits(value));
        return this;
    }

    public PickleWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        to.put('X');
        littleEndian(bytes.length, 4);
        to.put(bytes);
        return this;
    }

    public PickleWriter beginList() {
        to.put(']').put('(');
        return this;
    }

    public PickleWriter endList() {
        to.put('e');
        return this;
    }

    public PickleWriter beginDict() {
        to.put('}').put('(');
        return this;
    }

    public PickleWriter endDict() {
        to.put('u');
        return this;
    }

    /** A pair, as a tuple of two. */
    public PickleWriter pair(double first, double second) {
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

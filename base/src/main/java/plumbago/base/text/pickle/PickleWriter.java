package plumbago.base.text.pickle;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes one pickle of protocol 2, which every Python since 2.3 reads: {@link #begin}, one value, {@link #end}. A
 * container is begun, filled and closed. Not thread-safe.
 */
public final class PickleWriter {
    private static final int PROTOCOL = 2;

    private final ByteBuf out;

    /** @param out grows as needed */
    public PickleWriter(ByteBuf out) {
        this.out = out;
    }

    /** What every pickle begins with. */
    public PickleWriter begin() {
        out.writeByte(0x80).writeByte(PROTOCOL);
        return this;
    }

    /** What every pickle ends with. */
    public void end() {
        out.writeByte('.');
    }

    /** Begins a dictionary; keys and values follow in turn. */
    public PickleWriter beginDict() {
        out.writeByte('}').writeByte('(');
        return this;
    }

    public PickleWriter endDict() {
        out.writeByte('u');
        return this;
    }

    /** Begins a list; its elements follow. */
    public PickleWriter beginList() {
        out.writeByte(']').writeByte('(');
        return this;
    }

    public PickleWriter endList() {
        out.writeByte('e');
        return this;
    }

    /** Makes a tuple of the two values that were written last. */
    public PickleWriter pair() {
        out.writeByte(0x86);
        return this;
    }

    /** A text. */
    public PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    /** A text that lies in a buffer as UTF-8. */
    public PickleWriter text(byte[] utf8, int offset, int length) {
        out.writeByte('X').writeIntLE(length).writeBytes(utf8, offset, length);
        return this;
    }

    /** A floating point number. */
    public PickleWriter real(double number) {
        out.writeByte('G').writeDouble(number);
        return this;
    }

    /** A whole number. */
    public PickleWriter integer(long number) {
        if (number == (int) number) {
            out.writeByte('J').writeIntLE((int) number);
        } else {
            out.writeByte(0x8a).writeByte(Long.BYTES).writeLongLE(number);
        }
        return this;
    }
}

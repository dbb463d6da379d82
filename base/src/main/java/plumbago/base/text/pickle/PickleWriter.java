package plumbago.base.text.pickle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import plumbago.base.text.Bytes;

/**
 * Writes one pickle of protocol 2, which every Python since 2.3 reads: one value, and {@link #end}. A container is begun,
 * filled and closed. Not thread-safe.
 *
 * <pre>
 * 80 02 | value | '.'
 * None 'N', True 88, False 89, int 'J' + 4 bytes little-endian or 8A 08 + 8 bytes, float 'G' + 8 bytes big-endian,
 * text 'X' + 4 bytes length little-endian + UTF-8, list ']' '(' values 'e', dict '}' '(' key value … 'u',
 * tuple of two: value value 86
 * </pre>
 */
public final class PickleWriter {
    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PROTOCOL = 2;

    private final Bytes to;

    /**
     * Begins a pickle.
     *
     * @param to where it goes; who wants it in parts may take out what is there after each value
     */
    public PickleWriter(Bytes to) {
        this.to = to;
        to.put(0x80).put(PROTOCOL);
    }

    /** What every pickle ends with. */
    public void end() {
        to.put('.');
    }

    /** None. */
    public PickleWriter none() {
        to.put('N');
        return this;
    }

    /** True or False. */
    public PickleWriter truth(boolean value) {
        to.put(value ? 0x88 : 0x89);
        return this;
    }

    /** A whole number. */
    public PickleWriter whole(long value) {
        if (value == (int) value) {
            INT.set(begin('J', 1 + Integer.BYTES), to.length() - Integer.BYTES, (int) value);
        } else {
            to.put(0x8A);
            LONG.set(begin(Long.BYTES, 1 + Long.BYTES), to.length() - Long.BYTES, value);
        }
        return this;
    }

    /** A floating point number, of which NaN keeps its bits. */
    public PickleWriter real(double value) {
        DOUBLE.set(begin('G', 1 + Double.BYTES), to.length() - Double.BYTES, value);
        return this;
    }

    /** A text, a str of Python 3 and a unicode of Python 2. */
    public PickleWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        INT.set(begin('X', 1 + Integer.BYTES), to.length() - Integer.BYTES, utf8.length);
        to.put(utf8);
        return this;
    }

    /** Begins a list; its elements follow. */
    public PickleWriter beginList() {
        to.put(']').put('(');
        return this;
    }

    /** Closes the list that was begun last. */
    public PickleWriter endList() {
        to.put('e');
        return this;
    }

    /** Begins a dictionary; keys and values follow in turn. */
    public PickleWriter beginDict() {
        to.put('}').put('(');
        return this;
    }

    /** Closes the dictionary that was begun last. */
    public PickleWriter endDict() {
        to.put('u');
        return this;
    }

    /** Makes a tuple of the two values that were written last. */
    public PickleWriter pair() {
        to.put(0x86);
        return this;
    }

    /** Writes the first of so many bytes and moves on behind all of them; returns the array that they are in. */
    private byte[] begin(int first, int bytes) {
        byte[] into = to.ensure(bytes);
        int at = to.length();
        into[at] = (byte) first;
        to.length(at + bytes);
        return into;
    }
}

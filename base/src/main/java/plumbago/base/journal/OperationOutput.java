package plumbago.base.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of operations until they are written: numbers in groups of seven bits, lowest first, each group but the last with
 * its highest bit set; and doubles, longs and texts, lowest byte first. Belongs to one thread.
 */
public final class OperationOutput {
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1 << 16];
    private int end;

    /** Makes space; to be called before each operation with the most bytes that it can have. */
    public void reserve(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
        }
    }

    /** Adds a number as it is, in groups: short if it is small and not negative. */
    public void number(long number) {
        long left = number;
        while ((left & ~0x7FL) != 0) {
            bytes[end++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[end++] = (byte) left;
    }

    /** Adds a number that may be negative, in groups: short if it is near zero. */
    public void signed(long number) {
        number(number << 1 ^ number >> 63);
    }

    /** Adds a double. */
    public void real(double value) {
        DOUBLE.set(bytes, end, value);
        end += Double.BYTES;
    }

    /** Adds a long of eight bytes. */
    public void fixed(long value) {
        LONG.set(bytes, end, value);
        end += Long.BYTES;
    }

    /** Adds a byte. */
    public void octet(int value) {
        bytes[end++] = (byte) value;
    }

    /** Adds bytes with their length before them. */
    public void text(byte[] text, int offset, int length) {
        number(length);
        System.arraycopy(text, offset, bytes, end, length);
        end += length;
    }

    /** How many bytes have been added since {@link #clear}. */
    public int size() {
        return end;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Begins again with none. */
    public void clear() {
        end = 0;
    }
}

package plumbago.base.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what {@link OperationOutput} wrote. Whoever reads beyond the end gets an {@link IndexOutOfBoundsException} or is told so by
 * {@link #atEnd}. Belongs to one thread.
 */
public final class OperationInput {
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;

    /** Reads from the first byte on. */
    public OperationInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return at >= bytes.length;
    }

    /** Where it is in {@link #bytes}. */
    public int position() {
        return at;
    }

    /** What it reads; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Reads a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte group = bytes[at++];
            number |= (group & 0x7FL) << shift;
            if (group >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    /** Reads a number that may be negative. */
    public long signed() {
        long folded = number();
        return folded >>> 1 ^ -(folded & 1);
    }

    /** Reads a double. */
    public double real() {
        at += Double.BYTES;
        return (double) DOUBLE.get(bytes, at - Double.BYTES);
    }

    /** Reads a long of eight bytes. */
    public long fixed() {
        at += Long.BYTES;
        return (long) LONG.get(bytes, at - Long.BYTES);
    }

    /** Reads a byte. */
    public int octet() {
        return bytes[at++];
    }

    /**
     * Reads a length and goes behind as many bytes, which end at {@link #position} then.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    public int text() {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException("a text of " + length + " bytes does not fit");
        }
        at += (int) length;
        return (int) length;
    }
}

package plumbago.base.text;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes Protocol Buffers: fields one after the other, each a varint of {@code number << 3 | type} and its content.
 *
 * <pre>
 * type 0  varint           seven bits a byte, lowest first, the top bit set on all but the last
 * type 1  eight bytes      a double, lowest byte first
 * type 2  varint n, n bytes    a text, a message, or numbers packed one after the other
 * type 5  four bytes       a float, lowest byte first
 * </pre>
 *
 * What is zero, empty or false is left out, as proto3 has it.
 */
public final class ProtobufWriter {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final Bytes out;

    /** @param out where the fields go, behind what is there */
    public ProtobufWriter(Bytes out) {
        this.out = out;
    }

    /** A number as a varint; negative ones take ten bytes. */
    public ProtobufWriter whole(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            varint(value);
        }
        return this;
    }

    /** A truth value. */
    public ProtobufWriter truth(int field, boolean value) {
        return whole(field, value ? 1 : 0);
    }

    /** A float. */
    public ProtobufWriter real32(int field, float value) {
        if (value != 0) {
            tag(field, FOUR_BYTES);
            littleEndian(Float.floatToIntBits(value), Float.BYTES);
        }
        return this;
    }

    /** A double. */
    public ProtobufWriter real64(int field, double value) {
        // -0.0 is not what a field that is left out stands for.
        if (Double.doubleToRawLongBits(value) != 0) {
            tag(field, EIGHT_BYTES);
            littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
        }
        return this;
    }

    /** A text in UTF-8. */
    public ProtobufWriter text(int field, String value) {
        return value.isEmpty() ? this : oneOfMany(field, value);
    }

    /** A text of a repeated field, which is written even if it is empty. */
    public ProtobufWriter oneOfMany(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        tag(field, LENGTH);
        varint(bytes.length);
        out.put(bytes);
        return this;
    }

    /** A message within this one whose bytes have been written already, from the beginning of an array on. */
    public ProtobufWriter message(int field, byte[] bytes, int length) {
        tag(field, LENGTH);
        varint(length);
        out.put(bytes, length);
        return this;
    }

    /** A message within this one, written even if it is empty. */
    public ProtobufWriter message(int field, Consumer<ProtobufWriter> content) {
        Bytes inner = new Bytes(256);
        content.accept(new ProtobufWriter(inner));
        tag(field, LENGTH);
        varint(inner.length());
        out.put(inner.array(), inner.length());
        return this;
    }

    /**
     * Packed doubles.
     *
     * @param missing what stands for a missing value
     */
    public ProtobufWriter reals(int field, double[] values, double missing) {
        if (values.length > 0) {
            tag(field, LENGTH);
            varint((long) values.length * Double.BYTES);
            for (double value : values) {
                littleEndian(Double.doubleToLongBits(Double.isNaN(value) ? missing : value), Double.BYTES);
            }
        }
        return this;
    }

    /** Packed truth values: whether each value is missing. */
    public ProtobufWriter missing(int field, double[] values) {
        if (values.length > 0) {
            tag(field, LENGTH);
            varint(values.length);
            for (double value : values) {
                out.put(Double.isNaN(value) ? 1 : 0);
            }
        }
        return this;
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((int) rest);
    }

    private void littleEndian(long bits, int n) {
        for (int i = 0; i < n; i++) {
            out.put((int) (bits >>> (8 * i)));
        }
    }
}

package plumbago.base.text;

import java.nio.charset.StandardCharsets;

/**
 * Reads Protocol Buffers, laid out as {@link ProtobufWriter} says. Every length is held against what is there.
 *
 * <pre>
 * while (in.next()) {
 *     switch (in.field()) {
 *         case 1 -> name = in.text();
 *         default -> in.skip();
 *     }
 * }
 * </pre>
 */
public final class ProtobufReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private long tag;

    public ProtobufReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtobufReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /**
     * Goes on to the next field.
     *
     * @throws IllegalArgumentException as all methods here, if the bytes are no such message
     */
    public boolean next() {
        if (at == end) {
            return false;
        }
        tag = varint();
        return true;
    }

    public int field() {
        return (int) Math.min(Integer.MAX_VALUE, tag >>> 3);
    }

    public long whole() {
        expect(0);
        return varint();
    }

    public String text() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    public ProtobufReader message() {
        int length = length();
        at += length;
        return new ProtobufReader(bytes, at - length, at);
    }

    public void skip() {
        switch ((int) (tag & 7)) {
            case 0 -> varint();
            case 1 -> forward(8);
            case 2 -> forward(length());
            case 5 -> forward(4);
            default -> throw new IllegalArgumentException("field " + field() + " is of no known type");
        }
    }

    private void forward(int n) {
        if (n > end - at) {
            throw new IllegalArgumentException("the message ends within field " + field());
        }
        at += n;
    }

    private int length() {
        expect(2);
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("the message ends within field " + field());
        }
        return (int) length;
    }

    private void expect(int type) {
        if ((tag & 7) != type) {
            throw new IllegalArgumentException("field " + field() + " is of another type");
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw new IllegalArgumentException("the message ends within a number");
            }
            byte b = bytes[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is longer than ten bytes");
    }
}

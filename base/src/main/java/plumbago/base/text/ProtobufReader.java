package plumbago.base.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads Protocol Buffers, laid out as {@link ProtobufWriter} says: a message is a row of fields, each a tag (field number
 * and how its value is written) and a value. Nothing is read beyond the end of the message that has been entered, and
 * every length is held against what is there. Takes no memory but for texts and groups; one reader may read one message
 * after the other. Not thread-safe.
 *
 * <pre>
 * static final int NAME = ProtobufReader.tag(1, ProtobufReader.BYTES);
 *
 * while (in.hasMore()) {
 *     int tag = in.tag();
 *     if (tag == NAME) {
 *         name = in.text();
 *     } else {
 *         in.skip(tag);
 *     }
 * }
 * </pre>
 */
public final class ProtobufReader {
    /** A value of up to ten bytes, seven bits in each. */
    public static final int VARINT = 0;
    /** A value of eight bytes. */
    public static final int FIXED_64 = 1;
    /** A length, and so many bytes: a text, a message, or numbers packed one after the other. */
    public static final int BYTES = 2;

    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED_32 = 5;

    private static final int MAX_VARINT_BYTES = 10;
    private static final int MAX_GROUPS = 100;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = {};
    private int at;
    private int end;

    /**
     * The tag of a field.
     *
     * @param wireType one of the constants here
     */
    public static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    /** Begins with a message that takes the first bytes of an array. */
    public void begin(byte[] message, int length) {
        bytes = message;
        at = 0;
        end = length;
    }

    /** Whether the message that was entered goes on. */
    public boolean hasMore() {
        return at < end;
    }

    /** Where in the array it stands. */
    public int position() {
        return at;
    }

    /** Goes back to where it stood within the same message. */
    public void goBack(int position) {
        at = position;
    }

    /**
     * The next field's tag.
     *
     * @throws ProtobufException as all methods here, if the bytes are no message
     */
    public int tag() throws ProtobufException {
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new ProtobufException("it has a field that cannot be");
        }
        return (int) tag;
    }

    /** A value that is {@link #VARINT}. */
    public long varint() throws ProtobufException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (at == end) {
                throw new ProtobufException("it is cut off");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new ProtobufException("it has a number that is too long");
    }

    /** A value that is {@link #FIXED_64}: the bits of a double, or a number. */
    public long fixed64() throws ProtobufException {
        skipBytes(Long.BYTES);
        return (long) LONG.get(bytes, at - Long.BYTES);
    }

    /** Passes over a field of bytes; returns how many they are. */
    public int lengthOfBytes() throws ProtobufException {
        long length = varint();
        skipBytes(length);
        return (int) length;
    }

    /** A field of bytes as text in UTF-8. */
    public String text() throws ProtobufException {
        int length = lengthOfBytes();
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** Goes into a field that is a message; returns what {@link #leave} needs to come out again. */
    public int enter() throws ProtobufException {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new ProtobufException("it is cut off");
        }
        int outer = end;
        end = at + (int) length;
        return outer;
    }

    /** Comes out of a message that was entered. */
    public void leave(int outer) {
        at = end;
        end = outer;
    }

    /** Passes over the value of a field that means nothing here. */
    public void skip(int tag) throws ProtobufException {
        if ((tag & 7) == GROUP_START) {
            skipGroup(tag >>> 3);
        } else {
            skipValue(tag);
        }
    }

    private void skipValue(int tag) throws ProtobufException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED_64 -> skipBytes(Long.BYTES);
            case BYTES -> lengthOfBytes();
            case FIXED_32 -> skipBytes(Integer.BYTES);
            default -> throw new ProtobufException("it has a field that cannot be");
        }
    }

    /** Groups are fields between two tags, and may hold groups. */
    private void skipGroup(int field) throws ProtobufException {
        int[] open = new int[MAX_GROUPS];
        int depth = 1;
        open[0] = field;
        while (depth > 0) {
            int tag = tag();
            switch (tag & 7) {
                case GROUP_START -> {
                    if (depth == MAX_GROUPS) {
                        throw new ProtobufException("it is nested too deeply");
                    }
                    open[depth++] = tag >>> 3;
                }
                case GROUP_END -> {
                    if (open[--depth] != tag >>> 3) {
                        throw new ProtobufException("it has a group without an end");
                    }
                }
                default -> skipValue(tag);
            }
        }
    }

    private void skipBytes(long count) throws ProtobufException {
        if (count < 0 || count > end - at) {
            throw new ProtobufException("it is cut off");
        }
        at += (int) count;
    }
}

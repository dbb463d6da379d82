package plumbago.carbon.receiver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The wire format of protocol buffers: a message is a row of fields, each a tag (field number and how its value is
 * written) and a value. Nothing is read beyond the end of the message that has been entered. Not thread-safe.
 */
final class ProtobufInput {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED_32 = 5;

    private static final int MAX_VARINT_BYTES = 10;
    private static final int MAX_GROUPS = 100;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = {};
    private int at;
    private int end;

    /** Bytes that are no message. The message follows the word "because". */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    void begin(byte[] message, int length) {
        bytes = message;
        at = 0;
        end = length;
    }

    boolean hasMore() {
        return at < end;
    }

    int position() {
        return at;
    }

    void goBack(int position) {
        at = position;
    }

    int tag() throws MalformedException {
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new MalformedException("it has a field that cannot be");
        }
        return (int) tag;
    }

    long varint() throws MalformedException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (at == end) {
                throw new MalformedException("it is cut off");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException("it has a number that is too long");
    }

    long fixed64() throws MalformedException {
        skipBytes(Long.BYTES);
        return (long) LONG.get(bytes, at - Long.BYTES);
    }

    /** Passes over a field of bytes; returns how many they are. */
    int lengthOfBytes() throws MalformedException {
        long length = varint();
        skipBytes(length);
        return (int) length;
    }

    /** Goes into a field that is a message; returns what {@link #leave} needs to come out again. */
    int enter() throws MalformedException {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new MalformedException("it is cut off");
        }
        int outer = end;
        end = at + (int) length;
        return outer;
    }

    /** Comes out of a message that was entered. */
    void leave(int outer) {
        at = end;
        end = outer;
    }

    /** Passes over the value of a field that means nothing here. */
    void skip(int tag) throws MalformedException {
        if ((tag & 7) == GROUP_START) {
            skipGroup(tag >>> 3);
        } else {
            skipValue(tag);
        }
    }

    private void skipValue(int tag) throws MalformedException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED_64 -> skipBytes(Long.BYTES);
            case BYTES -> lengthOfBytes();
            case FIXED_32 -> skipBytes(Integer.BYTES);
            default -> throw new MalformedException("it has a field that cannot be");
        }
    }

    /** Groups are fields between two tags, and may hold groups. */
    private void skipGroup(int field) throws MalformedException {
        int[] open = new int[MAX_GROUPS];
        int depth = 1;
        open[0] = field;
        while (depth > 0) {
            int tag = tag();
            switch (tag & 7) {
                case GROUP_START -> {
                    if (depth == MAX_GROUPS) {
                        throw new MalformedException("it is nested too deeply");
                    }
                    open[depth++] = tag >>> 3;
                }
                case GROUP_END -> {
                    if (open[--depth] != tag >>> 3) {
                        throw new MalformedException("it has a group without an end");
                    }
                }
                default -> skipValue(tag);
            }
        }
    }

    private void skipBytes(long count) throws MalformedException {
        if (count < 0 || count > end - at) {
            throw new MalformedException("it is cut off");
        }
        at += (int) count;
    }
}

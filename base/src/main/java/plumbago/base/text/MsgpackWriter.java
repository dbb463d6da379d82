package plumbago.base.text;

import java.nio.charset.StandardCharsets;

/** Writes MessagePack: the few kinds of value that answers hold. */
public final class MsgpackWriter {
    private final Bytes to;

    /** @param to where it goes */
    public MsgpackWriter(Bytes to) {
        this.to = to;
    }

    /** Nil. */
    public MsgpackWriter none() {
        to.put(0xC0);
        return this;
    }

    /** A boolean. */
    public MsgpackWriter truth(boolean value) {
        to.put(value ? 0xC3 : 0xC2);
        return this;
    }

    /** A whole number, in as few bytes as one of 1, 5 and 9 that it fits in. */
    public MsgpackWriter whole(long value) {
        if (value >= -32 && value < 128) {
            to.put((int) value);
        } else if (value >= 0 && value <= 0xFFFF_FFFFL) {
            to.put(0xCE).int32(value);
        } else {
            to.put(0xD3).int64(value);
        }
        return this;
    }

    /** A double, whose bits are kept. */
    public MsgpackWriter real(double value) {
        to.put(0xCB).int64(Double.doubleToRawLongBits(value));
        return this;
    }

    /** A text in UTF-8. */
    public MsgpackWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            to.put(0xA0 | bytes.length);
        } else if (bytes.length < 256) {
            to.put(0xD9).put(bytes.length);
        } else if (bytes.length < 65_536) {
            to.put(0xDA).int16(bytes.length);
        } else {
            to.put(0xDB).int32(bytes.length);
        }
        to.put(bytes);
        return this;
    }

    /** Begins a list; so many values follow. */
    public MsgpackWriter list(int size) {
        if (size < 16) {
            to.put(0x90 | size);
        } else if (size < 65_536) {
            to.put(0xDC).int16(size);
        } else {
            to.put(0xDD).int32(size);
        }
        return this;
    }

    /** Begins a map; so many keys follow, each with its value behind it. There may be 15 at most. */
    public MsgpackWriter map(int size) {
        to.put(0x80 | size);
        return this;
    }
}

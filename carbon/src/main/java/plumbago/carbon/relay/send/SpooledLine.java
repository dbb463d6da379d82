package plumbago.carbon.relay.send;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Reads the lines of a frame, one after the other: {@code name value timestamp\n}, as they were put there. Blanks may be in the
 * name, so a line is read from its end. Belongs to one thread.
 */
public final class SpooledLine {
    private ByteBuf lines;
    private int nameStart;
    private int nameEnd;
    private int valueEnd;
    private int end;

    /** Begins with lines, which stay the caller's. */
    public void begin(ByteBuf all) {
        lines = all;
        end = all.readerIndex() - 1;
    }

    /** Goes on to the next line; false if there is none. */
    public boolean next() {
        nameStart = end + 1;
        end = lines.indexOf(nameStart, lines.writerIndex(), (byte) '\n');
        if (end < 0) {
            return false;
        }
        valueEnd = blankBefore(end);
        nameEnd = blankBefore(valueEnd);
        return true;
    }

    private int blankBefore(int at) {
        int i = at - 1;
        while (lines.getByte(i) != ' ') {
            i--;
        }
        return i;
    }

    /** Where the name begins in the buffer, in UTF-8. */
    public int nameOffset() {
        return nameStart;
    }

    /** Bytes of the name. */
    public int nameLength() {
        return nameEnd - nameStart;
    }

    /** The name. */
    public String name() {
        return lines.toString(nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    }

    /** Seconds since the epoch. */
    public long timestamp() {
        return Long.parseLong(text(valueEnd + 1, end));
    }

    /** The value. */
    public double value() {
        String text = text(nameEnd + 1, valueEnd);
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private String text(int from, int to) {
        return lines.toString(from, to - from, StandardCharsets.ISO_8859_1);
    }
}

package plumbago.carbon.relay.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import plumbago.base.text.Bytes;

/** Lines that are gathered for a destination, with space in front for what makes a frame of them. Belongs to one thread. */
public final class FrameBuffer {
    private static final int EXPECTED_BYTES = 1 << 12;

    private final CRC32C checksum = new CRC32C();
    private final Bytes bytes = new Bytes(EXPECTED_BYTES);
    private int points;

    /** An empty one. */
    public FrameBuffer() {
        clear();
    }

    /** Where the next line goes; {@link #added} follows when it is there. */
    public Bytes bytes() {
        return bytes;
    }

    /** Counts a line. */
    public void added() {
        points++;
    }

    /** How many lines there are. */
    public int points() {
        return points;
    }

    /** Where the lines begin in the array of {@link #bytes}. */
    public int start() {
        return SpoolSegment.FRAME_HEADER_BYTES;
    }

    /** Bytes of the lines. */
    public int length() {
        return bytes.length() - SpoolSegment.FRAME_HEADER_BYTES;
    }

    /** Forgets the lines. */
    public void clear() {
        points = 0;
        bytes.length(SpoolSegment.FRAME_HEADER_BYTES);
    }

    /** The frame, in an array that is overwritten by the next lines. */
    ByteBuffer frame(long millis) {
        ByteBuffer frame = ByteBuffer.wrap(bytes.array(), 0, bytes.length()).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0, length());
        frame.putInt(SpoolSegment.CHECKED, points);
        frame.putLong(SpoolSegment.CHECKED + Integer.BYTES, millis);
        checksum.reset();
        checksum.update(bytes.array(), SpoolSegment.CHECKED, bytes.length() - SpoolSegment.CHECKED);
        frame.putInt(Integer.BYTES, (int) checksum.getValue());
        return frame;
    }

    /** The lines alone. */
    byte[] copyOfLines() {
        byte[] copy = new byte[length()];
        System.arraycopy(bytes.array(), SpoolSegment.FRAME_HEADER_BYTES, copy, 0, copy.length);
        return copy;
    }
}

package plumbago.base.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Reads the records of a file one after the other. Where there is none it goes on byte by byte until one begins, so that
 * damage costs the records that it is in. Holds the longest record at most. Used by one thread.
 */
final class RecordReader {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final RecordFile.Visitor visitor;
    private byte[] window = new byte[WINDOW_BYTES];
    /** Where in the file the window begins, and what of it has been read. */
    private long windowStart;

    private int filled;
    private int at;
    private boolean saltIsKnown;
    private long salt;
    private long soundEnd;
    private long skippedBytes;
    private int skippedPlaces;
    private long firstSkipped = -1;
    private int records;

    RecordReader(FileChannel channel, RecordFile.Visitor visitor) {
        this.channel = channel;
        this.visitor = visitor;
    }

    /** The header if it is whole, otherwise null. */
    byte[] header() throws IOException {
        require(RecordFormat.HEADER_BYTES);
        if (!RecordFormat.isHeader(window, filled)) {
            return null;
        }
        byte[] header = Arrays.copyOf(window, RecordFormat.HEADER_BYTES);
        salt = RecordFormat.salt(header);
        saltIsKnown = true;
        at = RecordFormat.HEADER_BYTES;
        soundEnd = at;
        return header;
    }

    /** Reads to the end of the file. */
    void read() throws IOException {
        while (require(RecordFormat.HEAD_BYTES)) {
            int length = contentLength();
            if (length < 0 || !require(RecordFormat.HEAD_BYTES + length) || !RecordFormat.isSound(window, at, length)) {
                at++;
                continue;
            }
            long place = windowStart + at;
            if (!saltIsKnown) {
                salt = ByteBuffer.wrap(window).getLong(at + 8);
                saltIsKnown = true;
            }
            skipped(place);
            int content = at + RecordFormat.HEAD_BYTES;
            visitor.record(place, Arrays.copyOfRange(window, content, content + length));
            records++;
            at = content + length;
            soundEnd = windowStart + at;
        }
    }

    private void skipped(long until) {
        if (until > soundEnd) {
            firstSkipped = firstSkipped < 0 ? soundEnd : firstSkipped;
            skippedBytes += until - soundEnd;
            skippedPlaces++;
        }
    }

    /** The length of the record's content that may begin here, -1 if none does. */
    private int contentLength() {
        ByteBuffer head = ByteBuffer.wrap(window, at, RecordFormat.HEAD_BYTES);
        if (head.getInt() != RecordFormat.RECORD_MAGIC) {
            return -1;
        }
        int length = head.getInt();
        boolean mayBe = length >= 0 && length <= RecordFormat.MAX_CONTENT_BYTES;
        return mayBe && (!saltIsKnown || head.getLong() == salt) ? length : -1;
    }

    /** Whether so many bytes are left, which are in the window then. */
    private boolean require(int bytes) throws IOException {
        while (filled - at < bytes) {
            if (at > 0) {
                System.arraycopy(window, at, window, 0, filled - at);
                windowStart += at;
                filled -= at;
                at = 0;
            }
            if (bytes > window.length) {
                window = Arrays.copyOf(window, bytes);
            }
            int read = channel.read(ByteBuffer.wrap(window, filled, window.length - filled), windowStart + filled);
            if (read < 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }

    /** Where the last sound record ends, or the header if there is none. */
    long soundEnd() {
        return soundEnd;
    }

    long salt() {
        return salt;
    }

    int records() {
        return records;
    }

    /** Bytes between sound records. */
    long skippedBytes() {
        return skippedBytes;
    }

    /** In how many places they were. */
    int skippedPlaces() {
        return skippedPlaces;
    }

    /** Where the first of them was. */
    long firstSkipped() {
        return firstSkipped;
    }
}

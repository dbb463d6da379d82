package plumbago.carbon.relay.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The file {@code mark} of a spool, which says up to where its destination has taken it:
 *
 * <pre>
 *   number of the segment (8) | bytes of it (8) | CRC-32C (4) of these
 * </pre>
 *
 * with numbers lowest byte first. One that is not whole counts as the beginning, so that what it was to say is sent again and
 * nothing is lost. Not thread-safe.
 */
final class SpoolMark {
    private static final String NAME = "mark";
    private static final int CHECKED_BYTES = 16;
    private static final int BYTES = CHECKED_BYTES + Integer.BYTES;

    private final Path file;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Null until it is written. */
    private FileChannel channel;

    private long segment;
    private long offset;

    /** Reads that of a folder. */
    SpoolMark(Path folder) throws IOException {
        file = folder.resolve(NAME);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == BYTES) {
                buffer.put(bytes).flip();
                if (sum() == buffer.getInt(CHECKED_BYTES)) {
                    segment = buffer.getLong(0);
                    offset = buffer.getLong(Long.BYTES);
                }
            }
        }
    }

    /** The segment that is being sent; 0 at the beginning. */
    long segment() {
        return segment;
    }

    /** Bytes of it that have been taken. */
    long offset() {
        return offset;
    }

    Path file() {
        return file;
    }

    /** Writes another one. */
    void set(long newSegment, long newOffset) throws IOException {
        segment = newSegment;
        offset = newOffset;
        if (channel == null || !channel.isOpen()) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                // Through a link something else would be overwritten, and to open a pipe would never end.
                Files.deleteIfExists(file);
            }
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        }
        buffer.clear().putLong(0, segment).putLong(Long.BYTES, offset);
        buffer.putInt(CHECKED_BYTES, sum()).clear();
        channel.write(buffer, 0);
    }

    private int sum() {
        checksum.reset();
        checksum.update(buffer.duplicate().position(0).limit(CHECKED_BYTES));
        return (int) checksum.getValue();
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}

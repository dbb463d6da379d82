package plumbago.carbon.relay.spool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file of a spool:
 *
 * <pre>
 *   "PLBGSPOL" (8) | version (4) | 0 (4)
 *   then frames: bytes of lines (4) | CRC-32C (4) of what follows | points (4) | accepted (8) | lines
 * </pre>
 *
 * with numbers lowest byte first; {@code accepted} is in milliseconds since the epoch. A line is a point, {@code name value
 * timestamp\n}; blanks are in the name only, so a line is read from its end. Not thread-safe.
 */
final class SpoolSegment {
    static final int HEADER_BYTES = 16;
    static final int FRAME_HEADER_BYTES = 20;

    /** Where in a frame what its checksum covers begins. */
    static final int CHECKED = 8;

    private static final byte[] MAGIC = {'P', 'L', 'B', 'G', 'S', 'P', 'O', 'L'};
    private static final int VERSION = 1;
    private static final String SUFFIX = ".spool";
    private static final int NUMBER_DIGITS = 10;

    /** Longer frames nobody has written. */
    private static final int MOST_FRAME_BYTES = 64 << 20;

    private final Path file;
    private final long number;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer frameHeader =
            ByteBuffer.allocateDirect(FRAME_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Whether this process has written it, so that what is in it is known to be whole. */
    private final boolean own;

    private FileChannel channel;
    private long length;

    /** Points of whole frames that have not been acknowledged. */
    private long points;

    private SpoolSegment(Path file, long number, boolean own, FileChannel channel) {
        this.file = file;
        this.number = number;
        this.own = own;
        this.channel = channel;
    }

    static Path file(Path folder, long number) {
        return folder.resolve(String.format(Locale.ROOT, "%0" + NUMBER_DIGITS + "d" + SUFFIX, number));
    }

    /** The number of a segment by its file's name; 0 for a file of another kind. */
    static long number(Path file) {
        String name = file.getFileName().toString();
        if (name.length() != NUMBER_DIGITS + SUFFIX.length()
                || !name.endsWith(SUFFIX)
                || !name.substring(0, NUMBER_DIGITS).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Long.parseLong(name.substring(0, NUMBER_DIGITS));
    }

    /** Makes one to write to. */
    static SpoolSegment create(Path folder, long number) throws IOException {
        Path file = file(folder, number);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            header.put(MAGIC).putInt(VERSION).putInt(0).flip();
            writeFully(channel, header, 0);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
        SpoolSegment segment = new SpoolSegment(file, number, true, channel);
        segment.length = HEADER_BYTES;
        return segment;
    }

    /**
     * Opens one that an earlier process left, and counts what is in it.
     *
     * @param from where what has not been acknowledged begins
     * @throws IOException if it cannot be read, or is a file of another kind
     */
    static SpoolSegment open(Path file, long number, long from) throws IOException {
        if (!Files.isRegularFile(file)) {
            // To open a pipe would never end.
            throw new IOException(file + ": this is no file");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            SpoolSegment segment = new SpoolSegment(file, number, false, channel);
            segment.count(Math.max(from, HEADER_BYTES));
            return segment;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void count(long from) throws IOException {
        long size = channel.size();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (size < HEADER_BYTES) {
            // The process ended before it had written that much.
            length = size;
            return;
        }
        readFully(header, 0);
        for (byte expected : MAGIC) {
            if (header.get() != expected) {
                throw new IOException(file + ": this is no segment of a spool");
            }
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new IOException(file + ": a segment of version " + version + ", expected " + VERSION);
        }
        length = from;
        while (length + FRAME_HEADER_BYTES <= size) {
            readFully(frameHeader.clear(), length);
            int bytes = frameHeader.getInt(0);
            if (bytes <= 0 || bytes > MOST_FRAME_BYTES || length + FRAME_HEADER_BYTES + bytes > size) {
                return;
            }
            points += frameHeader.getInt(CHECKED);
            length += FRAME_HEADER_BYTES + bytes;
        }
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    /** Where the last whole frame ends. */
    long length() {
        return length;
    }

    /** Bytes behind the last whole frame, which was not written to its end. */
    long torn() throws IOException {
        return own ? 0 : channel.size() - length;
    }

    /** Points that have not been acknowledged. */
    long points() {
        return points;
    }

    void acknowledged(int some) {
        points -= some;
    }

    /** Puts a frame behind the others. After a failure it is as if it had not been called: the next one goes to the same place. */
    void append(ByteBuffer frame, int count) throws IOException {
        // An interrupted thread must not close the file that others write to.
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    writeFully(channel, frame.rewind(), length);
                    break;
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted() || interrupted;
                    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        length += frame.limit();
        points += count;
    }

    /**
     * Reads whole frames.
     *
     * @param at where a frame begins
     * @param most bytes to read, unless one frame alone is longer
     * @throws EOFException if what is there is no whole frame
     */
    ByteBuf read(long at, int most, ByteBufAllocator allocator) throws IOException {
        readFully(frameHeader.clear(), at);
        int frame = FRAME_HEADER_BYTES + frameHeader.getInt(0);
        int wanted = (int) Math.min(length - at, Math.max(frame, most));
        if (frame <= FRAME_HEADER_BYTES || frame > wanted) {
            throw new EOFException(file + ", byte " + at + ": expected a frame");
        }
        ByteBuf buffer = allocator.directBuffer(wanted);
        try {
            long from = at;
            while (buffer.readableBytes() < wanted) {
                int read = buffer.writeBytes(channel, from, wanted - buffer.readableBytes());
                if (read < 0) {
                    throw new EOFException(file + ", byte " + from + ": it has been cut");
                }
                from += read;
            }
            return buffer;
        } catch (IOException e) {
            buffer.release();
            throw e;
        }
    }

    /**
     * The next frame of what was read, or null if it does not go on to the end of that.
     *
     * @throws EOFException if it is damaged
     */
    SpoolFrame frame(ByteBuf read, long at) throws IOException {
        int start = read.readerIndex();
        if (read.readableBytes() < FRAME_HEADER_BYTES) {
            return null;
        }
        int bytes = read.getIntLE(start);
        if (bytes > 0 && read.readableBytes() < FRAME_HEADER_BYTES + bytes) {
            return null;
        }
        if (bytes <= 0 || (!own && !isWhole(read, start, bytes))) {
            throw new EOFException(file + ", byte " + at + ": expected a frame that is as it was written");
        }
        SpoolFrame frame = new SpoolFrame(
                read.retainedSlice(start + FRAME_HEADER_BYTES, bytes),
                read.getIntLE(start + CHECKED),
                read.getLongLE(start + CHECKED + Integer.BYTES),
                at + FRAME_HEADER_BYTES + bytes);
        read.skipBytes(FRAME_HEADER_BYTES + bytes);
        return frame;
    }

    private boolean isWhole(ByteBuf read, int start, int bytes) {
        checksum.reset();
        checksum.update(read.nioBuffer(start + CHECKED, FRAME_HEADER_BYTES - CHECKED + bytes));
        return read.getIntLE(start + Integer.BYTES) == (int) checksum.getValue();
    }

    void close() throws IOException {
        channel.close();
    }

    /** Closes the file and removes it. */
    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    private void readFully(ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                throw new EOFException(file + ", byte " + at + ": it has been cut");
            }
            at += read;
        }
        into.flip();
    }

    private static void writeFully(FileChannel to, ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += to.write(bytes, at);
        }
    }
}

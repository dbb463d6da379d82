package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A segment that is written to. Its space on the disk is reserved when it is made, where the file system can do that, so
 * that a full disk shows then and not in the midst of a record.
 */
final class Segment {
    private final int number;
    private final Path file;
    private final long capacity;
    private final long salt;
    private volatile FileChannel channel;
    private long length;

    private Segment(int number, Path file, long capacity, long salt, FileChannel channel) {
        this.number = number;
        this.file = file;
        this.capacity = capacity;
        this.salt = salt;
        this.channel = channel;
    }

    /**
     * Makes a segment.
     *
     * @param capacity bytes to reserve
     * @param reservation reserves them
     * @throws IOException if there is no space; nothing is left of it then
     */
    static Segment create(Path file, int number, long capacity, long salt, long millis, SpaceReservation reservation)
            throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean made = false;
        try {
            if (!reservation.reserve(file, capacity) && Files.getFileStore(file).getUsableSpace() < capacity) {
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
            Segment segment = new Segment(number, file, capacity, salt, channel);
            segment.write(SegmentFormat.header(number, salt, millis));
            made = true;
            return segment;
        } finally {
            if (!made) {
                channel.close();
                Files.deleteIfExists(file);
            }
        }
    }

    int number() {
        return number;
    }

    Path file() {
        return file;
    }

    long salt() {
        return salt;
    }

    long capacity() {
        return capacity;
    }

    /** Bytes written. */
    long length() {
        return length;
    }

    /** Bytes that can still be written. */
    long remaining() {
        return capacity - length;
    }

    /**
     * Puts bytes behind the others. After a failure it is as if it had not been called: the next ones go to the same
     * place. To be called by one thread at a time.
     */
    void write(ByteBuffer bytes) throws IOException {
        // An interrupted thread must not close the channel that all write to.
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    bytes.rewind();
                    while (bytes.hasRemaining()) {
                        channel.write(bytes, length + bytes.position());
                    }
                    length += bytes.limit();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted() || interrupted;
                    channel = FileChannel.open(file, StandardOpenOption.WRITE);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until all that was written is on the disk. */
    void force() throws IOException {
        channel.force(true);
    }

    /** Gives back the space that was not used, and closes the file. */
    void close() throws IOException {
        try (FileChannel closing = channel) {
            closing.truncate(length);
        }
    }

    /** Closes the file and removes it. */
    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}

package plumbago.whisper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of one open file, read and written in whole points.
 *
 * <p>Nothing here knows what an archive is; but no implementation reads or writes outside the file's length, whatever
 * offsets it is given.
 */
abstract class PointStorage implements Closeable {
    private static final int VISITED_AT_ONCE = 256;

    private final Path path;
    private final Object identity;
    private final long length;
    private final int stripe;

    /** @param identity what all names of the file have in common */
    PointStorage(Path path, Object identity, long length) {
        this.path = path;
        this.identity = identity;
        this.length = length;
        this.stripe = WriteSequence.stripe(identity);
    }

    final Path path() {
        return path;
    }

    /** Bytes of the file when it was opened. No operation of this package makes an open file longer or shorter. */
    final long length() {
        return length;
    }

    final Object identity() {
        return identity;
    }

    /** Whether the file still has the name it was opened by. */
    boolean isCurrent() throws IOException {
        return identity.equals(StorageOpener.identity(path));
    }

    /** Whether its name is that of a file which is as long as this one was when it was opened, or longer. */
    final boolean isAsLong() throws IOException {
        return Files.size(path) >= length;
    }

    abstract Access access();

    final int stripe() {
        return stripe;
    }

    /** Keeps the file open until {@link #leave}. Throws if it is closed. */
    abstract void enter() throws IOException;

    abstract void leave();

    /** What is done with an open file. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does something between {@link #enter} and {@link #leave}. */
    final <T> T keepingOpen(Work<T> work) throws IOException {
        enter();
        try {
            T result = work.run();
            reportFaults();
            return result;
        } catch (InternalError e) {
            throw mappingLost(e);
        } catch (IOException e) {
            throw explained(e);
        } finally {
            leave();
        }
    }

    /**
     * What went wrong in truth. Zeros may have been read in the place of a page that was missing, and taken for damage; and
     * a fault that nobody has been told of would come up in whatever this thread does next.
     */
    final IOException explained(IOException problem) {
        try {
            reportFaults();
        } catch (InternalError e) {
            return mappingLost(e);
        }
        return problem;
    }

    /**
     * Throws if something that was read or written since {@link #enter} was not there, and nobody has been told yet.
     *
     * @throws InternalError if the system could not give a page of a mapped file
     */
    void reportFaults() {
        // Those that are not mapped have told at once.
    }

    /**
     * Eight of the first 16 bytes as they are now, in an order of the storage's own; or always the same number, if to
     * look would cost too much. Another process may change these bytes while the file is open.
     */
    abstract long metadataWord(int index);

    /** Fills the rest of a buffer with bytes of the file. */
    abstract void readBytes(long offset, ByteBuffer bytes) throws IOException;

    /** Replaces bytes of the file by the rest of a buffer. */
    abstract void writeBytes(long offset, ByteBuffer bytes) throws IOException;

    /** The time of the point at an offset, as unsigned 32 bits. */
    abstract long readTime(long offset, Scratch scratch) throws IOException;

    /**
     * Reads points that lie side by side.
     *
     * @param offset of the first point
     * @param count how many
     * @param firstTime the time that the first must have to count; each next one must be {@code step} later
     * @param values takes a value for each point, or {@link FetchResult#NO_POINT} for one with another time
     * @param at where in {@code values} to begin
     */
    abstract void readValues(
            long offset, int count, long firstTime, long step, double[] values, int at, Scratch scratch)
            throws IOException;

    /** Shows points that lie side by side, until there are no more. */
    final void visit(long offset, long count, PointVisitor visitor) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(VISITED_AT_ONCE * Archive.POINT_SIZE);
        for (long slot = 0; slot < count; slot += VISITED_AT_ONCE) {
            long at = offset + slot * Archive.POINT_SIZE;
            long wanted = Math.min(VISITED_AT_ONCE, count - slot);
            long present = Math.max(0, Math.min(wanted, (length - at) / Archive.POINT_SIZE));
            readWhole(at, bytes.clear().limit((int) present * Archive.POINT_SIZE));
            bytes.flip();
            for (int i = 0; i < present; i++) {
                visitor.point(slot + i, Integer.toUnsignedLong(bytes.getInt()), bytes.getDouble());
            }
            if (present < wanted) {
                checkRange(at, wanted * Archive.POINT_SIZE);
            }
        }
    }

    /** Reads bytes until no write came between. */
    private void readWhole(long offset, ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        for (int disturbed = 0; ; disturbed++) {
            long sequence = WriteSequence.readStarted(stripe);
            if (sequence >= 0) {
                readBytes(offset, bytes.position(start));
                if (WriteSequence.undisturbed(stripe, sequence)) {
                    return;
                }
            }
            WriteSequence.pause(disturbed);
        }
    }

    /** Ends a store that an error left unended; by the thread that writes. */
    void endStore() {
        // Only stores into memory can be left so.
    }

    /** Stores a point; it may be held back until {@link #flush} or until a read. */
    abstract void writePoint(long offset, long time, double value, Scratch scratch) throws IOException;

    /** Hands on what {@link #writePoint} held back. */
    abstract void flush(Scratch scratch) throws IOException;

    /** Waits until everything written is on the disk. */
    abstract void force() throws IOException;

    /** That is how the virtual machine reports that the system could not give it a page of a mapped file. */
    final WhisperException mappingLost(InternalError cause) {
        return new WhisperException(
                WhisperException.Kind.MAPPING_LOST,
                path,
                "Unable to reach " + path + " through memory",
                "it became shorter while it was open, or its disk failed or is full",
                cause);
    }

    final void checkRange(long offset, long bytes) throws WhisperException {
        if (offset < 0 || bytes < 0 || offset > length - bytes) {
            throw new WhisperException(
                    WhisperException.Kind.TRUNCATED_POINTS,
                    path,
                    "Unable to read datapoints (" + path + ")",
                    "bytes " + offset + " to " + (offset + bytes) + " are needed, and the file has " + length);
        }
    }
}

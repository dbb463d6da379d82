package plumbago.base.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/**
 * A file of the journal, as it is read:
 *
 * <pre>
 *   magic of its kind (8) | version (4)
 *   then frames: bytes of operations (4) | CRC-32C of them (4) | operations
 * </pre>
 *
 * with numbers lowest byte first. A frame is read whole or not at all, and the first that is not whole is the end.
 *
 * @param number the higher, the later
 */
record JournalFile(JournalKind kind, Path path, long number) {
    static final int HEADER_BYTES = 12;
    static final int FRAME_HEADER_BYTES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    /** Higher ones are not ours. */
    private static final long MOST_NUMBER = 1L << 40;

    private static final String SUFFIX = ".journal";

    /** Takes the operations that were written together. */
    @FunctionalInterface
    private interface Frames {
        /** Returns whether more are wanted. */
        boolean frame(OperationInput operations);
    }

    static JournalFile in(Path folder, JournalKind kind, long number) {
        return new JournalFile(kind, folder.resolve(kind.prefix() + number + SUFFIX), number);
    }

    /** What every file begins with. */
    static ByteBuffer header(JournalKind kind) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return header.put(kind.magic().getBytes(StandardCharsets.US_ASCII))
                .putInt(kind.version())
                .flip();
    }

    /** Those of a folder, in their order. */
    static List<JournalFile> all(Path folder, JournalKind kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> new JournalFile(kind, path, number(kind, path)))
                    .filter(file -> file.number() > 0)
                    .sorted(Comparator.comparingLong(JournalFile::number))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** 0 for a file of another kind. */
    private static long number(JournalKind kind, Path path) {
        String name = path.getFileName().toString();
        if (!name.startsWith(kind.prefix()) || !name.endsWith(SUFFIX)) {
            return 0;
        }
        try {
            long number = Long.parseLong(name.substring(kind.prefix().length(), name.length() - SUFFIX.length()));
            return number < MOST_NUMBER ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether it holds the whole state of the file before it, and so can do without that one. */
    boolean isComplete(FrameReader reader) throws IOException {
        boolean[] complete = new boolean[1];
        each(operations -> {
            complete[0] = reader.hasMark(operations);
            return !complete[0];
        });
        return complete[0];
    }

    /** Has all operations read; returns where what is whole ends, or 0 if this is a file of another kind. */
    long read(FrameReader reader) throws IOException {
        return each(operations -> {
            reader.read(operations);
            return true;
        });
    }

    private long each(Frames frames) throws IOException {
        long size = 0;
        long at = HEADER_BYTES;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            size = Files.size(path);
            if (!ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)).equals(header(kind))) {
                LOG.warn("{} is left out: it does not begin as a journal of {} does", path, kind.what());
                return 0;
            }
            boolean more = true;
            while (more && at < size) {
                byte[] frame = frame(in, size - at - FRAME_HEADER_BYTES);
                more = frames.frame(new OperationInput(frame));
                at += FRAME_HEADER_BYTES + frame.length;
            }
            return at;
        } catch (EOFException e) {
            LOG.warn("{} is read up to byte {} of {}: what follows was not written whole", path, at, size);
            return at;
        } catch (FileSystemException e) {
            throw new IOException("a journal of " + kind.owned() + " cannot be read: " + FileProblem.of(e), e);
        } catch (IOException e) {
            // Of a folder it does not say more than that.
            throw new IOException(path + " cannot be read as a journal of " + kind.owned() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new IOException(
                    path + ", behind byte " + at + ": expected a journal of " + kind.what() + ": " + e.getMessage(), e);
        }
    }

    /** @throws EOFException if it is not whole */
    private static byte[] frame(DataInputStream in, long most) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        int sum = Integer.reverseBytes(in.readInt());
        if (length <= 0 || length > most) {
            throw new EOFException();
        }
        byte[] frame = in.readNBytes(length);
        CRC32C checksum = new CRC32C();
        checksum.update(frame, 0, frame.length);
        if (frame.length < length || (int) checksum.getValue() != sum) {
            throw new EOFException();
        }
        return frame;
    }
}

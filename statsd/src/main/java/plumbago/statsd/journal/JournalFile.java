package plumbago.statsd.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 *   "PLBGSTAT" (8) | version (4)
 *   then frames: bytes of operations (4) | CRC-32C of them (4) | operations, as {@link OperationWriter} has them
 * </pre>
 *
 * with numbers lowest byte first. A frame is read whole or not at all, and the first that is not whole is the end.
 *
 * @param number the higher, the later
 */
record JournalFile(Path path, long number) {
    static final int HEADER_BYTES = 12;
    static final int FRAME_HEADER_BYTES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final byte[] MAGIC = {'P', 'L', 'B', 'G', 'S', 'T', 'A', 'T'};
    private static final int VERSION = 1;

    /** Higher ones are not ours. */
    private static final long MOST_NUMBER = 1L << 40;

    private static final String PREFIX = "counts-";
    private static final String SUFFIX = ".journal";

    /** Takes the operations that were written together. */
    @FunctionalInterface
    private interface Frames {
        /** Returns whether more are wanted. */
        boolean frame(OperationReader operations);
    }

    static JournalFile in(Path folder, long number) {
        return new JournalFile(folder.resolve(PREFIX + number + SUFFIX), number);
    }

    /** What every file begins with. */
    static ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return header.put(MAGIC).putInt(VERSION).flip();
    }

    /** Those of a folder, in their order. */
    static List<JournalFile> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> new JournalFile(path, number(path)))
                    .filter(file -> file.number() > 0)
                    .sorted(Comparator.comparingLong(JournalFile::number))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** 0 for a file of another kind. */
    private static long number(Path path) {
        String name = path.getFileName().toString();
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return 0;
        }
        try {
            long number = Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
            return number < MOST_NUMBER ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether it holds the whole state of the file before it, and so can do without that one. */
    boolean isComplete() throws IOException {
        boolean[] complete = new boolean[1];
        each(operations -> {
            operations.read(NOTHING);
            complete[0] = operations.metComplete();
            return !complete[0];
        });
        return complete[0];
    }

    /** Has all operations visited; returns where what is whole ends, or 0 if this is a file of another kind. */
    long read(OperationVisitor visitor) throws IOException {
        return each(operations -> {
            operations.read(visitor);
            visitor.frameRead();
            return true;
        });
    }

    private long each(Frames frames) throws IOException {
        long size = 0;
        long at = HEADER_BYTES;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            size = Files.size(path);
            if (!ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)).equals(header())) {
                LOG.warn("{} is left out: it does not begin as a journal of counts does", path);
                return 0;
            }
            boolean more = true;
            while (more && at < size) {
                byte[] frame = frame(in, size - at - FRAME_HEADER_BYTES);
                more = frames.frame(new OperationReader(frame, frame.length));
                at += FRAME_HEADER_BYTES + frame.length;
            }
            return at;
        } catch (EOFException e) {
            LOG.warn("{} is read up to byte {} of {}: what follows was not written whole", path, at, size);
            return at;
        } catch (FileSystemException e) {
            throw new IOException("a journal of StatsD's counts cannot be read: " + FileProblem.of(e), e);
        } catch (IOException e) {
            // Of a folder it does not say more than that.
            throw new IOException(path + " cannot be read as a journal of StatsD's counts: " + e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(
                    path + ", behind byte " + at + ": expected a journal of counts: " + e.getMessage(), e);
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

    private static final OperationVisitor NOTHING = new OperationVisitor() {
        @Override
        public void count(int id, double amount) {}

        @Override
        public void gauge(int id, double value) {}

        @Override
        public void timer(int id, double value, double weight) {}

        @Override
        public void sketch(int id, double weight, byte[] bytes, int offset, int length) {}

        @Override
        public void member(int id, byte[] text, int offset, int length) {}

        @Override
        public void define(int type, int id, byte[] name, int offset, int length) {}

        @Override
        public void remove(int type, int id) {}

        @Override
        public void intervalEnded(long millis) {}

        @Override
        public void flushed() {}

        @Override
        public void frameRead() {}
    };
}

package plumbago.statsd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps operations in a file until their interval has been flushed. What {@link #commit} has written outlives the process, a
 * {@code kill -9} included; whether it outlives a loss of power is the system's matter. A file holds the state of before as
 * operations, and what was done since; when it has grown, {@link #renew} begins the next. The files are named {@code
 * counts-N.journal}, and hold
 *
 * <pre>
 *   "PLBGSTAT" (8) | version (4)
 *   then frames: bytes of operations (4) | CRC-32C of them (4) | operations, as {@link OperationWriter} has them
 * </pre>
 *
 * with numbers lowest byte first. A frame is taken whole or not at all: so are the packets that came in together. Belongs to
 * one thread, but for {@link #problem}.
 */
public final class CountJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CountJournal.class);

    private static final byte[] MAGIC = {'P', 'L', 'B', 'G', 'S', 'T', 'A', 'T'};
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 12;
    private static final int FRAME_HEADER_BYTES = 8;
    private static final String PREFIX = "counts-";
    private static final String SUFFIX = ".journal";

    /** The most that waits to be written while the disk takes nothing. */
    private static final int MAX_WAITING_BYTES = 16 << 20;

    /** A file is begun anew when it is so large, and several times as large as what it began with. */
    private static final long LEAST_BYTES = 64 << 20;

    private static final int GROWTH = 4;

    private final OperationWriter operations = new OperationWriter();
    private final CRC32C checksum = new CRC32C();
    private final Path folder;
    private final long maxBytes;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.LITTLE_ENDIAN);

    /** Null while nothing is written: none is wanted, or it could not be opened. */
    private FileChannel file;

    private long number;
    private volatile long position;
    private long stateBytes;
    private final List<Path> replaced = new ArrayList<>();
    private volatile String problem;

    private CountJournal(Path folder, long maxBytes, long number) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.number = number;
    }

    /** One that keeps nothing. */
    public static CountJournal none() {
        return new CountJournal(null, 0, 0);
    }

    /**
     * Reads what an earlier process left in a folder; {@link #renew} has to follow before anything is written.
     *
     * @param maxBytes about how large a file may become within an interval; what comes in beyond that is not kept
     * @param visitor gets all operations in their order; it does not get those of a file that is not whole
     * @throws IOException if the folder cannot be made or a file cannot be read; the message names it
     */
    public static CountJournal open(Path folder, long maxBytes, OperationVisitor visitor) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = files(folder);
        long last = files.isEmpty() ? 0 : number(files.get(files.size() - 1));
        CountJournal journal = new CountJournal(folder, maxBytes, last);
        journal.replaced.addAll(files);
        for (int i = files.size() - 1; i >= 0; i--) {
            List<byte[]> frames = frames(files.get(i));
            // A file that its process did not complete has one before it that is whole.
            if (i == 0 || isComplete(frames)) {
                read(files.get(i), frames, visitor);
                break;
            }
        }
        return journal;
    }

    private static void read(Path path, List<byte[]> frames, OperationVisitor visitor) throws IOException {
        try {
            for (byte[] frame : frames) {
                new OperationReader(frame, frame.length).read(visitor);
                visitor.frameRead();
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(path + " holds what is no journal of counts: " + e.getMessage(), e);
        }
    }

    private static boolean isComplete(List<byte[]> frames) {
        for (byte[] frame : frames) {
            OperationReader reader = new OperationReader(frame, frame.length);
            reader.read(NOTHING);
            if (reader.metComplete()) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> number(path) > 0)
                    .sorted(Comparator.comparingLong(CountJournal::number))
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
            return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Its frames up to the first that is not whole. */
    private static List<byte[]> frames(Path path) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            if (!fill(channel, header) || !startsWithMagic(header)) {
                LOG.warn("{} is left out: it does not begin as a journal of counts does", path);
                return frames;
            }
            long size = channel.size();
            ByteBuffer head = ByteBuffer.allocate(FRAME_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long at = HEADER_BYTES;
            while (at < size) {
                head.clear();
                boolean whole =
                        fill(channel, head) && head.getInt(0) > 0 && head.getInt(0) <= size - channel.position();
                byte[] frame = whole ? new byte[head.getInt(0)] : new byte[0];
                CRC32C sum = new CRC32C();
                if (!whole || !fill(channel, ByteBuffer.wrap(frame)) || !matches(sum, frame, head.getInt(4))) {
                    LOG.warn("{} is read up to byte {} of {}: what follows was not written whole", path, at, size);
                    break;
                }
                frames.add(frame);
                at = channel.position();
            }
        }
        return frames;
    }

    private static boolean startsWithMagic(ByteBuffer header) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (header.get(i) != MAGIC[i]) {
                return false;
            }
        }
        return header.getInt(MAGIC.length) == VERSION;
    }

    private static boolean matches(CRC32C sum, byte[] frame, int expected) {
        sum.update(frame, 0, frame.length);
        return (int) sum.getValue() == expected;
    }

    private static boolean fill(FileChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where operations are written until {@link #commit}. */
    public OperationWriter operations() {
        return operations;
    }

    /** Writes the operations since the last time to the file; when it returns they outlive the process. */
    public void commit() {
        if (operations.size() == 0) {
            return;
        }
        if (file == null) {
            operations.clear();
            return;
        }
        try {
            write(operations);
            operations.clear();
            if (problem != null && position <= maxBytes) {
                problem = null;
            }
        } catch (IOException e) {
            fail("cannot be written: " + e.getMessage());
            if (operations.size() > MAX_WAITING_BYTES) {
                giveUp();
            }
        }
        if (file != null && position > maxBytes && stateBytes < maxBytes / GROWTH) {
            fail("has more than " + maxBytes + " bytes (journalBytes) before its interval is over");
            giveUp();
        }
    }

    private void giveUp() {
        operations.clear();
        close(file);
        file = null;
    }

    private void fail(String what) {
        String sentence = "the journal of StatsD's counts in " + folder + ' ' + what
                + "; what comes in until the next flush does not outlive the process";
        if (problem == null) {
            LOG.error(sentence);
        }
        problem = sentence;
    }

    private void write(OperationWriter written) throws IOException {
        int size = written.size();
        if (buffer.capacity() < size + FRAME_HEADER_BYTES) {
            buffer = ByteBuffer.allocateDirect(Integer.highestOneBit(size + FRAME_HEADER_BYTES) * 2)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        checksum.reset();
        checksum.update(written.bytes(), 0, size);
        buffer.clear()
                .putInt(size)
                .putInt((int) checksum.getValue())
                .put(written.bytes(), 0, size)
                .flip();
        long at = position;
        while (buffer.hasRemaining()) {
            // By position: what a failed attempt left behind is written over.
            at += file.write(buffer, at);
        }
        position = at;
    }

    /** Whether it is time to {@link #renew}; only while no flush is under way. */
    public boolean isGrown() {
        return folder != null
                && (file == null || position > Math.min(maxBytes / 2, Math.max(LEAST_BYTES, GROWTH * stateBytes)));
    }

    /**
     * Begins a new file with what the state gives, and drops the ones before it.
     *
     * @param state writes all that there is, and may commit now and then by calling what it is given
     */
    public void renew(Consumer<Runnable> state) {
        if (folder == null) {
            return;
        }
        // What was not written of the old file is in the state.
        operations.clear();
        Path next = folder.resolve(PREFIX + (number + 1) + SUFFIX);
        FileChannel before = file;
        long positionBefore = position;
        try {
            file = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            header.put(MAGIC).putInt(VERSION).flip();
            position = file.write(header, 0);
            state.accept(this::commitState);
            operations.complete();
            commitState();
        } catch (IOException | UncheckedIOException e) {
            operations.clear();
            close(file);
            file = before;
            position = positionBefore;
            deleteQuietly(next);
            fail("cannot be begun anew: " + e.getMessage());
            return;
        }
        number++;
        stateBytes = position;
        problem = null;
        close(before);
        replaced.add(next);
        // The one before stays: by the time of its turn the system has long written this one to the disk.
        while (replaced.size() > 2) {
            deleteQuietly(replaced.remove(0));
        }
    }

    private void commitState() {
        try {
            if (operations.size() > 0) {
                write(operations);
                operations.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, for any thread. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether anything is kept. */
    public boolean isKept() {
        return folder != null;
    }

    /** Bytes of the file. */
    public long bytes() {
        return position;
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", path, e.getMessage());
        }
    }

    private static void close(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("closing the journal of counts failed: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        commit();
        close(file);
        file = null;
    }

    private static final OperationVisitor NOTHING = new OperationVisitor() {
        @Override
        public void count(int id, double amount) {}

        @Override
        public void gauge(int id, double value) {}

        @Override
        public void timer(int id, double value, double weight) {}

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

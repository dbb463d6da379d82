package plumbago.statsd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps operations in a file until their interval has been flushed. What {@link #commit} has written outlives the process, a
 * {@code kill -9} included; whether it outlives a loss of power is the system's matter. A file holds the state of before as
 * operations, and what was done since; when it has grown, {@link #renew} begins the next. {@link JournalFile} has the bytes: what
 * is committed at once is one frame. Belongs to one thread, but for {@link #problem} and {@link #bytes}.
 */
public final class CountJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CountJournal.class);

    /** The most that waits to be written while the disk takes nothing. */
    private static final int MAX_WAITING_BYTES = 16 << 20;

    /** A file is begun anew when it is so large, and several times as large as what it began with. */
    private static final long LEAST_BYTES = 64 << 20;

    private static final int GROWTH = 4;

    private final OperationWriter operations = new OperationWriter();
    private final CRC32C checksum = new CRC32C();
    private final long maxBytes;
    private final Executor deleting;

    /** Null where nothing is kept. */
    private final Path folder;

    /** Keeps the folder from being another process's; null where nothing is kept. */
    private final FileChannel lock;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.LITTLE_ENDIAN);

    /** Null while nothing is written: nothing is kept, or it could not be opened. */
    private FileChannel file;

    private long number;
    private volatile long position;
    private long stateBytes;

    /** Where the part of the file ends that holds names and gauges, and no interval. */
    private long namesEnd;

    /** The file that was read, and where what is whole of it ends; null if there was none. */
    private JournalFile resumable;

    private long resumeAt;
    private final List<JournalFile> replaced = new ArrayList<>();
    private volatile String problem;

    private CountJournal(Path folder, long maxBytes, FileChannel lock, Executor deleting) {
        this.deleting = deleting;
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.lock = lock;
    }

    /** One that keeps nothing. */
    public static CountJournal none() {
        return new CountJournal(null, 0, null, Runnable::run);
    }

    /**
     * Reads what an earlier process left in a folder; {@link #renew} or {@link #resume} has to follow before anything is written.
     *
     * @param maxBytes by about how much a file may grow within an interval; what comes in beyond that is not kept
     * @param visitor gets all operations in their order; it does not get those of a file that is not whole
     * @param deleting deletes files that are not needed any more: to let go of a large one takes the system long
     * @throws IOException if the folder is another process's or cannot be made, or a file cannot be read; the message names it
     */
    public static CountJournal open(Path folder, long maxBytes, OperationVisitor visitor, Executor deleting)
            throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        try {
            CountJournal journal = new CountJournal(folder, maxBytes, lock, deleting);
            journal.replaced.addAll(JournalFile.all(folder));
            journal.read(visitor);
            return journal;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("it is this process's own", e);
        }
        channel.close();
        throw new IOException("another process keeps StatsD's counts in " + folder
                + ": each needs a STORAGE_DIR or an instance of its own");
    }

    private void read(OperationVisitor visitor) throws IOException {
        if (replaced.isEmpty()) {
            return;
        }
        int last = replaced.size() - 1;
        number = replaced.get(last).number();
        // A file that its process did not complete has one before it that is whole, and goes before that one does.
        List<JournalFile> incomplete = new ArrayList<>();
        while (last > 0 && !replaced.get(last).isComplete()) {
            incomplete.add(replaced.remove(last--));
        }
        resumeAt = replaced.get(last).read(visitor);
        resumable = replaced.get(last);
        replaced.addAll(0, incomplete);
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
            problem = null;
        } catch (IOException e) {
            fail("cannot be written: " + e.getMessage());
            if (operations.size() > MAX_WAITING_BYTES) {
                giveUp();
            }
        }
        if (file != null && position - stateBytes > maxBytes) {
            fail("has grown by more than " + maxBytes + " bytes (journalBytes) before its interval is over");
            giveUp();
        }
    }

    /**
     * The same at the end of an interval. What has not been written by now never is: counts of an interval that is flushed must
     * not be found in a file that does not say so.
     */
    public void commitEnd() {
        commit();
        if (operations.size() > 0) {
            giveUp();
        }
    }

    /** Leaves names and gauges as they were when the file was begun; that a full disk allows, too. */
    private void giveUp() {
        operations.clear();
        try (FileChannel left = file) {
            left.truncate(namesEnd);
            // The one before knows no more, and is not cut.
            while (replaced.size() > 1) {
                delete(replaced.remove(0));
            }
        } catch (IOException e) {
            LOG.error("the journal of StatsD's counts in {} cannot be cut: {}", folder, e.getMessage());
        }
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
        if (buffer.capacity() < size + JournalFile.FRAME_HEADER_BYTES) {
            buffer = ByteBuffer.allocateDirect(Integer.highestOneBit(size + JournalFile.FRAME_HEADER_BYTES) * 2)
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

    /**
     * Whether it is time to {@link #renew}; only while no flush is under way. Not while operations wait to be written: where the
     * disk takes nothing a new file could not be begun either, and the old one would go on without them.
     */
    public boolean isGrown() {
        if (folder == null || !lock.isOpen()) {
            return false;
        }
        return file == null
                || (operations.size() == 0
                        && position > Math.min(stateBytes + maxBytes / 2, Math.max(LEAST_BYTES, GROWTH * stateBytes)));
    }

    /** Writes all that there is as operations, and may commit now and then by calling what it is given. */
    public interface State {
        /** Names and gauges. */
        void writeNames(Runnable commit);

        /** What came in within the interval under way. */
        void writeInterval(Runnable commit);
    }

    /**
     * Goes on with the file that was read, for an interval of which is still to be flushed.
     *
     * @return whether there is one that can be written
     */
    public boolean resume() {
        if (resumable == null || resumeAt == 0) {
            return false;
        }
        try {
            file = FileChannel.open(resumable.path(), StandardOpenOption.WRITE);
            position = resumeAt;
            stateBytes = resumeAt;
            namesEnd = JournalFile.HEADER_BYTES;
            return true;
        } catch (IOException e) {
            fail("cannot be written: " + e.getMessage());
            return false;
        }
    }

    /**
     * Begins a new file with what the state gives, and drops the ones before it. At the start, and when it {@link #isGrown}.
     *
     * @return whether it could
     */
    public boolean renew(State state) {
        if (folder == null) {
            return true;
        }
        // What was not written, of a file that has been given up, is in the state.
        operations.clear();
        JournalFile next = JournalFile.in(folder, number + 1);
        FileChannel before = file;
        long positionBefore = position;
        try {
            file = FileChannel.open(
                    next.path(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            position = file.write(JournalFile.header(), 0);
            state.writeNames(this::commitState);
            commitState();
            long names = position;
            state.writeInterval(this::commitState);
            operations.complete();
            commitState();
            namesEnd = names;
        } catch (IOException | UncheckedIOException e) {
            operations.clear();
            close(file);
            file = before;
            position = positionBefore;
            deleteQuietly(next);
            fail("cannot be begun anew: " + e.getMessage());
            return false;
        }
        number++;
        stateBytes = position;
        problem = null;
        close(before);
        replaced.add(next);
        // The one before stays: by the time of its turn the system has long written this one to the disk.
        while (replaced.size() > 2) {
            delete(replaced.remove(0));
        }
        return true;
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

    /** Bytes of the file, for any thread. */
    public long bytes() {
        return position;
    }

    private void delete(JournalFile old) {
        try {
            deleting.execute(() -> deleteQuietly(old));
        } catch (RejectedExecutionException e) {
            deleteQuietly(old);
        }
    }

    private static void deleteQuietly(JournalFile file) {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file.path(), e.getMessage());
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
        close(lock);
    }
}

package plumbago.base.journal;

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
 * Keeps operations in a file, so that what they made is made again by the next process. What {@link #commit} has written outlives
 * the process, a {@code kill -9} included; whether it outlives a loss of power is the system's matter. A file holds the state of
 * before as operations, and what was done since; when it has grown, {@link #renew} begins the next. {@link JournalFile} has the
 * bytes: what is committed at once is one frame. Belongs to one thread at a time, but for {@link #problem} and {@link #bytes}.
 */
public final class OperationJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationJournal.class);

    /** The most that waits to be written while the disk takes nothing. */
    private static final int MAX_WAITING_BYTES = 16 << 20;

    /** A file is begun anew when it is so large, and several times as large as what it began with. */
    private static final long LEAST_BYTES = 64 << 20;

    private static final int GROWTH = 4;

    private final OperationOutput operations = new OperationOutput();
    private final CRC32C checksum = new CRC32C();
    private final JournalKind kind;
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

    /** Where the part of the file ends that is kept when the rest is given up. */
    private long lastingEnd;

    /** The file that was read, and where what is whole of it ends; null if there was none. */
    private JournalFile resumable;

    private long resumeAt;
    private final List<JournalFile> replaced = new ArrayList<>();
    private volatile String problem;

    private OperationJournal(JournalKind kind, Path folder, long maxBytes, FileChannel lock, Executor deleting) {
        this.kind = kind;
        this.deleting = deleting;
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.lock = lock;
    }

    /** One that keeps nothing. */
    public static OperationJournal none(JournalKind kind) {
        return new OperationJournal(kind, null, 0, null, Runnable::run);
    }

    /**
     * Reads what an earlier process left in a folder; {@link #renew} or {@link #resume} has to follow before anything is written.
     *
     * @param maxBytes by about how much a file may grow until it is begun anew; what comes in beyond that is not kept
     * @param reader gets all operations in their order; it does not get those of a file that is not whole
     * @param deleting deletes files that are not needed any more: to let go of a large one takes the system long
     * @throws IOException if the folder is another process's or cannot be made, or a file cannot be read; the message names it
     */
    public static OperationJournal open(
            Path folder, JournalKind kind, long maxBytes, FrameReader reader, Executor deleting) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder, kind);
        try {
            OperationJournal journal = new OperationJournal(kind, folder, maxBytes, lock, deleting);
            journal.replaced.addAll(JournalFile.all(folder, kind));
            journal.read(reader);
            return journal;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder, JournalKind kind) throws IOException {
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
        throw new IOException("another process keeps " + kind.owned() + " in " + folder
                + ": each needs a STORAGE_DIR or an instance of its own");
    }

    private void read(FrameReader reader) throws IOException {
        if (replaced.isEmpty()) {
            return;
        }
        int last = replaced.size() - 1;
        number = replaced.get(last).number();
        // A file that its process did not complete has one before it that is whole, and goes before that one does.
        List<JournalFile> incomplete = new ArrayList<>();
        while (last > 0 && !replaced.get(last).isComplete(reader)) {
            incomplete.add(replaced.remove(last--));
        }
        resumeAt = replaced.get(last).read(reader);
        resumable = replaced.get(last);
        replaced.addAll(0, incomplete);
    }

    /** Where operations are written until {@link #commit}. */
    public OperationOutput operations() {
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
            fail("has grown by more than " + maxBytes + " bytes " + kind.bound());
            giveUp();
        }
    }

    /** The same where what has not been written by now must never be: what follows would mean something else without it. */
    public void commitOrGiveUp() {
        commit();
        if (operations.size() > 0) {
            giveUp();
        }
    }

    /** Leaves what lasts as it was when the file was begun; that a full disk allows, too. */
    private void giveUp() {
        operations.clear();
        try (FileChannel left = file) {
            left.truncate(lastingEnd);
            // The one before knows no more, and is not cut.
            while (replaced.size() > 1) {
                delete(replaced.remove(0));
            }
        } catch (IOException e) {
            LOG.error("the journal of {} in {} cannot be cut: {}", kind.owned(), folder, e.getMessage());
        }
        file = null;
    }

    private void fail(String what) {
        String sentence = "the journal of " + kind.owned() + " in " + folder + ' ' + what + "; " + kind.lost();
        if (problem == null) {
            LOG.error(sentence);
        }
        problem = sentence;
    }

    private void write(OperationOutput written) throws IOException {
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
     * Whether it is time to {@link #renew}. Not while operations wait to be written: where the
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
        /** What is to be known even if all the rest has to be given up, such as names. */
        void writeLasting(Runnable commit);

        /** The rest, and behind it the mark that this was all. */
        void writeRest(Runnable commit);
    }

    /**
     * Goes on with the file that was read, instead of beginning the next.
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
            lastingEnd = JournalFile.HEADER_BYTES;
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
        JournalFile next = JournalFile.in(folder, kind, number + 1);
        FileChannel before = file;
        long positionBefore = position;
        try {
            file = FileChannel.open(
                    next.path(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            position = file.write(JournalFile.header(kind), 0);
            state.writeLasting(this::commitState);
            commitState();
            long lasting = position;
            state.writeRest(this::commitState);
            commitState();
            lastingEnd = lasting;
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
                LOG.warn("closing a journal failed: {}", e.getMessage());
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

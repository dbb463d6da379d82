package plumbago.carbon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/**
 * Holds a folder for one process: two that write to the same files would undo each other's points. The operating
 * system gives the lock back when the process ends, however it ends; the file of the lock stays and means nothing. While
 * it is held, {@link #check} takes it anew where somebody has removed its file, since the next process would make another.
 *
 * <p>It is held for one instance, since carbon's instances share a folder, each with metrics of its own.
 */
public final class DataFolderLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolderLock.class);

    /** All that this process holds. */
    private static final Set<DataFolderLock> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private FileChannel channel;

    /** Which file is locked. */
    private Object key;

    /** Whether it has been reported that the lock cannot be taken anew. */
    private boolean reported;

    private DataFolderLock(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.key = key(path);
    }

    /**
     * Takes the lock.
     *
     * @param what what the folder is, for the message
     * @param setting what chooses another folder
     * @return nothing if the file system knows no locks
     * @throws FolderInUseException if another process has it; the message tells which, and what to do
     * @throws IOException if the file of the lock cannot be made
     */
    public static Optional<DataFolderLock> take(Path folder, String instance, String what, String setting)
            throws IOException {
        Path path = folder.resolve(".plumbago-" + safe(instance) + ".lock");
        FileChannel channel = open(path);
        FileLock lock;
        try {
            lock = lock(channel);
        } catch (IOException e) {
            channel.close();
            return Optional.empty();
        }
        if (lock == null) {
            String owner = read(channel);
            channel.close();
            throw new FolderInUseException("the " + what + ' ' + folder + " is in use by another Plumbago"
                    + (owner.isEmpty() ? "" : ", process " + owner)
                    + "; stop it, or choose another folder with " + setting + " in [cache] (--set cache." + setting
                    + "=FOLDER)");
        }
        writeOwner(channel);
        DataFolderLock taken = new DataFolderLock(path, channel);
        HELD.add(taken);
        return Optional.of(taken);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Null if somebody else has it. */
    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** For whoever finds the folder in use; a full disk takes nothing, and the lock is held all the same. */
    private static void writeOwner(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            LOG.debug("the number of this process is not in the lock's file: {}", e.toString());
        }
    }

    /** What all names of a file have in common; null if there is none of that name. */
    private static Object key(Path path) throws IOException {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key == null ? path : key;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Looks after all that this process holds, as {@link #check}. */
    static void checkAll() {
        HELD.forEach(DataFolderLock::check);
    }

    /** Takes the lock anew, and says so, if its file was removed or another is in its place. */
    synchronized void check() {
        try {
            if (channel.isOpen() && !Objects.equals(key, key(path))) {
                takeAnew();
            }
        } catch (IOException e) {
            report("the lock " + path + " was removed, and cannot be taken anew: " + FileProblem.of(e));
        }
    }

    private void takeAnew() throws IOException {
        FileChannel made = open(path);
        boolean taken = false;
        try {
            taken = lock(made) != null;
            if (!taken) {
                report("the lock " + path + " was removed, and another process has it now" + owner(read(made))
                        + ": both write to the same files, and undo each other's points; stop one");
                return;
            }
        } finally {
            if (!taken) {
                made.close();
            }
        }
        writeOwner(made);
        FileChannel before = channel;
        channel = made;
        key = key(path);
        reported = false;
        before.close();
        LOG.warn("the lock {} was removed while it was held, and has been taken anew", path);
    }

    private static String owner(String number) {
        return number.isEmpty() ? "" : " (" + number + ")";
    }

    private void report(String problem) {
        if (!reported) {
            reported = true;
            LOG.error(problem);
        }
    }

    /** An instance's name as a part of a file's name. */
    static String safe(String instance) {
        return instance.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    }

    @Override
    public synchronized void close() throws IOException {
        HELD.remove(this);
        channel.close();
    }
}

package plumbago.carbon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Holds a folder for one process: two that write to the same files would undo each other's points. The operating
 * system gives the lock back when the process ends, however it ends; the file of the lock stays and means nothing.
 *
 * <p>It is held for one instance, since carbon's instances share a folder, each with metrics of its own.
 */
public final class DataFolderLock implements AutoCloseable {
    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
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
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
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
        tellOwner(channel);
        return Optional.of(new DataFolderLock(channel));
    }

    /** Who has the lock is told to whoever wants it, if the disk takes that; the lock holds without. */
    private static void tellOwner(FileChannel channel) throws IOException {
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid));
        } catch (IOException e) {
            channel.truncate(0);
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
    public void close() throws IOException {
        channel.close();
    }
}

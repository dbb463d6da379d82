package plumbago.carbon.relay.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import plumbago.base.measure.FileProblem;

/** Keeps a folder of spools from being another process's at the same time: what waits would be sent by both. */
public final class SpoolLock implements AutoCloseable {
    private final FileChannel channel;

    private SpoolLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made if it is not there.
     *
     * @throws IOException if it cannot be made or another process has it; the message names it
     */
    @SuppressWarnings("resource") // the channel is closed with what is returned
    public static SpoolLock take(Path folder) throws IOException {
        FileChannel channel;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "the folder of spools " + folder + " cannot be used: " + FileProblem.of(e)
                            + "; SPOOL_DIR chooses another",
                    e);
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process has it itself.
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException("another process sends what is in " + folder
                    + "; each needs a SPOOL_DIR or an instance of its own");
        }
        return new SpoolLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

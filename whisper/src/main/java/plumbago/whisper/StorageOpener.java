package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Opens the bytes of a file, through memory where that is asked for and cannot end in a full disk. */
final class StorageOpener {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> READ_WRITE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    private StorageOpener() {}

    /**
     * Opens a file.
     *
     * @param access how the file is to be reached; by {@link Access#CHANNEL} all the same if it is to be written and its
     *     room is not promised
     * @throws WhisperException of kind {@link Kind#FILE_MISSING}, or {@link Kind#CORRUPT_HEADER} if the file is too short
     *     for one
     */
    static PointStorage open(Path path, Access access, boolean writable) throws IOException {
        if (access == Access.ONCE && writable) {
            DescriptorStorage once = DescriptorStorage.open(path);
            if (once != null) {
                return once;
            }
        }
        FileChannel channel = null;
        PointStorage storage = null;
        try {
            Object identity = identity(path);
            channel = FileChannel.open(path, writable ? READ_WRITE : READ);
            long length = channel.size();
            storage = access == Access.MAPPED && (!writable || canStoreAnywhere(path, length))
                    ? MappedStorage.map(path, identity, channel, length, writable)
                    : new ChannelStorage(path, identity, channel, length);
            return storage;
        } catch (NoSuchFileException e) {
            throw missing(path, e);
        } finally {
            if (channel != null && !(storage instanceof ChannelStorage)) {
                channel.close();
            }
        }
    }

    static WhisperException missing(Path path, IOException cause) {
        return new WhisperException(
                Kind.FILE_MISSING, path, "No such file or directory: '" + path + "'", "it has to be created", cause);
    }

    /** A store into a mapping that finds the disk full cannot fail like a write; so it must not happen. */
    private static boolean canStoreAnywhere(Path path, long length) throws IOException {
        HeaderFormat.checkLongEnough(path, length);
        try {
            return Posix.reserve(path, length);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What all names of one file have in common.
     *
     * @throws WhisperException of kind {@link Kind#CORRUPT_HEADER} if it is a device or a pipe: to open one may take until
     *     somebody opens its other end
     */
    static Object identity(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isOther()) {
            throw new WhisperException(
                    Kind.CORRUPT_HEADER, path, "Unable to read header (" + path + ")", "it is a device or a pipe");
        }
        Object key = attributes.fileKey();
        return key != null ? key : path.toRealPath();
    }
}

package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes a file under a name of its own, and gives it its real name when it is whole. A crash can leave the name of its own
 * behind, never a file that is not whole under its real name.
 */
final class NewFile {
    /** How the names of files end that are being made, or were when the process ended. */
    static final String SUFFIX = ".whisper-new";

    private static final int PAGE = 4_096;

    /** Different in each process, also where all have the same process number. */
    private static final String PREFIX =
            "." + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX) + "-";

    private static final AtomicLong COUNTER = new AtomicLong();

    private NewFile() {}

    /** @param points what the file holds from the beginning, as a layer over nothing */
    static void create(Path path, WhisperLayout layout, Allocation allocation, PendingStorage points)
            throws IOException {
        String name = newName();
        if (allocation == Allocation.RESERVED && createReserved(path, name, layout, points)) {
            return;
        }
        Path making = path.resolveSibling(name);
        boolean published = false;
        try {
            write(making, path, layout, allocation, points);
            publish(making, path);
            published = true;
        } finally {
            if (!published) {
                // Often there is none; and why it was not published is what the caller is to hear of.
                making.toFile().delete();
            }
        }
    }

    /** Makes a file whose room is reserved with as few calls of the system as will do; false if it takes more. */
    private static boolean createReserved(Path path, String name, WhisperLayout layout, PendingStorage points)
            throws IOException {
        try (DescriptorStorage file = DescriptorStorage.makeBeside(path, name, layout.fileSize())) {
            if (file == null) {
                return false;
            }
            boolean published = false;
            try {
                if (!writeReserved(file, layout, points)) {
                    return false;
                }
                int error = file.renameMade();
                if (error == SystemCalls.EXISTS) {
                    throw exists(path, null);
                }
                if (error != 0) {
                    publish(path.resolveSibling(name), path);
                }
                published = true;
                return true;
            } finally {
                if (!published) {
                    file.removeMade();
                }
            }
        }
    }

    /** A page that is written has its room as well as one that is reserved, for less. */
    private static boolean writeReserved(DescriptorStorage file, WhisperLayout layout, PendingStorage points)
            throws IOException {
        byte[] header = HeaderFormat.encode(layout);
        Scratch scratch = Scratch.get();
        if (layout.fileSize() <= PAGE) {
            byte[] page = Arrays.copyOf(header, (int) layout.fileSize());
            points.putIn(ByteBuffer.wrap(page));
            file.writeHeader(page, scratch);
            file.flush(scratch);
            return true;
        }
        if (!file.reserve()) {
            return false;
        }
        file.writeHeader(header, scratch);
        points.storeIn(file, scratch);
        return true;
    }

    private static void write(
            Path making, Path path, WhisperLayout layout, Allocation allocation, PendingStorage points)
            throws IOException {
        // Before much is written in vain.
        checkNew(path);
        try (RandomAccessFile file = new RandomAccessFile(making.toFile(), "rw")) {
            writeInto(file, making, layout, allocation, points);
        } catch (FileNotFoundException e) {
            throw folderExists(path) ? e : folderMissing(path, e);
        }
    }

    static WhisperException folderMissing(Path path, IOException cause) {
        return new WhisperException(
                Kind.FILE_MISSING, path, "No such file or directory: '" + path + "'", "its folder is missing", cause);
    }

    static Path unfinishedBeside(Path path) {
        return path.resolveSibling(newName());
    }

    private static String newName() {
        return PREFIX + COUNTER.incrementAndGet() + SUFFIX;
    }

    private static boolean folderExists(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        return folder != null && folder.toFile().isDirectory();
    }

    private static void writeInto(
            RandomAccessFile file, Path making, WhisperLayout layout, Allocation allocation, PendingStorage points)
            throws IOException {
        byte[] header = HeaderFormat.encode(layout);
        boolean zeros = allocation == Allocation.ZEROED;
        if (allocation == Allocation.RESERVED) {
            zeros = !Posix.reserve(making, layout.fileSize());
        } else if (allocation == Allocation.SPARSE) {
            file.setLength(layout.fileSize());
        }
        file.write(header);
        if (zeros) {
            writeZeros(file, layout.fileSize() - header.length);
        }
        if (!points.isEmpty()) {
            points.storeIn(new ChannelStorage(making, making, file.getChannel(), layout.fileSize()), Scratch.get());
        }
    }

    /** Page by page: one large write makes the kernel keep the file in large pieces, and write them whole ever after. */
    private static void writeZeros(RandomAccessFile file, long bytes) throws IOException {
        byte[] zeros = new byte[PAGE];
        int room = PAGE - (int) (file.getFilePointer() % PAGE);
        for (long left = bytes; left > 0; left -= room, room = PAGE) {
            file.write(zeros, 0, (int) Math.min(room, left));
        }
    }

    /**
     * Gives a file its real name, unless there is a file of that name: as a second name at first, for that fails if there
     * is such a file.
     */
    private static void publish(Path making, Path path) throws IOException {
        try {
            Files.createLink(path, making);
            Files.delete(making);
        } catch (FileAlreadyExistsException e) {
            throw exists(path, e);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems know no second names. To move replaces a file, so a look has to do.
            checkNew(path);
            Files.move(making, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Not by {@link Files#exists}, which throws and catches an exception inside when there is none. */
    private static void checkNew(Path path) throws WhisperException {
        if (path.toFile().exists()) {
            throw exists(path, null);
        }
    }

    private static WhisperException exists(Path path, IOException cause) {
        return new WhisperException(
                Kind.FILE_ALREADY_EXISTS, path, "File " + path + " already exists!", "remove it first", cause);
    }
}

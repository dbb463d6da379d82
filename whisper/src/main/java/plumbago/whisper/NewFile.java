package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Makes a file under a name of its own and gives it its real name when it is whole. */
final class NewFile {
    /** Files whose names end so were left behind by a crash while they were made. */
    static final String SUFFIX = ".whisper-new";

    private static final int ZEROS = 4_096;

    private static final AtomicLong COUNTER = new AtomicLong();

    private NewFile() {}

    static void create(Path path, WhisperLayout layout, Allocation allocation) throws IOException {
        if (Files.exists(path)) {
            throw exists(path);
        }
        Path making = path.resolveSibling("." + path.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + SUFFIX);
        try {
            write(making, layout, allocation);
            Files.move(making, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new WhisperException(
                    Kind.FILE_MISSING, path, "No such file or directory: '" + path + "'", "its folder is missing", e);
        } finally {
            Files.deleteIfExists(making);
        }
    }

    private static void write(Path making, WhisperLayout layout, Allocation allocation) throws IOException {
        ByteBuffer header = HeaderFormat.encode(layout);
        try (FileChannel channel = FileChannel.open(making, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            while (header.hasRemaining()) {
                channel.write(header);
            }
            if (allocation == Allocation.ZEROED) {
                writeZeros(channel, layout.fileSize() - header.limit());
            }
        }
        if (allocation != Allocation.ZEROED) {
            try (RandomAccessFile file = new RandomAccessFile(making.toFile(), "rw")) {
                file.setLength(layout.fileSize());
            }
        }
    }

    /** In small pieces: a large one makes the kernel keep the file in large pieces, and write them whole ever after. */
    private static void writeZeros(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        long left = bytes;
        while (left > 0) {
            left -= channel.write(zeros.clear().limit((int) Math.min(ZEROS, left)));
        }
    }

    private static WhisperException exists(Path path) {
        return new WhisperException(
                Kind.FILE_ALREADY_EXISTS, path, "File " + path + " already exists!", "remove it first");
    }
}

package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.file.Path;
import plumbago.whisper.Posix;

/** Has the disk reserve space to files that are not series', by the means by which those get theirs. Safe for many threads. */
public final class FileSpace {
    private FileSpace() {}

    /**
     * Makes a file as long as asked, if it is shorter, and has the disk reserve space for each byte of it.
     *
     * @param length bytes
     * @return whether the space is reserved; false if the system or the file system knows no reservation
     * @throws IOException if there is no space
     */
    public static boolean reserve(Path file, long length) throws IOException {
        return Posix.reserve(file, length);
    }
}

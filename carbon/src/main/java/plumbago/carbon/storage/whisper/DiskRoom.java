package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.file.Path;
import plumbago.whisper.Posix;

/** Has the disk promise room to files that are not series', by the means by which those get theirs. Safe for many threads. */
public final class DiskRoom {
    private DiskRoom() {}

    /**
     * Makes a file as long as told, if it is shorter, and has the disk promise room for each byte of it.
     *
     * @param length bytes
     * @return whether the room is promised; false if the system or the file system knows no promise
     * @throws IOException if there is no room
     */
    public static boolean reserve(Path file, long length) throws IOException {
        return Posix.reserve(file, length);
    }
}

package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Has the disk promise room to the file of a segment, so that no later write into it finds the disk full. */
@FunctionalInterface
public interface RoomPromise {
    /** No disk promises anything: it is only looked whether there is room at the moment. */
    RoomPromise NONE = (file, length) -> false;

    /**
     * Makes a file as long as told, and has room promised for each byte of it.
     *
     * @param length bytes
     * @return whether the room is promised; false if that is not known here
     * @throws IOException if there is no room
     */
    boolean reserve(Path file, long length) throws IOException;
}

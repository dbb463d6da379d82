package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Has the disk reserve space to the file of a segment, so that no later write into it finds the disk full. */
@FunctionalInterface
public interface SpaceReservation {
    /** Reserves nothing: it is only looked whether there is space at the moment. */
    SpaceReservation NONE = (file, length) -> false;

    /**
     * Makes a file as long as asked, and has space reserved for each byte of it.
     *
     * @param length bytes
     * @return whether the space is reserved; false if that is not known here
     * @throws IOException if there is no space
     */
    boolean reserve(Path file, long length) throws IOException;
}

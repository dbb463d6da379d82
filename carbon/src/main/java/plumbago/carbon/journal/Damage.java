package plumbago.carbon.journal;

import java.nio.file.Path;

/**
 * Bytes of a segment that could not be used.
 *
 * @param offset where they begin in the file
 * @param length how many; 0 if that means nothing
 * @param what what is wrong with them
 */
record Damage(Path file, long offset, long length, String what) {
    @Override
    public String toString() {
        return file + ", " + (length == 0 ? "" : length + " bytes ") + "at offset " + offset + ": " + what;
    }
}

package plumbago.whisper;

import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * The header of an open file, which another process may change meanwhile.
 *
 * <p>For calls on one thread at a time, except {@link #known}; those that only read the file may overlap, as each of them
 * would find the same.
 */
final class CurrentHeader {
    private final PointStorage storage;
    private volatile Header known;

    /** The 16 bytes that {@link #known} was read from, as far as they can change. */
    private long metadataFirst;

    private long metadataSecond;

    CurrentHeader(PointStorage storage, Header header) {
        this.storage = storage;
        known = header;
        metadataFirst = storage.metadataWord(0);
        metadataSecond = storage.metadataWord(1);
    }

    /** As it was when somebody last looked. */
    Header known() {
        return known;
    }

    /** As it is now, if the storage can tell cheaply that it changed; otherwise what is known. */
    Header current(Scratch scratch) throws IOException {
        long first = storage.metadataWord(0);
        long second = storage.metadataWord(1);
        boolean unreadable = Float.isNaN(known.xFilesFactor());
        if (first != metadataFirst || second != metadataSecond || unreadable) {
            known = HeaderFormat.read(storage, scratch);
            metadataFirst = first;
            metadataSecond = second;
        }
        return known;
    }

    /**
     * Writes another header, with the same archives. One that cannot be read again is written as well, and shows at the
     * next use of the file.
     *
     * @return the one before
     */
    Header replace(UnaryOperator<Header> change, Scratch scratch) throws IOException {
        Header old = current(scratch);
        Header changed = change.apply(old);
        storage.writeBytes(0, HeaderFormat.encodeMetadata(changed));
        // To read it finds the one that other files with the same header have already.
        known = Float.isNaN(changed.xFilesFactor()) ? changed : HeaderFormat.read(storage, scratch);
        metadataFirst = storage.metadataWord(0);
        metadataSecond = storage.metadataWord(1);
        return old;
    }
}

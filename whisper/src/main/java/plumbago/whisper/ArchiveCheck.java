package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.nio.file.Path;
import java.util.List;

/**
 * Decides whether an archive may be used, before a byte of it is read or written.
 *
 * <p>Asked for each archive when its turn comes and not when the file is opened, so that the whole archives of a cut
 * file can still be read. An archive that is used must lie where the table's own arithmetic puts it, and wholly inside
 * the file: otherwise points would be looked for, or worse written, in another archive or in the header.
 */
final class ArchiveCheck {
    private ArchiveCheck() {}

    static void checkUsable(PointStorage storage, List<Archive> archives, int index) throws WhisperException {
        Archive archive = archives.get(index);
        if (archive.offset() + Archive.POINT_SIZE > storage.length()) {
            throw new WhisperException(
                    Kind.TRUNCATED_BASE_POINT,
                    storage.path(),
                    "Unable to read base datapoint (" + storage.path() + ")",
                    "archive" + index + " begins at byte " + archive.offset() + ", and the file has "
                            + storage.length());
        }
        checkShape(storage.path(), archive, index);
        long expected = Header.size(archives.size());
        for (int i = 0; i < index; i++) {
            expected += archives.get(i).size();
        }
        if (archive.offset() != expected) {
            throw corrupt(
                    storage.path(),
                    index,
                    "it begins at byte " + archive.offset() + ", and byte " + expected + " is right");
        }
        if (index > 0) {
            checkFits(storage, archives, index, index - 1);
        }
        if (index + 1 < archives.size()) {
            checkFits(storage, archives, index, index + 1);
        }
        if (archive.end() > storage.length()) {
            throw new WhisperException(
                    Kind.TRUNCATED_POINTS,
                    storage.path(),
                    "Unable to read datapoints (" + storage.path() + ")",
                    "archive" + index + " ends at byte " + archive.end() + ", and the file has " + storage.length());
        }
    }

    private static void checkFits(PointStorage storage, List<Archive> archives, int index, int neighbour)
            throws WhisperException {
        long own = archives.get(index).secondsPerPoint();
        long other = archives.get(neighbour).secondsPerPoint();
        if (own == other || (own % Math.max(1, other) != 0 && other % own != 0)) {
            throw corrupt(
                    storage.path(),
                    index,
                    "its points last " + own + " seconds, which does not go with the " + other + " of archive"
                            + neighbour);
        }
    }

    /** Points of no length, or none at all, leave nothing to calculate with. */
    static void checkShape(Path path, Archive archive, int index) throws WhisperException {
        if (archive.secondsPerPoint() < 1 || archive.secondsPerPoint() > Integer.MAX_VALUE) {
            throw corrupt(path, index, "its points last " + archive.secondsPerPoint() + " seconds");
        }
        if (archive.points() < 1 || archive.points() > Integer.MAX_VALUE) {
            throw corrupt(path, index, "it has " + archive.points() + " points");
        }
    }

    /**
     * Refuses to have so many points in memory that nothing else would have room: a header may claim any number, and a
     * sparse file can be as long as that wants it.
     */
    static void checkMemory(PointStorage storage, long points) throws WhisperException {
        long most = Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / 2 / Double.BYTES);
        if (points > most) {
            throw new WhisperException(
                    Kind.TOO_MANY_POINTS,
                    storage.path(),
                    "Unable to read " + points + " datapoints at once (" + storage.path() + ")",
                    "half of this process's memory holds " + most);
        }
    }

    static WhisperException noArchive(PointStorage storage) {
        return new WhisperException(
                Kind.NO_ARCHIVE,
                storage.path(),
                "Unable to read header (" + storage.path() + ")",
                "the header announces no archive");
    }

    private static WhisperException corrupt(Path path, int index, String found) {
        return new WhisperException(
                Kind.CORRUPT_ARCHIVE_INFO, path, "Unable to read archive" + index + " metadata (" + path + ")", found);
    }
}

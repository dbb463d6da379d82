package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Chooses the archive that answers a question, and reads the range from it. */
final class ArchiveReader {
    private ArchiveReader() {}

    /**
     * Reads what the file has for a range of time.
     *
     * @param secondsPerPoint of the archive to read, or 0 for the finest that reaches back to {@code from}
     */
    static Optional<FetchResult> fetch(
            PointStorage storage, Header header, long from, long until, long now, long secondsPerPoint, Scratch scratch)
            throws IOException {
        if (from > until) {
            throw new WhisperException(
                    Kind.FROM_AFTER_UNTIL,
                    storage.path(),
                    "Invalid time interval: from time '" + from + "' is after until time '" + until + "'",
                    "the first must not be larger than the second");
        }
        long oldest = now - header.maxRetention();
        if (from > now || until < oldest) {
            return Optional.empty();
        }
        long first = Math.max(from, oldest);
        long last = Math.min(until, now);
        int index = choose(storage, header, now - first, secondsPerPoint);
        return Optional.of(read(storage, header, index, first, last, scratch));
    }

    private static int choose(PointStorage storage, Header header, long age, long secondsPerPoint)
            throws WhisperException {
        List<Archive> archives = header.archives();
        for (int i = 0; i < archives.size(); i++) {
            Archive archive = archives.get(i);
            if (secondsPerPoint == 0 ? archive.retention() >= age : archive.secondsPerPoint() == secondsPerPoint) {
                return i;
            }
        }
        if (secondsPerPoint != 0) {
            throw new WhisperException(
                    Kind.GRANULARITY_NOT_IN_FILE,
                    storage.path(),
                    "Invalid granularity: " + secondsPerPoint,
                    storage.path() + " has archives of "
                            + archives.stream().map(Archive::secondsPerPoint).toList() + " seconds per point");
        }
        if (archives.isEmpty()) {
            throw ArchiveCheck.noArchive(storage);
        }
        return archives.size() - 1;
    }

    /**
     * Reads the points of one archive after {@code from}, up to and including {@code until}; at least one slot.
     *
     * <p>A range longer than the archive is cut to its newest part that the archive can hold. (The original announces
     * the whole range there, and gives the values of a part of it.)
     */
    static FetchResult read(PointStorage storage, Header header, int index, long from, long until, Scratch scratch)
            throws IOException {
        ArchiveCheck.checkUsable(storage, header.archives(), index);
        Archive archive = header.archives().get(index);
        long step = archive.secondsPerPoint();
        long start = archive.interval(from) + step;
        long end = archive.interval(until) + step;
        if (start == end) {
            end += step;
        }
        start = Math.max(start, end - archive.retention());
        int count = (int) ((end - start) / step);
        double[] values = new double[count];
        long base = storage.readTime(archive.offset(), scratch);
        if (base == 0) {
            Arrays.fill(values, FetchResult.NO_POINT);
        } else {
            ArchiveWriter.readRing(storage, archive, archive.slot(start, base), count, start, values, scratch);
        }
        return new FetchResult(start, end, (int) step, values);
    }
}

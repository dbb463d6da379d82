package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Chooses the archive that answers a question, and reads the range from it. */
final class ArchiveReader {
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

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
        FetchResult held = read(storage, header, index, first, last, scratch);
        Archive archive = header.archives().get(index);
        boolean whole = secondsPerPoint != 0 && isBelievable(storage, header);
        return Optional.of(whole ? from(storage, archive, first, held, scratch) : held);
    }

    /**
     * A range that begins before what the archive holds, with points there only where no later ones have taken their
     * slots. For an archive that was asked for; otherwise one is chosen that reaches back far enough.
     */
    private static FetchResult from(
            PointStorage storage, Archive archive, long first, FetchResult held, Scratch scratch) throws IOException {
        long step = held.step();
        long start = archive.interval(first) + step;
        long missing = (held.start() - start) / step;
        if (missing <= 0 || missing + held.values().length > MOST_VALUES) {
            return held;
        }
        double[] values = new double[(int) missing + held.values().length];
        Arrays.fill(values, 0, (int) missing, FetchResult.NO_POINT);
        long base = storage.readTime(archive.offset(), scratch);
        for (int done = 0; base != 0 && done < missing; ) {
            double[] round = new double[(int) Math.min(archive.points(), missing - done)];
            long begin = start + done * step;
            ArchiveWriter.readRing(storage, archive, archive.slot(begin, base), round.length, begin, round, scratch);
            System.arraycopy(round, 0, values, done, round.length);
            done += round.length;
        }
        System.arraycopy(held.values(), 0, values, (int) missing, held.values().length);
        return new FetchResult(start, held.end(), held.step(), values);
    }

    /** Whether the file reaches back as far as it claims. A damaged header claims anything, and memory is not taken for it. */
    private static boolean isBelievable(PointStorage storage, Header header) {
        Archive last = header.archives().get(header.archives().size() - 1);
        return last.retention() == header.maxRetention() && last.end() <= storage.length();
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
     * <p>A range longer than the archive is cut to its newest part that the archive can hold.
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
        ArchiveCheck.checkMemory(storage, (end - start) / step);
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

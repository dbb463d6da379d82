package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.util.List;

/**
 * Stores points in the archive they belong to, and makes the points of all coarser archives anew that they are part of.
 *
 * <p>A point's slot is counted from the time that stands in slot 0, round the ring. An archive whose slot 0 holds the
 * time 0 was never written, and its first point goes to slot 0.
 */
final class ArchiveWriter {
    private static final long MAX_TIME = 0xffff_ffffL;

    /** Points of a finer archive that are read at once to make coarser ones of. */
    private static final int READ_AT_ONCE = 4_096;

    private ArchiveWriter() {}

    /** Stores one point in the finest archive that reaches back to it. */
    static void update(PointStorage storage, Header header, long timestamp, double value, long now, Scratch scratch)
            throws IOException {
        long age = age(timestamp, now);
        if (age < 0 || age >= header.maxRetention()) {
            throw notCovered(storage, header, timestamp, now);
        }
        List<Archive> archives = header.archives();
        int index = 0;
        while (index < archives.size() && archives.get(index).retention() < age) {
            index++;
        }
        if (index == archives.size()) {
            throw archives.isEmpty() ? ArchiveCheck.noArchive(storage) : notCovered(storage, header, timestamp, now);
        }
        Archive archive = archives.get(index);
        ArchiveCheck.checkShape(storage.path(), archive, index);
        long interval = archive.interval(timestamp);
        checkTime(storage, interval);

        scratch.forgetBases(archives.size());
        store(storage, archives, index, interval, value, scratch);
        int finer = index;
        for (int coarser = index + 1; coarser < archives.size(); coarser++) {
            if (!propagate(storage, header, finer, coarser, interval, scratch)) {
                break;
            }
            finer = coarser;
        }
        storage.flush(scratch);
    }

    /**
     * Stores points in any order; of equal times the one that comes first stays. Otherwise as {@link #updateMany}, which
     * is what it does if they are in order already.
     */
    static void updateManyInAnyOrder(
            PointStorage storage,
            Header header,
            long[] times,
            double[] values,
            int count,
            long acceptedAt,
            long now,
            Scratch scratch)
            throws IOException {
        if (PointSorter.strictlyAscending(times, count)) {
            updateWaiting(storage, header, times, values, count, acceptedAt, now, scratch);
        } else {
            PointSorter sorter = scratch.sorter;
            sorter.sort(times, values, count);
            updateWaiting(storage, header, sorter.times(), sorter.values(), count, acceptedAt, now, scratch);
        }
    }

    /**
     * Stores points that have waited, as {@link #updateMany} would have when they came: the first ones at {@code acceptedAt},
     * and later ones at their own times. Where the wait makes no difference it is one update at {@code now}.
     */
    static void updateWaiting(
            PointStorage storage,
            Header header,
            long[] times,
            double[] values,
            int count,
            long acceptedAt,
            long now,
            Scratch scratch)
            throws IOException {
        List<Archive> archives = header.archives();
        if (!WaitedPoints.matters(archives, times, count, acceptedAt, now)) {
            updateMany(storage, header, times, values, 0, count, now, scratch);
            return;
        }
        for (int from = 0; from < count; ) {
            int to = WaitedPoints.endOfUpdate(archives, times, from, count, acceptedAt);
            long at = Math.min(now, Math.max(acceptedAt, times[to - 1]));
            updateMany(storage, header, times, values, from, to, at, scratch);
            from = to;
        }
    }

    /**
     * Stores points that are in ascending order of time; of equal times the last stays. Each goes to the finest archive
     * that reaches back to it, points of the future to the finest of all, and points too old for any are dropped.
     */
    private static void updateMany(
            PointStorage storage,
            Header header,
            long[] times,
            double[] values,
            int from,
            int to,
            long now,
            Scratch scratch)
            throws IOException {
        List<Archive> archives = header.archives();
        if (archives.isEmpty()) {
            throw ArchiveCheck.noArchive(storage);
        }
        int index = 0;
        int end = to;
        for (int i = to - 1; i >= from; i--) {
            long age = age(times[i], now);
            while (archives.get(index).retention() < age) {
                storeAll(storage, header, index, times, values, i + 1, end, scratch);
                end = i + 1;
                index++;
                if (index == archives.size()) {
                    return;
                }
            }
        }
        storeAll(storage, header, index, times, values, from, end, scratch);
    }

    /** Stores points in one archive, and whatever they change in coarser ones. */
    static void storeAll(
            PointStorage storage,
            Header header,
            int index,
            long[] times,
            double[] values,
            int from,
            int to,
            Scratch scratch)
            throws IOException {
        if (from == to) {
            return;
        }
        List<Archive> archives = header.archives();
        Archive archive = archives.get(index);
        ArchiveCheck.checkShape(storage.path(), archive, index);
        checkTime(storage, archive.interval(times[from]));
        checkTime(storage, archive.interval(times[to - 1]));

        scratch.forgetBases(archives.size());
        long base = base(storage, archives, index, scratch);
        if (base == 0) {
            base = archive.interval(times[from]);
        }
        long newBase = base;
        for (int i = from; i < to; i++) {
            long interval = archive.interval(times[i]);
            if (i + 1 < to && archive.interval(times[i + 1]) == interval) {
                continue;
            }
            long slot = archive.slot(interval, base);
            storage.writePoint(archive.slotOffset(slot), interval, values[i], scratch);
            if (slot == 0) {
                newBase = interval;
            }
        }
        scratch.bases[index] = newBase;

        int finer = index;
        for (int coarser = 0; coarser < archives.size(); coarser++) {
            if (archives.get(coarser).secondsPerPoint() <= archive.secondsPerPoint()) {
                continue;
            }
            if (!propagateAll(storage, header, finer, coarser, archive, times, from, to, scratch)) {
                break;
            }
            finer = coarser;
        }
        storage.flush(scratch);
    }

    /**
     * Makes the coarser points anew that a batch is part of, from the oldest to the newest.
     *
     * @return whether any of them had enough known points to be made
     */
    private static boolean propagateAll(
            PointStorage storage,
            Header header,
            int finer,
            int coarser,
            Archive archive,
            long[] times,
            int from,
            int to,
            Scratch scratch)
            throws IOException {
        Archive target = header.archives().get(coarser);
        boolean any = false;
        long first = -1;
        int count = 0;
        int most = mostAtOnce(header.archives().get(finer), target);
        for (int i = from; i < to; i++) {
            long interval = target.interval(archive.interval(times[i]));
            long next = first + count * target.secondsPerPoint();
            if (count > 0 && interval == next - target.secondsPerPoint()) {
                continue;
            }
            if (count > 0 && (interval != next || count == most)) {
                any |= propagate(storage, header, finer, coarser, first, count, scratch);
                count = 0;
            }
            if (count == 0) {
                first = interval;
            }
            count++;
        }
        any |= propagate(storage, header, finer, coarser, first, count, scratch);
        return any;
    }

    /** How many coarser points that follow one another can be made of one reading of the finer archive. */
    private static int mostAtOnce(Archive finer, Archive coarser) {
        if (finer.secondsPerPoint() < 1 || coarser.secondsPerPoint() % finer.secondsPerPoint() != 0) {
            return 1;
        }
        long slots = coarser.secondsPerPoint() / finer.secondsPerPoint();
        return (int) Math.max(1, Math.min(finer.points(), READ_AT_ONCE) / slots);
    }

    /**
     * Makes one coarser point of the finer ones in its interval, if enough of them are known.
     *
     * @param timestamp any second of the coarser point
     * @return whether it was made
     */
    private static boolean propagate(
            PointStorage storage, Header header, int finerIndex, int coarserIndex, long timestamp, Scratch scratch)
            throws IOException {
        return propagate(storage, header, finerIndex, coarserIndex, timestamp, 1, scratch);
    }

    /**
     * Makes coarser points that follow one another, each of the finer ones in its interval, if enough of those are
     * known. The finer ones are read at once.
     *
     * @param timestamp any second of the first coarser point
     * @param count how many; more than one only as {@link #mostAtOnce} allows
     * @return whether any was made
     */
    private static boolean propagate(
            PointStorage storage,
            Header header,
            int finerIndex,
            int coarserIndex,
            long timestamp,
            int count,
            Scratch scratch)
            throws IOException {
        List<Archive> archives = header.archives();
        Archive finer = archives.get(finerIndex);
        Archive coarser = archives.get(coarserIndex);
        ArchiveCheck.checkShape(storage.path(), coarser, coarserIndex);
        long start = coarser.interval(timestamp);
        // In a file whose archives do not fit each other the number can be 0 or more than the ring holds; the original
        // then goes round to where it began.
        int slots = (int) (coarser.secondsPerPoint() / finer.secondsPerPoint() % finer.points());
        if (slots == 0) {
            slots = (int) finer.points();
        }
        long base = base(storage, archives, finerIndex, scratch);
        long firstSlot = base == 0 ? 0 : finer.slot(start, base);
        ArchiveCheck.checkMemory(storage, (long) count * slots);
        double[] points = scratch.values(count * slots);
        readRing(storage, finer, firstSlot, count * slots, start, points, scratch);

        boolean any = false;
        for (int made = 0; made < count; made++) {
            // The known ones move to the front of the array, over those that have been used.
            int known = 0;
            for (int i = made * slots; i < (made + 1) * slots; i++) {
                if (FetchResult.isPoint(points[i])) {
                    points[known++] = points[i];
                }
            }
            if (known > 0 && (double) known / slots >= header.xFilesFactor()) {
                double value = header.aggregationMethod().aggregate(points, known, slots);
                long interval = start + made * coarser.secondsPerPoint();
                store(storage, archives, coarserIndex, interval, value, scratch);
                any = true;
            }
        }
        return any;
    }

    /** Reads points from a slot on, round the end of the ring if need be. */
    static void readRing(
            PointStorage storage,
            Archive archive,
            long firstSlot,
            int count,
            long firstTime,
            double[] values,
            Scratch scratch)
            throws IOException {
        int toEnd = (int) Math.min(count, archive.points() - firstSlot);
        long step = archive.secondsPerPoint();
        storage.readValues(archive.slotOffset(firstSlot), toEnd, firstTime, step, values, 0, scratch);
        if (toEnd < count) {
            storage.readValues(archive.offset(), count - toEnd, firstTime + toEnd * step, step, values, toEnd, scratch);
        }
    }

    private static void store(
            PointStorage storage, List<Archive> archives, int index, long interval, double value, Scratch scratch)
            throws IOException {
        Archive archive = archives.get(index);
        long base = base(storage, archives, index, scratch);
        long slot = base == 0 ? 0 : archive.slot(interval, base);
        storage.writePoint(archive.slotOffset(slot), interval, value, scratch);
        if (slot == 0) {
            scratch.bases[index] = interval;
        }
    }

    /** The time in an archive's slot 0, read once in each operation and kept up with as slot 0 is written. */
    private static long base(PointStorage storage, List<Archive> archives, int index, Scratch scratch)
            throws IOException {
        long base = scratch.bases[index];
        if (base == Scratch.UNREAD) {
            ArchiveCheck.checkUsable(storage, archives, index);
            base = storage.readTime(archives.get(index).offset(), scratch);
            scratch.bases[index] = base;
        }
        return base;
    }

    /** Seconds from a time to now, held at the ends of what a long can say. */
    private static long age(long timestamp, long now) {
        long age = now - timestamp;
        if (((now ^ timestamp) & (now ^ age)) < 0) {
            return timestamp < now ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return age;
    }

    private static void checkTime(PointStorage storage, long interval) throws WhisperException {
        if (interval < 0 || interval > MAX_TIME) {
            throw new WhisperException(
                    Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT,
                    storage.path(),
                    "The time " + interval + " does not fit the file format",
                    "times from 0 to " + MAX_TIME + " seconds do");
        }
    }

    private static WhisperException notCovered(PointStorage storage, Header header, long timestamp, long now) {
        return new WhisperException(
                Kind.TIMESTAMP_NOT_COVERED,
                storage.path(),
                "Timestamp not covered by any archives in this database.",
                storage.path() + " takes times from " + (now - header.maxRetention() + 1) + " to " + now + ", not "
                        + timestamp);
    }
}

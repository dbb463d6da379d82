package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An open Whisper file.
 *
 * <p>Any number of threads may read while one writes, through the same open file or through others of the same process:
 * each point is read whole. Writing calls on one open file wait for each other. A file must not be open for writing more
 * than once at a time, in this or any other process; that is for the caller to see to.
 *
 * <p>All times are seconds since the epoch, and {@code now} is what the caller holds to be the present.
 */
public final class WhisperFile implements Closeable {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> READ_WRITE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final PointStorage storage;
    private volatile Header header;

    private WhisperFile(PointStorage storage, Header header) {
        this.storage = storage;
        this.header = header;
    }

    /**
     * Makes a file of empty points, whole or not at all: until it is complete nobody sees it under its name, and after a
     * crash or on a full disk nothing stays under its name.
     *
     * @throws WhisperException of kind {@link Kind#FILE_ALREADY_EXISTS}, or {@link Kind#FILE_MISSING} if the folder does
     *     not exist
     * @throws IOException if the disk is full, or the folder cannot be written
     */
    public static void create(Path path, WhisperLayout layout, Allocation allocation) throws IOException {
        NewFile.create(path, layout, allocation);
    }

    /** Makes a file whose room is reserved on the disk. See {@link #create(Path, WhisperLayout, Allocation)}. */
    public static void create(Path path, WhisperLayout layout) throws IOException {
        create(path, layout, Allocation.RESERVED);
    }

    /**
     * Opens a file for reading and writing.
     *
     * @throws WhisperException of kind {@link Kind#FILE_MISSING}, {@link Kind#CORRUPT_HEADER} or
     *     {@link Kind#CORRUPT_ARCHIVE_INFO}
     */
    public static WhisperFile open(Path path, Access access) throws IOException {
        return open(path, access, true);
    }

    /** Opens a file for reading. See {@link #open(Path, Access)}. */
    public static WhisperFile openReadOnly(Path path, Access access) throws IOException {
        return open(path, access, false);
    }

    /** Opens a file for reading a few times. */
    public static WhisperFile openReadOnly(Path path) throws IOException {
        return open(path, Access.CHANNEL, false);
    }

    /**
     * Opens a file for a look at its points with {@link #forEachPoint}, whatever aggregation method and xFilesFactor it
     * has: an unknown method shows as the average, and the factor as it is.
     */
    public static WhisperFile openUnchecked(Path path) throws IOException {
        PointStorage storage = openStorage(path, Access.CHANNEL, false);
        try {
            return new WhisperFile(storage, HeaderFormat.readUnchecked(storage));
        } catch (Throwable e) {
            storage.close();
            throw e;
        }
    }

    /** Reads the header of a file, and nothing else. */
    public static Header info(Path path) throws IOException {
        try (WhisperFile file = openReadOnly(path)) {
            return file.header();
        }
    }

    private static WhisperFile open(Path path, Access access, boolean writable) throws IOException {
        PointStorage storage = openStorage(path, access, writable);
        try {
            return new WhisperFile(storage, HeaderFormat.read(storage));
        } catch (Throwable e) {
            storage.close();
            throw e;
        }
    }

    private static PointStorage openStorage(Path path, Access access, boolean writable) throws IOException {
        FileChannel channel = null;
        boolean keep = false;
        try {
            channel = FileChannel.open(path, writable ? READ_WRITE : READ);
            int stripe = WriteSequence.stripe(identity(path));
            long length = channel.size();
            if (access == Access.CHANNEL) {
                keep = true;
                return new ChannelStorage(path, channel, length, stripe);
            }
            HeaderFormat.checkLongEnough(path, length);
            return MappedStorage.map(path, channel, length, stripe, writable);
        } catch (NoSuchFileException e) {
            throw new WhisperException(
                    Kind.FILE_MISSING, path, "No such file or directory: '" + path + "'", "it has to be created", e);
        } finally {
            if (channel != null && !keep) {
                channel.close();
            }
        }
    }

    /** What all names of one file have in common. */
    private static Object identity(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key != null ? key : path.toRealPath();
    }

    /** Which file it is, as it was named when opened. */
    public Path path() {
        return storage.path();
    }

    /** Bytes of the file when it was opened. */
    public long length() {
        return storage.length();
    }

    /** What the file says about itself. */
    public Header header() {
        return header;
    }

    /**
     * Stores one point, and makes the coarser points anew that it is part of.
     *
     * @param timestamp of the point; it is rounded down to the archive's precision
     * @param value of the point; NaN and infinities are stored like any other
     * @param now not before {@code timestamp}
     * @throws WhisperException of kind {@link Kind#TIMESTAMP_NOT_COVERED} if the point lies in the future or is as old
     *     as the file's retention or older; of a kind {@code CORRUPT_…} or {@code TRUNCATED_…} if the file is damaged
     */
    public synchronized void update(long timestamp, double value, long now) throws IOException {
        Scratch scratch = Scratch.get();
        storage.enter();
        try {
            ArchiveWriter.update(storage, header, timestamp, value, now, scratch);
        } finally {
            finish(scratch);
        }
    }

    /**
     * Stores many points, in any order, and makes the coarser points anew that they are part of.
     *
     * <p>Each point goes to the finest archive that reaches back to it. Points in the future go to the finest archive,
     * points too old for any archive are dropped in silence. Of several points in one slot the newest stays, and of
     * those with the same time the one that comes first in the arrays. A batch that is in order already is cheapest.
     * Nothing is allocated for a point.
     *
     * @param timestamps of the points; only read
     * @param values of the points, at the same indexes; only read
     * @param count how many points to take from the beginning of both arrays
     * @throws WhisperException of kind {@link Kind#NUMBER_OUTSIDE_UNSIGNED_32_BIT} if a time does not fit the format; of
     *     a kind {@code CORRUPT_…} or {@code TRUNCATED_…} if the file is damaged
     */
    public synchronized void updateMany(long[] timestamps, double[] values, int count, long now) throws IOException {
        Objects.checkFromIndexSize(0, count, Math.min(timestamps.length, values.length));
        if (count == 0) {
            return;
        }
        Scratch scratch = Scratch.get();
        storage.enter();
        try {
            if (PointSorter.strictlyAscending(timestamps, count)) {
                ArchiveWriter.updateMany(storage, header, timestamps, values, count, now, scratch);
            } else {
                PointSorter sorter = scratch.sorter;
                sorter.sort(timestamps, values, count);
                ArchiveWriter.updateMany(storage, header, sorter.times(), sorter.values(), count, now, scratch);
            }
        } finally {
            finish(scratch);
        }
    }

    /**
     * Reads the points of a range of time from the finest archive that reaches back to {@code from}.
     *
     * <p>The first value is that of the step after the one that {@code from} lies in, the last that of the step of
     * {@code until}; there is at least one. The range is cut to what the file reaches back to, and to {@code now}.
     *
     * @param until not before {@code from}
     * @return nothing if the range lies wholly in the future, or wholly before the file's retention
     * @throws WhisperException of kind {@link Kind#FROM_AFTER_UNTIL}; of a kind {@code CORRUPT_…} or {@code TRUNCATED_…}
     *     if the file is damaged
     */
    public Optional<FetchResult> fetch(long from, long until, long now) throws IOException {
        return fetch(from, until, now, 0);
    }

    /**
     * Reads the points of a range of time from the archive with a given precision. Otherwise like
     * {@link #fetch(long, long, long)}; a range longer than the archive is cut to its newest part.
     *
     * @param secondsPerPoint of the archive, or 0 to choose it as that method does
     * @throws WhisperException of kind {@link Kind#GRANULARITY_NOT_IN_FILE} if there is no such archive
     */
    public Optional<FetchResult> fetch(long from, long until, long now, long secondsPerPoint) throws IOException {
        storage.enter();
        try {
            return ArchiveReader.fetch(storage, header, from, until, now, secondsPerPoint, Scratch.get());
        } finally {
            storage.leave();
        }
    }

    /**
     * Answers what {@link #fetch(long, long, long)} would answer after {@link #updateMany} with some points that are
     * still on their way to the file. Nothing is stored.
     *
     * @param timestamps of the points on their way, ascending, no two alike
     * @param values of those points
     * @param count how many points to take from the beginning of both arrays
     */
    public Optional<FetchResult> fetchWithPending(
            long from, long until, long now, long[] timestamps, double[] values, int count) throws IOException {
        return fetchWithPending(PendingStorage.over(storage), header, from, until, now, timestamps, values, count);
    }

    /** As {@link #fetchWithPending(long, long, long, long[], double[], int)}, of a file that is not created yet. */
    public static Optional<FetchResult> fetchWithPending(
            WhisperLayout layout, long from, long until, long now, long[] timestamps, double[] values, int count)
            throws IOException {
        Header header =
                new Header(layout.aggregationMethod(), layout.maxRetention(), layout.xFilesFactor(), layout.archives());
        return fetchWithPending(
                PendingStorage.overNothing(layout), header, from, until, now, timestamps, values, count);
    }

    private static Optional<FetchResult> fetchWithPending(
            PendingStorage pending,
            Header header,
            long from,
            long until,
            long now,
            long[] timestamps,
            double[] values,
            int count)
            throws IOException {
        Scratch scratch = Scratch.get();
        pending.enter();
        try {
            ArchiveWriter.updateMany(pending, header, timestamps, values, count, now, scratch);
            return ArchiveReader.fetch(pending, header, from, until, now, 0, scratch);
        } finally {
            pending.leave();
        }
    }

    /**
     * Replaces the aggregation method. Points that are stored already stay as they are.
     *
     * @return the method before
     */
    public synchronized AggregationMethod setAggregationMethod(AggregationMethod method) throws IOException {
        Header old = header;
        replaceHeader(new Header(method, old.maxRetention(), old.xFilesFactor(), old.archives()));
        return old.aggregationMethod();
    }

    /**
     * Replaces the xFilesFactor. Points that are stored already stay as they are.
     *
     * @param xFilesFactor from 0 to 1; kept with the precision of a float
     * @return the factor before
     * @throws WhisperException of kind {@link Kind#XFF_OUT_OF_RANGE}
     */
    public synchronized float setXFilesFactor(double xFilesFactor) throws IOException {
        Header old = header;
        float checked = WhisperLayout.checkedXFilesFactor(xFilesFactor);
        replaceHeader(new Header(old.aggregationMethod(), old.maxRetention(), checked, old.archives()));
        return old.xFilesFactor();
    }

    /**
     * Shows all points of an archive as they are stored, whatever their times.
     *
     * @param archive index in {@link Header#archives}
     * @throws WhisperException of kind {@link Kind#TRUNCATED_POINTS} where the file ends too early, after the points
     *     before were shown
     */
    public void forEachPoint(int archive, PointVisitor visitor) throws IOException {
        Archive place = header.archives().get(archive);
        storage.enter();
        try {
            storage.visit(place.offset(), place.points(), visitor);
        } finally {
            storage.leave();
        }
    }

    /**
     * Copies the points of another file with the same archives over those of this one. Where the other file has no
     * point, the one of this file stays; aggregation method and xFilesFactor stay as they are.
     *
     * <p>Each archive is copied for itself and changes the coarser ones as any stored point does.
     *
     * @param from seconds since the epoch; points up to this time are not copied
     * @param until not before {@code from}; points after this time are not copied
     * @throws WhisperException of kind {@link Kind#ARCHIVES_UNALIKE} or {@link Kind#MERGE_TIME_FROM_AFTER_TIME_TO}
     */
    public synchronized void mergeFrom(WhisperFile source, long from, long until, long now, Progress progress)
            throws IOException {
        source.storage.enter();
        try {
            storage.enter();
            try {
                Merge.run(source.storage, source.header, storage, header, from, until, now, progress);
            } finally {
                finish(Scratch.get());
            }
        } finally {
            source.storage.leave();
        }
    }

    /** Copies all points of another file with the same archives over those of this one. */
    public void mergeFrom(WhisperFile source, long now) throws IOException {
        mergeFrom(source, 0, now, now, Progress.UNWATCHED);
    }

    /**
     * Closes the gaps of this file with points of another, whose archives may be others. A gap is a run of more than one
     * slot that has no point, or a point of value zero.
     *
     * @param until gaps after this time are left alone, usually {@code now}
     */
    public synchronized void fillFrom(WhisperFile source, long until, long now, Progress progress) throws IOException {
        new Fill(source, source.path(), this, now).run(until, progress);
    }

    /**
     * Closes the gaps of this file with points of another. Like {@link #fillFrom(WhisperFile, long, long, Progress)}, but
     * the other file is opened only when there is a gap, and need not exist otherwise.
     */
    public synchronized void fillFrom(Path source, long until, long now, Progress progress) throws IOException {
        try (Fill fill = new Fill(null, source, this, now)) {
            fill.run(until, progress);
        }
    }

    /** Closes all gaps of this file with points of another, whose archives may be others. */
    public void fillFrom(WhisperFile source, long now) throws IOException {
        fillFrom(source, now, now, Progress.UNWATCHED);
    }

    /**
     * Compares this file with another that has the same archives. Each archive is compared in the time that no finer one
     * reaches back to.
     *
     * @param ignoreEmpty whether to compare only where both files have a point
     * @param until points after this time are not compared, usually {@code now}
     * @return one entry for each archive
     * @throws WhisperException of kind {@link Kind#ARCHIVES_UNALIKE}
     */
    public List<ArchiveDifference> diff(WhisperFile other, boolean ignoreEmpty, long until, long now, Progress progress)
            throws IOException {
        other.storage.enter();
        try {
            storage.enter();
            try {
                return Diff.run(storage, header, other.storage, other.header, ignoreEmpty, until, now, progress);
            } finally {
                storage.leave();
            }
        } finally {
            other.storage.leave();
        }
    }

    /** Waits until everything written so far is on the disk. */
    public void force() throws IOException {
        storage.enter();
        try {
            storage.force();
        } finally {
            storage.leave();
        }
    }

    /** Closes the file. Calls that are at work in it end as if it were open; later ones fail. */
    @Override
    public void close() throws IOException {
        storage.close();
    }

    @Override
    public String toString() {
        return storage.path().toString();
    }

    private void replaceHeader(Header replacement) throws IOException {
        storage.enter();
        try {
            storage.writeBytes(0, HeaderFormat.encodeMetadata(replacement));
            header = replacement;
        } finally {
            storage.leave();
        }
    }

    /** Whatever went wrong on the way, points that were stored before it are not lost. */
    private void finish(Scratch scratch) throws IOException {
        try {
            storage.flush(scratch);
        } finally {
            storage.leave();
        }
    }
}

package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
    private final PointStorage storage;
    private final CurrentHeader header;

    private WhisperFile(PointStorage storage, Header header) {
        this.storage = storage;
        this.header = new CurrentHeader(storage, header);
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
        NewFile.create(path, layout, allocation, PendingStorage.overNothing(layout));
    }

    /**
     * Makes a file that holds points from the beginning: the same as {@link #create(Path, WhisperLayout, Allocation)}
     * and {@link #updateMany(long[], double[], int, long)}, for much less work, and nobody sees the file without them.
     */
    public static void create(
            Path path,
            WhisperLayout layout,
            Allocation allocation,
            long[] timestamps,
            double[] values,
            int count,
            long now)
            throws IOException {
        create(path, layout, allocation, timestamps, values, count, now, now);
    }

    /**
     * The same with points that have waited.
     *
     * @param acceptedAt see {@link #updateMany(long[], double[], int, long, long)}
     */
    public static void create(
            Path path,
            WhisperLayout layout,
            Allocation allocation,
            long[] timestamps,
            double[] values,
            int count,
            long acceptedAt,
            long now)
            throws IOException {
        Objects.checkFromIndexSize(0, count, Math.min(timestamps.length, values.length));
        PendingStorage points = PendingStorage.overNothing(layout);
        if (count > 0) {
            ArchiveWriter.updateManyInAnyOrder(
                    points, header(layout), timestamps, values, count, acceptedAt, now, Scratch.get());
        }
        NewFile.create(path, layout, allocation, points);
    }

    /** Makes a file whose room is reserved on the disk. See {@link #create(Path, WhisperLayout, Allocation)}. */
    public static void create(Path path, WhisperLayout layout) throws IOException {
        create(path, layout, Allocation.RESERVED);
    }

    /**
     * Loads what {@link Access#MAPPED} takes. For programs that open files while they end: Chronicle asks to be told of
     * the end of the process when it is loaded, and the JVM refuses that when the end has begun.
     */
    public static void prepareMapping() {
        MappedStorage.prepare();
    }

    /**
     * Opens a file for reading and writing.
     *
     * <p>A file is mapped for writing only if the disk promises room for all of it, since a store into memory cannot
     * fail as a write can; a sparse file gets its room now. If the disk is full, or the file system knows no such
     * promise, the file is opened with {@link Access#CHANNEL} instead, and {@link #access} says so.
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
        PointStorage storage = StorageOpener.open(path, Access.CHANNEL, false);
        try {
            return new WhisperFile(storage, HeaderFormat.readUnchecked(storage, Scratch.get()));
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
        PointStorage storage = StorageOpener.open(path, access, writable);
        try {
            WhisperFile file = new WhisperFile(storage, HeaderFormat.read(storage, Scratch.get()));
            storage.reportFaults();
            return file;
        } catch (InternalError e) {
            storage.close();
            throw storage.mappingLost(e);
        } catch (IOException e) {
            IOException explained = storage.explained(e);
            storage.close();
            throw explained;
        } catch (Throwable e) {
            storage.close();
            throw e;
        }
    }

    /** Whether a file is one that was not yet whole when the process that made it ended; it may be removed. */
    public static boolean isUnfinished(Path path) {
        Path name = path.getFileName();
        return name != null
                && name.toString().startsWith(".")
                && name.toString().endsWith(NewFile.SUFFIX);
    }

    /**
     * A name in a file's folder that no file has, of the kind {@link #isUnfinished} knows, for one that is to replace it.
     */
    public static Path unfinishedBeside(Path path) {
        return NewFile.unfinishedBeside(path);
    }

    /** Which file it is, as it was named when opened. */
    public Path path() {
        return storage.path();
    }

    /** Bytes of the file when it was opened. */
    public long length() {
        return storage.length();
    }

    /** How the file is reached in fact; see {@link #open(Path, Access)}. */
    public Access access() {
        return storage.access();
    }

    /**
     * Whether the file still has the name it was opened by. A resize gives the name to another file; this one can then
     * be read and written to its end, and nobody will see it.
     */
    public boolean isCurrent() throws IOException {
        try {
            return storage.isCurrent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Whether the file is still what it was opened as: has its name ({@link #isCurrent}), and has not become shorter. The
     * points that are stored in a file which has may be nowhere.
     */
    public boolean isWhole() throws IOException {
        try {
            return storage.isCurrent() && storage.isAsLong();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * What the file says about itself. A mapped file notices with each update and fetch when another process has set
     * the aggregation method or the xFilesFactor; otherwise this is what was read at opening, or set since.
     */
    public Header header() {
        return header.known();
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
            ArchiveWriter.update(storage, header.current(scratch), timestamp, value, now, scratch);
            storage.reportFaults();
        } catch (InternalError e) {
            storage.endStore();
            throw storage.mappingLost(e);
        } catch (IOException e) {
            throw storage.explained(e);
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
    public void updateMany(long[] timestamps, double[] values, int count, long now) throws IOException {
        updateMany(timestamps, values, count, now, now);
    }

    /**
     * The same with points that have waited: they are stored as if each had been when it came, so that none is taken for an
     * old one, or lost, because of the wait.
     *
     * @param acceptedAt when the first of them came, in seconds since the epoch; the others came later, and none before its
     *     own time
     * @param now seconds since the epoch
     */
    public synchronized void updateMany(long[] timestamps, double[] values, int count, long acceptedAt, long now)
            throws IOException {
        Objects.checkFromIndexSize(0, count, Math.min(timestamps.length, values.length));
        if (count == 0) {
            return;
        }
        Scratch scratch = Scratch.get();
        storage.enter();
        try {
            ArchiveWriter.updateManyInAnyOrder(
                    storage, header.current(scratch), timestamps, values, count, acceptedAt, now, scratch);
            storage.reportFaults();
        } catch (InternalError e) {
            storage.endStore();
            throw storage.mappingLost(e);
        } catch (IOException e) {
            throw storage.explained(e);
        } finally {
            finish(scratch);
        }
    }

    /** Stores points, in order of time, in one archive, and makes the coarser points anew that they are part of. */
    synchronized void storeIn(int archive, long[] timestamps, double[] values, int count) throws IOException {
        Scratch scratch = Scratch.get();
        storage.enter();
        try {
            ArchiveWriter.storeAll(storage, header.current(scratch), archive, timestamps, values, 0, count, scratch);
            storage.reportFaults();
        } catch (InternalError e) {
            storage.endStore();
            throw storage.mappingLost(e);
        } catch (IOException e) {
            throw storage.explained(e);
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
     * {@link #fetch(long, long, long)}; where the range begins before what the archive holds, there are no points. (The
     * original announces the whole range too, but gives too few values unless the archive is empty.)
     *
     * @param secondsPerPoint of the archive, or 0 to choose it as that method does
     * @throws WhisperException of kind {@link Kind#GRANULARITY_NOT_IN_FILE} if there is no such archive
     */
    public Optional<FetchResult> fetch(long from, long until, long now, long secondsPerPoint) throws IOException {
        Scratch scratch = Scratch.get();
        return storage.keepingOpen(() ->
                ArchiveReader.fetch(storage, header.current(scratch), from, until, now, secondsPerPoint, scratch));
    }

    /**
     * Answers what {@link #fetch(long, long, long)} would answer after {@link #updateMany(long[], double[], int, long, long)} with some points that are
     * still on their way to the file. Nothing is stored.
     *
     * @param acceptedAt see {@link #updateMany(long[], double[], int, long, long)}
     * @param timestamps of the points on their way, ascending, no two alike
     * @param values of those points
     * @param count how many points to take from the beginning of both arrays
     */
    public Optional<FetchResult> fetchWithPending(
            long from, long until, long now, long acceptedAt, long[] timestamps, double[] values, int count)
            throws IOException {
        Scratch scratch = Scratch.get();
        return storage.keepingOpen(() -> {
            PendingStorage pending = PendingStorage.over(storage);
            Header current = header.current(scratch);
            ArchiveWriter.updateWaiting(pending, current, timestamps, values, count, acceptedAt, now, scratch);
            return ArchiveReader.fetch(pending, current, from, until, now, 0, scratch);
        });
    }

    /** As {@link #fetchWithPending(long, long, long, long, long[], double[], int)}, of a file that is not created yet. */
    public static Optional<FetchResult> fetchWithPending(
            WhisperLayout layout,
            long from,
            long until,
            long now,
            long acceptedAt,
            long[] timestamps,
            double[] values,
            int count)
            throws IOException {
        Header header = header(layout);
        Scratch scratch = Scratch.get();
        PendingStorage pending = PendingStorage.overNothing(layout);
        ArchiveWriter.updateWaiting(pending, header, timestamps, values, count, acceptedAt, now, scratch);
        return ArchiveReader.fetch(pending, header, from, until, now, 0, scratch);
    }

    private static Header header(WhisperLayout layout) {
        return new Header(layout.aggregationMethod(), layout.maxRetention(), layout.xFilesFactor(), layout.archives());
    }

    /**
     * Replaces the aggregation method. Points that are stored already stay as they are.
     *
     * @return the method before
     */
    public synchronized AggregationMethod setAggregationMethod(AggregationMethod method) throws IOException {
        Objects.requireNonNull(method, "method");
        return replaceHeader(old -> new Header(method, old.maxRetention(), old.xFilesFactor(), old.archives()))
                .aggregationMethod();
    }

    /** Replaces aggregation method and xFilesFactor at once; see {@link #setXFilesFactor}. Returns the method before. */
    public synchronized AggregationMethod setAggregationMethod(AggregationMethod method, double xFilesFactor)
            throws IOException {
        Objects.requireNonNull(method, "method");
        float checked = WhisperLayout.checkedXFilesFactor(xFilesFactor);
        return replaceHeader(old -> new Header(method, old.maxRetention(), checked, old.archives()))
                .aggregationMethod();
    }

    /**
     * Replaces the xFilesFactor. Points that are stored already stay as they are.
     *
     * @param xFilesFactor from 0 to 1; kept with the precision of a float. NaN passes, as in the original, and makes a file
     *     that neither of the two can use or open again
     * @return the factor before
     * @throws WhisperException of kind {@link Kind#XFF_OUT_OF_RANGE}
     */
    public synchronized float setXFilesFactor(double xFilesFactor) throws IOException {
        float checked = WhisperLayout.checkedXFilesFactor(xFilesFactor);
        return replaceHeader(old -> new Header(old.aggregationMethod(), old.maxRetention(), checked, old.archives()))
                .xFilesFactor();
    }

    /**
     * Shows all points of an archive as they are stored, whatever their times.
     *
     * @param archive index in {@link Header#archives}
     * @throws WhisperException of kind {@link Kind#TRUNCATED_POINTS} where the file ends too early, after the points
     *     before were shown
     */
    public void forEachPoint(int archive, PointVisitor visitor) throws IOException {
        Archive place = header().archives().get(archive);
        storage.keepingOpen(() -> {
            storage.visit(place.offset(), place.points(), visitor);
            return place;
        });
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
        Scratch scratch = Scratch.get();
        source.storage.keepingOpen(() -> storage.keepingOpen(() -> {
            Header sourceHeader = source.header.current(scratch);
            Header targetHeader = header.current(scratch);
            try {
                Merge.run(source.storage, sourceHeader, storage, targetHeader, from, until, now, progress);
            } finally {
                storage.flush(scratch);
            }
            return targetHeader;
        }));
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
        return other.storage.keepingOpen(() -> storage.keepingOpen(
                () -> Diff.run(storage, header(), other.storage, other.header(), ignoreEmpty, until, now, progress)));
    }

    /**
     * Keeps other programs that write to the same file waiting until the lock is closed, if they ask too. Graphite's own
     * do so where they are told to; readers never do. Waits until those that were first are done.
     *
     * @throws IOException if the system or the file system knows no such lock
     */
    public Closeable lock() throws IOException {
        return Posix.lock(path());
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

    private Header replaceHeader(UnaryOperator<Header> change) throws IOException {
        return storage.keepingOpen(() -> header.replace(change, Scratch.get()));
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

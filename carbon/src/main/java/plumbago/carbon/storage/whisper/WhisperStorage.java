package plumbago.carbon.storage.whisper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.Measures;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.BlockingStorage;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.NoSuchSeriesException;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.StoredNames;
import plumbago.carbon.storage.UnsoundSeriesException;
import plumbago.carbon.storage.WaitingPoints;
import plumbago.whisper.Access;
import plumbago.whisper.Allocation;
import plumbago.whisper.Archive;
import plumbago.whisper.Posix;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperException.Kind;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** Series in Whisper files below a data folder, laid out as carbon lays them out. */
public final class WhisperStorage implements BlockingStorage {
    /** A file that has had no points for so many seconds is closed. */
    private static final int IDLE_SECONDS = 600;

    private static final int IDLE_CHECK_SECONDS = 60;

    /** In place of a number of points: there was a file. */
    private static final long NOT_CREATED = -1;

    private static final Logger LOG = LoggerFactory.getLogger(WhisperStorage.class);

    private final Path folder;
    private final FileLayouts layouts;
    private final Options options;
    private final PointCounters counters;
    private final OpenFiles openFiles;
    private final Object folders = new Object();
    private final SeriesFiles files;
    private final SeriesPaths paths;
    private final FileReads reads;
    private long nextIdleCheck;
    private volatile Consumer<String> createdListener = metric -> {};

    /** Whether the last series that was looked for had no file: the next one often has none either, and is not looked for. */
    private boolean lastWasNew;

    /**
     * How files are made and held.
     *
     * @param allocation how the empty points of a new file are made
     * @param maxOpenFiles how many files may stay mapped at once
     * @param hashTaggedNames whether the file of a tagged metric is named by a hash alone (TAG_HASH_FILENAMES)
     * @param autoflush whether each write waits until it is on the disk (WHISPER_AUTOFLUSH)
     * @param lockWrites whether a file is locked against other programs while it is written to (WHISPER_LOCK_WRITES)
     * @param logCreates whether each new file is logged (LOG_CREATES)
     */
    public record Options(
            Allocation allocation,
            int maxOpenFiles,
            boolean hashTaggedNames,
            boolean autoflush,
            boolean lockWrites,
            boolean logCreates) {
        /** Without locks and logs. */
        public Options(Allocation allocation, int maxOpenFiles, boolean hashTaggedNames, boolean autoflush) {
            this(allocation, maxOpenFiles, hashTaggedNames, autoflush, false, false);
        }

        /**
         * As carbon's settings have it.
         *
         * @param reserved whether space for all points of a new file is reserved (WHISPER_FALLOCATE_CREATE)
         * @param sparse whether, if not, the file has holes until points come (WHISPER_SPARSE_CREATE)
         */
        public static Options of(
                boolean reserved,
                boolean sparse,
                int maxOpenFiles,
                boolean hashTaggedNames,
                boolean autoflush,
                boolean lockWrites,
                boolean logCreates) {
            Allocation allocation = reserved ? Allocation.RESERVED : sparse ? Allocation.SPARSE : Allocation.ZEROED;
            return new Options(allocation, maxOpenFiles, hashTaggedNames, autoflush, lockWrites, logCreates);
        }
    }

    /**
     * @param folder the data folder; it is made when the first file is
     * @param layouts the shape of new files
     */
    public WhisperStorage(Path folder, Layouts layouts, Options options, PointCounters counters) {
        this.folder = folder;
        this.layouts = new FileLayouts(layouts);
        this.options = options;
        this.counters = counters;
        this.openFiles = new OpenFiles(options.maxOpenFiles());
        this.files = new SeriesFiles(folder, options.hashTaggedNames(), openFiles, folders);
        this.paths = new SeriesPaths(folder, options.hashTaggedNames());
        this.reads = new FileReads(paths, this.layouts, openFiles);
        if (options.maxOpenFiles() > 0) {
            // The first file may have to be mapped while the process ends.
            WhisperFile.prepareMapping();
        }
    }

    @Override
    public void onCreated(Consumer<String> listener) {
        createdListener = listener;
    }

    @Override
    public int write(SeriesWrite points) throws IOException {
        String metric = points.metric();
        BooleanSupplier mayCreate = points.mayCreate();
        int count = points.count();
        closeIdleFiles(points.now());
        try {
            WhisperFile open = openFiles.find(metric);
            Path path = open == null ? paths.of(metric) : open.path();
            boolean likelyNew = open == null && lastWasNew && !mayHaveOldName(metric) && mayCreate.getAsBoolean();
            if (likelyNew) {
                long uncovered = create(metric, path, points);
                if (uncovered != NOT_CREATED) {
                    return stored(metric, count, uncovered);
                }
            }
            if (likelyNew || open != null || !lastWasNew || SeriesPaths.isThere(path)) {
                try {
                    long uncovered = write(metric, path, points);
                    lastWasNew = false;
                    return stored(metric, count, uncovered);
                } catch (WhisperException e) {
                    if (e.kind() != Kind.FILE_MISSING) {
                        throw e;
                    }
                    openFiles.close(metric);
                }
            }
            if (!takeOver(metric, path)) {
                lastWasNew = true;
                if (!mayCreate.getAsBoolean()) {
                    return NOT_YET;
                }
                long uncovered = create(metric, path, points);
                if (uncovered != NOT_CREATED) {
                    return stored(metric, count, uncovered);
                }
            }
            return stored(metric, count, write(metric, path, points));
        } catch (WhisperException e) {
            openFiles.close(metric);
            throw new UnsoundSeriesException(e.getMessage(), e);
        } catch (AccessDeniedException e) {
            // Files of another user, after a move: the points wait until somebody gives them to the right one.
            throw e;
        } catch (FileSystemException e) {
            if (isObstructed(paths.of(metric))) {
                throw new UnsoundSeriesException("there can be no file " + e.getMessage(), e);
            }
            throw e;
        } catch (InternalError e) {
            throw lostThroughMemory(metric, e);
        }
    }

    /** How many points are stored; those that no archive covers are counted. */
    private int stored(String metric, int count, long uncovered) {
        int old = Uncovered.tooOld(uncovered);
        int ahead = Uncovered.tooFarAhead(uncovered);
        if (old > 0) {
            counters.dropped(DropReason.TOO_OLD, old);
            counters.examples().dropped(DropReason.TOO_OLD, metric);
        }
        if (ahead > 0) {
            counters.dropped(DropReason.TOO_FAR_AHEAD, ahead);
            counters.examples().dropped(DropReason.TOO_FAR_AHEAD, metric);
        }
        return count - old - ahead;
    }

    /** The JVM reports in that way that a mapped page could not be had: the disk is full, or the file was cut. */
    private IOException lostThroughMemory(String metric, InternalError e) {
        openFiles.close(metric);
        return new IOException("the file of " + metric + " could not be reached through memory", e);
    }

    /** Returns which points are not {@linkplain Uncovered covered}. */
    private long write(String metric, Path path, SeriesWrite points) throws IOException {
        try {
            WhisperFile file = openFiles.forWrite(metric, path, points.count(), points.now());
            if (file != null) {
                return update(file, points);
            }
        } catch (WhisperException e) {
            if (e.kind() != Kind.MAPPING_LOST) {
                throw e;
            }
            // Written by calls of the system it shows what is wrong: it was cut, or its disk is full or broken.
            openFiles.close(metric);
        } catch (ClosedChannelException e) {
            LOG.debug("{} was closed in the meantime", path);
        }
        try (WhisperFile once = WhisperFile.open(path, Access.ONCE)) {
            return update(once, points);
        }
    }

    private long update(WhisperFile file, SeriesWrite points) throws IOException {
        if (!options.lockWrites()) {
            return updateAlone(file, points);
        }
        Closeable lock = file.lock();
        try {
            return updateAlone(file, points);
        } finally {
            lock.close();
        }
    }

    private long updateAlone(WhisperFile file, SeriesWrite points) throws IOException {
        long uncovered = uncovered(file.header().archives(), points);
        file.updateMany(
                points.timestamps(),
                points.values(),
                points.count() - Uncovered.tooFarAhead(uncovered),
                points.acceptedAt(),
                points.now());
        if (options.autoflush()) {
            file.force();
        }
        return uncovered;
    }

    private boolean mayHaveOldName(String metric) {
        return options.hashTaggedNames() && TaggedName.isTagged(metric);
    }

    /** Gives a tagged metric's file from before names were hashed its new name, as carbon does; false if there is none. */
    private boolean takeOver(String metric, Path path) throws IOException {
        if (!mayHaveOldName(metric)) {
            return false;
        }
        Path readable = paths.readable(metric);
        if (!SeriesPaths.isThere(readable)) {
            return false;
        }
        Files.move(readable, path);
        return true;
    }

    /**
     * Makes a file, which is not kept open: most that are worth it soon get more points.
     *
     * @return which points are not {@linkplain Uncovered covered}; NOT_CREATED, and nothing done, if there is a file
     */
    private long create(String metric, Path path, SeriesWrite points) throws IOException {
        WhisperLayout layout = layouts.layoutFor(metric);
        // Where no file can be made, as on a full disk, those that are there can still be written to.
        lastWasNew = false;
        long uncovered = uncovered(layout.archives(), points);
        // With autoflush there is no file to flush until it is made.
        int first = options.autoflush() ? 0 : points.count() - Uncovered.tooFarAhead(uncovered);
        try {
            makeFile(path, layout, points, first);
        } catch (WhisperException e) {
            if (e.kind() != Kind.FILE_ALREADY_EXISTS) {
                throw e;
            }
            return NOT_CREATED;
        }
        lastWasNew = true;
        if (options.autoflush()) {
            write(metric, path, points);
        }
        counters.create();
        createdListener.accept(metric);
        if (options.logCreates()) {
            LOG.info("created {} with {}", path, layout);
        }
        return uncovered;
    }

    /** Makes its folder first, if there is none. Nobody removes that, while it is empty, before there is a file in it. */
    private void makeFile(Path path, WhisperLayout layout, SeriesWrite points, int count) throws IOException {
        synchronized (folders) {
            try {
                create(path, layout, points, count);
            } catch (WhisperException e) {
                if (e.kind() != Kind.FILE_MISSING) {
                    throw e;
                }
                makeFolder(path.getParent());
                create(path, layout, points, count);
            }
        }
    }

    private void create(Path path, WhisperLayout layout, SeriesWrite points, int count) throws IOException {
        WhisperFile.create(
                path,
                layout,
                options.allocation(),
                points.timestamps(),
                points.values(),
                count,
                points.acceptedAt(),
                points.now());
    }

    private static long uncovered(List<Archive> archives, SeriesWrite points) {
        return Uncovered.among(archives, points.timestamps(), points.count(), points.acceptedAt(), points.now());
    }

    /** As {@link Files#createDirectories}, which fails and recovers inside where this only looks, at those above. */
    private static void makeFolder(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !parent.toFile().isDirectory()) {
            makeFolder(parent);
        }
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    /**
     * Whether a path will not do for a file however often it is tried: a folder or a device is there, the file system takes
     * no such name, or something else stands where its folder should be. Points that waited for that to go would fill the
     * queues, and keep all senders waiting with them. Where it is the data folder itself, all there is waits for it.
     */
    private boolean isObstructed(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return !Files.isRegularFile(path);
        }
        Path above = path.getParent();
        while (!Files.exists(above)) {
            above = above.getParent();
        }
        if (!Files.isDirectory(above)) {
            return above.startsWith(folder) && !above.equals(folder);
        }
        // If it cannot be told whether there is such a file, the name is refused.
        return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void closeIdleFiles(long now) {
        if (now >= nextIdleCheck) {
            nextIdleCheck = now + IDLE_CHECK_SECONDS;
            openFiles.closeIdle(now - IDLE_SECONDS);
        }
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException {
        try {
            return reads.read(metric, from, until, now, waiting);
        } catch (InternalError e) {
            throw lostThroughMemory(metric, e);
        }
    }

    @Override
    public boolean exists(String metric) {
        try {
            return openFiles.find(metric) != null || paths.all(metric).stream().anyMatch(SeriesPaths::isThere);
        } catch (UnsoundSeriesException e) {
            return false;
        }
    }

    @Override
    public AggregationMethod aggregationMethod(String metric) throws IOException {
        try {
            WhisperFile open = openFiles.find(metric);
            return FileLayouts.of(
                    open != null
                            ? open.header().aggregationMethod()
                            : WhisperFile.info(paths.stored(metric)).aggregationMethod());
        } catch (WhisperException e) {
            throw translated(e);
        }
    }

    @Override
    public AggregationMethod setAggregationMethod(String metric, AggregationMethod method) throws IOException {
        try {
            WhisperFile open = openFiles.find(metric);
            if (open != null) {
                try {
                    return FileLayouts.of(open.setAggregationMethod(FileLayouts.of(method)));
                } catch (ClosedChannelException e) {
                    LOG.debug("{} was closed in the meantime", open.path());
                }
            }
            // If the writer opens it just now, it notices the change: a mapped file looks at its header with each
            // write.
            try (WhisperFile once = WhisperFile.open(paths.stored(metric), Access.CHANNEL)) {
                return FileLayouts.of(once.setAggregationMethod(FileLayouts.of(method)));
            }
        } catch (WhisperException e) {
            throw translated(e);
        }
    }

    /** What went wrong with a file, as storage says it. */
    private static IOException translated(WhisperException e) {
        return e.kind() == Kind.FILE_MISSING
                ? new NoSuchSeriesException(e.getMessage())
                : new UnsoundSeriesException(e.getMessage(), e);
    }

    @Override
    public Optional<SeriesLayout> layout(String metric) throws IOException {
        try {
            return files.header(metric).map(FileLayouts::of);
        } catch (WhisperException e) {
            throw translated(e);
        }
    }

    @Override
    public boolean reshape(String metric, SeriesLayout wanted, long now) throws IOException {
        try {
            return files.reshape(metric, wanted, now);
        } catch (WhisperException e) {
            throw translated(e);
        }
    }

    @Override
    public boolean delete(String metric) throws IOException {
        return files.delete(metric);
    }

    @Override
    public boolean rename(String from, String to) throws IOException {
        return files.rename(from, to);
    }

    @Override
    public OptionalLong lastUpdate(String metric, long before, long now) throws IOException {
        try {
            return files.lastUpdate(metric, before, now);
        } catch (WhisperException e) {
            throw translated(e);
        }
    }

    @Override
    public Optional<String> sync() {
        return Posix.syncFileSystem(folder)
                ? Optional.empty()
                : Optional.of("the files in " + folder + " could not be forced to the disk");
    }

    @Override
    public StoredNames names(MetricIndex index, Clock clock) {
        return new FolderNames(folder, index, clock);
    }

    @Override
    public void register(Measures measures) {
        measures.gauge("openFiles", "plumbago_mapped_files", "Whisper files kept open.", openFiles::size);
    }

    /** How many files are open and mapped. */
    int openFiles() {
        return openFiles.size();
    }

    @Override
    public void close() {
        openFiles.closeIdle(Long.MAX_VALUE);
    }
}

package plumbago.carbon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.base.measure.FileProblem;
import plumbago.base.measure.Measures;
import plumbago.base.records.RecordUpkeep;
import plumbago.carbon.config.EventSettings;
import plumbago.carbon.config.TagSettings;
import plumbago.carbon.events.EventLimits;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.tags.TagException;
import plumbago.carbon.tags.TagIndex;

/**
 * The folder of what is kept beside series, {@code STORAGE_DIR/web}, which belongs to one process: the tag index, fed with
 * every tagged series that the index of names knows; events; and the dashboards that the web keeps there. Reading it writes
 * nothing but its lock, so that a full disk keeps nobody from starting. Safe for many threads.
 */
public final class StateFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

    /** Null if all of this is in memory only. */
    private final Path path;

    /** Why the folder cannot be used; null if it can be. */
    private final IOException refusal;

    private final Optional<DataFolderLock> lock;
    private final TagIndex tags;
    private final RecordUpkeep upkeep = new RecordUpkeep("web-state");
    private final EventLimits eventLimits;
    private volatile Supplier<List<String>> taggedSeries = List::of;

    /** Null until somebody asks for them. */
    private volatile EventStore events;

    private StateFolder(
            Path path, IOException refusal, Optional<DataFolderLock> lock, TagIndex tags, EventLimits eventLimits) {
        this.eventLimits = eventLimits;
        this.path = path;
        this.refusal = refusal;
        this.lock = lock;
        this.tags = tags;
        tags.keptBy(upkeep);
    }

    /**
     * Opens a folder, which need not be there, and has its tag index fed.
     *
     * @param maxTagIndexBytes about how much memory the tag index may take
     * @param index knows which series are stored, and tells of those with tags
     * @throws FolderInUseException if another process has the folder; the message tells which
     * @throws IOException if the tag index cannot be read; the message names its file
     */
    public static StateFolder open(Path path, long maxTagIndexBytes, MetricIndex index) throws IOException {
        return open(path, maxTagIndexBytes, EventLimits.defaults(), index);
    }

    /** The same with other limits for events. */
    public static StateFolder open(Path path, long maxTagIndexBytes, EventLimits eventLimits, MetricIndex index)
            throws IOException {
        Optional<DataFolderLock> lock = lock(path);
        try {
            TagIndex tags = new TagIndex(path, maxTagIndexBytes, index::containsHashedOrReadable);
            return new StateFolder(path, null, lock, tags, eventLimits).fedBy(index);
        } catch (IOException | RuntimeException | Error e) {
            unlock(lock);
            throw e;
        }
    }

    /** Keeps nothing beyond the end of the process. */
    public static StateFolder inMemory(MetricIndex index) {
        return new StateFolder(null, null, Optional.empty(), new TagIndex(), EventLimits.defaults()).fedBy(index);
    }

    /**
     * The folder of the settings. One that cannot be used keeps no points from being stored, as instances may share it:
     * only who asks for {@link #path} is refused.
     *
     * @param warn called with the reason why it cannot be used
     */
    static StateFolder of(Settings settings, MetricIndex index, Consumer<String> warn) {
        Path path = settings.get(FolderSettings.STORAGE_DIR).resolve("web");
        EventLimits eventLimits = new EventLimits(
                (int) Math.min(Integer.MAX_VALUE, settings.get(EventSettings.MAX_EVENTS)),
                settings.get(EventSettings.MAX_EVENT_BYTES));
        try {
            return open(path, settings.get(TagSettings.MAX_TAG_INDEX_BYTES), eventLimits, index);
        } catch (IOException e) {
            warn.accept("series with tags that come in are stored, and not findable by tag: " + e.getMessage());
            return new StateFolder(path, e, Optional.empty(), new TagIndex(), eventLimits);
        }
    }

    private static Optional<DataFolderLock> lock(Path folder) throws IOException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return DataFolderLock.take(folder, "web", "folder of tags, events and dashboards", "STORAGE_DIR");
        } catch (FolderInUseException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn("nothing keeps other processes from writing to {} as well: {}", folder, FileProblem.of(e));
            return Optional.empty();
        }
    }

    private static void unlock(Optional<DataFolderLock> lock) throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    private StateFolder fedBy(MetricIndex index) {
        index.onTagged(this::tagged);
        return this;
    }

    /** One that the tag index cannot take is stored all the same. */
    private void tagged(String name) {
        try {
            String unused = tags.add(name);
        } catch (TagException e) {
            LOG.debug("not findable by tag: {}", e.getMessage());
        }
    }

    /**
     * Begins to look after the files.
     *
     * @param tagged the names of all series with tags of which points came in, for when there is space for those that had
     *     none in the tag index
     */
    public void start(Supplier<List<String>> tagged) {
        taggedSeries = tagged;
        upkeep.now(this::addMissed);
        upkeep.start();
    }

    private void addMissed() {
        if (tags.hasSpaceForMissed()) {
            taggedSeries.get().forEach(this::tagged);
        }
    }

    /**
     * Where it is; nothing if all is kept in memory only.
     *
     * @throws FolderInUseException if another process has it; the message tells which
     * @throws IOException if it cannot be used for another reason; the message names the file
     */
    public Optional<Path> path() throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        return Optional.ofNullable(path);
    }

    /** From tags to series. */
    public TagIndex tags() {
        return tags;
    }

    /**
     * What happened when. The file is read when they are asked for the first time; they stay this folder's, and are closed with
     * it.
     *
     * @throws FolderInUseException if another process has the folder; the message tells which
     * @throws IOException if the folder cannot be used for another reason, or the file cannot be read; the message names it
     */
    public synchronized EventStore events() throws IOException {
        if (events == null) {
            Optional<Path> folder = path();
            EventStore opened =
                    folder.isPresent() ? new EventStore(folder.get(), eventLimits) : new EventStore(eventLimits);
            opened.keptBy(upkeep);
            events = opened;
        }
        return events;
    }

    /** Writes files of this folder when the disk takes them, from {@link #start} on. */
    public RecordUpkeep upkeep() {
        return upkeep;
    }

    /** Has the tag index and the events measured. */
    public void register(Measures measures) {
        measures.gauge("tagIndex.series", "plumbago_tag_index_series", "Series that can be found by tag.", tags::size)
                .gauge("tagIndex.bytes", "plumbago_tag_index_bytes", "Memory of the tag index.", tags::memoryBytes)
                .gauge("events.count", "plumbago_events", "Events that are kept.", () -> measured(EventStore::size))
                .gauge(
                        "events.bytes",
                        "plumbago_event_bytes",
                        "Memory of the events.",
                        () -> measured(EventStore::memoryBytes));
    }

    /** 0 while nobody has asked for events. */
    private double measured(ToDoubleFunction<EventStore> of) {
        EventStore opened = events;
        return opened == null ? 0 : of.applyAsDouble(opened);
    }

    /** Writes what waits, and gives the folder back. */
    @Override
    public void close() throws IOException {
        upkeep.close();
        EventStore opened = events;
        try (tags;
                opened) {
            LOG.debug("what is kept beside series is on the disk");
        } finally {
            unlock(lock);
        }
    }
}

package plumbago.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;
import plumbago.base.measure.Measures;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.store.DataFolderLock;
import plumbago.carbon.store.FolderInUseException;
import plumbago.web.dashboard.DashboardStore;
import plumbago.web.events.EventStore;
import plumbago.web.records.RecordUpkeep;
import plumbago.web.tags.TagException;
import plumbago.web.tags.TagIndex;

/**
 * What is kept for the web in a folder of its own, which belongs to one process: tags, events and dashboards. Reading it
 * writes nothing, so that a full disk keeps nobody from starting.
 */
final class WebState implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebState.class);

    private final TagIndex tags;
    private final EventStore events;
    private final DashboardStore dashboards;
    private final RecordUpkeep upkeep = new RecordUpkeep();
    private final Optional<DataFolderLock> lock;
    private volatile Supplier<List<String>> taggedSeries = List::of;

    /**
     * @param index knows which series are stored
     * @throws IOException if another process has the folder, or a file in it cannot be read; the message names it
     */
    WebState(WebOptions settings, MetricIndex index) throws IOException {
        Path folder = settings.stateFolder();
        StateLimits limits = settings.stateLimits();
        if (folder == null) {
            lock = Optional.empty();
            tags = new TagIndex(settings.maxTagIndexBytes());
            events = new EventStore(limits.maxEvents(), limits.maxEventBytes());
            dashboards = new DashboardStore(limits.maxDashboards(), limits.maxDashboardBytes());
            return;
        }
        lock = lock(folder);
        try {
            tags = new TagIndex(folder, settings.maxTagIndexBytes(), name -> isStored(name, index));
            events = new EventStore(folder, limits.maxEvents(), limits.maxEventBytes());
            dashboards = new DashboardStore(folder, limits.maxDashboards(), limits.maxDashboardBytes());
        } catch (IOException | RuntimeException | Error e) {
            unlock();
            throw e;
        }
        tags.keptBy(upkeep);
        events.keptBy(upkeep);
        dashboards.keptBy(upkeep);
    }

    /** Under a hash of its name or, with {@code TAG_HASH_FILENAMES = False}, under the name itself. */
    private static boolean isStored(String name, MetricIndex index) {
        String path = MetricIndex.pathOf(name);
        String readable = path.substring(0, path.lastIndexOf('.') + 1) + name.replace(".", "_DOT_");
        return index.contains(path) || (MetricName.isTagged(name) && index.contains(readable));
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

    /**
     * Begins to look after the files.
     *
     * @param tagged the names of all series with tags of which points came in, for when there is room for those that had
     *     none in the tag index
     */
    void start(Supplier<List<String>> tagged) {
        taggedSeries = tagged;
        upkeep.now(this::takeInMissed);
        upkeep.start();
    }

    private void takeInMissed() {
        if (tags.hasRoomForMissed()) {
            taggedSeries.get().forEach(this::tagged);
        }
    }

    /** Takes a tagged series of which there are points into the tag index; one that cannot be taken is stored all the same. */
    void tagged(String name) {
        try {
            String unused = tags.add(name);
        } catch (TagException e) {
            LOG.debug("not findable by tag: {}", e.getMessage());
        }
    }

    /** What cannot be written, a sentence each. */
    List<String> problems() {
        return upkeep.problems();
    }

    TagIndex tags() {
        return tags;
    }

    EventStore events() {
        return events;
    }

    DashboardStore dashboards() {
        return dashboards;
    }

    void tell(Measures measures) {
        measures.gauge("tagIndex.series", "plumbago_tag_index_series", "Series that can be found by tag.", tags::size)
                .gauge("tagIndex.bytes", "plumbago_tag_index_bytes", "Memory of the tag index.", tags::memoryBytes)
                .gauge("events.count", "plumbago_events", "Events that are kept.", events::size)
                .gauge("events.bytes", "plumbago_event_bytes", "Memory of the events.", events::memoryBytes)
                .gauge(
                        "web.damagedPlaces",
                        "plumbago_web_damaged_places",
                        "Damaged places in the files of tags, events and dashboards, which were left out at the start.",
                        () -> tags.damagedPlaces() + events.damagedPlaces() + dashboards.damagedPlaces());
    }

    @Override
    public void close() throws IOException {
        upkeep.close();
        try (tags;
                events;
                dashboards) {
            LOG.debug("what is kept for the web is on the disk");
        } finally {
            unlock();
        }
    }

    private void unlock() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}

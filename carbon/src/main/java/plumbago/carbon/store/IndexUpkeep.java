package plumbago.carbon.store;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.index.IndexFile;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.StoredNames;

/**
 * Keeps the index true to what is stored, and on disk. At the start the names come from the index file, so that finds
 * are answered at once, and a look at storage sets right in the background what has changed since; without a sound
 * file the look comes first. Further looks follow in an interval, and changes go to the file every second.
 */
final class IndexUpkeep implements AutoCloseable {
    private static final long SAVE_MILLIS = 1000;

    private static final long STOP_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(IndexUpkeep.class);

    private final MetricIndex index;
    private final Duration interval;
    private final IndexFile file;
    private final StoredNames names;

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(2, new DefaultThreadFactory("names", true));
    private List<String> troubles = List.of();
    private boolean failing;

    /** Whether the file told of the names, so that storage is still to be looked at. */
    private boolean fromFile;

    private boolean started;

    /**
     * @param folder where the index file lies
     * @param names brings the index in line with what is stored
     * @param interval between two looks at storage; none for only one
     */
    IndexUpkeep(Path folder, String instance, MetricIndex index, StoredNames names, Duration interval) {
        this.index = index;
        this.interval = interval;
        this.names = names;
        this.file = new IndexFile(folder.resolve(".plumbago-" + DataFolderLock.safe(instance) + ".names"), index);
    }

    /**
     * Returns when all names are known that the file or storage tells of.
     *
     * @throws IOException if storage cannot be looked at
     */
    void learn() throws IOException {
        fromFile = load();
        if (!fromFile) {
            names.look();
            troubles = names.troubles();
        }
    }

    /** Begins to look after the names. */
    void start() {
        started = true;
        long millis = interval.toMillis();
        if (millis > 0) {
            threads.scheduleWithFixedDelay(this::look, fromFile ? 0 : millis, millis, TimeUnit.MILLISECONDS);
        } else if (fromFile) {
            threads.execute(this::look);
        }
        threads.scheduleWithFixedDelay(this::save, 0, SAVE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private boolean load() {
        try {
            return file.load();
        } catch (IOException e) {
            LOG.warn("the names are read from the data folder, since the index file cannot be: {}", e.toString());
            return false;
        }
    }

    /** Looks at storage once more. */
    synchronized void look() {
        try {
            int before = index.size();
            names.look();
            int after = index.size();
            List<String> now = names.troubles();
            if (!now.equals(troubles)) {
                now.forEach(LOG::warn);
                troubles = now;
            }
            LOG.debug("{} names before a look at the folders, {} after", before, after);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the folders could not be looked at: {}", e.toString());
        }
    }

    private void save() {
        try {
            file.save();
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.warn("the index file cannot be written, and is tried again: {}", e.toString());
            }
        }
    }

    /** What could not be looked at before the start, a sentence each. */
    List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        boolean ended = false;
        try {
            ended = threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ended && started) {
            save();
            file.close();
        }
    }
}

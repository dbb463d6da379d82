package plumbago.carbon.store;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.index.DataFolderWalk;
import plumbago.carbon.index.IndexFile;
import plumbago.carbon.index.MetricIndex;
import plumbago.whisper.WhisperFile;

/**
 * Keeps the index true to the data folder, and on disk. At the start the names come from the index file, so that finds
 * are answered at once, and a walk over the folder sets right in the background what has changed since; without a sound
 * file the walk comes first. Further walks follow in an interval, and changes go to the file every second.
 */
final class IndexUpkeep implements AutoCloseable {
    private static final long SAVE_MILLIS = 1000;

    /** What has been unfinished for so long was left behind; a newer file another instance may be making just now. */
    private static final long LEFTOVER_SECONDS = 60;

    private static final long STOP_SECONDS = 10;

    private static final Logger log = LoggerFactory.getLogger(IndexUpkeep.class);

    private final Path dataFolder;
    private final MetricIndex index;
    private final Duration interval;
    private final Clock clock;
    private final IndexFile file;
    private final DataFolderWalk walk;
    /** Files that are not finished, from one walk to the next: a folder that does not change is not listed again. */
    private final Set<Path> unfinished = new LinkedHashSet<>();

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(2, new DefaultThreadFactory("names", true));
    private List<String> troubles = List.of();
    private boolean failing;

    /** Whether the file told of the names, so that the folder is still to be walked over. */
    private boolean fromFile;

    private boolean started;

    /** @param interval between two walks; none for only one */
    IndexUpkeep(Path dataFolder, String instance, MetricIndex index, Duration interval, Clock clock) {
        this.dataFolder = dataFolder;
        this.index = index;
        this.interval = interval;
        this.clock = clock;
        this.file = new IndexFile(dataFolder.resolve(".plumbago-" + DataFolderLock.safe(instance) + ".names"), index);
        this.walk = new DataFolderWalk(index, clock, other -> {
            if (WhisperFile.isUnfinished(other)) {
                unfinished.add(other);
            }
        });
    }

    /**
     * Returns when all names are known that the file or the folder tells of.
     *
     * @throws IOException if the folder cannot be read
     */
    void learn() throws IOException {
        fromFile = load();
        if (!fromFile) {
            walk();
            troubles = walk.troubles();
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
            log.warn("the names are read from the data folder, since the index file cannot be: {}", e.toString());
            return false;
        }
    }

    private void walk() throws IOException {
        walk.walk(dataFolder);
        removeLeftovers(clock.instant().minusSeconds(LEFTOVER_SECONDS));
    }

    /** Walks over the folder once more. */
    synchronized void look() {
        try {
            int before = index.size();
            walk();
            int after = index.size();
            List<String> now = walk.troubles();
            if (!now.equals(troubles)) {
                now.forEach(log::warn);
                troubles = now;
            }
            log.debug("{} names before a look at the folders, {} after", before, after);
        } catch (IOException | RuntimeException e) {
            log.warn("the folders could not be looked at: {}", e.toString());
        }
    }

    private void save() {
        try {
            file.save();
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                failing = true;
                log.warn("the index file cannot be written, and is tried again: {}", e.toString());
            }
        }
    }

    private void removeLeftovers(Instant before) throws IOException {
        int removed = 0;
        for (Iterator<Path> each = unfinished.iterator(); each.hasNext(); ) {
            Path left = each.next();
            if (!Files.exists(left)) {
                each.remove();
            } else if (Files.getLastModifiedTime(left).toInstant().isBefore(before)) {
                removed += Files.deleteIfExists(left) ? 1 : 0;
                each.remove();
            }
        }
        if (removed > 0) {
            log.info("removed {} files that were not finished when a process ended", removed);
        }
    }

    /** What the walk before the start could not read, a sentence each. */
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

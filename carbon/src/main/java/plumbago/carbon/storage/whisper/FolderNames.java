package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.StoredNames;
import plumbago.whisper.WhisperFile;

/**
 * The names of the files of a data folder, by a walk over it. Removes the files on the way that were not finished when a
 * process ended.
 */
final class FolderNames implements StoredNames {
    /** What has been unfinished for so long was left behind; a newer file another instance may be making just now. */
    private static final long LEFTOVER_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(FolderNames.class);

    private final Path folder;
    private final Clock clock;
    private final DataFolderWalk walk;

    /** Files that are not finished, from one walk to the next: a folder that does not change is not listed again. */
    private final Set<Path> unfinished = new LinkedHashSet<>();

    FolderNames(Path folder, MetricIndex index, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.walk = new DataFolderWalk(index, clock, other -> {
            if (WhisperFile.isUnfinished(other)) {
                unfinished.add(other);
            }
        });
    }

    @Override
    public void look() throws IOException {
        walk.walk(folder);
        removeLeftovers(clock.instant().minusSeconds(LEFTOVER_SECONDS));
    }

    @Override
    public List<String> troubles() {
        return walk.troubles();
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
            LOG.info("removed {} files that were not finished when a process ended", removed);
        }
    }
}

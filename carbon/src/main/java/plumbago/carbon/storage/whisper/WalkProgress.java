package plumbago.carbon.storage.whisper;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a walk over the data folder that takes long: a start without an index file waits for it. For one thread. */
final class WalkProgress {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOG = LoggerFactory.getLogger(WalkProgress.class);

    private long folders;
    private long reportAt;

    void begin() {
        folders = 0;
        reportAt = System.nanoTime() + NANOS;
    }

    /** Tells now and then where the walk is. */
    void at(Path folder) {
        folders++;
        if ((folders & 63) == 0 && System.nanoTime() - reportAt > 0) {
            reportAt = System.nanoTime() + NANOS;
            LOG.info("looking for series in the data folder: {} folders so far, now at {}", folders, folder);
        }
    }
}

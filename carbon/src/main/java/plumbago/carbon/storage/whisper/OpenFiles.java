package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.whisper.Access;
import plumbago.whisper.WhisperFile;

/**
 * The files that stay open, mapped into memory, because points for them keep coming, a few at a time. There is a ceiling,
 * since the kernel allows a process only so many mappings and the JVM dies when they run out; files beyond it are opened
 * for each write. A file stays until it has been idle: first come, first served. To throw out the one that waited longest
 * would hit nothing at all, as the writer goes through all of them in turn.
 */
final class OpenFiles {
    /**
     * Points of a write for which a file is not mapped yet: to open it costs no more than the page faults of a mapping, and
     * where many points wait for each file the writer does not come by again soon.
     */
    private static final int MANY_POINTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    private final int ceiling;
    private final ConcurrentHashMap<String, Entry> files = new ConcurrentHashMap<>();

    private static final class Entry {
        final WhisperFile file;
        volatile long lastWrite;

        Entry(WhisperFile file, long lastWrite) {
            this.file = file;
            this.lastWrite = lastWrite;
        }
    }

    /** @param ceiling how many files may be open at once */
    OpenFiles(int ceiling) {
        this.ceiling = ceiling;
    }

    /** The open file of a metric, or null. */
    WhisperFile find(String metric) {
        Entry entry = files.get(metric);
        return entry == null ? null : entry.file;
    }

    /**
     * The open file of a metric for a write, opened if that is worth it and there is space for one more; otherwise null.
     *
     * @param points of the write
     * @param now seconds, of any clock
     */
    WhisperFile forWrite(String metric, Path path, int points, long now) throws IOException {
        Entry entry = files.get(metric);
        if (entry != null) {
            entry.lastWrite = now;
            return entry.file;
        }
        if (points >= MANY_POINTS || files.size() >= ceiling) {
            return null;
        }
        WhisperFile file = WhisperFile.open(path, Access.MAPPED);
        files.put(metric, new Entry(file, now));
        return file;
    }

    /** Closes a metric's file, if it is open: it was deleted, or turned out to be damaged. */
    void close(String metric) {
        Entry entry = files.remove(metric);
        if (entry != null) {
            close(entry.file);
        }
    }

    /**
     * Closes the files that were last written before a time, and those that somebody has deleted, replaced or cut: what is
     * stored in their memory would be nowhere.
     */
    void closeIdle(long before) {
        for (Iterator<Entry> entries = files.values().iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (entry.lastWrite < before || !isWhole(entry.file)) {
                entries.remove();
                close(entry.file);
            }
        }
    }

    private static boolean isWhole(WhisperFile file) {
        try {
            boolean whole = file.isWhole();
            if (!whole && Files.exists(file.path())) {
                LOG.warn("{} was replaced or became shorter while it was open, and is opened anew", file.path());
            }
            return whole;
        } catch (IOException e) {
            // What is wrong with it shows when it is written.
            return false;
        }
    }

    int size() {
        return files.size();
    }

    private static void close(WhisperFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("closing {} failed: {}", file.path(), e.getMessage());
        }
    }
}

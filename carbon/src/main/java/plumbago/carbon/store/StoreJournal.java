package plumbago.carbon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import plumbago.base.config.Settings;
import plumbago.carbon.config.JournalSettings;
import plumbago.carbon.journal.JournalKeeper;
import plumbago.carbon.journal.JournalOptions;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.whisper.FileSpace;

/** Opens the journal that the settings want. */
final class StoreJournal {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private StoreJournal() {}

    /**
     * The journal, with its folder locked; none if there is to be none.
     *
     * @param started takes the lock, which has to be given back
     * @throws FolderInUseException if another process has the folder
     * @throws IOException if it cannot be used; the message names it
     */
    static Optional<JournalKeeper> open(
            Settings settings, Storage storage, PointCounters counters, Clock clock, Deque<AutoCloseable> started)
            throws IOException {
        if (!settings.get(JournalSettings.JOURNAL)) {
            return Optional.empty();
        }
        Path folder = settings.get(JournalSettings.JOURNAL_DIR)
                .toAbsolutePath()
                .normalize()
                .resolve(DataFolderLock.safe(settings.instance()));
        JournalKeeper.makeFolder(folder);
        DataFolderLock.take(folder, settings.instance(), "journal's folder", "JOURNAL_DIR")
                .ifPresent(started::push);
        return Optional.of(JournalKeeper.open(
                new JournalOptions(
                        folder,
                        settings.get(JournalSettings.MAX_JOURNAL_BYTES),
                        settings.get(JournalSettings.JOURNAL_SYNC_INTERVAL),
                        FileSpace::reserve,
                        storage::sync),
                counters,
                clock));
    }

    /** How long a stop may write: without a journal, until all is written. */
    static Duration timeToStop(Settings settings) {
        Duration most = settings.get(JournalSettings.MAX_SECONDS_ON_SHUTDOWN);
        return !settings.get(JournalSettings.JOURNAL) || most.isZero() ? FOREVER : most;
    }
}

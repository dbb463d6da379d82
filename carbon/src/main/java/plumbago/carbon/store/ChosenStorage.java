package plumbago.carbon.store;

import plumbago.base.config.Settings;
import plumbago.carbon.config.TagSettings;
import plumbago.carbon.config.WriterSettings;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.whisper.WhisperStorage;

/** The storage that the settings ask for; nothing else in this package knows which it is. */
final class ChosenStorage {
    private ChosenStorage() {}

    /** Opens it for a writer. */
    static Storage open(Settings settings, Layouts layouts, PointCounters counters) {
        return open(settings, MappingLimit.files(), layouts, counters);
    }

    /** Opens it only to look at it, also while a server has it. */
    static Storage openToLook(Settings settings, Layouts layouts, PointCounters counters) {
        return open(settings, 0, layouts, counters);
    }

    private static Storage open(Settings settings, int openFiles, Layouts layouts, PointCounters counters) {
        return new WhisperStorage(
                DataFolder.of(settings),
                layouts,
                WhisperStorage.Options.of(
                        settings.get(WriterSettings.WHISPER_FALLOCATE_CREATE),
                        settings.get(WriterSettings.WHISPER_SPARSE_CREATE),
                        openFiles,
                        settings.get(TagSettings.TAG_HASH_FILENAMES),
                        settings.get(WriterSettings.WHISPER_AUTOFLUSH),
                        settings.get(WriterSettings.WHISPER_LOCK_WRITES),
                        settings.get(WriterSettings.LOG_CREATES)),
                counters);
    }
}

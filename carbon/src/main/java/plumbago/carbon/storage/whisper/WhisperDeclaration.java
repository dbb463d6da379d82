package plumbago.carbon.storage.whisper;

import java.util.List;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.carbon.config.TagSettings;
import plumbago.carbon.config.WriterSettings;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.StorageDeclaration;

/** The storage that is chosen where nothing is said: Whisper files in LOCAL_DATA_DIR, by carbon's own settings. */
public final class WhisperDeclaration {
    /** Its settings are carbon's, which are there anyway. */
    public static final StorageDeclaration WHISPER =
            new StorageDeclaration("whisper", List.of(), WhisperDeclaration::open);

    private WhisperDeclaration() {}

    private static Storage open(StorageDeclaration.Context context) {
        Settings settings = context.settings();
        return new WhisperStorage(
                settings.get(FolderSettings.LOCAL_DATA_DIR).toAbsolutePath().normalize(),
                context.layouts(),
                WhisperStorage.Options.of(
                        settings.get(WriterSettings.WHISPER_FALLOCATE_CREATE),
                        settings.get(WriterSettings.WHISPER_SPARSE_CREATE),
                        context.writes() ? MappingLimit.files() : 0,
                        settings.get(TagSettings.TAG_HASH_FILENAMES),
                        settings.get(WriterSettings.WHISPER_AUTOFLUSH),
                        settings.get(WriterSettings.WHISPER_LOCK_WRITES),
                        settings.get(WriterSettings.LOG_CREATES)),
                context.counters());
    }
}

package plumbago.carbon.config;

import static plumbago.base.config.SettingTypes.TEXT;

import java.util.List;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;

/** Where series are kept. */
public final class StorageSettings {
    private static final SettingGroup STORAGE_GROUP = new SettingGroup("Storage", Section.CACHE);
    static final List<SettingGroup> GROUPS = List.of(STORAGE_GROUP);

    public static final Setting<String> STORAGE = STORAGE_GROUP.honoured(
            "STORAGE",
            TEXT,
            "whisper",
            "",
            "What series are kept in: whisper, which are files in LOCAL_DATA_DIR. (Plumbago's own.)");

    private StorageSettings() {}
}

package plumbago.base.config;

import static plumbago.base.config.Section.AGGREGATOR;
import static plumbago.base.config.Section.CACHE;
import static plumbago.base.config.Section.RELAY;
import static plumbago.base.config.SettingDefault.derived;
import static plumbago.base.config.SettingTypes.FOLDER;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;
import static plumbago.base.config.SettingTypes.oneOf;

import java.nio.file.Path;
import java.util.List;

/** Where things lie, and as whom the process runs. */
public final class FolderSettings {
    private static final String TITLE = "Folders and process";
    private static final SettingGroup ALL = new SettingGroup(TITLE, CACHE, RELAY, AGGREGATOR);
    private static final SettingGroup STORE = new SettingGroup(TITLE, CACHE);
    public static final List<SettingGroup> GROUPS = List.of(ALL, STORE);

    private static final String LOGS_TO_STANDARD_ERROR =
            "the log goes to standard error, for the service that runs Plumbago to keep and to rotate";

    public static final Setting<Path> STORAGE_DIR = ALL.honoured(
            "STORAGE_DIR",
            FOLDER,
            derived(
                    "`$GRAPHITE_STORAGE_DIR`, else `$GRAPHITE_ROOT/storage`, else `data`",
                    FolderSettings::storageFolder),
            "",
            "The folder that everything is kept below. A relative one is below the working directory.");

    public static final Setting<Path> CONF_DIR = ALL.honoured(
            "CONF_DIR",
            FOLDER,
            derived(
                    "the folder of `--config FILE`, else `$GRAPHITE_CONF_DIR`, else `$GRAPHITE_ROOT/conf`, else the"
                            + " working directory",
                    FolderSettings::configFolder),
            "",
            "The folder of storage-schemas.conf and all other rule files.");

    public static final Setting<Path> WHITELISTS_DIR = ALL.withoutMeaning(
            "WHITELISTS_DIR",
            FOLDER,
            derived(
                    "`STORAGE_DIR/lists`",
                    sources -> sources.getBeforeInstance(STORAGE_DIR).resolve("lists")),
            "A folder for generated lists.",
            "carbon reads it and never uses it; the lists are in CONF_DIR");

    public static final Setting<Path> LOG_DIR = ALL.withoutMeaning(
            "LOG_DIR",
            FOLDER,
            derived(
                    "`STORAGE_DIR/log/PROGRAM`",
                    sources -> sources.getBeforeInstance(STORAGE_DIR)
                            .resolve("log")
                            .resolve(sources.daemon().program())),
            "The folder of the log files.",
            LOGS_TO_STANDARD_ERROR);

    public static final Setting<Boolean> ENABLE_LOGROTATION = ALL.withoutMeaning(
            "ENABLE_LOGROTATION", SWITCH, true, "Starts a new log file every day.", LOGS_TO_STANDARD_ERROR);

    public static final Setting<Path> PID_DIR = ALL.withoutMeaning(
            "PID_DIR",
            FOLDER,
            derived("`STORAGE_DIR`", sources -> sources.getBeforeInstance(STORAGE_DIR)),
            "The folder of the file with the process number.",
            "Plumbago stays in the foreground and writes no such file; the service that runs it knows its number");

    public static final Setting<String> USER = ALL.withoutMeaning(
            "USER",
            TEXT,
            "",
            "The user to become after the start.",
            "Plumbago runs as the user who starts it, and needs no other one");

    public static final Setting<Path> LOCAL_DATA_DIR = STORE.honoured(
            "LOCAL_DATA_DIR",
            FOLDER,
            derived(
                    "`STORAGE_DIR/whisper`",
                    sources -> sources.getBeforeInstance(STORAGE_DIR).resolve("whisper")),
            "",
            "The folder of the Whisper files.");

    public static final Setting<String> DATABASE = STORE.honoured(
            "DATABASE", oneOf("whisper"), "whisper", "", "What keeps the points: Whisper files are what there is.");

    private FolderSettings() {}

    private static Path storageFolder(SettingDefault.DefaultSources sources) {
        String folder = sources.environment("GRAPHITE_STORAGE_DIR");
        String root = sources.environment("GRAPHITE_ROOT");
        if (!folder.isEmpty()) {
            return Path.of(folder);
        }
        return root.isEmpty() ? Path.of("data") : Path.of(root, "storage");
    }

    private static Path configFolder(SettingDefault.DefaultSources sources) {
        String given = sources.configFolder();
        String folder = sources.environment("GRAPHITE_CONF_DIR");
        String root = sources.environment("GRAPHITE_ROOT");
        if (!given.isEmpty() || !folder.isEmpty()) {
            return Path.of(given.isEmpty() ? folder : given);
        }
        return root.isEmpty() ? Path.of("") : Path.of(root, "conf");
    }
}

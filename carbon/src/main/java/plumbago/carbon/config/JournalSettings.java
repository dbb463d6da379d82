package plumbago.carbon.config;

import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.FOLDER;
import static plumbago.base.config.SettingTypes.SECONDS_OR_NONE;
import static plumbago.base.config.SettingTypes.SWITCH;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** The journal, in which received points outlive a crash. All of it is Plumbago's own. */
public final class JournalSettings {
    private static final SettingGroup JOURNAL_GROUP = new SettingGroup("Journal", Section.CACHE);
    static final List<SettingGroup> GROUPS = List.of(JOURNAL_GROUP);

    private static final int CACHES = 4;

    public static final Setting<Boolean> JOURNAL = JOURNAL_GROUP.honoured(
            "JOURNAL",
            SWITCH,
            true,
            "",
            "Writes every point down before it counts as received, so that a crash loses none, and a stop need not wait"
                    + " until all of them are in their files. (Plumbago's own.)");

    public static final Setting<Path> JOURNAL_DIR = JOURNAL_GROUP.honoured(
            "JOURNAL_DIR",
            FOLDER,
            SettingDefault.derived(
                    "`STORAGE_DIR/journal`",
                    sources -> sources.getBeforeInstance(FolderSettings.STORAGE_DIR)
                            .resolve("journal")),
            "",
            "The folder of the journal; each instance has a folder of its own in it. (Plumbago's own.)");

    public static final Setting<Long> MAX_JOURNAL_BYTES = JOURNAL_GROUP.honoured(
            "MAX_JOURNAL_BYTES",
            BYTES,
            SettingDefault.derived(
                    "four times `MAX_CACHE_BYTES`", sources -> CACHES * sources.get(CacheSettings.MAX_CACHE_BYTES)),
            "bytes",
            "Most space on the disk for the journal, 4M at least. At this limit USE_FLOW_CONTROL decides whether senders"
                    + " wait or points are dropped. (Plumbago's own.)");

    public static final Setting<Duration> JOURNAL_SYNC_INTERVAL = JOURNAL_GROUP.honoured(
            "JOURNAL_SYNC_INTERVAL",
            SECONDS_OR_NONE,
            Duration.ZERO,
            "seconds",
            "How often the journal is forced to the disk: a loss of power loses no more than what came in since the last"
                    + " time. Without it the operating system decides, which takes half a minute or so; a crash of"
                    + " Plumbago alone loses nothing in either case. (Plumbago's own.)");

    public static final Setting<Duration> MAX_SECONDS_ON_SHUTDOWN = JOURNAL_GROUP.honoured(
            "MAX_SECONDS_ON_SHUTDOWN",
            SECONDS_OR_NONE,
            Duration.ofSeconds(5),
            "seconds",
            "How long Plumbago goes on writing to files when it is told to stop; the journal holds the rest. Without a"
                    + " journal, and with None, it goes on until nothing waits. (Plumbago's own.)");

    private JournalSettings() {}
}

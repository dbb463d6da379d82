package plumbago.carbon.config;

import static plumbago.base.config.SettingTypes.SECONDS_OR_NONE;

import java.time.Duration;
import java.util.List;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;

/** The names of the metrics. */
public final class IndexSettings {
    private static final SettingGroup INDEX = new SettingGroup("Index", Section.CACHE);
    static final List<SettingGroup> GROUPS = List.of(INDEX);

    public static final Setting<Duration> INDEX_CHECK_INTERVAL = INDEX.honoured(
            "INDEX_CHECK_INTERVAL",
            SECONDS_OR_NONE,
            Duration.ofSeconds(60),
            "seconds",
            "Time between two looks at the folders, for files that others added or removed; None or 0 looks at the start"
                    + " only. (Plumbago's own.)");

    private IndexSettings() {}
}

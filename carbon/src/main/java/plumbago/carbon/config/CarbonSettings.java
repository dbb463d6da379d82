package plumbago.carbon.config;

import java.util.List;
import java.util.stream.Stream;
import plumbago.base.admin.AdminSettings;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.SettingGroup;

/** The settings of the way of a point, in the order of the docs. */
public final class CarbonSettings {
    public static final List<SettingGroup> GROUPS = Stream.of(
                    FolderSettings.GROUPS,
                    ReceiverSettings.GROUPS,
                    CacheSettings.GROUPS,
                    JournalSettings.GROUPS,
                    StorageSettings.GROUPS,
                    WriterSettings.GROUPS,
                    IndexSettings.GROUPS,
                    StatsSettings.GROUPS,
                    TagSettings.GROUPS,
                    EventSettings.GROUPS,
                    AdminSettings.GROUPS,
                    RelaySettings.GROUPS,
                    AggregatorSettings.GROUPS,
                    ForeignSettings.GROUPS)
            .flatMap(List::stream)
            .toList();

    private CarbonSettings() {}
}

package plumbago.carbon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting there is, in the order of the docs. */
public final class AllSettings {
    private static final List<SettingGroup> GROUPS = Stream.of(
                    FolderSettings.GROUPS,
                    ReceiverSettings.GROUPS,
                    CacheSettings.GROUPS,
                    JournalSettings.GROUPS,
                    WriterSettings.GROUPS,
                    IndexSettings.GROUPS,
                    StatsSettings.GROUPS,
                    TagSettings.GROUPS,
                    WebSettings.GROUPS,
                    RelaySettings.GROUPS,
                    AggregatorSettings.GROUPS,
                    ForeignSettings.GROUPS)
            .flatMap(List::stream)
            .toList();

    private AllSettings() {}

    /** All settings by chapter. */
    public static Map<String, List<Setting<?>>> chapters() {
        Map<String, List<Setting<?>>> chapters = new LinkedHashMap<>();
        for (SettingGroup group : GROUPS) {
            chapters.computeIfAbsent(group.title(), title -> new ArrayList<>()).addAll(group.settings());
        }
        return chapters;
    }

    /** All settings. */
    public static List<Setting<?>> list() {
        return GROUPS.stream().flatMap(group -> group.settings().stream()).toList();
    }

    /** The setting of a name that a section takes. Small letters do as well as capitals. */
    static Optional<Setting<?>> find(Section section, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return list().stream()
                .filter(setting -> setting.name().equals(upper) && takes(section, setting))
                .findFirst();
    }

    static boolean takes(Section section, Setting<?> setting) {
        return setting.sections().stream().anyMatch(section::takes);
    }
}

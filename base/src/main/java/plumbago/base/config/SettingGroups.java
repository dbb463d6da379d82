package plumbago.base.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings of all parts of a program, in the order of the docs. */
public final class SettingGroups {
    private final List<SettingGroup> groups;
    private final List<Setting<?>> all;

    /** Sections by label, in order. */
    private final Map<String, Section> sections = new LinkedHashMap<>();

    /** @param groups those of all parts, each once */
    public SettingGroups(List<SettingGroup> groups) {
        this.groups = List.copyOf(groups);
        this.all = groups.stream().flatMap(group -> group.settings().stream()).toList();
        Section.DAEMONS.forEach(section -> sections.put(section.label(), section));
        all.forEach(setting -> setting.sections().forEach(section -> sections.put(section.label(), section)));
    }

    /** All settings by chapter. */
    public Map<String, List<Setting<?>>> chapters() {
        Map<String, List<Setting<?>>> chapters = new LinkedHashMap<>();
        for (SettingGroup group : groups) {
            chapters.computeIfAbsent(group.title(), title -> new ArrayList<>()).addAll(group.settings());
        }
        return chapters;
    }

    /** All settings. */
    public List<Setting<?>> list() {
        return all;
    }

    /** The section of a name. */
    public Optional<Section> section(String label) {
        return Optional.ofNullable(sections.get(label));
    }

    Collection<Section> sections() {
        return sections.values();
    }

    /** The setting of a name that a section accepts. Small letters do as well as capitals. */
    Optional<Setting<?>> find(Section section, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return all.stream()
                .filter(setting -> setting.key().equals(upper) && accepts(section, setting))
                .findFirst();
    }

    /** The setting that has taken the place of one that other versions of carbon have. */
    Optional<Setting<?>> successor(String name) {
        return groups.stream().flatMap(group -> group.successor(name).stream()).findFirst();
    }

    /** Whether the cache acts on a setting of another daemon. */
    boolean isUsedByCache(Setting<?> setting) {
        return groups.stream().anyMatch(group -> group.isUsedByCache(setting));
    }

    static boolean accepts(Section section, Setting<?> setting) {
        return setting.sections().stream().anyMatch(section::accepts);
    }
}

package plumbago.base.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Declares settings that belong together and stand in the same sections. Each part of the program has its own beside it;
 * whoever puts the parts together hands all of them to {@link Settings#load}.
 */
public final class SettingGroup {
    private final String title;
    private final Set<Section> sections;
    private final List<Setting<?>> settings = new ArrayList<>();
    private final Map<String, Setting<?>> successors = new HashMap<>();
    private final Set<Setting<?>> usedByCache = new HashSet<>();

    /**
     * Creates a group.
     *
     * @param title headline in the docs; groups with the same title are one chapter
     */
    public SettingGroup(String title, Section first, Section... others) {
        this.title = title;
        Set<Section> all = new LinkedHashSet<>();
        all.add(first);
        all.addAll(List.of(others));
        this.sections = Collections.unmodifiableSet(all);
    }

    String title() {
        return title;
    }

    List<Setting<?>> settings() {
        return Collections.unmodifiableList(settings);
    }

    /** A setting that does what its doc says. */
    public <T> Setting<T> honoured(String name, SettingType<T> type, T value, String unit, String doc) {
        return honoured(name, type, fixed(type, value), unit, doc);
    }

    /** A setting that does what its doc says. */
    public <T> Setting<T> honoured(String name, SettingType<T> type, SettingDefault<T> value, String unit, String doc) {
        return add(new Setting<>(name, sections, type, value, unit, doc, Setting.Status.HONOURED, ""));
    }

    /** A setting that is read and checked, and that nothing acts on yet. */
    public <T> Setting<T> notYet(String name, SettingType<T> type, T value, String unit, String doc) {
        return notYet(name, type, fixed(type, value), unit, doc);
    }

    /** A setting that is read and checked, and that nothing acts on yet. */
    public <T> Setting<T> notYet(String name, SettingType<T> type, SettingDefault<T> value, String unit, String doc) {
        return add(new Setting<>(name, sections, type, value, unit, doc, Setting.Status.NOT_YET, ""));
    }

    /** A setting of carbon that has no meaning here. */
    public <T> Setting<T> withoutMeaning(String name, SettingType<T> type, T value, String doc, String why) {
        return withoutMeaning(name, type, fixed(type, value), doc, why);
    }

    /** A setting of carbon that has no meaning here. */
    public <T> Setting<T> withoutMeaning(
            String name, SettingType<T> type, SettingDefault<T> value, String doc, String why) {
        return add(new Setting<>(name, sections, type, value, "", doc, Setting.Status.WITHOUT_MEANING, why));
    }

    /** Says that a setting has taken the place of one that other versions of carbon have. */
    public void replaces(String former, Setting<?> successor) {
        successors.put(former, successor);
    }

    /** Says that the cache acts on a setting too, though it has its place in the section of another daemon. */
    public void usedByCache(Setting<?> setting) {
        usedByCache.add(setting);
    }

    boolean isUsedByCache(Setting<?> setting) {
        return usedByCache.contains(setting);
    }

    Optional<Setting<?>> successor(String former) {
        return Optional.ofNullable(successors.get(former));
    }

    private static <T> SettingDefault<T> fixed(SettingType<T> type, T value) {
        return new SettingDefault<>(sources -> value, type.write(value), "", "");
    }

    private <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }
}

package plumbago.carbon.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Declares settings that belong together and stand in the same sections. */
final class SettingGroup {
    private final String title;
    private final Set<Section> sections;
    private final List<Setting<?>> settings = new ArrayList<>();

    /**
     * Creates a group.
     *
     * @param title headline in the docs; groups with the same title are one chapter
     */
    SettingGroup(String title, Section first, Section... others) {
        this.title = title;
        this.sections = Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    String title() {
        return title;
    }

    List<Setting<?>> settings() {
        return Collections.unmodifiableList(settings);
    }

    <T> Setting<T> honoured(String name, SettingType<T> type, T value, String unit, String doc) {
        return honoured(name, type, fixed(type, value), unit, doc);
    }

    <T> Setting<T> honoured(String name, SettingType<T> type, SettingDefault<T> value, String unit, String doc) {
        return add(new Setting<>(name, sections, type, value, unit, doc, Setting.Status.HONOURED, ""));
    }

    <T> Setting<T> notYet(String name, SettingType<T> type, T value, String unit, String doc) {
        return notYet(name, type, fixed(type, value), unit, doc);
    }

    <T> Setting<T> notYet(String name, SettingType<T> type, SettingDefault<T> value, String unit, String doc) {
        return add(new Setting<>(name, sections, type, value, unit, doc, Setting.Status.NOT_YET, ""));
    }

    <T> Setting<T> withoutMeaning(String name, SettingType<T> type, T value, String doc, String why) {
        return withoutMeaning(name, type, fixed(type, value), doc, why);
    }

    <T> Setting<T> withoutMeaning(String name, SettingType<T> type, SettingDefault<T> value, String doc, String why) {
        return add(new Setting<>(name, sections, type, value, "", doc, Setting.Status.WITHOUT_MEANING, why));
    }

    private static <T> SettingDefault<T> fixed(SettingType<T> type, T value) {
        return new SettingDefault<>(sources -> value, type.write(value), "", "");
    }

    private <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }
}

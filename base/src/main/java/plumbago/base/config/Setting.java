package plumbago.base.config;

import java.util.Locale;
import java.util.Set;

/**
 * One declared setting of carbon.conf.
 *
 * <p>Settings are the constants of {@link FolderSettings} and its like beside each part of the program; all of them are
 * in {@link SettingGroups}. The value comes from {@link Settings#get}.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
    /** What becomes of a setting that is set. */
    public enum Status {
        /** It does what its doc says. */
        HONOURED,
        /** It is read and checked, and nothing acts on it yet; a start that meets it says so. */
        NOT_YET,
        /** Carbon knows it; in one process with everything inside it has no meaning. A start that meets it says why. */
        WITHOUT_MEANING
    }

    private final String name;
    private final Set<Section> sections;
    private final SettingType<T> type;
    private final SettingDefault<T> defaultValue;
    private final String unit;
    private final String doc;
    private final Status status;
    private final String why;

    Setting(
            String name,
            Set<Section> sections,
            SettingType<T> type,
            SettingDefault<T> defaultValue,
            String unit,
            String doc,
            Status status,
            String why) {
        this.name = name;
        this.sections = sections;
        this.type = type;
        this.defaultValue = defaultValue;
        this.unit = unit;
        this.doc = doc;
        this.status = status;
        this.why = why;
    }

    /** The name as the docs write it; in the file, small letters do as well as capitals. */
    public String name() {
        return name;
    }

    /** The name in capitals, by which it is found. */
    String key() {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The sections it may stand in. */
    public Set<Section> sections() {
        return sections;
    }

    public SettingType<T> type() {
        return type;
    }

    /** The value where nothing is set. */
    public SettingDefault<T> defaultValue() {
        return defaultValue;
    }

    /** What the value counts, as {@code seconds}; empty if it counts nothing. */
    public String unit() {
        return unit;
    }

    /** What it does, in a sentence or two. */
    public String doc() {
        return doc;
    }

    public Status status() {
        return status;
    }

    /** Why it has no meaning; empty for others. */
    public String why() {
        return why;
    }

    @Override
    public String toString() {
        return name;
    }
}

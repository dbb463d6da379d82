package plumbago.base.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of all settings for one start. Reading a setting cannot fail: everything was checked when this was made.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class Settings {
    private static final String DEFAULT = "the default";

    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Map<Setting<?>, String> origins = new HashMap<>();
    private final Map<Section, List<Setting<?>>> written = new HashMap<>();
    private final List<String> warnings;
    private final List<String> notes;
    private final ConfigSources sources;
    private final SettingGroups groups;

    private Settings(SettingsReader reader, ConfigSources sources, SettingGroups groups, Collection<Setting<?>> wanted)
            throws ConfigException {
        this.sources = sources;
        this.groups = groups;
        List<String> problems = new ArrayList<>();
        for (Setting<?> setting : wanted) {
            read(setting, reader, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        groups.sections().forEach(section -> written.put(section, reader.writtenIn(section)));
        this.warnings = reader.warnings();
        this.notes = reader.notes();
    }

    /**
     * Reads the settings.
     *
     * @param groups those of all parts of the program
     * @throws ConfigException if the file cannot be read or a value is none that its setting can have; it names all of
     *     these, with file and line, and what would be right
     */
    public static Settings load(ConfigSources sources, List<SettingGroup> groups) throws ConfigException {
        SettingGroups all = new SettingGroups(groups);
        return new Settings(new SettingsReader(sources, all), sources, all, all.list());
    }

    /**
     * Reads some settings alone, for a look at whether a daemon is to run: mistakes in others do not matter to it.
     *
     * @param groups those of all parts of the program
     * @throws ConfigException as with {@link #load}
     */
    public static Settings loadOnly(ConfigSources sources, List<SettingGroup> groups, List<Setting<?>> some)
            throws ConfigException {
        SettingGroups all = new SettingGroups(groups);
        return new Settings(new SettingsReader(sources, all), sources, all, some);
    }

    /** The built-in defaults, with nothing looked at. */
    public static Settings defaults(List<SettingGroup> groups) {
        SettingGroups all = new SettingGroups(groups);
        try {
            ConfigSources nothing = ConfigSources.of(Map.of());
            return new Settings(new SettingsReader(nothing, CarbonConf.empty(), all), nothing, all, all.list());
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads some of these anew from where they came from, as that is now.
     *
     * @throws ConfigException as with {@link #load}
     */
    public Settings readAgain(List<Setting<?>> some) throws ConfigException {
        return new Settings(new SettingsReader(sources, groups), sources, groups, some);
    }

    /**
     * The value of a setting.
     *
     * @throws IllegalArgumentException if it is in none of the groups that these were loaded with
     */
    @SuppressWarnings("unchecked") // read() puts in what the setting's own type has made
    public <T> T get(Setting<T> setting) {
        if (!origins.containsKey(setting)) {
            throw new IllegalArgumentException(setting + " is in none of the groups that were loaded");
        }
        return (T) values.get(setting);
    }

    /**
     * Whether the user has said what the value is, in the file or at the start; otherwise it is the default.
     *
     * @throws IllegalArgumentException if it is in none of the groups that these were loaded with
     */
    public boolean isSet(Setting<?> setting) {
        if (!origins.containsKey(setting)) {
            throw new IllegalArgumentException(setting + " is in none of the groups that were loaded");
        }
        return !origins.get(setting).equals(DEFAULT);
    }

    /** Where the value comes from, for messages: {@code carbon.conf, line 12}, or {@code the default}. */
    public String origin(Setting<?> setting) {
        return origins.get(setting);
    }

    /** The settings that were written in a section, in the order of the file, and behind them those of the command line. */
    public List<Setting<?>> written(Section section) {
        return written.getOrDefault(section, List.of());
    }

    /** The section that a setting is read from: the daemon's, where the setting may stand there. */
    public Section section(Setting<?> setting) {
        return SettingGroups.accepts(sources.daemon(), setting)
                ? sources.daemon()
                : setting.sections().iterator().next();
    }

    /** All daemons that run in the process, the one that these settings are for among them. */
    public List<Section> running() {
        return sources.running();
    }

    /** The instance of the daemon, part of the names of its own metrics. */
    public String instance() {
        return sources.instance();
    }

    /** What the user wrote that cannot be meant so: unknown names, settings that nothing acts on yet. */
    public List<String> warnings() {
        return warnings;
    }

    /** What the user wrote that has no meaning here, and why. */
    public List<String> notes() {
        return notes;
    }

    private <T> void read(Setting<T> setting, SettingsReader reader, List<String> problems) {
        CarbonConf.Value written = reader.written(setting);
        origins.put(setting, written == null ? DEFAULT : written.place().toString());
        values.put(setting, value(setting, written, new Lookup(reader), problems));
    }

    /** The value of what was written, or the default if nothing was, or nothing that can be read. */
    private static <T> T value(Setting<T> setting, CarbonConf.Value written, Lookup lookup, List<String> problems) {
        if (written != null) {
            try {
                return setting.type().read(written.text());
            } catch (IllegalArgumentException e) {
                problems.add(written.place() + ": " + setting.name() + " = " + written.text() + ": expected "
                        + setting.type().expected());
            }
        }
        return setting.defaultValue().value().apply(lookup);
    }

    /** What defaults that depend on something look at. */
    private final class Lookup implements SettingDefault.DefaultSources {
        private final SettingsReader reader;
        private final List<String> reportedInItsTurn = new ArrayList<>();

        Lookup(SettingsReader reader) {
            this.reader = reader;
        }

        @Override
        public <U> U get(Setting<U> setting) {
            return value(setting, reader.written(setting), this, reportedInItsTurn);
        }

        @Override
        public <U> U getBeforeInstance(Setting<U> setting) {
            return value(setting, reader.writtenBeforeInstance(setting), this, reportedInItsTurn);
        }

        @Override
        public String environment(String name) {
            return sources.environment().getOrDefault(name, "");
        }

        @Override
        public String configFolder() {
            return sources.config()
                    .map(file -> file.toAbsolutePath().normalize().getParent().toString())
                    .orElse("");
        }

        @Override
        public Section daemon() {
            return sources.daemon();
        }
    }
}

package plumbago.base.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import plumbago.base.python.PythonText;

/**
 * Finds what was written for each setting: {@code [daemon]}, before it {@code [daemon:instance]}, before that {@code
 * --set}; and looks for what was written and is no setting.
 */
final class SettingsReader {
    private final ConfigSources sources;
    private final CarbonConf conf;
    private final SettingGroups groups;
    private final Map<Section, Map<String, CarbonConf.Value>> written = new HashMap<>();
    private final Map<Section, Map<String, CarbonConf.Value>> writtenBeforeInstance = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** By source, and then by reason: names and lines. A carbon.conf of old has dozens that are better reported together. */
    private final Map<String, List<String>> notYet = new LinkedHashMap<>();

    private final Map<String, Map<String, List<String>>> withoutMeaning = new LinkedHashMap<>();

    SettingsReader(ConfigSources sources, SettingGroups groups) throws ConfigException {
        this(sources, read(sources.configFile()), groups);
    }

    SettingsReader(ConfigSources sources, CarbonConf conf, SettingGroups groups) throws ConfigException {
        this.groups = groups;
        this.sources = sources;
        this.conf = conf;
        for (Section section : groups.sections()) {
            Map<String, CarbonConf.Value> values = new LinkedHashMap<>(conf.section(section.label()));
            writtenBeforeInstance.put(section, new LinkedHashMap<>(values));
            if (section.isDaemon()) {
                values.putAll(conf.section(section.label() + ":" + sources.instance()));
            }
            written.put(section, values);
        }
        conf.headers().forEach(this::check);
        override();
        checkStorageFolder();
        reportTogether();
    }

    private static CarbonConf read(Optional<Path> file) throws ConfigException {
        return file.isPresent() ? CarbonConf.read(file.get()) : CarbonConf.empty();
    }

    /** What was written for a setting, or null. */
    CarbonConf.Value written(Setting<?> setting) {
        return written(setting, written);
    }

    /** The same but for the section of the instance; an override counts. */
    CarbonConf.Value writtenBeforeInstance(Setting<?> setting) {
        return written(setting, writtenBeforeInstance);
    }

    private CarbonConf.Value written(Setting<?> setting, Map<Section, Map<String, CarbonConf.Value>> values) {
        if (SettingGroups.accepts(sources.daemon(), setting)) {
            return values.get(sources.daemon()).get(setting.key());
        }
        return setting.sections().stream()
                .map(section -> values.get(section).get(setting.key()))
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    /** The settings that something was written for in a section, in the order of the file; those of {@code --set} follow. */
    List<Setting<?>> writtenIn(Section section) {
        List<Setting<?>> settings = new ArrayList<>();
        written.getOrDefault(section, Map.of())
                .keySet()
                .forEach(name -> groups.find(section, name).ifPresent(settings::add));
        return List.copyOf(settings);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private boolean isFor(Section section, String header) {
        return header.equals(section.label())
                || (section.isDaemon() && header.equals(section.label() + ":" + sources.instance()));
    }

    private void check(String header, Place place) {
        int colon = header.indexOf(':');
        Optional<Section> section = groups.section(colon < 0 ? header : header.substring(0, colon));
        if (isSaidElsewhere(section)) {
            return;
        }
        if (section.isEmpty() || (colon >= 0 && !section.get().isDaemon())) {
            warnings.add(place + ": unknown section [" + header + "]" + suggestion(header, sectionNames()));
        } else if (section.get().isDaemon() && !section.get().equals(sources.daemon())) {
            checkOtherDaemon(section.get(), header, place);
        } else if (!isFor(section.get(), header)) {
            notes.add(place + ": the section [" + header + "] is for another instance than " + sources.instance()
                    + ", and is passed over");
        } else {
            conf.section(header).forEach((name, value) -> check(section.get(), name, value));
        }
    }

    /** What belongs to another daemon that runs is said with its settings, and what to none with those of the first. */
    private boolean isSaidElsewhere(Optional<Section> section) {
        return section.filter(sources.daemon()::equals).isEmpty()
                && (!sources.isFirst()
                        || section.filter(sources.running()::contains).isPresent());
    }

    private boolean isUsed(Section section, String name) {
        return sources.running().contains(Section.CACHE)
                && groups.find(section, name).filter(groups::isUsedByCache).isPresent();
    }

    /** What stands in the section of a daemon that does not run is of no use, but for what the cache acts on too. */
    private void checkOtherDaemon(Section section, String header, Place place) {
        List<String> used = new ArrayList<>();
        boolean unused = false;
        for (Map.Entry<String, CarbonConf.Value> entry : conf.section(header).entrySet()) {
            if (isUsed(section, entry.getKey())) {
                used.add(entry.getKey());
            } else {
                unused |= !entry.getValue().inherited();
            }
        }
        if (unused) {
            notes.add(place + ": the section [" + header + "] is for " + section.doesNotRun() + "; nothing acts on it"
                    + (used.isEmpty() ? "" : ", only on " + String.join(", ", used)));
        }
    }

    private void check(Section section, String name, CarbonConf.Value value) {
        if (value.inherited() && groups.list().stream().anyMatch(s -> s.key().equals(name))) {
            return;
        }
        Optional<Setting<?>> found = groups.find(section, name);
        if (found.isEmpty()) {
            warnings.add(value.place() + ": " + unknown(section, name));
            return;
        }
        Setting<?> setting = found.get();
        String source = value.place().source();
        String named = value.place().line() == 0
                ? setting.name()
                : setting.name() + " (line " + value.place().line() + ")";
        switch (setting.status()) {
            case HONOURED -> {}
            case NOT_YET ->
                notYet.computeIfAbsent(source, key -> new ArrayList<>()).add(named);
            case WITHOUT_MEANING ->
                withoutMeaning
                        .computeIfAbsent(source, key -> new LinkedHashMap<>())
                        .computeIfAbsent(setting.why(), key -> new ArrayList<>())
                        .add(named);
        }
    }

    private void checkStorageFolder() {
        CarbonConf.Value storage = written(FolderSettings.STORAGE_DIR);
        if (sources.daemon().equals(Section.CACHE)
                && storage != null
                && !storage.equals(writtenBeforeInstance(FolderSettings.STORAGE_DIR))
                && written(FolderSettings.LOCAL_DATA_DIR) == null) {
            warnings.add(
                    storage.place() + ": STORAGE_DIR of an instance does not move the folders below it, as in carbon;"
                            + " set LOCAL_DATA_DIR as well");
        }
    }

    private void reportTogether() {
        notYet.forEach((source, names) ->
                warnings.add(source + ": not honoured yet, so that nothing acts on it: " + String.join(", ", names)));
        withoutMeaning.forEach((source, reasons) -> reasons.forEach((why, names) ->
                notes.add(source + ": without meaning here: " + String.join(", ", names) + ": " + why)));
    }

    private String unknown(Section section, String name) {
        String text = "unknown setting " + name + " in section " + section;
        List<String> elsewhere = groups.list().stream()
                .filter(setting -> setting.key().equals(name))
                .flatMap(setting -> setting.sections().stream())
                .map(Section::toString)
                .toList();
        if (!elsewhere.isEmpty()) {
            return text + "; it belongs into " + String.join(" or ", elsewhere);
        }
        List<String> known = groups.list().stream()
                .filter(setting -> SettingGroups.accepts(section, setting))
                .map(Setting::name)
                .toList();
        return text
                + groups.successor(name)
                        .map(successor -> "; " + successor + " has taken its place")
                        .orElseGet(() -> suggestion(name, known));
    }

    private static String suggestion(String name, List<String> known) {
        return NearMiss.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private List<String> sectionNames() {
        List<String> names = new ArrayList<>();
        for (Section section : groups.sections()) {
            names.add(section.label());
        }
        return names;
    }

    private void override() throws ConfigException {
        List<String> problems = new ArrayList<>();
        for (String override : sources.overrides()) {
            try {
                override(override);
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private void override(String override) throws ConfigException {
        String place = "--set " + override;
        int equals = override.indexOf('=');
        int dot = override.indexOf('.');
        if (dot < 0 || equals < dot) {
            throw new ConfigException(place + ": expected section.SETTING=value, as in cache.LINE_RECEIVER_PORT=2003");
        }
        String label = override.substring(0, dot);
        String name = PythonText.strip(override.substring(dot + 1, equals)).toUpperCase(Locale.ROOT);
        Optional<Section> section = groups.section(label);
        if (section.isEmpty()) {
            throw new ConfigException(place + ": unknown section '" + label + "'" + suggestion(label, sectionNames()));
        }
        if (groups.find(section.get(), name).isEmpty()) {
            throw new ConfigException(place + ": " + unknown(section.get(), name));
        }
        CarbonConf.Value value =
                new CarbonConf.Value(PythonText.strip(override.substring(equals + 1)), new Place(place, 0), false);
        written.get(section.get()).put(name, value);
        writtenBeforeInstance.get(section.get()).put(name, value);
        if (isSaidElsewhere(section)) {
            return;
        }
        if (section.get().isDaemon() && !section.get().equals(sources.daemon())) {
            if (!isUsed(section.get(), name)) {
                notes.add(place + ": this is for " + section.get().doesNotRun() + "; nothing acts on it");
            }
            return;
        }
        check(section.get(), name, value);
    }
}

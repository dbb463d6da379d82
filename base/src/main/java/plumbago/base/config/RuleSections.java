package plumbago.base.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import plumbago.base.python.PythonPattern;

/**
 * The sections of storage-schemas.conf, storage-aggregation.conf and relay-rules.conf, in the order of the file, which
 * decides, and those of graphTemplates.conf. Gathers what is wrong with them: an error refuses the whole file, a warning drops the section it is about.
 */
public final class RuleSections {
    /**
     * A section.
     *
     * @param place where its header stands
     * @param values its options by their lower-cased names
     * @param places where these stand
     */
    public record RuleSection(String name, Place place, Map<String, String> values, Map<String, Place> places) {
        /**
         * The value of an option, if the section has it.
         *
         * @param key the option's lower-cased name
         */
        public Optional<String> value(String key) {
            return Optional.ofNullable(values.get(key));
        }
    }

    private final List<RuleSection> sections = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private RuleSections(IniFile file) {
        Set<Integer> listed = new HashSet<>();
        for (IniFile.Heading heading : file.headings()) {
            listed.add(heading.line());
            Place place = file.place(heading.line());
            boolean defaults = heading.section().equals(IniFile.DEFAULTS);
            if (!defaults && !file.sections().containsKey(heading.section())) {
                problems.add(place + ": the header [" + heading.section()
                        + "] is indented, which makes it a part of the value above it");
            } else {
                read(file, heading, place);
            }
        }
        file.sections().forEach((name, line) -> {
            if (!listed.contains(line)) {
                warnings.add(file.place(line) + ": the section [" + name
                        + "] is passed over, because something stands behind its closing bracket");
            }
        });
    }

    public static RuleSections of(IniFile file) {
        return new RuleSections(file);
    }

    public List<RuleSection> sections() {
        return sections;
    }

    /** Notes something that makes the whole file unusable. */
    public void error(RuleSection section, String key, String text) {
        problems.add(section.places().getOrDefault(key, section.place()) + ", section [" + section.name() + "]: " + key
                + " = " + section.value(key).orElse("") + ": " + text);
    }

    /** Notes why a section is dropped. */
    public void drop(RuleSection section, String text) {
        warnings.add(section.place() + ": the section [" + section.name() + "] is passed over: " + text);
    }

    /** The pattern of a section; null, and noted why, if it has none or an impossible one. */
    public PythonPattern pattern(RuleSection section) {
        String pattern = section.value("pattern").orElse("");
        if (pattern.isEmpty()) {
            drop(section, "it has no pattern");
            return null;
        }
        try {
            return PythonPattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            error(section, "pattern", PythonPattern.whatIsWrong(e));
            return null;
        }
    }

    /** The warnings, provided that there are no errors. */
    public List<String> finish() throws ConfigException {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return List.copyOf(warnings);
    }

    private void read(IniFile file, IniFile.Heading heading, Place place) {
        Map<String, IniFile.Option> options = file.options(heading.section());
        Map<String, String> values = new TreeMap<>();
        Map<String, Place> places = new TreeMap<>();
        boolean readable = true;
        for (Map.Entry<String, IniFile.Option> option : options.entrySet()) {
            try {
                values.put(option.getKey(), file.interpolated(heading.section(), option.getKey(), options));
                places.put(option.getKey(), file.place(option.getValue().line()));
            } catch (ConfigException e) {
                problems.addAll(e.problems());
                readable = false;
            }
        }
        if (readable) {
            sections.add(new RuleSection(heading.section(), place, values, places));
        }
    }
}

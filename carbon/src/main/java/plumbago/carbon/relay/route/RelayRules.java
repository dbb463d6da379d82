package plumbago.carbon.relay.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import plumbago.base.config.ConfigException;
import plumbago.base.config.IniFile;
import plumbago.base.config.RuleSections;
import plumbago.base.config.Rules;
import plumbago.base.config.SettingTypes;
import plumbago.base.python.PythonPattern;

/**
 * The rules of relay-rules.conf: the first section whose pattern is found in the name decides, and with {@code continue} the
 * next such section too. One section has {@code default = true} instead of a pattern and comes last, wherever it stands.
 *
 * <p>A destination that is not in DESTINATIONS, which carbon never sends to without a word, makes the file unusable.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class RelayRules implements Rules, Router {
    private static final String DESTINATIONS = "destinations";
    private static final String PATTERN = "pattern";
    private static final String DEFAULT = "default";
    private static final String CONTINUE = "continue";

    private final List<Destination> known;
    private final List<RelayRule> rules = new ArrayList<>();
    private List<String> warnings = List.of();

    private RelayRules(List<Destination> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Reads a file.
     *
     * @param destinations those of DESTINATIONS
     * @throws ConfigException if it is not there or cannot be used; it names file, line, section and reason
     */
    public static RelayRules load(Path file, List<Destination> destinations) throws ConfigException {
        return of(IniFile.read(file), file.toString(), destinations);
    }

    /**
     * Reads the text of a file, as {@link #load}.
     *
     * @param name what messages call it
     */
    public static RelayRules parse(String name, String text, List<Destination> destinations) throws ConfigException {
        return of(IniFile.parse(name, text), name, destinations);
    }

    /** All rules in the order they are asked, the default rule last. */
    public List<RelayRule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public int[] destinations(String metric) {
        return asked(metric).stream()
                .flatMap(rule -> rule.destinations().stream())
                .mapToInt(known::indexOf)
                .toArray();
    }

    @Override
    public String reason(String metric) {
        return asked(metric).stream()
                .map(rule -> rule.pattern()
                                .map(pattern -> "the rule [" + rule.name() + "] finds '" + pattern + "' in it")
                                .orElse("the default rule [" + rule.name() + "] takes it")
                        + " (" + rule.place() + ")")
                .collect(Collectors.joining(", and as that says continue, "));
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    private List<RelayRule> asked(String metric) {
        List<RelayRule> asked = new ArrayList<>();
        for (RelayRule rule : rules) {
            if (rule.isFor(metric)) {
                asked.add(rule);
                if (!rule.continues()) {
                    break;
                }
            }
        }
        return asked;
    }

    private static RelayRules of(IniFile file, String name, List<Destination> destinations) throws ConfigException {
        RuleSections sections = RuleSections.of(file);
        RelayRules read = new RelayRules(destinations);
        RelayRule last = null;
        for (RuleSections.RuleSection section : sections.sections()) {
            List<Destination> listed = read.listed(section, sections);
            if (section.value(PATTERN).isPresent()) {
                read.patternRule(section, listed, sections);
            } else if (isOn(section, DEFAULT, sections)) {
                if (last != null) {
                    sections.error(section, DEFAULT, "[" + last.name() + "] is the default rule already");
                }
                last = new RelayRule(section.name(), section.place(), Optional.empty(), listed, false);
            } else {
                sections.drop(section, "it has neither a pattern nor default = true");
            }
        }
        read.warnings = sections.finish();
        if (last == null) {
            throw new ConfigException(
                    name + ": there is no default rule; expected one section with default = true instead of a pattern");
        }
        read.rules.add(last);
        return read;
    }

    private void patternRule(RuleSections.RuleSection section, List<Destination> listed, RuleSections sections) {
        if (section.value(DEFAULT).isPresent()) {
            sections.error(section, DEFAULT, "there is a pattern too; expected one of the two");
        }
        boolean continues = isOn(section, CONTINUE, sections);
        try {
            PythonPattern pattern =
                    PythonPattern.compileIgnoringCase(section.value(PATTERN).orElseThrow());
            rules.add(new RelayRule(section.name(), section.place(), Optional.of(pattern), listed, continues));
        } catch (PatternSyntaxException e) {
            sections.error(section, PATTERN, PythonPattern.whatIsWrong(e));
        }
    }

    private List<Destination> listed(RuleSections.RuleSection section, RuleSections sections) {
        List<Destination> listed = new ArrayList<>();
        if (section.value(DESTINATIONS).isEmpty()) {
            sections.error(section, DESTINATIONS, "not given; expected a list of destinations");
            return listed;
        }
        for (String item : section.value(DESTINATIONS).get().split(",", -1)) {
            try {
                Destination destination = Destination.parse(item);
                listed.add(destination);
                if (!known.contains(destination)) {
                    sections.error(section, DESTINATIONS, destination + " is not in DESTINATIONS of carbon.conf");
                }
            } catch (IllegalArgumentException e) {
                sections.error(section, DESTINATIONS, e.getMessage());
            }
        }
        return List.copyOf(listed);
    }

    /** Whether a switch is there and on. */
    private static boolean isOn(RuleSections.RuleSection section, String key, RuleSections sections) {
        try {
            return section.value(key).isPresent()
                    && SettingTypes.SWITCH.read(section.value(key).get());
        } catch (IllegalArgumentException e) {
            sections.error(section, key, "expected " + SettingTypes.SWITCH.expected());
            return false;
        }
    }
}

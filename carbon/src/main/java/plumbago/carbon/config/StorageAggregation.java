package plumbago.carbon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.IniFile;
import plumbago.base.config.Place;
import plumbago.base.config.RuleSections;
import plumbago.base.config.Rules;
import plumbago.base.python.PythonNumber;
import plumbago.base.python.PythonPattern;
import plumbago.carbon.storage.AggregationMethod;

/**
 * The rules of storage-aggregation.conf: how finer points of a new metric become coarser ones. The first section whose
 * pattern is found in the metric's name decides; what it does not say, and a metric without any, gets Whisper's
 * defaults, which are averages where half of the points are known.
 *
 * <p>As in carbon, an unknown method, an xFilesFactor that is not between 0 and 1 and a pattern that cannot be read make
 * the whole file unusable; a section without pattern, or with an xFilesFactor that is no number, is dropped with a
 * warning.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class StorageAggregation implements Rules {
    /** The file's name in the configuration folder. */
    public static final String FILE_NAME = "storage-aggregation.conf";

    private static final AggregationRule LAST = new AggregationRule(
            "default", PythonPattern.compile(""), 0.5, AggregationMethod.AVERAGE, new Place("the default", 0));

    private final List<AggregationRule> rules;
    private final List<String> warnings;

    private StorageAggregation(List<AggregationRule> rules, List<String> warnings) {
        this.rules = List.copyOf(rules);
        this.warnings = warnings;
    }

    /**
     * Reads the file in a configuration folder; without one, Whisper's defaults are for every metric.
     *
     * @throws ConfigException if the file is there and cannot be used; it names file, line, section and reason
     */
    public static StorageAggregation in(Path folder) throws ConfigException {
        Path file = folder.resolve(FILE_NAME);
        return Files.exists(file) ? load(file) : builtIn();
    }

    /** Reads a file, as {@link #in}. */
    public static StorageAggregation load(Path file) throws ConfigException {
        return of(IniFile.read(file));
    }

    /**
     * Reads the text of a file.
     *
     * @param name what messages call it
     */
    public static StorageAggregation parse(String name, String text) throws ConfigException {
        return of(IniFile.parse(name, text));
    }

    /** The rules that are used where there is no file. */
    public static StorageAggregation builtIn() {
        return new StorageAggregation(List.of(LAST), List.of());
    }

    /** The rule of a metric. */
    public AggregationRule ruleFor(String metric) {
        for (AggregationRule rule : rules) {
            if (rule.matches(metric)) {
                return rule;
            }
        }
        return LAST;
    }

    /** All rules in the order they are asked; the last takes every metric. */
    public List<AggregationRule> rules() {
        return rules;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    private static StorageAggregation of(IniFile file) throws ConfigException {
        RuleSections sections = RuleSections.of(file);
        List<AggregationRule> rules = new ArrayList<>();
        for (RuleSections.RuleSection section : sections.sections()) {
            AggregationRule rule = rule(section, sections);
            if (rule != null) {
                rules.add(rule);
            }
        }
        rules.add(LAST);
        return new StorageAggregation(rules, sections.finish());
    }

    private static AggregationRule rule(RuleSections.RuleSection section, RuleSections sections) {
        double xFilesFactor = LAST.xFilesFactor();
        Optional<String> factor = section.value("xfilesfactor");
        if (factor.isPresent()) {
            try {
                xFilesFactor = PythonNumber.real(factor.get());
            } catch (NumberFormatException e) {
                sections.drop(section, "its xFilesFactor is no number: '" + factor.get() + "'");
                return null;
            }
            if (!(xFilesFactor >= 0 && xFilesFactor <= 1)) {
                sections.error(section, "xfilesfactor", "expected a number from 0 to 1");
                return null;
            }
        }
        AggregationMethod method = LAST.method();
        Optional<String> label = section.value("aggregationmethod");
        if (label.isPresent()) {
            try {
                method = AggregationMethod.ofLabel(label.get());
            } catch (IllegalArgumentException e) {
                sections.error(section, "aggregationmethod", e.getMessage());
                return null;
            }
        }
        PythonPattern pattern = sections.pattern(section);
        return pattern == null
                ? null
                : new AggregationRule(section.name(), pattern, xFilesFactor, method, section.place());
    }
}

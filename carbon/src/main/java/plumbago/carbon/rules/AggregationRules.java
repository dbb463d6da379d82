package plumbago.carbon.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Place;
import plumbago.base.config.Rules;
import plumbago.base.python.PythonText;

/**
 * The rules of aggregation-rules.conf, one on each line. A metric may be for several of them. A line that is no rule makes the
 * whole file unusable: so it is in carbon at the start, and a reload with one ends carbon's reloading.
 *
 * <p>carbon takes a rule whose output has a field that the pattern has not, or a frequency of 0, and then fails at every point
 * that the rule is for; here such a line is none.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class AggregationRules implements Rules {
    /** No rules, as where there is no file. */
    public static final AggregationRules EMPTY = new AggregationRules(List.of(), List.of());

    private final List<AggregateRule> rules;
    private final List<String> warnings;

    private AggregationRules(List<AggregateRule> rules, List<String> warnings) {
        this.rules = List.copyOf(rules);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the text of a file.
     *
     * @param name what messages call it
     * @throws ConfigException if a line is no rule; it names file, line and field of all of these, and what was expected
     */
    public static AggregationRules parse(String name, String text) throws ConfigException {
        List<AggregateRule> rules = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, AggregateRule> byOutput = new HashMap<>();
        List<String> lines = PythonText.lines(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = PythonText.strip(lines.get(i));
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Place place = new Place(name, i + 1);
            try {
                AggregateRule rule = AggregateRule.parse(line);
                rules.add(rule);
                warnIfOthersMakeIt(rule, byOutput, place, warnings);
            } catch (IllegalArgumentException e) {
                problems.add(place + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new AggregationRules(rules, warnings);
    }

    private static void warnIfOthersMakeIt(
            AggregateRule rule, Map<String, AggregateRule> byOutput, Place place, List<String> warnings) {
        AggregateRule before = byOutput.putIfAbsent(rule.output(), rule);
        if (before != null && (before.method() != rule.method() || before.frequency() != rule.frequency())) {
            warnings.add(
                    place + ": " + rule.output() + " is made by a rule above, too, with another method or frequency: of"
                            + " the two that counts whose point comes first, and the values of both are added");
        }
    }

    /** The rules in the order of the file. */
    public List<AggregateRule> rules() {
        return rules;
    }

    /** The aggregates that a metric is part of, each once, in the order of the rules. */
    public List<String> aggregates(String metric) {
        Set<String> aggregates = new LinkedHashSet<>();
        for (AggregateRule rule : rules) {
            rule.aggregate(metric).ifPresent(aggregates::add);
        }
        return List.copyOf(aggregates);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }
}

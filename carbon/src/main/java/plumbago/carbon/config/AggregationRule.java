package plumbago.carbon.config;

import java.util.Set;
import plumbago.base.config.Place;
import plumbago.base.python.PythonPattern;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.RollUp;

/**
 * How finer points of metrics become coarser ones: one section of storage-aggregation.conf.
 *
 * @param name the section's name
 * @param pattern what metric names are searched for
 * @param xFilesFactor share of finer points, 0 to 1, that must be known for a coarser one to be made
 * @param method what is made of them
 * @param place where the section stands
 */
public record AggregationRule(
        String name, PythonPattern pattern, double xFilesFactor, AggregationMethod method, Place place) {
    /** The usual ways to write a pattern that is found in every name, with and without what changes nothing. */
    private static final Set<String> FOUND_IN_ALL = Set.of(
            "", "^", "$", ".", "^.", ".*", "^.*", ".*$", "^.*$", ".+", "^.+", ".+$", "^.+$", "(.*)", "^(.*)$", "(.+)",
            "^(.+)$");

    /** Whether its pattern is found in a metric's name. */
    public boolean matches(String metric) {
        return pattern.find(metric);
    }

    /** Whether it is there for all that no other rule is for. */
    public boolean takesAll() {
        return FOUND_IN_ALL.contains(pattern.source());
    }

    /** What it says. */
    public RollUp rollUp() {
        return new RollUp(method, xFilesFactor);
    }
}

package plumbago.carbon.config;

import java.util.List;
import java.util.stream.Collectors;
import plumbago.base.config.Place;
import plumbago.base.python.PythonPattern;
import plumbago.carbon.storage.Retention;

/**
 * How metrics are kept: one section of storage-schemas.conf.
 *
 * @param name the section's name
 * @param pattern what metric names are searched for
 * @param retentions the archives, in the order they are written in; valid together
 * @param place where the section stands
 */
public record Schema(String name, PythonPattern pattern, List<Retention> retentions, Place place) {
    /** Whether its pattern is found in a metric's name. */
    public boolean matches(String metric) {
        return pattern.find(metric);
    }

    @Override
    public String toString() {
        return "[" + name + "] " + retentions.stream().map(Retention::toString).collect(Collectors.joining(","));
    }
}

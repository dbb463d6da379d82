package plumbago.carbon.relay.route;

import java.util.List;
import java.util.Optional;
import plumbago.base.config.Place;
import plumbago.base.python.PythonPattern;

/**
 * A section of relay-rules.conf.
 *
 * @param pattern what is searched in the name, whatever its case; empty for the default rule, which is for all names
 * @param continues whether the rules behind it are asked too where this one is for a name
 */
public record RelayRule(
        String name, Place place, Optional<PythonPattern> pattern, List<Destination> destinations, boolean continues) {
    boolean isFor(String metric) {
        return pattern.isEmpty() || pattern.get().find(metric);
    }
}

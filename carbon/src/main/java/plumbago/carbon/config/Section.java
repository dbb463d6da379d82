package plumbago.carbon.config;

import java.util.Arrays;
import java.util.Optional;

/** A section of carbon.conf. The first four are named after carbon's daemons, the others are Plumbago's own. */
public enum Section {
    CACHE("cache", "carbon-cache"),
    RELAY("relay", "carbon-relay"),
    AGGREGATOR("aggregator", "carbon-aggregator"),
    AGGREGATOR_CACHE("aggregator-cache", "carbon-aggregator-cache"),
    WEB("web", "");

    private final String label;
    private final String program;

    Section(String label, String program) {
        this.label = label;
        this.program = program;
    }

    /** The name between the brackets. */
    public String label() {
        return label;
    }

    /** The daemon of carbon that reads this section; empty for Plumbago's own sections. */
    public String program() {
        return program;
    }

    /** Whether this is a section of one of carbon's daemons, which may be followed by {@code [name:instance]}. */
    public boolean isDaemon() {
        return !program.isEmpty();
    }

    /** Whether a setting declared for {@code declared} may be written in this section. */
    boolean takes(Section declared) {
        return declared == this || (this == AGGREGATOR_CACHE && (declared == CACHE || declared == AGGREGATOR));
    }

    static Optional<Section> of(String label) {
        return Arrays.stream(values())
                .filter(section -> section.label.equals(label))
                .findFirst();
    }

    @Override
    public String toString() {
        return "[" + label + "]";
    }
}

package plumbago.base.config;

import java.util.List;

/**
 * A section of carbon.conf: one of carbon's daemons, or one of Plumbago's own, which belong to the parts that declare
 * settings for them.
 *
 * @param label the name between the brackets
 * @param program the daemon of carbon that reads this section; empty for Plumbago's own sections
 */
public record Section(String label, String program) {
    public static final Section CACHE = new Section("cache", "carbon-cache");
    public static final Section RELAY = new Section("relay", "carbon-relay");
    public static final Section AGGREGATOR = new Section("aggregator", "carbon-aggregator");
    public static final Section AGGREGATOR_CACHE = new Section("aggregator-cache", "carbon-aggregator-cache");

    /** Those of carbon's daemons that there are here. */
    private static final List<Section> KNOWN_DAEMONS = List.of(CACHE, RELAY, AGGREGATOR);

    /** Those of carbon's daemons. */
    static final List<Section> DAEMONS = List.of(CACHE, RELAY, AGGREGATOR, AGGREGATOR_CACHE);

    /** A section of Plumbago's own; parts that name the same one share it. */
    public static Section own(String label) {
        return new Section(label, "");
    }

    /** Whether this is a section of one of carbon's daemons, which may be followed by {@code [name:instance]}. */
    public boolean isDaemon() {
        return !program.isEmpty();
    }

    /** Why nothing acts on the section of a daemon that does not run, and what would have it run. */
    String doesNotRun() {
        return KNOWN_DAEMONS.contains(this)
                ? program + ", which does not run in this process (plumbago start --role " + label + " runs it)"
                : program + ", which is not part of Plumbago";
    }

    /** Whether a setting declared for {@code declared} may be written in this section. */
    boolean accepts(Section declared) {
        return declared.equals(this)
                || (equals(AGGREGATOR_CACHE) && (declared.equals(CACHE) || declared.equals(AGGREGATOR)));
    }

    @Override
    public String toString() {
        return "[" + label + "]";
    }
}

package plumbago.carbon.relay.route;

/** The values of RELAY_METHOD. */
public enum RelayMethod {
    /** By the patterns of relay-rules.conf. */
    RULES("rules"),
    /** By the hash of the name, on a ring that moves few names when a destination comes or goes. */
    CONSISTENT_HASHING("consistent-hashing"),
    /** The same, by the names of a metric's aggregates, so that what is added up comes to one place. */
    AGGREGATED_CONSISTENT_HASHING("aggregated-consistent-hashing"),
    /** By the remainder of the name's hash: quick to find, and nearly all names move when a destination comes or goes. */
    FAST_HASHING("fast-hashing"),
    /** The same, by the names of a metric's aggregates. */
    FAST_AGGREGATED_HASHING("fast-aggregated-hashing"),
    /** Every name goes to every destination. */
    CONSTANT("constant");

    private final String label;

    RelayMethod(String label) {
        this.label = label;
    }

    /**
     * The method that a setting names.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RelayMethod of(String label) {
        for (RelayMethod method : values()) {
            if (method.label.equals(label)) {
                return method;
            }
        }
        throw new IllegalArgumentException("no RELAY_METHOD: " + label);
    }

    /** Whether it asks for the aggregates of a metric. */
    public boolean isAggregated() {
        return this == AGGREGATED_CONSISTENT_HASHING || this == FAST_AGGREGATED_HASHING;
    }

    /** Whether it takes the remainder of a hash. */
    public boolean isFast() {
        return this == FAST_HASHING || this == FAST_AGGREGATED_HASHING;
    }

    /** Whether it hashes at all. */
    public boolean isHashing() {
        return this != RULES && this != CONSTANT;
    }

    @Override
    public String toString() {
        return label;
    }
}

package plumbago.carbon.aggregator;

import plumbago.carbon.rules.AggregateRule;
import plumbago.carbon.stats.DropReason;

/**
 * What the rules say of a name; the same for all its points until they change.
 *
 * @param refusal why its points are not passed on though they should be; null if that is not so
 * @param isForwarded whether its points are passed on
 * @param name the name they are passed on with; null if it is the one they came with
 * @param nameHash its hash
 * @param aggregates what they are part of; as often as by rules
 * @param rules by which, in the same order
 */
record Meaning(
        DropReason refusal,
        boolean isForwarded,
        byte[] name,
        int nameHash,
        Aggregate[] aggregates,
        AggregateRule[] rules) {
    private static final Aggregate[] NO_AGGREGATES = {};
    private static final AggregateRule[] NO_RULES = {};

    /** Points are passed on as they are, and that is all: what most names mean. */
    static final Meaning PASSED_ON = new Meaning(null, true, null, 0, NO_AGGREGATES, NO_RULES);

    static Meaning refused(DropReason why) {
        return new Meaning(why, false, null, 0, NO_AGGREGATES, NO_RULES);
    }

    boolean isAsItCame() {
        return isForwarded && name == null;
    }

    long memoryBytes() {
        return isAsItCame() && aggregates.length == 0
                ? 0
                : 80 + (name == null ? 0 : 16 + name.length) + 12L * aggregates.length;
    }
}

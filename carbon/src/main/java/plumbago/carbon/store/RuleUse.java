package plumbago.carbon.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import plumbago.carbon.config.AggregationRule;
import plumbago.carbon.config.Schema;
import plumbago.carbon.config.StorageAggregation;
import plumbago.carbon.config.StorageSchemas;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.index.NameSlice;

/**
 * For how many series each rule of storage-schemas.conf and storage-aggregation.conf is the first that matches. Patterns are tried on
 * all names, which takes seconds for millions: so it is done as far as somebody has time for it, goes on from there the next
 * time, and the outcome is kept for a minute, or until the rules change. Safe for many threads, one of which counts at a time.
 */
public final class RuleUse {
    private static final long KEPT_MILLIS = 60_000;

    private static final int NODES_AT_ONCE = 4096;
    private static final int NAMES_BETWEEN_LOOKS = 64;

    private final StorageRules rules;
    private final MetricIndex index;
    private final Supplier<Collection<String>> taggedNames;
    private final Clock clock;
    private Count count;

    /**
     * A rule, in the order in which they are asked.
     *
     * @param line where it begins in its file; 0 for the one that is asked when no other matches
     * @param series that it is the first to match
     */
    public record Use<T>(T rule, int line, long series) {}

    /**
     * All rules.
     *
     * @param judged series whose names were tried
     * @param byParts those of them for which a part of this process, such as StatsD, has a roll-up of its own, that goes before an
     *     aggregation rule that is there for all names
     * @param complete whether these were all
     * @param millis when the last of them was tried, since the epoch
     */
    public record Report(
            List<Use<Schema>> schemas,
            List<Use<AggregationRule>> aggregation,
            long judged,
            long byParts,
            boolean complete,
            long millis) {}

    RuleUse(StorageRules rules, MetricIndex index, Supplier<Collection<String>> taggedNames, Clock clock) {
        this.rules = rules;
        this.index = index;
        this.taggedNames = taggedNames;
        this.clock = clock;
    }

    /** What was counted so far of one state of the rules. */
    private static final class Count {
        private final StorageSchemas schemas;
        private final StorageAggregation aggregation;
        private final long[] ofSchemas;
        private final long[] ofAggregation;

        /** Where the next slice of names begins; -1 if there is none. */
        private int next = 1;

        /** How many names of that slice are done. */
        private int ofSlice;

        /** How many of the tagged names are done. */
        private int tagged;

        private long judged;
        private long byParts;
        private boolean complete;
        private long millis;

        Count(StorageSchemas schemas, StorageAggregation aggregation) {
            this.schemas = schemas;
            this.aggregation = aggregation;
            ofSchemas = new long[schemas.schemas().size()];
            ofAggregation = new long[aggregation.rules().size()];
        }
    }

    /**
     * What is known, after counting on if that is of use.
     *
     * @param timeIsUp asked for every some names
     */
    @SuppressWarnings("ReferenceEquality") // rules that were read again are others
    public synchronized Report count(BooleanSupplier timeIsUp) {
        StorageSchemas schemas = rules.schemas();
        StorageAggregation aggregation = rules.aggregation();
        boolean other = count == null || count.schemas != schemas || count.aggregation != aggregation;
        if (other || Math.abs(clock.millis() - count.millis) > KEPT_MILLIS) {
            count = new Count(schemas, aggregation);
        }
        if (!count.complete) {
            goOn(count, timeIsUp);
            count.millis = clock.millis();
        }
        List<Use<Schema>> schemaUse = new ArrayList<>();
        for (int i = 0; i < count.ofSchemas.length; i++) {
            Schema schema = schemas.schemas().get(i);
            schemaUse.add(new Use<>(schema, schema.place().line(), count.ofSchemas[i]));
        }
        List<Use<AggregationRule>> aggregationUse = new ArrayList<>();
        for (int i = 0; i < count.ofAggregation.length; i++) {
            AggregationRule rule = aggregation.rules().get(i);
            aggregationUse.add(new Use<>(rule, rule.place().line(), count.ofAggregation[i]));
        }
        return new Report(schemaUse, aggregationUse, count.judged, count.byParts, count.complete, count.millis);
    }

    private void goOn(Count to, BooleanSupplier timeIsUp) {
        while (to.next > 0) {
            NameSlice slice = index.slice(to.next, NODES_AT_ONCE);
            List<String> left = slice.names()
                    .subList(
                            Math.min(to.ofSlice, slice.names().size()),
                            slice.names().size());
            int done = judge(left, to, timeIsUp);
            if (done < left.size()) {
                to.ofSlice += done;
                return;
            }
            to.ofSlice = 0;
            to.next = slice.next();
        }
        List<String> names = List.copyOf(taggedNames.get());
        to.tagged += judge(names.subList(Math.min(to.tagged, names.size()), names.size()), to, timeIsUp);
        to.complete = to.tagged >= names.size();
    }

    /** Judges names until the time is up; returns how many. */
    private int judge(List<String> names, Count to, BooleanSupplier timeIsUp) {
        int done = 0;
        for (String name : names) {
            if (done % NAMES_BETWEEN_LOOKS == 0 && timeIsUp.getAsBoolean()) {
                return done;
            }
            judge(name, to);
            done++;
        }
        return done;
    }

    private void judge(String name, Count to) {
        int schema = 0;
        // The last of all rules is found in every name.
        while (!to.schemas.schemas().get(schema).matches(name)) {
            schema++;
        }
        to.ofSchemas[schema]++;
        int rule = 0;
        while (!to.aggregation.rules().get(rule).matches(name)) {
            rule++;
        }
        to.ofAggregation[rule]++;
        to.byParts += rules.isRolledUpByPart(to.aggregation.rules().get(rule), name) ? 1 : 0;
        to.judged++;
    }
}

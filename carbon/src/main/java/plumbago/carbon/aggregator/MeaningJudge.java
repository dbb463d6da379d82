package plumbago.carbon.aggregator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.name.NamePipeline;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.rules.AggregateRule;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.stats.DropReason;

/**
 * Judges names in carbon's order: the lists, {@code [pre]}, the aggregation rules, and {@code [post]} of what is passed on. What is
 * aggregated keeps the name that its rule makes.
 */
final class MeaningJudge {
    private static final int LOGGED_PER_SECOND = 10;
    private static final Logger LOG = LoggerFactory.getLogger(MeaningJudge.class);

    private final NamePipeline names;
    private final AggregatorOptions options;
    private final Function<String, Aggregate> aggregates;
    private final LogLimit logLimit;

    /** @param aggregates gives the aggregate of a name */
    MeaningJudge(
            NamePipeline names,
            AggregatorOptions options,
            Function<String, Aggregate> aggregates,
            LongSupplier seconds) {
        this.names = names;
        this.options = options;
        this.aggregates = aggregates;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    Meaning judge(String sent, AggregationRules rules) {
        NameVerdict before = names.beforeAggregation(sent);
        if (before.isRefused()) {
            return Meaning.refused(before.refusal());
        }
        String metric = before.metric();
        List<Aggregate> parts = new ArrayList<>();
        List<AggregateRule> by = new ArrayList<>();
        boolean hasItsName = false;
        for (AggregateRule rule : rules.rules()) {
            Optional<String> aggregate = rule.aggregate(metric);
            if (aggregate.isPresent()) {
                hasItsName |= aggregate.get().equals(metric);
                parts.add(aggregates.apply(aggregate.get()));
                by.add(rule);
            }
        }
        DropReason refusal = null;
        byte[] name = null;
        boolean isForwarded = options.forwardAll() && !hasItsName;
        if (isForwarded) {
            if (parts.isEmpty()) {
                logMiss(metric);
            }
            NameVerdict after = names.afterAggregation(metric);
            if (after.isRefused()) {
                refusal = after.refusal();
                isForwarded = false;
            } else if (!after.metric().equals(sent)) {
                name = after.metric().getBytes(StandardCharsets.UTF_8);
            }
        }
        if (isForwarded && name == null && parts.isEmpty()) {
            return Meaning.PASSED_ON;
        }
        return new Meaning(
                refusal,
                isForwarded,
                name,
                name == null ? 0 : NameHash.of(name, 0, name.length),
                parts.toArray(new Aggregate[0]),
                by.toArray(new AggregateRule[0]));
    }

    private void logMiss(String metric) {
        String suffix = options.logMisses() ? logLimit.admit() : null;
        if (suffix != null) {
            LOG.info("no aggregation rule is for {}, which is passed on as it is{}", metric, suffix);
        }
    }
}

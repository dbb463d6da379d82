package plumbago.carbon.aggregator;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import plumbago.base.config.RuleFile;
import plumbago.carbon.name.NamePipeline;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.stats.PointCounters;

/**
 * What an {@link AggregatorSink} works with.
 *
 * @param rules the aggregation rules; the sink looks at the file with each tick
 * @param timestamps which ones points may have; what they become is what is aggregated
 * @param names the lists and the rewriting
 * @param forwardTo gets what is passed on
 * @param aggregatesTo gets the points of aggregates, which no rule is to be asked about any more
 * @param counters of what comes in here; not those of the two sinks behind, or points would count twice
 * @param clock says when a point comes in
 * @param journal the folder for what is to outlive the process; empty to keep nothing
 * @param deleting deletes large files
 */
public record AggregatorSetup(
        AggregatorOptions options,
        RuleFile<AggregationRules> rules,
        Timestamps timestamps,
        NamePipeline names,
        PointSink forwardTo,
        PointSink aggregatesTo,
        PointCounters counters,
        Clock clock,
        Optional<Path> journal,
        Executor deleting) {}

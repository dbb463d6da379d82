package plumbago.carbon.aggregator;

import plumbago.base.measure.Measures;

/** What is reported of aggregation. Changed under the lock of the {@link AggregatorSink}, and {@link #publish published} there. */
final class AggregatorCounters {
    long aggregates;
    long values;
    long sent;
    long tooLate;
    long forgotten;

    private volatile long[] published = new long[7];

    /** @param bytes what is held, by estimate */
    void publish(long bytes, long journalBytes) {
        published = new long[] {aggregates, values, sent, tooLate, forgotten, bytes, journalBytes};
    }

    void register(Measures measures) {
        measures.gauge(
                        "allocatedBuffers",
                        "plumbago_aggregator_aggregates",
                        "Aggregates that have open intervals.",
                        () -> published[0])
                .gauge(
                        "bufferedDatapoints",
                        "plumbago_aggregator_values",
                        "Values that the open intervals are made of.",
                        () -> published[1])
                .count(
                        "aggregateDatapointsSent",
                        "plumbago_aggregator_points_sent_total",
                        "Points of aggregates that were made.",
                        () -> published[2])
                .count(
                        "aggregator.tooLate",
                        "plumbago_aggregator_points_too_late_total",
                        "Points that were left out of an aggregate, because its interval was finished and forgotten.",
                        () -> published[3])
                .count(
                        "aggregator.forgottenAtBound",
                        "plumbago_aggregator_intervals_forgotten_total",
                        "Intervals that were forgotten early, because MAX_AGGREGATION_BYTES was reached.",
                        () -> published[4])
                .gauge(
                        "aggregator.bytes",
                        "plumbago_aggregator_bytes",
                        "Memory that aggregates and their intervals take, by estimate.",
                        () -> published[5])
                .gauge(
                        "aggregator.journalBytes",
                        "plumbago_aggregator_journal_bytes",
                        "Size of the journal of open intervals.",
                        () -> published[6]);
    }
}

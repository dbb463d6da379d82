package plumbago.carbon.store;

import plumbago.base.measure.Measures;
import plumbago.carbon.cache.QueueMeasures;
import plumbago.carbon.index.MetricIndex;

/** What the pieces of the store can measure of themselves at the moment; what is counted registers itself. */
final class StoreMeasures {
    private StoreMeasures() {}

    static void register(Measures measures, QueueMeasures queues, MetricIndex index) {
        measures.gauge("cache.size", "plumbago_points_waiting", "Points that wait.", queues::queuedPoints)
                .gauge(
                        "cache.queues",
                        "plumbago_series_waiting",
                        "Series that have points waiting.",
                        queues::waitingSeries)
                .gauge("cache.bytes", "plumbago_queues_bytes", "Memory of queues and names.", queues::memoryBytes)
                .gauge("cache.names", "plumbago_names", "Names seen since the start.", queues::names)
                .gauge(
                        "",
                        "plumbago_senders_wait",
                        "1 while nothing is read from senders.",
                        () -> queues.paused() ? 1 : 0)
                // Points wait here for leave to have a file; none is dropped for want of it.
                .count("droppedCreates", "", "", () -> 0)
                .gauge("index.metrics", "plumbago_index_metrics", "Metrics that can be found.", index::size)
                .gauge("index.bytes", "plumbago_index_bytes", "Memory of the index.", index::memoryBytes);
    }
}

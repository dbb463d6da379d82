package plumbago.carbon.stats;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import plumbago.base.measure.Measures;
import plumbago.base.net.ConnectionCounters;

/**
 * The process's books. All counts only grow. Safe for any number of threads; a reader may see one count ahead of
 * another by what is under way at that moment.
 */
public final class PointCounters implements ConnectionCounters {
    private final LongAdder received = new LongAdder();
    private final LongAdder own = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder notANumber = new LongAdder();
    private final LongAdder updates = new LongAdder();
    private final LongAdder updateNanos = new LongAdder();
    private final LongAdder creates = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder cacheQueries = new LongAdder();
    private final LongAdder cacheBulkQueries = new LongAdder();
    private final LongAdder cacheBulkQueryMetrics = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    private final DropExamples examples;

    /** All at zero. */
    public PointCounters() {
        this(Clock.systemUTC());
    }

    /**
     * All at zero.
     *
     * @param clock says when what was dropped
     */
    public PointCounters(Clock clock) {
        examples = new DropExamples(clock);
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
        for (Refusal kind : Refusal.values()) {
            refused.put(kind, new LongAdder());
        }
    }

    /** Some of what was dropped and refused; whoever counts that offers an example. */
    public DropExamples examples() {
        return examples;
    }

    /** Counts points that a receiver could read and passed on. */
    public void received(long points) {
        received.add(points);
    }

    /** Counts those of the received points that the process says of itself. */
    public void own(long points) {
        own.add(points);
    }

    /** Counts points that an earlier process received and this one took out of the journal. */
    public void replayed(long points) {
        replayed.add(points);
    }

    /** Counts points that are in their files. */
    public void stored(long points) {
        stored.add(points);
    }

    /** Counts received points that will never be stored. */
    public void dropped(DropReason reason, long points) {
        dropped.get(reason).add(points);
    }

    /** Counts something that a listener did not take in; it is not among the received points. */
    public void refused(Refusal kind) {
        refused.get(kind).increment();
    }

    /** Counts a point whose value is NaN: read, and left out as carbon does; not among the received points. */
    public void notANumber() {
        notANumber.increment();
    }

    /** Counts one write of a file, whatever the number of points in it. */
    public void update() {
        updates.increment();
    }

    /** Adds to the time that went into writes, in nanoseconds. */
    public void updateNanos(long nanos) {
        updateNanos.add(nanos);
    }

    /** Counts a new file. */
    public void create() {
        creates.increment();
    }

    /** Counts a failed write of a file. */
    public void error() {
        errors.increment();
    }

    /** Counts a question for the waiting points of one metric. */
    public void cacheQuery() {
        cacheQueries.increment();
    }

    /** Counts a question for the waiting points of many metrics. */
    public void cacheBulkQuery(int metrics) {
        cacheBulkQueries.increment();
        cacheBulkQueryMetrics.add(metrics);
    }

    /** Questions for one metric so far. */
    public long cacheQueries() {
        return cacheQueries.sum();
    }

    /** Questions for many metrics so far. */
    public long cacheBulkQueries() {
        return cacheBulkQueries.sum();
    }

    /** Metrics that were asked for in questions for many. */
    public long cacheBulkQueryMetrics() {
        return cacheBulkQueryMetrics.sum();
    }

    /** Points received so far. */
    public long received() {
        return received.sum();
    }

    /** Points so far that senders sent and the lists let pass: what carbon calls received. */
    public long receivedOfSenders() {
        return received.sum() - own.sum() - dropped(DropReason.BLACKLISTED) - dropped(DropReason.NOT_WHITELISTED);
    }

    /** Points taken out of the journal so far: received + replayed = stored + waiting + dropped. */
    public long replayed() {
        return replayed.sum();
    }

    /** Points stored so far. */
    public long stored() {
        return stored.sum();
    }

    /** Points dropped so far for one reason. */
    public long dropped(DropReason reason) {
        return dropped.get(reason).sum();
    }

    /** Points dropped so far for any reason. */
    public long dropped() {
        long sum = 0;
        for (LongAdder counter : dropped.values()) {
            sum += counter.sum();
        }
        return sum;
    }

    /** How much of a kind was refused so far. */
    public long refusals(Refusal kind) {
        return refused.get(kind).sum();
    }

    /** Lines refused so far. */
    public long badLines() {
        return refusals(Refusal.LINE);
    }

    /** Points left out so far because their value is NaN. */
    public long notANumbers() {
        return notANumber.sum();
    }

    /** Writes of files so far. */
    public long updates() {
        return updates.sum();
    }

    /** Nanoseconds that went into writes so far. */
    public long updateNanos() {
        return updateNanos.sum();
    }

    /** Files created so far. */
    public long creates() {
        return creates.sum();
    }

    /** Failed writes so far. */
    public long errors() {
        return errors.sum();
    }

    /** Tells all of it. */
    public void register(Measures measures) {
        registerReceived(measures);
        measures.count(
                        "replayed",
                        "plumbago_points_replayed_total",
                        "Points that an earlier process received, taken out of the journal.",
                        this::replayed)
                .count("committedPoints", "plumbago_points_stored_total", "Points in their files.", this::stored);
        registerWrites(measures);
    }

    /** Tells what came in and was dropped, for those that store nothing. */
    public void registerReceived(Measures measures) {
        measures.count("metricsReceived", "", "", this::receivedOfSenders)
                .count(
                        "pointsReceived",
                        "plumbago_points_received_total",
                        "Points received, those included that the process says of itself.",
                        this::received);
        for (DropReason reason : DropReason.values()) {
            measures.count(
                    reason.metric(),
                    "plumbago_points_dropped_total{reason=\"" + reason.label() + "\"}",
                    "Received points that are not stored.",
                    () -> dropped(reason));
        }
        for (Refusal kind : Refusal.values()) {
            measures.count(
                    kind.label(),
                    "plumbago_refused_total{kind=\"" + kind.label() + "\"}",
                    "What the listeners did not take in; not among the received points.",
                    () -> refusals(kind));
        }
        measures.count(
                "notANumber",
                "plumbago_points_not_a_number_total",
                "Points left out, and not among the received, because their value is NaN.",
                this::notANumbers);
    }

    private void registerWrites(Measures measures) {
        measures.count("updateOperations", "plumbago_file_updates_total", "Writes of files.", this::updates)
                .total("", "plumbago_file_update_seconds_total", "Time that writes of files took.", this::updateSeconds)
                .mean("avgUpdateTime", this::updateSeconds, this::updates)
                .mean("pointsPerUpdate", this::stored, this::updates)
                .count(
                        "cache.queries",
                        "plumbago_cache_queries_total{kind=\"single\"}",
                        "Questions on the query port.",
                        this::cacheQueries)
                .count(
                        "cache.bulk_queries",
                        "plumbago_cache_queries_total{kind=\"bulk\"}",
                        "Questions on the query port.",
                        this::cacheBulkQueries)
                .mean("cache.bulk_queries_average_size", this::cacheBulkQueryMetrics, this::cacheBulkQueries)
                .count("creates", "plumbago_files_created_total", "Files created.", this::creates)
                .count("errors", "plumbago_write_errors_total", "Failed writes of files.", this::errors);
    }

    private double updateSeconds() {
        return updateNanos() / 1e9;
    }

    @Override
    public void connectionRefused() {
        refused(Refusal.CONNECTION);
    }

    @Override
    public void handshakeFailed() {
        refused(Refusal.HANDSHAKE);
    }
}

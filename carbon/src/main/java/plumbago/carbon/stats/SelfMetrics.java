package plumbago.carbon.stats;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the process says of itself, under carbon's names. Counts are per interval and begin at 0 again, as carbon's do.
 * Not thread-safe.
 */
public final class SelfMetrics {
    private final PointCounters counters;
    private final LongSupplier queuedPoints;
    private final LongSupplier names;
    private final LongSupplier connections;
    private final Map<String, Long> before = new LinkedHashMap<>();
    private long cpuNanos = cpuNanos();
    private long wallNanos = System.nanoTime();

    /**
     * @param queuedPoints points that wait to be written
     * @param names metrics that were seen since the start
     * @param connections senders that are connected
     */
    public SelfMetrics(
            PointCounters counters, LongSupplier queuedPoints, LongSupplier names, LongSupplier connections) {
        this.counters = counters;
        this.queuedPoints = queuedPoints;
        this.names = names;
        this.connections = connections;
    }

    /** The values of the interval that ends now, by the last part of their names. */
    public Map<String, Double> take() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("cache.size", (double) queuedPoints.getAsLong());
        values.put("cache.queues", (double) names.getAsLong());
        long updates = since("updates", counters.updates());
        long committed = since("committed", counters.stored());
        if (updates > 0) {
            values.put("pointsPerUpdate", (double) committed / updates);
        }
        values.put("updateOperations", (double) updates);
        values.put("committedPoints", (double) committed);
        values.put("creates", (double) since("creates", counters.creates()));
        values.put("errors", (double) since("errors", counters.errors()));
        values.put("metricsReceived", (double) since("received", counters.received()));
        for (Refusal kind : Refusal.values()) {
            values.put(kind.label(), (double) since(kind.label(), counters.refusals(kind)));
        }
        for (DropReason reason : DropReason.values()) {
            values.put(reason.metric(), (double) since(reason.label(), counters.dropped(reason)));
        }
        values.put("cache.queries", (double) since("queries", counters.cacheQueries()));
        long bulkQueries = since("bulkQueries", counters.cacheBulkQueries());
        long bulkMetrics = since("bulkMetrics", counters.cacheBulkQueryMetrics());
        values.put("cache.bulk_queries", (double) bulkQueries);
        if (bulkQueries > 0) {
            values.put("cache.bulk_queries_average_size", (double) bulkMetrics / bulkQueries);
        }
        values.put("activeConnections", (double) connections.getAsLong());
        values.put("cpuUsage", cpuPercent());
        Runtime runtime = Runtime.getRuntime();
        values.put("memUsage", (double) (runtime.totalMemory() - runtime.freeMemory()));
        return values;
    }

    private long since(String name, long now) {
        Long last = before.put(name, now);
        return last == null ? now : now - last;
    }

    private double cpuPercent() {
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        double percent = wall == wallNanos ? 0 : 100.0 * (cpu - cpuNanos) / (wall - wallNanos);
        cpuNanos = cpu;
        wallNanos = wall;
        return percent;
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}

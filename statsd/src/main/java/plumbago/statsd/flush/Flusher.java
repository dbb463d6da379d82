package plumbago.statsd.flush;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.MetricType;

/** Takes ended intervals to all backends. Used by one thread at a time. */
public final class Flusher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private final StatsdOptions options;
    private final GraphiteNames names;
    private final TimerStatistics statistics;
    private final IdleMetrics idleMetrics;
    private final List<Backend> backends;

    /** Kept, since to get memory for millions of values anew each time costs collections. */
    private double[] space = new double[0];

    /** @param backends in the order in which they get an interval; closed with this */
    public Flusher(StatsdOptions options, List<Backend> backends) {
        this.options = options;
        this.backends = List.copyOf(backends);
        names = new GraphiteNames(options);
        statistics = new TimerStatistics(options);
        idleMetrics = new IdleMetrics(options);
    }

    /** A metric that nothing came in for, and that is to be taken away. */
    public record Idle(MetricType type, int id, byte[] name) {}

    /**
     * Flushes an interval, and clears it.
     *
     * @return the metrics that have been idle for long enough
     */
    public List<Idle> flush(EndedInterval ended) {
        List<Idle> idle = new ArrayList<>();
        try {
            Flush flush = new Flush(options, ended, names, statistics, space);
            space = flush.space();
            for (Backend backend : backends) {
                try {
                    backend.flush(flush);
                } catch (RuntimeException | Error e) {
                    LOG.error("the backend {} missed a flush", backend.name(), e);
                }
            }
            idleMetrics.find(flush, ended, (type, id, name) -> idle.add(new Idle(type, id, name)));
        } catch (RuntimeException | Error e) {
            LOG.error("an interval is lost", e);
        }
        ended.values().clear();
        return idle;
    }

    /** Those that get the intervals. */
    public List<Backend> backends() {
        return backends;
    }

    @Override
    public void close() {
        backends.forEach(Backend::close);
    }
}

package plumbago.statsd;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Problems;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.metric.Metrics;
import plumbago.statsd.server.StatsdServer;

/** What a StatsD server reports of itself, beside the metrics that the original has. */
final class StatsdMeasures {
    private static final Logger LOG = LoggerFactory.getLogger(StatsdMeasures.class);

    private final StatsdServer server;
    private final Metrics metrics;
    private final int maxMetrics;
    private volatile long drops;
    private volatile boolean full;
    private long refusedBefore;

    StatsdMeasures(StatsdServer server, StatsdOptions options) {
        this.server = server;
        metrics = server.metrics();
        maxMetrics = options.maxMetrics();
    }

    void register(Measures measures, Problems problems, Consumer<Runnable> every10Seconds) {
        measures.count("statsd.packets", "plumbago_statsd_packets_total", "Packets received.", server::packets)
                .count("statsd.lines", "plumbago_statsd_lines_total", "Lines in them.", server::lines)
                .count(
                        "statsd.badLines",
                        "plumbago_statsd_bad_lines_total",
                        "Lines, and values of lines, that could not be read.",
                        server::badLines)
                .count(
                        "statsd.lostDatagrams",
                        "plumbago_datagrams_lost_total{listener=\"statsd\"}",
                        "Datagrams that the system's buffer had no space for.",
                        () -> drops)
                .gauge(
                        "statsd.metrics",
                        "plumbago_statsd_metrics",
                        "Names of counters, timers, gauges and sets that are kept.",
                        metrics::sizeNow)
                .count(
                        "statsd.metricsRefused",
                        "plumbago_statsd_metrics_refused_total",
                        "Values of names that there was no space for (maxMetrics).",
                        metrics::metricsRefused)
                .count(
                        "statsd.valuesLeftOut",
                        "plumbago_statsd_values_left_out_total",
                        "Values of timers that are in no percentile, as there was no space for them.",
                        metrics::valuesLeftOut)
                .count(
                        "statsd.membersLeftOut",
                        "plumbago_statsd_members_left_out_total",
                        "Members of sets that were not counted, as there was no space for them.",
                        metrics::membersLeftOut)
                .gauge(
                        "statsd.journalBytes",
                        "plumbago_statsd_journal_bytes",
                        "Bytes of the journal of counts.",
                        server::journalBytes)
                .gauge(
                        "statsd.datagramBufferBytes",
                        "plumbago_datagram_buffer_bytes{listener=\"statsd\"}",
                        "What the system gives as space for bursts of datagrams.",
                        server::bufferBytes)
                .count(
                        "statsd.packetsRefused",
                        "plumbago_statsd_packets_refused_total",
                        "Packets from addresses that are not in ALLOWED_NETWORKS, and connections that speak HTTP.",
                        server::refusedPackets)
                .gauge(
                        "statsd.connections",
                        "plumbago_statsd_connections",
                        "StatsD clients connected.",
                        server::connectedSenders);
        problems.ask(server::problem);
        problems.ask(() -> full
                ? Optional.of("StatsD keeps " + maxMetrics
                        + " names (maxMetrics) and refuses values of others: delcounters and its kin on the management port,"
                        + " timeToLive or deleteIdleStats make place")
                : Optional.empty());
        every10Seconds.accept(this::look);
    }

    private void look() {
        OptionalLong now = server.drops();
        if (now.isPresent() && now.getAsLong() > drops) {
            LOG.warn(
                    "the system lost {} packets for StatsD, since its buffer of {} bytes was full; senders that put several"
                            + " lines into a packet need less of it, and net.core.rmem_max limits it",
                    now.getAsLong() - drops,
                    server.bufferBytes());
            drops = now.getAsLong();
        }
        long refused = metrics.metricsRefused();
        full = refused > refusedBefore;
        if (full) {
            LOG.warn(
                    "{} values of new names were refused, such as {}: there are {} names (maxMetrics)",
                    refused - refusedBefore,
                    metrics.takeRefusedName(),
                    maxMetrics);
        }
        refusedBefore = refused;
    }
}

package plumbago.statsd;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import plumbago.base.measure.Measures;
import plumbago.carbon.PartContext;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.backend.ConsoleBackend;
import plumbago.statsd.backend.GraphiteBackend;
import plumbago.statsd.backend.GraphiteStats;
import plumbago.statsd.backend.PacketCopy;
import plumbago.statsd.backend.RepeaterBackend;
import plumbago.statsd.backend.StoreBackend;
import plumbago.statsd.config.PartOptions;
import plumbago.statsd.config.StatsdOptions;

/** The backends that the settings name. */
final class StatsdBackends {
    private final List<Backend> all = new ArrayList<>();
    private final List<PacketCopy> copies = new ArrayList<>();

    StatsdBackends(PartContext context, PartOptions part, StatsdOptions options) {
        long now = context.seconds().getAsLong();
        for (String name : part.backends()) {
            switch (name) {
                case "store" -> all.add(new StoreBackend(context.intake(), new GraphiteStats(options, now)));
                case "graphite" ->
                    part.graphite()
                            .ifPresent(to -> all.add(new GraphiteBackend(
                                    to, options, context.clock()::millis, GraphiteBackend.DEFAULT_BYTES)));
                case "console" ->
                    all.add(new ConsoleBackend(System.out, part.prettyPrint(), ZoneId.systemDefault(), now));
                default -> copies.add(new RepeaterBackend(part.repeaters(), part.repeaterProtocol()));
            }
        }
    }

    /** In the order in which they get a flush. */
    List<Backend> all() {
        return all;
    }

    /** Those that get packets. */
    List<PacketCopy> copies() {
        return copies;
    }

    void register(Measures measures) {
        for (Backend one : all) {
            if (one instanceof GraphiteBackend graphite) {
                measures.count(
                                "statsd.graphite.sent",
                                "plumbago_statsd_graphite_flushes_total",
                                "Flushes sent to another Graphite.",
                                graphite::sent)
                        .count(
                                "statsd.graphite.dropped",
                                "plumbago_statsd_graphite_flushes_dropped_total",
                                "Flushes that gave way to later ones while the other Graphite did not take them.",
                                graphite::dropped)
                        .gauge(
                                "statsd.graphite.waiting",
                                "plumbago_statsd_graphite_flushes_waiting",
                                "Flushes that wait for the other Graphite.",
                                graphite::waiting);
            }
        }
        for (PacketCopy one : copies) {
            if (one instanceof RepeaterBackend repeater) {
                measures.count(
                                "statsd.repeater.packets",
                                "plumbago_statsd_repeated_packets_total",
                                "Packets passed on to other StatsDs.",
                                repeater::passedOn)
                        .count(
                                "statsd.repeater.dropped",
                                "plumbago_statsd_repeated_packets_dropped_total",
                                "Packets that another StatsD did not take fast enough.",
                                repeater::dropped);
            }
        }
    }
}

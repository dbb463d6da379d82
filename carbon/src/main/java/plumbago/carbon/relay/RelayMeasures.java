package plumbago.carbon.relay;

import java.util.HashMap;
import java.util.Map;
import plumbago.base.measure.Measures;

/** Reports of destinations, under carbon's names and for Prometheus; also of those that come later. Thread-safe. */
final class RelayMeasures {
    private final String daemon;
    private final boolean areReset;

    /** Those that are reported of, as they are now: one that comes back is reported of on. */
    private final Map<String, RelayDestination> destinations = new HashMap<>();

    /** Null until there is somebody to report to. */
    private Measures own;

    private Measures process;

    RelayMeasures(String daemon, boolean areReset) {
        this.daemon = daemon;
        this.areReset = areReset;
    }

    /** Reports from now on. */
    synchronized void begin(Measures ownMeasures, Measures processMeasures) {
        own = ownMeasures;
        process = processMeasures;
        destinations.keySet().forEach(this::register);
    }

    /** Reports of a destination. */
    synchronized void add(RelayDestination destination) {
        String name = destination.destination().toString();
        if (destinations.put(name, destination) == null && own != null) {
            register(name);
        }
    }

    private synchronized RelayDestination now(String name) {
        return destinations.get(name);
    }

    private DestinationCounters counters(String name) {
        return now(name).counters();
    }

    private void register(String name) {
        String metric = "destinations." + now(name).destination().metricPart() + '.';
        String label = "{destination=\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        Measures of = new Measures();
        of.growth(
                        metric + "attemptedRelays",
                        "plumbago_relay_attempted_total" + label,
                        "Points that were routed to a destination.",
                        () -> counters(name).attempted())
                .growth(
                        metric + "sent",
                        "plumbago_relay_sent_total" + label,
                        "Points that a destination has taken.",
                        () -> counters(name).sent())
                .growth(
                        metric + "batchesSent",
                        "plumbago_relay_messages_total" + label,
                        "Messages that were written to a destination.",
                        () -> counters(name).messages())
                .growth(
                        metric + "fullQueueDrops",
                        dropped(name, "full"),
                        "Points for a destination that were dropped.",
                        () -> counters(name).fullDrops())
                .growth(
                        metric + "expiredDrops",
                        dropped(name, "expired"),
                        "",
                        () -> counters(name).expired())
                .growth(metric + "damagedDrops", dropped(name, "damaged"), "", () -> damaged(now(name)))
                .growth(
                        metric + "diverted",
                        "plumbago_relay_diverted_total" + label,
                        "Points that went to other destinations, since this one was not there any more.",
                        () -> counters(name).diverted())
                .growth(
                        metric + "queuedUntilConnected",
                        "plumbago_relay_queued_unconnected_total" + label,
                        "Points that were accepted while there was no connection.",
                        () -> counters(name).queuedUnconnected())
                .gauge(metric + "relayMaxQueueLength", "", "", () -> longestQueue(counters(name)))
                .gauge(
                        metric + "waiting",
                        "plumbago_relay_waiting_points" + label,
                        "Points that wait for a destination.",
                        () -> now(name).waiting())
                .gauge(
                        metric + "spoolBytes",
                        "plumbago_relay_spool_bytes" + label,
                        "Bytes of a destination's spool.",
                        () -> now(name) instanceof SpooledDestination spooled ? spooled.bytes() : 0)
                .gauge(
                        "",
                        "plumbago_relay_connected" + label,
                        "Whether a destination can be sent to.",
                        () -> now(name).isConnected() ? 1 : 0)
                .gauge(
                        "",
                        "plumbago_relay_replayed_points" + label,
                        "Points that an earlier process had accepted and this one has found in the spool.",
                        () -> counters(name).replayed());
        if (areReset) {
            of.count(
                    metric + "slowConnectionReset",
                    "plumbago_relay_resets_total" + label,
                    "Connections that were made anew because too little was taken.",
                    () -> counters(name).resets());
        }
        own.addAll(of);
        of.showIn(process, "daemon=\"" + daemon + "\"");
    }

    /** There is none where nothing came for the destination. */
    private static double longestQueue(DestinationCounters of) {
        long points = of.takeLongestQueue();
        return points == 0 ? Double.NaN : points;
    }

    private static String dropped(String name, String reason) {
        return "plumbago_relay_dropped_total{destination=\""
                + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\",reason=\"" + reason + "\"}";
    }

    private static long damaged(RelayDestination destination) {
        return destination instanceof SpooledDestination spooled ? spooled.damaged() : 0;
    }
}

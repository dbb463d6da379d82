package plumbago.statsd.proxy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import plumbago.base.measure.Measures;

/** Counts the lines that came in: each was passed on to a node, or dropped for a reason. Safe for many threads. */
final class ProxyCounters {
    private final Map<ProxyNode, NodeTraffic> nodes = new LinkedHashMap<>();
    private final Map<ProxyDrop, LongAdder> drops = new EnumMap<>(ProxyDrop.class);

    ProxyCounters(List<ProxyNode> all) {
        all.forEach(node -> nodes.put(node, new NodeTraffic(node.port())));
        for (ProxyDrop reason : ProxyDrop.values()) {
            drops.put(reason, new LongAdder());
        }
    }

    NodeTraffic of(ProxyNode node) {
        return nodes.get(node);
    }

    void drop(ProxyDrop reason, int lines) {
        drops.get(reason).add(lines);
    }

    long passedOn(ProxyNode node) {
        return nodes.get(node).lines.sum();
    }

    long dropped(ProxyDrop reason) {
        return drops.get(reason).sum();
    }

    void register(Measures measures, Cluster cluster) {
        nodes.forEach((node, traffic) -> measures.count(
                "statsdProxy.passedOn." + node.id().replaceAll("[^A-Za-z0-9-]", "_"),
                "plumbago_statsd_proxy_lines_total{node=\"" + node.id() + "\"}",
                "Lines that the StatsD proxy passed on to a node.",
                traffic.lines::sum));
        drops.forEach((reason, lines) -> measures.count(
                "statsdProxy.dropped." + reason.label(),
                "plumbago_statsd_proxy_lines_dropped_total{reason=\"" + reason.label() + "\"}",
                "Lines that the StatsD proxy passed on to nobody.",
                lines::sum));
        measures.gauge(
                "statsdProxy.nodes",
                "plumbago_statsd_proxy_nodes",
                "Nodes in the ring of the StatsD proxy.",
                () -> cluster.members().size());
    }
}

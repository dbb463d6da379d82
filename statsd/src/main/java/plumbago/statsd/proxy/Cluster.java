package plumbago.statsd.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes that are in the ring, and which of them a key belongs to. All are in it at the start; one leaves it with the first
 * check that it fails, and stands last in it after the first that it passes again, as in the original. Safe for many threads.
 */
final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final RouteCache cache;
    private final List<ProxyNode> members;
    private HashRing ring;

    /** @param cacheSize for how many keys the node is kept in mind */
    Cluster(List<ProxyNode> nodes, int cacheSize) {
        members = new ArrayList<>(nodes);
        cache = new RouteCache(cacheSize);
        ring = ring();
    }

    private HashRing ring() {
        return new HashRing(members.stream().map(ProxyNode::id).toList());
    }

    /** The node that a key belongs to; empty while no node is in the ring. */
    synchronized Optional<ProxyNode> node(byte[] key, int offset, int length) {
        ProxyNode known = cache.get(key, offset, length);
        if (known != null) {
            return Optional.of(known);
        }
        OptionalInt server = ring.server(key, offset, length);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        ProxyNode node = members.get(server.getAsInt());
        cache.put(key, offset, length, node);
        return Optional.of(node);
    }

    /** Puts a node into the ring that has passed a check, if it is not there. */
    synchronized void add(ProxyNode node) {
        if (!members.contains(node)) {
            LOG.warn("StatsD node {} is up: it is put into the ring", node.id());
            members.add(node);
            changed();
        }
    }

    /** Takes a node out of the ring that has failed a check, if it is there. */
    synchronized void remove(ProxyNode node, String reason) {
        if (members.remove(node)) {
            LOG.warn("StatsD node {} is down, {}: it is taken out of the ring", node.id(), reason);
            changed();
        }
    }

    private void changed() {
        cache.clear();
        ring = ring();
    }

    /** Those in the ring, in the order in which they joined. */
    synchronized List<ProxyNode> members() {
        return List.copyOf(members);
    }
}

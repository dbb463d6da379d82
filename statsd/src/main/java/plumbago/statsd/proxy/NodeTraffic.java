package plumbago.statsd.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A node's address as it is known at the moment, and how many lines were passed on to it. Safe for many threads. */
final class NodeTraffic {
    final LongAdder lines = new LongAdder();

    private final int port;
    private volatile InetSocketAddress address;

    NodeTraffic(int port) {
        this.port = port;
    }

    /** Where datagrams go; empty until the node's name has been resolved. */
    Optional<InetSocketAddress> address() {
        return Optional.ofNullable(address);
    }

    void resolved(InetAddress found) {
        InetSocketAddress known = address;
        if (known == null || !known.getAddress().equals(found)) {
            address = new InetSocketAddress(found, port);
        }
    }
}

package plumbago.statsd.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/**
 * Sends each line to the node that its key belongs to. Never waits: what the system does not take is dropped and counted.
 * Called by the one thread of the proxy's sockets.
 */
final class LineForwarder {
    /** The longest datagram that there is over IPv4. */
    static final int MOST_BYTES = 65507;

    /** What passes an Ethernet in one piece, with space to spare for tunnels. */
    static final int JOINED_BYTES = 1432;

    private static final Logger LOG = LoggerFactory.getLogger(LineForwarder.class);

    private final Cluster cluster;
    private final ProxyCounters counters;
    private final Channel out;
    private final boolean join;
    private final LogLimit logLimit;

    /** Of the packet at hand: lines by their node, until there is a datagram full of them. */
    private final Map<ProxyNode, Joined> joined = new LinkedHashMap<>();

    private static final class Joined {
        private final ByteBuf bytes = Unpooled.buffer(JOINED_BYTES);
        private int lines;
    }

    /**
     * @param out sends the datagrams
     * @param join whether lines of a packet that go to one node may share a datagram
     * @param seconds a clock in whole seconds, for the log
     */
    LineForwarder(Cluster cluster, ProxyCounters counters, Channel out, boolean join, LongSupplier seconds) {
        this.cluster = cluster;
        this.counters = counters;
        this.out = out;
        this.join = join;
        this.logLimit = new LogLimit(1, seconds);
    }

    /** Sends the lines of a packet; {@link #flush} has to follow, if not for each packet. */
    void accept(byte[] packet, int length) {
        PacketLines.each(packet, length, this::line);
        joined.forEach((node, lines) -> send(node, lines.bytes, lines.lines));
        joined.clear();
    }

    /** Has the system take what was sent. */
    void flush() {
        out.flush();
    }

    private void line(byte[] key, int keyOffset, int keyLength, byte[] line, int offset, int length) {
        if (length > MOST_BYTES) {
            counters.drop(ProxyDrop.TOO_LONG, 1);
            return;
        }
        Optional<ProxyNode> node = cluster.node(key, keyOffset, keyLength);
        if (node.isEmpty()) {
            counters.drop(ProxyDrop.NO_NODE, 1);
            warn("no StatsD node is up, its lines are dropped");
        } else if (join) {
            join(node.get(), line, offset, length);
        } else {
            send(node.get(), Unpooled.copiedBuffer(line, offset, length), 1);
        }
    }

    private void join(ProxyNode node, byte[] line, int offset, int length) {
        Joined lines = joined.computeIfAbsent(node, key -> new Joined());
        if (lines.lines > 0 && lines.bytes.readableBytes() + 1 + length > JOINED_BYTES) {
            // What came in first is sent first, so that the last of two values of a gauge wins.
            send(node, lines.bytes, lines.lines);
            lines = new Joined();
            joined.put(node, lines);
        }
        if (lines.lines > 0) {
            lines.bytes.writeByte('\n');
        }
        lines.bytes.writeBytes(line, offset, length);
        lines.lines++;
    }

    private void send(ProxyNode node, ByteBuf bytes, int lines) {
        NodeTraffic traffic = counters.of(node);
        Optional<InetSocketAddress> address = traffic.address();
        if (!out.isWritable()) {
            out.flush();
        }
        if (address.isEmpty() || !out.isWritable()) {
            bytes.release();
            counters.drop(address.isEmpty() ? ProxyDrop.NO_NODE : ProxyDrop.UNSENT, lines);
            return;
        }
        out.write(new DatagramPacket(bytes, address.get())).addListener(sent -> {
            if (sent.isSuccess()) {
                traffic.lines.add(lines);
            } else {
                counters.drop(ProxyDrop.UNSENT, lines);
                warn("lines for StatsD node " + node.id() + " are lost: "
                        + sent.cause().getMessage());
            }
        });
    }

    private void warn(String what) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("{}{}", what, suffix);
        }
    }
}

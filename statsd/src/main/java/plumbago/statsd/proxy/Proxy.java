package plumbago.statsd.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import plumbago.base.measure.Measures;
import plumbago.base.net.ConnectionCounters;
import plumbago.base.net.DatagramListener;
import plumbago.base.net.DatagramOptions;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenProblem;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.statsd.server.ManagementCommands;
import plumbago.statsd.server.ManagementListener;

/**
 * Passes lines on to the StatsDs of a cluster, all lines of a name to the same one. All of it is done by one thread, as in
 * the original, so that what a connection sends reaches its node in order; methods are called by whoever starts and stops it.
 */
final class Proxy implements AutoCloseable {
    /** Asked of the system, which may give less (net.core.wmem_max): space for bursts. */
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    /** Datagrams that the system does not take at once wait in so much memory; what comes then is dropped. */
    private static final int WAITING_BYTES = 4 << 20;

    /** What the heap is divided by for lines that have come in in part. */
    private static final int UNFINISHED_PART = 32;

    /**
     * How lines are passed on.
     *
     * @param checkInterval between two questions whether a node is up
     * @param cacheSize for how many keys the node is kept in mind
     * @param joinLines whether lines of a packet that go to one node may share a datagram
     */
    record Options(List<ProxyNode> nodes, Duration checkInterval, int cacheSize, boolean joinLines) {}

    private final Cluster cluster;
    private final ProxyCounters counters;
    private final ConnectionCounters connections;
    private final LongSupplier seconds;
    private final LineForwarder lines;
    private final Transport transport = new Transport(1);
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** 0 until it is listened on. */
    private int port;

    private int managementPort;

    /** Datagrams that the system threw away before they were read. */
    private LongSupplier lost = () -> 0;

    /**
     * Begins to check the nodes.
     *
     * @param seconds a clock in whole seconds, for the log
     * @throws IOException if the system gives no socket to send with
     */
    Proxy(Options options, ConnectionCounters connections, LongSupplier seconds) throws IOException {
        this.connections = connections;
        this.seconds = seconds;
        cluster = new Cluster(options.nodes(), options.cacheSize());
        counters = new ProxyCounters(options.nodes());
        opened.push(transport);
        EventLoop loop = transport.loops().next();
        Channel out;
        try {
            out = sending();
        } catch (IOException e) {
            transport.close();
            throw e;
        }
        lines = new LineForwarder(cluster, counters, out, options.joinLines(), seconds);
        HealthChecks checks = new HealthChecks(
                options.nodes(), cluster, counters, loop, transport.clientChannel(), options.checkInterval());
        opened.push(checks);
        options.nodes().forEach(checks::begin);
    }

    /** A socket of its own, which nothing is read from. */
    private Channel sending() throws IOException {
        ChannelFuture bound = new Bootstrap()
                .group(transport.loops())
                .channel(transport.datagramChannel())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(WAITING_BYTES / 2, WAITING_BYTES))
                .handler(new ChannelInboundHandlerAdapter())
                .bind(new InetSocketAddress(0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(ListenProblem.of(bound.cause()), bound.cause());
        }
        Channel channel = bound.channel();
        opened.push(() -> channel.close().awaitUninterruptibly());
        return channel;
    }

    /**
     * Takes lines in datagrams.
     *
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    void listenUdp(InetSocketAddress address) throws IOException {
        DatagramListener listener = new DatagramListener(
                address, transport, DatagramOptions.allowing(sender -> true), new ProxyPackets(lines), seconds);
        opened.push(listener);
        port = listener.port();
        lost = () -> listener.drops().orElse(0);
    }

    /**
     * Takes lines over connections.
     *
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    void listenTcp(InetSocketAddress address, ListenerOptions options) throws IOException {
        UnfinishedQuota quota = UnfinishedQuota.ofThisProcess(UNFINISHED_PART, FlowControl.NONE);
        TcpListener listener = new TcpListener(
                address,
                transport,
                options,
                FlowControl.NONE,
                connections,
                seconds,
                () -> new ProxyConnection(quota, lines, counters));
        opened.push(listener);
        port = listener.port();
    }

    /**
     * Opens the management port.
     *
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    void listenForCommands(InetSocketAddress address, ManagementCommands commands) throws IOException {
        ManagementListener listener = new ManagementListener(
                address,
                transport,
                ManagementListener.options("the proxy's management port"),
                connections,
                seconds,
                commands);
        opened.push(listener);
        managementPort = listener.port();
    }

    /** Registers what it counts; once it listens. */
    void register(Measures measures) {
        counters.register(measures, cluster);
        measures.count(
                "statsdProxy.lostDatagrams",
                "plumbago_statsd_proxy_datagrams_lost_total",
                "Datagrams for the StatsD proxy that the system threw away, mostly since they came too fast.",
                lost);
    }

    Cluster cluster() {
        return cluster;
    }

    ProxyCounters counters() {
        return counters;
    }

    /** The port that lines come in by. */
    int port() {
        return port;
    }

    /** The management port, or 0 if it is shut. */
    int managementPort() {
        return managementPort;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("closing throws nothing", e);
            }
        }
    }
}

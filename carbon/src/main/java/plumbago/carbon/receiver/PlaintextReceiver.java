package plumbago.carbon.receiver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.point.FlowControl;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.stats.PointCounters;

/**
 * The plaintext TCP door: {@code name value timestamp\n} lines, any number of them per packet and of packets per line,
 * on any number of connections.
 */
public final class PlaintextReceiver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlaintextReceiver.class);

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final FlowControl flowControl;
    private final ReceiverOptions options;
    private final FastThreadLocal<LineBuffer> buffers;
    private final Channel server;

    /**
     * Begins to listen for senders.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @param sink called from the transport's threads
     * @param options how connections are treated
     * @param flowControl while it is paused nothing is read, so that senders wait
     * @throws IOException if the address cannot be listened on; the cause tells why
     */
    public PlaintextReceiver(
            InetSocketAddress address,
            ReceiverTransport transport,
            ReceiverOptions options,
            PointSink sink,
            FlowControl flowControl,
            PointCounters counters,
            Clock clock)
            throws IOException {
        this.flowControl = flowControl;
        this.options = options;
        LongSupplier seconds = () -> clock.millis() / 1000;
        RejectedLines rejected = new RejectedLines(counters, seconds);
        UnfinishedRoom room = UnfinishedRoom.ofThisProcess();
        buffers = new FastThreadLocal<>() {
            @Override
            protected LineBuffer initialValue() {
                return new LineBuffer(new LineParser(sink, counters, rejected, seconds), rejected, room);
            }
        };
        ChannelFuture bound = new ServerBootstrap()
                .group(transport.loops())
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.SO_KEEPALIVE, options.keepAlive())
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(2048, 16384, LineBuffer.READ_BYTES))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        server = bound.channel();
        flowControl.addListener(paused -> connections.forEach(channel -> setReading(channel, !paused)));
    }

    private void accept(Channel channel) {
        if (connections.size() >= options.maxConnections()) {
            log.warn("connection from {} refused: there are {} already", channel.remoteAddress(), connections.size());
            channel.close();
            return;
        }
        if (!options.idleTimeout().isZero()) {
            channel.pipeline()
                    .addLast(new ReadTimeoutHandler(options.idleTimeout().toMillis(), TimeUnit.MILLISECONDS));
        }
        channel.pipeline().addLast(new PlaintextConnection(buffers));
        connections.add(channel);
        if (options.logConnects()) {
            log.info("connection from {}", channel.remoteAddress());
        }
        if (options.logDisconnects()) {
            channel.closeFuture().addListener(closed -> log.info("connection from {} ended", channel.remoteAddress()));
        }
        // Asked after joining the group: a pause that begins in between reaches the channel in one way or the other.
        channel.config().setAutoRead(!flowControl.paused());
    }

    private static void setReading(Channel channel, boolean reading) {
        channel.config().setAutoRead(reading);
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** How many senders are connected. */
    public int connections() {
        return connections.size();
    }

    /** Stops listening and closes all connections; what was read of them has been handed on. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
    }
}

package plumbago.base.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/** A listening TCP socket, or a Unix stream socket, and its connections, whatever is spoken on them. */
public final class TcpListener implements AutoCloseable {
    /** At most this many bytes are read from a socket at once. */
    public static final int READ_BYTES = 65536;

    private static final AttributeKey<FlowControl> FLOW_CONTROL =
            AttributeKey.valueOf(TcpListener.class, "flowControl");

    private static final int LOGGED_PER_SECOND = 10;

    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final FlowControl flowControl;
    private final ListenerOptions options;

    private final Optional<Encryption> encryption;

    private final LogLimit connectsLogged;
    private final LogLimit disconnectsLogged;
    private final Channel server;

    /** Empty where it listens on an address. */
    private final Optional<UnixSocket> file;

    private final Optional<Object> fileKey;

    /** How often reading was halted or begun again. */
    private final AtomicInteger pauses = new AtomicInteger();

    /**
     * Begins to listen.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @param flowControl while it is paused nothing is read, so that those behind the listener wait
     * @param protocol makes what reads one connection
     * @param seconds a clock in whole seconds, for the log; only its differences matter
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    public TcpListener(
            InetSocketAddress address,
            Transport transport,
            ListenerOptions options,
            FlowControl flowControl,
            ConnectionCounters counters,
            LongSupplier seconds,
            Supplier<? extends ChannelHandler> protocol)
            throws IOException {
        this(address, Optional.empty(), transport, options, flowControl, counters, seconds, protocol);
    }

    /**
     * The same on a file. A socket is taken away first that a process left there which was killed; who may connect is up to the
     * file's mode, and the allowed networks are not asked. {@link #close} removes the file.
     *
     * @param file where to listen
     * @throws IOException if that cannot be listened on, something else is there, or another process listens there; the
     *     message says so, and names the file
     */
    public TcpListener(
            UnixSocket file,
            Transport transport,
            ListenerOptions options,
            FlowControl flowControl,
            ConnectionCounters counters,
            LongSupplier seconds,
            Supplier<? extends ChannelHandler> protocol)
            throws IOException {
        this(
                transport.unixAddress(file.path()),
                Optional.of(file),
                transport,
                options,
                flowControl,
                counters,
                seconds,
                protocol);
    }

    private TcpListener(
            SocketAddress address,
            Optional<UnixSocket> file,
            Transport transport,
            ListenerOptions options,
            FlowControl flowControl,
            ConnectionCounters counters,
            LongSupplier seconds,
            Supplier<? extends ChannelHandler> protocol)
            throws IOException {
        this.flowControl = flowControl;
        this.options = options;
        this.file = file;
        this.encryption = options.tls()
                .map(tls -> new Encryption(
                        tls,
                        options.tlsRequired(),
                        options.handshakeTimeout(),
                        transport.handshakes(),
                        counters,
                        seconds,
                        pauses::get));
        this.connectsLogged = new LogLimit(LOGGED_PER_SECOND, seconds);
        this.disconnectsLogged = new LogLimit(LOGGED_PER_SECOND, seconds);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(transport.loops())
                .channel(file.isPresent() ? transport.unixServerChannel() : transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, options.backlog())
                // Nobody is let in before the limit knows of this listener.
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(2048, 16384, READ_BYTES))
                .handler(new AcceptHandler(options, counters, seconds))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        letIn(channel, protocol.get());
                    }
                });
        if (file.isPresent()) {
            server = bind(bootstrap, address, file.get());
        } else {
            bootstrap
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, options.keepAlive().on());
            if (options.keepAlive().on()) {
                transport.keepAliveOptions(options.keepAlive()).forEach(bootstrap::childOption);
            }
            server = bind(bootstrap, address);
        }
        fileKey = file.flatMap(UnixSocket::key);
        options.connections().add(server);
        flowControl.addListener(this::halt);
    }

    private static Channel bind(ServerBootstrap bootstrap, SocketAddress address) throws IOException {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(ListenProblem.of(bound.cause()), bound.cause());
        }
        return bound.channel();
    }

    private static Channel bind(ServerBootstrap bootstrap, SocketAddress address, UnixSocket file) throws IOException {
        file.removeStale();
        Channel bound;
        try {
            bound = bind(bootstrap, address);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + file.path() + ": " + e.getMessage(), e);
        }
        try {
            file.setMode();
        } catch (IOException e) {
            bound.close().awaitUninterruptibly();
            throw new IOException("cannot set the mode of " + file.path() + ": " + e.getMessage(), e);
        }
        return bound;
    }

    private void halt(boolean paused) {
        pauses.incrementAndGet();
        connections.forEach(channel -> channel.config().setAutoRead(!paused));
    }

    /** What halts the reading of a connection. */
    static FlowControl flowControl(Channel channel) {
        FlowControl flowControl = channel.attr(FLOW_CONTROL).get();
        return flowControl == null ? FlowControl.NONE : flowControl;
    }

    private void letIn(Channel channel, ChannelHandler protocol) {
        channel.attr(FLOW_CONTROL).set(flowControl);
        if (!options.idleTimeout().isZero()) {
            channel.pipeline().addLast(new SilenceTimeout(options.idleTimeout().toMillis()));
        }
        encryption.ifPresent(tls -> tls.addTo(channel));
        channel.pipeline().addLast(protocol);
        connections.add(channel);
        if (options.logConnects()) {
            log(connectsLogged, channel, "");
        }
        if (options.logDisconnects()) {
            channel.closeFuture().addListener(closed -> log(disconnectsLogged, channel, " ended"));
        }
        // Asked after joining the group: a pause that begins in between reaches the channel in one way or the other.
        channel.config().setAutoRead(!flowControl.paused());
    }

    /** Whoever connects again and again would otherwise fill the log. */
    private static void log(LogLimit limit, Channel channel, String what) {
        String suffix = limit.admit();
        if (suffix != null) {
            // Who connects to a file has no address of its own.
            Object from =
                    channel.remoteAddress() instanceof InetSocketAddress address ? address : channel.localAddress();
            LOG.info("connection from {}{}{}", from, what, suffix);
        }
    }

    /** Ends silent connections, but none that was silent because nothing was read. */
    private static final class SilenceTimeout extends ReadTimeoutHandler {
        SilenceTimeout(long millis) {
            super(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void readTimedOut(ChannelHandlerContext context) throws Exception {
            if (context.channel().config().isAutoRead()) {
                super.readTimedOut(context);
            }
        }
    }

    /** The port that is listened on, or 0 where it is a file. */
    public int port() {
        return server.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    /** How many are connected. */
    public int connections() {
        return connections.size();
    }

    /** Stops listening and closes all connections; what was read of them has been passed on. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        file.ifPresent(socket -> socket.remove(fileKey));
    }
}

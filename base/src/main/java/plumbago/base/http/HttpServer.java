package plumbago.base.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.base.measure.Measures;
import plumbago.base.net.Tls;

/** Listens on one port and has a router answer what comes in. */
public final class HttpServer implements AutoCloseable {
    /** One read takes 64 KiB, and the shortest request 18 bytes. */
    private static final int MOST_REQUESTS_OF_A_READ = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int LOGGED_PER_SECOND = 10;

    /** Bodies lie outside of the heap until they are looked at, where there may be as much as in the heap. */
    private static final int PART_FOR_BODIES = 8;

    private final InetSocketAddress address;
    private final Router router;
    private final HttpOptions settings;
    private final AnswerMaker answers;
    private final LogLimit logLimit = new LogLimit(LOGGED_PER_SECOND, () -> System.nanoTime() / 1_000_000_000);
    private final ConnectionShares connections;
    private final BodyQuota bodies;

    /** Null where nothing is encrypted. */
    private HttpTls tls;

    private EventLoopGroup loops;
    private Workers workers;
    private Connection.Common common;
    private Channel channel;

    public HttpServer(InetSocketAddress address, Router router, HttpOptions settings) {
        this.address = address;
        this.router = router;
        this.settings = settings;
        this.answers = new AnswerMaker(new CrossOrigin(router));
        this.connections = new ConnectionShares(settings.maxConnections(), settings.maxConnectionsPerAddress());
        this.bodies = new BodyQuota(
                Math.max(2L * settings.maxBody(), Runtime.getRuntime().maxMemory() / PART_FOR_BODIES));
    }

    /**
     * Has connections encrypted; before {@link #start} and {@link #register}.
     *
     * @param required whether a connection that does not begin with TLS is closed; otherwise it goes on in the clear
     * @param handshakeTimeout a connection that does not come to the end of its handshake for so long is closed; zero for
     *     never
     */
    public void encrypt(Tls with, boolean required, Duration handshakeTimeout) {
        tls = new HttpTls(with, required, handshakeTimeout);
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the address is taken or not ours; the message names it
     */
    public void start() throws IOException {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new MultiThreadIoEventLoopGroup(1, named("http"), io);
        workers = new Workers(settings.workers(), settings.maxWaiting());
        common = new Connection.Common(router, workers, answers, settings.urlPrefix());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .handler(new AcceptProblem(() -> System.nanoTime() / 1_000_000_000))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connect(connection);
                    }
                });
        try {
            channel = bootstrap.bind(address).syncUninterruptibly().channel();
        } catch (RuntimeException e) {
            close();
            throw e;
        } catch (Exception e) {
            // Netty throws what the socket threw, checked or not, without declaring it.
            close();
            throw new IOException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage(), e);
        }
    }

    private void connect(SocketChannel connection) {
        InetAddress address = connection.remoteAddress() == null
                ? InetAddress.getLoopbackAddress()
                : connection.remoteAddress().getAddress();
        ConnectionShares.Verdict verdict = connections.enter(address);
        if (verdict != ConnectionShares.Verdict.ACCEPTED) {
            logRefused(address, verdict);
            connection.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            return;
        }
        connection.closeFuture().addListener(closed -> connections.leave(address));
        connection.pipeline().addLast(new ShutInput());
        if (tls != null) {
            tls.encryption().addTo(connection);
        }
        connection
                .pipeline()
                .addLast(new HttpServerCodec(
                        new HttpDecoderConfig()
                                .setMaxInitialLineLength(settings.maxRequestLine())
                                .setMaxHeaderSize(settings.maxHeaders()),
                        MOST_REQUESTS_OF_A_READ))
                .addLast(SafeHeaders.INSTANCE)
                .addLast(new WholeRequests(settings.maxBody(), bodies))
                // Behind those that gather a request, for a byte now and then is none.
                .addLast(new IdleStateHandler(0, 0, settings.idle().toMillis(), TimeUnit.MILLISECONDS))
                // One read may bring many requests: no more of them go on than are wanted.
                .addLast(new FlowControlHandler())
                .addLast(new Connection(common));
    }

    private void logRefused(InetAddress address, ConnectionShares.Verdict verdict) {
        String suffix = logLimit.admit();
        if (suffix == null) {
            return;
        }
        if (verdict == ConnectionShares.Verdict.TOO_MANY) {
            LOG.warn(
                    "a connection from {} was refused: MAX_HTTP_CONNECTIONS, {}, are open{}",
                    address.getHostAddress(),
                    settings.maxConnections(),
                    suffix);
        } else {
            LOG.warn(
                    "a connection from {} was refused: MAX_HTTP_CONNECTIONS_PER_ADDRESS, {}, are open from there{}",
                    address.getHostAddress(),
                    settings.maxConnectionsPerAddress(),
                    suffix);
        }
    }

    /** Registers how many connections there are and were, and what their requests hold. */
    public void register(Measures measures) {
        measures.gauge(
                        "http.connections",
                        "plumbago_http_connections",
                        "Connections of HTTP clients.",
                        connections::open)
                .count(
                        "http.refusedConnections",
                        "plumbago_http_refused_connections_total",
                        "Connections of HTTP clients beyond MAX_HTTP_CONNECTIONS or MAX_HTTP_CONNECTIONS_PER_ADDRESS.",
                        connections::refused)
                .count("", "plumbago_http_requests_total", "Requests that came to be answered.", answers::asked)
                .gauge(
                        "http.bodyBytes",
                        "plumbago_http_body_bytes",
                        "What bodies of requests take that come in or wait for their answers.",
                        bodies::taken);
        if (tls != null) {
            measures.count(
                    "http.badHandshakes",
                    "plumbago_http_bad_handshakes_total",
                    "Connections of HTTP clients whose TLS handshake failed.",
                    tls::failed);
        }
    }

    /** The port listened on: the one given, or the one that was free if 0 was given. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Ends all connections; a request that is being worked on gets a second to finish. */
    @Override
    public void close() {
        if (channel != null) {
            channel.close().syncUninterruptibly();
        }
        if (workers != null) {
            workers.close();
        }
        if (loops != null) {
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        }
        if (tls != null) {
            tls.close();
        }
    }

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

package plumbago.base.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** The threads that read from the sockets of all listeners: epoll where the system has it, NIO elsewhere. */
public final class Transport implements AutoCloseable {
    private final boolean epoll;
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor handshakes;

    /** @param threads how many threads read; one keeps up with some millions of points in a second */
    public Transport(int threads) {
        this(threads, Epoll.isAvailable());
    }

    /** The same with NIO in any case, unless epoll is asked for. */
    Transport(int threads, boolean epoll) {
        this.epoll = epoll;
        DefaultThreadFactory names = new DefaultThreadFactory("receiver");
        loops = new MultiThreadIoEventLoopGroup(
                threads, names, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        handshakes = new ThreadPoolExecutor(
                threads,
                threads,
                60,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("handshakes", true));
        handshakes.allowCoreThreadTimeOut(true);
    }

    /** Whether epoll reads. */
    boolean isEpoll() {
        return epoll;
    }

    /** The threads, for a bootstrap. */
    public EventLoopGroup loops() {
        return loops;
    }

    /**
     * As many threads again for the arithmetic of TLS handshakes, which takes milliseconds each: those that read do not
     * wait for it. Each connection has one task there at most, so that their limit bounds how many wait.
     */
    public Executor handshakes() {
        return handshakes;
    }

    /** What listens over TCP. */
    public Class<? extends ServerChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** What listens on a file. */
    Class<? extends ServerChannel> unixServerChannel() {
        return epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
    }

    /** Whether it listens on a file. */
    static boolean isUnix(Channel listener) {
        return listener instanceof EpollServerDomainSocketChannel || listener instanceof NioServerDomainSocketChannel;
    }

    /** A file to listen on, as the kind of socket in use is told of it. */
    SocketAddress unixAddress(Path path) {
        return epoll ? new DomainSocketAddress(path.toString()) : UnixDomainSocketAddress.of(path);
    }

    /** What connects over TCP. */
    public Class<? extends SocketChannel> clientChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** What receives datagrams. */
    public Class<? extends DatagramChannel> datagramChannel() {
        return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    /** How the kind of socket in use is told when to probe a silent connection. */
    Map<ChannelOption<Integer>, Integer> keepAliveOptions(KeepAlive keepAlive) {
        return Map.of(
                epoll ? EpollChannelOption.TCP_KEEPIDLE : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                keepAlive.idleSeconds(),
                epoll ? EpollChannelOption.TCP_KEEPINTVL : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                keepAlive.intervalSeconds(),
                epoll ? EpollChannelOption.TCP_KEEPCNT : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
                keepAlive.probes());
    }

    /** Ends the threads, after what they are doing at the moment. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        handshakes.shutdownNow();
    }
}

package plumbago.base.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** The threads that read from the sockets of all listeners: epoll where the system has it, NIO elsewhere. */
public final class Transport implements AutoCloseable {
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor handshakes;

    /** @param threads how many threads read; one keeps up with some millions of points in a second */
    public Transport(int threads) {
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

package plumbago.carbon.receiver;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that read from the sockets of all receivers: epoll where the system has it, NIO elsewhere. */
public final class ReceiverTransport implements AutoCloseable {
    private final EventLoopGroup loops;
    private final Class<? extends ServerChannel> serverChannel;

    /** @param threads how many threads read; one keeps up with some millions of points in a second */
    public ReceiverTransport(int threads) {
        DefaultThreadFactory names = new DefaultThreadFactory("receiver");
        if (Epoll.isAvailable()) {
            loops = new MultiThreadIoEventLoopGroup(threads, names, EpollIoHandler.newFactory());
            serverChannel = EpollServerSocketChannel.class;
        } else {
            loops = new MultiThreadIoEventLoopGroup(threads, names, NioIoHandler.newFactory());
            serverChannel = NioServerSocketChannel.class;
        }
    }

    EventLoopGroup loops() {
        return loops;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    /** Ends the threads, after what they are doing at the moment. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}

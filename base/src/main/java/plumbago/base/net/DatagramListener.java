package plumbago.base.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/**
 * A UDP socket that is listened on, whatever is in the datagrams. Nobody can be made to wait here: what comes while its thread
 * is busy waits in the system's buffer, and what that has no space for is lost; {@link #drops} counts it.
 */
public final class DatagramListener implements AutoCloseable {
    /** More than any datagram can have: 65,507 bytes over IPv4, 65,527 over IPv6. None is ever cut. */
    public static final int MAX_BYTES = 65_536;

    /** Between two datagrams of one call: at 65,536 their beginnings would share the few lines of a set of the cache. */
    private static final int STRIDE_BYTES = MAX_BYTES + 33 * 64;

    /** Before other sockets of the same thread have their turn. */
    private static final int DATAGRAMS_PER_ROUND = 16;

    private static final int LOGGED_PER_SECOND = 5;
    private static final Logger LOG = LoggerFactory.getLogger(DatagramListener.class);

    private final DatagramChannel channel;
    private final SocketDrops drops;

    /**
     * Begins to listen.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with, of which the socket has one; stays the caller's
     * @param handler has each datagram passed to it
     * @param seconds a clock in whole seconds, for the log; only its differences matter
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    public DatagramListener(
            InetSocketAddress address,
            Transport transport,
            DatagramOptions options,
            DatagramHandler handler,
            LongSupplier seconds)
            throws IOException {
        int perCall = transport.isEpoll() ? options.datagramsPerCall() : 1;
        int perRound = Math.max(perCall, DATAGRAMS_PER_ROUND);
        DatagramBuffer buffer = new DatagramBuffer(perCall == 1 ? MAX_BYTES : perCall * STRIDE_BYTES, perRound);
        Bootstrap bootstrap = new Bootstrap()
                .group(transport.loops())
                .channel(transport.datagramChannel())
                .option(ChannelOption.SO_RCVBUF, options.bufferBytes())
                .option(ChannelOption.RECVBUF_ALLOCATOR, buffer)
                .handler(new Datagrams(options, perRound, handler, seconds));
        if (perCall > 1) {
            // Without UDP_GRO, which this call of Netty's does not get on with: datagrams would be glued together.
            bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, STRIDE_BYTES);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(ListenProblem.of(bound.cause()), bound.cause());
        }
        channel = (DatagramChannel) bound.channel();
        channel.closeFuture().addListener(closed -> buffer.release());
        drops = new SocketDrops(Path.of("/proc"), port(), descriptor());
        if (bufferBytes() < options.bufferBytes()) {
            LOG.info(
                    "the system gives the datagrams on port {} {} bytes for bursts and not {}; net.core.rmem_max allows more",
                    port(),
                    bufferBytes(),
                    options.bufferBytes());
        }
    }

    private OptionalInt descriptor() {
        return channel instanceof EpollDatagramChannel epoll
                ? OptionalInt.of(epoll.fd().intValue())
                : OptionalInt.empty();
    }

    /** All datagrams of the one socket, which one thread reads. */
    private static final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
        private final DatagramOptions options;
        private final int perRound;
        private final DatagramHandler handler;
        private final LogLimit logLimit;
        private final LogLimit errorsLogged;

        /** Null where each datagram is read at once, and until the socket is open. */
        private ReadPauses pauses;

        Datagrams(DatagramOptions options, int perRound, DatagramHandler handler, LongSupplier seconds) {
            this.options = options;
            this.perRound = perRound;
            this.handler = handler;
            this.logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
            this.errorsLogged = new LogLimit(LOGGED_PER_SECOND, seconds);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (options.gathering()) {
                pauses = new ReadPauses(bufferBytes((DatagramChannel) context.channel()), perRound);
            }
            context.fireChannelActive();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            if (pauses != null) {
                pauses.read();
            }
            if (options.allowed().test(datagram.sender().getAddress())) {
                handler.accept(datagram.content(), datagram.sender());
                return;
            }
            handler.refused();
            String suffix = logLimit.admit();
            if (suffix != null) {
                LOG.warn(
                        "datagram from {} refused, its address is not in ALLOWED_NETWORKS{}",
                        datagram.sender(),
                        suffix);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            handler.roundEnded();
            if (pauses != null) {
                long pause = pauses.roundEnded(System.nanoTime());
                if (pause > 0) {
                    // To have the system say when it is time would cost as much as it saves.
                    LockSupport.parkNanos(pause);
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // The socket is all senders': it stays open whatever one of them sent.
            String suffix = errorsLogged.admit();
            if (suffix != null) {
                LOG.error("a datagram is lost after an error{}", suffix, cause);
            }
        }
    }

    /** The port that is listened on. */
    public int port() {
        return channel.localAddress().getPort();
    }

    /**
     * What the system gives as space for bursts, in the terms in which it was asked for. It holds less than that of
     * datagrams: Linux pays for what it notes of each out of it.
     */
    public int bufferBytes() {
        return bufferBytes(channel);
    }

    private static int bufferBytes(DatagramChannel channel) {
        int bytes = channel.config().getReceiveBufferSize();
        // Linux doubles what it is asked for, and says so; Java takes that back.
        return channel instanceof EpollDatagramChannel ? bytes / 2 : bytes;
    }

    /**
     * How many datagrams the system has thrown away so far that came for this socket, mostly since the buffer was full. Reads
     * the system's list of sockets: not for each datagram.
     *
     * @return empty where the system does not tell, and once it is closed
     */
    public OptionalLong drops() {
        // The system may still list it for a moment, or another one that has the port by then.
        return channel.isOpen() ? drops.count() : OptionalLong.empty();
    }

    /** Stops listening; what was read has been passed on. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}

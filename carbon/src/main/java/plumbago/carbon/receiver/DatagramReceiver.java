package plumbago.carbon.receiver;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenProblem;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Transport;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.stats.Refusal;

/**
 * The plaintext UDP listener: each datagram holds whole lines. Nobody can be made to wait here: while the queues are full,
 * datagrams are read all the same, and what goes beyond the limit is dropped and counted.
 */
public final class DatagramReceiver implements Receiver {
    /** Carbon's UDP listener. */
    public static final Protocol PROTOCOL = new Protocol(
            "plaintext over UDP",
            ListenAddress.udp(
                    "points",
                    ReceiverSettings.UDP_RECEIVER_INTERFACE,
                    ReceiverSettings.UDP_RECEIVER_PORT,
                    ReceiverSettings.ENABLE_UDP_LISTENER),
            (address, context) ->
                    new DatagramReceiver(address, context.transport(), context.options(), context.intake()));

    /** Asked of the system, which may give less (net.core.rmem_max): space for bursts. */
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private static final int LOGGED_PER_SECOND = 5;
    private static final Logger LOG = LoggerFactory.getLogger(DatagramReceiver.class);

    private final Channel channel;

    /**
     * Begins to take datagrams.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @throws IOException if the address cannot be listened on; the cause tells why
     */
    public DatagramReceiver(InetSocketAddress address, Transport transport, ListenerOptions options, Intake intake)
            throws IOException {
        ChannelFuture bound = new Bootstrap()
                .group(transport.loops())
                .channel(transport.datagramChannel())
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DatagramLines.MAX_BYTES))
                .handler(new Datagrams(intake, options.allowed()))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(ListenProblem.of(bound.cause()), bound.cause());
        }
        channel = bound.channel();
    }

    /** All datagrams of the one socket, which one thread reads. */
    private static final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Intake intake;
        private final Predicate<InetAddress> allowed;
        private final DatagramLines lines;
        private final LogLimit logLimit;
        private final LogLimit errorsLogged;

        Datagrams(Intake intake, Predicate<InetAddress> allowed) {
            this.intake = intake;
            this.allowed = allowed;
            this.lines = new DatagramLines(intake.lineParser(new RejectedLines(intake.counters(), intake.seconds())));
            this.logLimit = new LogLimit(LOGGED_PER_SECOND, intake.seconds());
            this.errorsLogged = new LogLimit(LOGGED_PER_SECOND, intake.seconds());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            if (allowed.test(datagram.sender().getAddress())) {
                lines.accept(datagram.content(), datagram.sender());
                return;
            }
            intake.counters().refused(Refusal.DATAGRAM);
            String suffix = logLimit.admit();
            if (suffix != null) {
                LOG.warn(
                        "datagram from {} refused, its address is not in ALLOWED_NETWORKS{}",
                        datagram.sender(),
                        suffix);
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

    @Override
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Always 0: nobody is connected. */
    @Override
    public int connections() {
        return 0;
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}

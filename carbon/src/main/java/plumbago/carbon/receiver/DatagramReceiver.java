package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import plumbago.base.measure.Measures;
import plumbago.base.net.DatagramHandler;
import plumbago.base.net.DatagramListener;
import plumbago.base.net.DatagramOptions;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Transport;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.stats.Refusal;

/**
 * The plaintext UDP listener: each datagram holds whole lines. Nobody can be made to wait here: while the queues are full,
 * datagrams are read all the same, and what goes beyond the limit is dropped and counted.
 */
public final class DatagramReceiver implements Receiver {
    private static final String NAME = "plaintext over UDP";

    /** Carbon's UDP listener. */
    public static final Protocol PROTOCOL = new Protocol(
            NAME,
            ListenAddress.udp(
                    "points",
                    ReceiverSettings.UDP_RECEIVER_INTERFACE,
                    ReceiverSettings.UDP_RECEIVER_PORT,
                    ReceiverSettings.ENABLE_UDP_LISTENER),
            (address, context) ->
                    new DatagramReceiver(address, context.transport(), context.options(), context.intake()));

    private final DatagramListener listener;

    /** As it was last seen: the system tells nothing any more of a socket that is closed. */
    private final AtomicLong lost = new AtomicLong();

    /**
     * Begins to take datagrams.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @throws IOException if the address cannot be listened on; the cause tells why
     */
    public DatagramReceiver(InetSocketAddress address, Transport transport, ListenerOptions options, Intake intake)
            throws IOException {
        listener = new DatagramListener(
                address,
                transport,
                DatagramOptions.allowing(options.allowed()),
                new Datagrams(intake),
                intake.seconds());
    }

    /** Takes the lines out of datagrams, on the socket's one thread. */
    private static final class Datagrams implements DatagramHandler {
        private final Intake intake;
        private final DatagramLines lines;

        /** Whoever sent the last one, which is often who sends the next; null before. */
        private Object last;

        private InetSocketAddress lastAddress;

        Datagrams(Intake intake) {
            this.intake = intake;
            this.lines = new DatagramLines(intake.lineParser(new RejectedLines(intake.counters(), intake.seconds())));
        }

        @Override
        public void accept(ByteBuf content, InetSocketAddress sender) {
            if (!sender.equals(lastAddress)) {
                lastAddress = sender;
                last = Sender.of(intake.senders(), sender, NAME);
            }
            lines.accept(content, last);
        }

        @Override
        public void refused() {
            intake.counters().refused(Refusal.DATAGRAM);
        }
    }

    @Override
    public int port() {
        return listener.port();
    }

    /** Always 0: nobody is connected. */
    @Override
    public int connections() {
        return 0;
    }

    @Override
    public void register(Measures measures) {
        measures.gauge(
                "datagramBufferBytes",
                "plumbago_datagram_buffer_bytes{listener=\"points\"}",
                "What the system gives as space for bursts of datagrams.",
                listener::bufferBytes);
        if (listener.drops().isPresent()) {
            measures.count(
                    "lostDatagrams",
                    "plumbago_datagrams_lost_total{listener=\"points\"}",
                    "Datagrams that the system's buffer had no space for.",
                    this::lost);
        }
    }

    private long lost() {
        listener.drops().ifPresent(lost::set);
        return lost.get();
    }

    @Override
    public void close() {
        listener.close();
    }
}

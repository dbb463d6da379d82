package plumbago.carbon.receiver;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.net.InetSocketAddress;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Transport;
import plumbago.carbon.config.ReceiverSettings;

/**
 * The plaintext TCP listener: {@code name value timestamp\n} lines, any number of them per packet and of packets per line,
 * on any number of connections.
 */
public final class PlaintextReceiver implements Receiver {
    static final String NAME = "plaintext over TCP";

    /** Carbon's line receiver. */
    public static final Protocol PROTOCOL = new Protocol(
            NAME,
            ListenAddress.tcp("points", ReceiverSettings.LINE_RECEIVER_INTERFACE, ReceiverSettings.LINE_RECEIVER_PORT),
            (address, context) ->
                    new PlaintextReceiver(address, context.transport(), context.options(), context.intake()));

    private final TcpListener listener;

    /**
     * Begins to listen for senders.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @throws IOException if the address cannot be listened on; the cause tells why
     */
    public PlaintextReceiver(InetSocketAddress address, Transport transport, ListenerOptions options, Intake intake)
            throws IOException {
        RejectedLines rejected = new RejectedLines(intake.counters(), intake.seconds());
        OtherProtocols others = new OtherProtocols(intake.counters(), intake.seconds());
        FastThreadLocal<LineBuffer> buffers = new FastThreadLocal<>() {
            @Override
            protected LineBuffer initialValue() {
                return new LineBuffer(intake.lineParser(rejected), rejected);
            }
        };
        listener = new TcpListener(
                address,
                transport,
                options,
                intake.flowControl(),
                intake.counters(),
                intake.seconds(),
                () -> new PlaintextConnection(intake.quota(), buffers, others, intake.senders()));
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public int connections() {
        return listener.connections();
    }

    @Override
    public void close() {
        listener.close();
    }
}

package plumbago.carbon.receiver;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Network;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.net.ConnectionLimit;
import plumbago.base.net.Descriptors;
import plumbago.base.net.KeepAlive;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Tls;
import plumbago.base.net.TlsSettings;
import plumbago.base.net.Transport;
import plumbago.base.part.Listening;
import plumbago.carbon.config.ReceiverSettings;

/**
 * The receivers of one daemon: all that its settings have listened for, with TLS and limits as they say. Opened and closed
 * by one thread; any thread may ask.
 */
public final class Receivers implements AutoCloseable {
    /** All protocols that carbon takes points in by. */
    public static final List<Protocol> PROTOCOLS = List.of(
            PlaintextReceiver.PROTOCOL, DatagramReceiver.PROTOCOL, FrameReceiver.PICKLES, FrameReceiver.PROTOBUF);

    private static final TlsSettings TLS = new TlsSettings(
            ReceiverSettings.TLS_CERTIFICATE,
            ReceiverSettings.TLS_KEY,
            ReceiverSettings.TLS_REQUIRED,
            ReceiverSettings.TLS_HANDSHAKE_TIMEOUT);

    private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);

    private final Settings settings;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** By what they listen for, in order. */
    private final Map<Protocol, Receiver> receivers = new LinkedHashMap<>();

    /** Empty where points come in the clear. */
    private final Optional<Tls> tls;

    private final Transport transport;

    /**
     * Opens them.
     *
     * @param settings of the daemon
     * @param intake where the points of all of them go
     * @param threads how many read
     * @throws ConfigException if an address is none
     * @throws IOException if a port cannot be listened on or TLS cannot be set up; nothing is listened on then
     */
    public Receivers(Settings settings, List<Protocol> protocols, Intake intake, int threads)
            throws ConfigException, IOException {
        this(settings, protocols, intake, new Transport(threads), true);
    }

    /**
     * The same with threads that others have too.
     *
     * @param transport the threads that read; stays the caller's
     */
    public Receivers(Settings settings, List<Protocol> protocols, Intake intake, Transport transport)
            throws ConfigException, IOException {
        this(settings, protocols, intake, transport, false);
    }

    private Receivers(Settings settings, List<Protocol> protocols, Intake intake, Transport transport, boolean isOurs)
            throws ConfigException, IOException {
        this.settings = settings;
        this.transport = transport;
        if (isOurs) {
            opened.push(transport);
        }
        try {
            tls = TLS.read(settings);
            ReceiverContext shared = new ReceiverContext(
                    settings, transport, options(Descriptors.ofThisProcess().senders()), intake);
            for (Protocol protocol : protocols) {
                open(protocol.address(), address -> protocol.opening().open(address, shared))
                        .ifPresent(receiver -> receivers.put(protocol, receiver));
            }
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Where protocols are listened for. */
    public static List<ListenAddress> addresses(List<Protocol> protocols) {
        return protocols.stream().map(Protocol::address).toList();
    }

    /**
     * Opens a listener beside them, which is closed with them.
     *
     * @return empty if the settings do not have it opened
     * @throws ConfigException if the address is none
     * @throws IOException if the port cannot be listened on
     */
    public <T extends AutoCloseable> Optional<T> open(ListenAddress at, ListenAddress.Opening<T> opening)
            throws ConfigException, IOException {
        Optional<T> listener = at.open(settings, opening, LOG::warn);
        listener.ifPresent(opened::push);
        return listener;
    }

    /** The threads that read, for a listener beside them. */
    public Transport transport() {
        return transport;
    }

    /**
     * How connections are treated, for a listener beside them; each call makes a limit of its own.
     *
     * @param descriptors how many may be connected at most, whatever the settings say
     */
    public ListenerOptions options(int descriptors) {
        List<Network> networks = settings.get(ReceiverSettings.ALLOWED_NETWORKS);
        return new ListenerOptions(
                address -> networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(address)),
                limit(descriptors),
                settings.get(ReceiverSettings.METRIC_CLIENT_IDLE_TIMEOUT),
                new KeepAlive(
                        settings.get(ReceiverSettings.TCP_KEEPALIVE),
                        settings.get(ReceiverSettings.TCP_KEEPIDLE),
                        settings.get(ReceiverSettings.TCP_KEEPINTVL),
                        settings.get(ReceiverSettings.TCP_KEEPCNT)),
                settings.get(ReceiverSettings.LISTEN_BACKLOG),
                tls,
                settings.get(TLS.required()),
                settings.get(TLS.handshakeTimeout()),
                settings.get(ReceiverSettings.LOG_LISTENER_CONN_SUCCESS),
                settings.get(ReceiverSettings.LOG_LISTENER_CONN_LOST));
    }

    private ConnectionLimit limit(int descriptors) {
        double wanted = settings.get(ReceiverSettings.MAX_RECEIVER_CONNECTIONS);
        return wanted <= descriptors
                ? new ConnectionLimit((int) wanted, ReceiverSettings.MAX_RECEIVER_CONNECTIONS.name())
                : new ConnectionLimit(
                        Math.max(1, descriptors),
                        "the limit of file descriptors (ulimit -Hn, or LimitNOFILE of systemd), of which some are kept"
                                + " for files and HTTP,");
    }

    /** Reads the certificate again if it has changed; to be called now and then. */
    public void check() {
        tls.ifPresent(Tls::check);
    }

    /** Reports of them. */
    public void register(Measures measures) {
        measures.gauge("activeConnections", "plumbago_connections", "Senders connected.", this::connections);
        receivers.values().forEach(receiver -> receiver.register(measures));
    }

    /** How many senders are connected. */
    public int connections() {
        return receivers.values().stream().mapToInt(Receiver::connections).sum();
    }

    /** The port that a protocol is taken on, or 0 if it is shut. */
    public int port(Protocol protocol) {
        Receiver receiver = receivers.get(protocol);
        return receiver == null ? 0 : receiver.port();
    }

    /**
     * What they listen on.
     *
     * @param what who takes the points, or that it is points, for the sentence that the start prints
     */
    public List<Listening> listening(String what) {
        return receivers.entrySet().stream()
                .map(open -> new Listening(
                        what, open.getValue().port(), open.getKey().name()))
                .toList();
    }

    /** Stops listening; all that has been read has been passed on when this returns. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable listener = opened.pop();
            try {
                listener.close();
            } catch (Exception e) {
                LOG.error("closing {} failed", listener.getClass().getSimpleName(), e);
            }
        }
    }
}

package plumbago.carbon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Network;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.net.ConnectionLimit;
import plumbago.base.net.Descriptors;
import plumbago.base.net.FlowControl;
import plumbago.base.net.KeepAlive;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Tls;
import plumbago.base.net.TlsSettings;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.base.part.Listening;
import plumbago.carbon.config.CacheSettings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.query.QueryListener;
import plumbago.carbon.receiver.DatagramReceiver;
import plumbago.carbon.receiver.FrameReceiver;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.receiver.Protocol;
import plumbago.carbon.receiver.Receiver;
import plumbago.carbon.receiver.ReceiverContext;
import plumbago.carbon.store.SeriesStore;

/** All that the settings have listened for: points in each protocol, and queries for what waits to be written. */
final class CarbonListeners implements AutoCloseable {
    /** What the heap is divided by for queries that have come in in part. */
    private static final int UNFINISHED_QUERIES_PART = 32;

    /** All protocols that points come in by. */
    static final List<Protocol> PROTOCOLS = List.of(
            PlaintextReceiver.PROTOCOL, DatagramReceiver.PROTOCOL, FrameReceiver.PICKLES, FrameReceiver.PROTOBUF);

    private static final ListenAddress QUERY =
            ListenAddress.tcp("queries", CacheSettings.CACHE_QUERY_INTERFACE, CacheSettings.CACHE_QUERY_PORT);

    private static final TlsSettings TLS = new TlsSettings(
            ReceiverSettings.TLS_CERTIFICATE,
            ReceiverSettings.TLS_KEY,
            ReceiverSettings.TLS_REQUIRED,
            ReceiverSettings.TLS_HANDSHAKE_TIMEOUT);

    /** Where they listen. */
    static List<ListenAddress> addresses(List<Protocol> protocols) {
        return Stream.concat(protocols.stream().map(Protocol::address), Stream.of(QUERY))
                .toList();
    }

    private static final Logger LOG = LoggerFactory.getLogger(CarbonListeners.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    /** By what they listen for, in order. */
    private final Map<Protocol, Receiver> receivers = new LinkedHashMap<>();

    /** Empty where points come in the clear. */
    private final Optional<Tls> tls;

    /** Empty if it is shut. */
    private final Optional<QueryListener> query;

    /**
     * Opens them.
     *
     * @throws ConfigException if an address is none
     * @throws IOException if a port cannot be listened on or TLS cannot be set up; nothing is listened on then
     */
    CarbonListeners(PartContext context, List<Protocol> protocols) throws ConfigException, IOException {
        Settings settings = context.settings();
        tls = TLS.read(settings);
        Descriptors descriptors = Descriptors.ofThisProcess();
        ListenerOptions options = options(settings, tls, limit(settings, descriptors.senders()));
        Transport transport = new Transport(SeriesStore.senderThreads());
        opened.push(transport);
        try {
            ReceiverContext shared = new ReceiverContext(settings, transport, options, context.intake());
            for (Protocol protocol : protocols) {
                open(settings, protocol.address(), address -> protocol.opening().open(address, shared))
                        .ifPresent(receiver -> receivers.put(protocol, receiver));
            }
            query = open(
                    settings,
                    QUERY,
                    address -> new QueryListener(
                            address,
                            transport,
                            // Who asks takes no place away from those who send; and graphite-web knows no TLS.
                            options(settings, tls, limit(settings, descriptors.queries()))
                                    .withIdleTimeout(Duration.ZERO)
                                    .withTls(tls, false),
                            context.store().queues(),
                            context.store().metadata(),
                            context.administrators(),
                            context.store().counters(),
                            context.seconds(),
                            settings.get(CacheSettings.CACHE_QUERY_MAX_LENGTH),
                            // Who asks takes no memory from those who send either.
                            UnfinishedQuota.ofThisProcess(UNFINISHED_QUERIES_PART, FlowControl.NONE),
                            settings.get(CacheSettings.LOG_CACHE_HITS)));
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** What listens there; empty if the settings do not have it opened. */
    private <T extends AutoCloseable> Optional<T> open(
            Settings settings, ListenAddress at, ListenAddress.Opening<T> opening) throws ConfigException, IOException {
        Optional<T> listener = at.open(settings, opening, LOG::warn);
        listener.ifPresent(opened::push);
        return listener;
    }

    private static ConnectionLimit limit(Settings settings, int descriptors) {
        double wanted = settings.get(ReceiverSettings.MAX_RECEIVER_CONNECTIONS);
        return wanted <= descriptors
                ? new ConnectionLimit((int) wanted, ReceiverSettings.MAX_RECEIVER_CONNECTIONS.name())
                : new ConnectionLimit(
                        Math.max(1, descriptors),
                        "the limit of file descriptors (ulimit -Hn, or LimitNOFILE of systemd), of which some are kept"
                                + " for files and HTTP,");
    }

    private static ListenerOptions options(Settings settings, Optional<Tls> tls, ConnectionLimit connections) {
        List<Network> networks = settings.get(ReceiverSettings.ALLOWED_NETWORKS);
        return new ListenerOptions(
                address -> networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(address)),
                connections,
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

    /** Reads the certificate again if it has changed; to be called now and then. */
    void check() {
        tls.ifPresent(Tls::check);
    }

    /** Reports of them. */
    void register(Measures measures) {
        measures.gauge("activeConnections", "plumbago_connections", "Senders connected.", this::connections);
        receivers.values().forEach(receiver -> receiver.register(measures));
    }

    /** How many senders are connected. */
    int connections() {
        return receivers.values().stream().mapToInt(Receiver::connections).sum();
    }

    /** The port that a protocol is taken on, or 0 if it is shut. */
    int port(Protocol protocol) {
        Receiver receiver = receivers.get(protocol);
        return receiver == null ? 0 : receiver.port();
    }

    /** The query port, or 0 if it is shut. */
    int queryPort() {
        return query.map(QueryListener::port).orElse(0);
    }

    /** What is listened on. */
    List<Listening> listening() {
        List<Listening> all = new ArrayList<>();
        receivers.forEach((protocol, receiver) -> all.add(new Listening("points", receiver.port(), protocol.name())));
        query.ifPresent(open -> all.add(
                new Listening("queries", open.port(), "of another graphite-web, for what waits to be written")));
        return all;
    }

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

package plumbago.carbon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Network;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.base.net.ConnectionLimit;
import plumbago.base.net.Descriptors;
import plumbago.base.net.FlowControl;
import plumbago.base.net.KeepAlive;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Tls;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.config.CacheSettings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.query.Metadata;
import plumbago.carbon.query.QueryDoor;
import plumbago.carbon.receiver.DatagramReceiver;
import plumbago.carbon.receiver.FrameReceiver;
import plumbago.carbon.receiver.Intake;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.receiver.PostedPoints;
import plumbago.carbon.receiver.Receiver;
import plumbago.carbon.stats.PointCounters;

/** All doors that the settings open. */
final class Doors implements AutoCloseable {
    /** What the heap is divided by for lines and frames that have come in in part, and for queries that have. */
    private static final int UNFINISHED_POINTS_PART = 16;

    private static final int UNFINISHED_QUERIES_PART = 32;

    private static final ListenAddress LINE =
            ListenAddress.tcp("points", ReceiverSettings.LINE_RECEIVER_INTERFACE, ReceiverSettings.LINE_RECEIVER_PORT);
    private static final ListenAddress DATAGRAM = ListenAddress.udp(
            "points",
            ReceiverSettings.UDP_RECEIVER_INTERFACE,
            ReceiverSettings.UDP_RECEIVER_PORT,
            ReceiverSettings.ENABLE_UDP_LISTENER);
    private static final ListenAddress PICKLE = ListenAddress.tcp(
            "points", ReceiverSettings.PICKLE_RECEIVER_INTERFACE, ReceiverSettings.PICKLE_RECEIVER_PORT);
    private static final ListenAddress PROTOBUF = ListenAddress.tcp(
            "points", ReceiverSettings.PROTOBUF_RECEIVER_INTERFACE, ReceiverSettings.PROTOBUF_RECEIVER_PORT);
    private static final ListenAddress QUERY =
            ListenAddress.tcp("queries", CacheSettings.CACHE_QUERY_INTERFACE, CacheSettings.CACHE_QUERY_PORT);

    /** Where they listen. */
    static final List<ListenAddress> ADDRESSES = List.of(LINE, DATAGRAM, PICKLE, PROTOBUF, QUERY);

    private static final Logger log = LoggerFactory.getLogger(Doors.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final Settings settings;
    private final Transport transport;
    private final Intake intake;
    private final ListenerOptions options;

    /** Null where points come in the clear. */
    private final Tls tls;

    private final Receiver line;
    private final Receiver datagram;
    private final Receiver pickle;
    private final Receiver protobuf;
    private final QueryDoor query;

    /** Opens a door on an address. */
    @FunctionalInterface
    private interface Opening<T extends AutoCloseable> {
        T open(InetSocketAddress address) throws IOException;
    }

    /**
     * Opens them.
     *
     * @param threads how many threads read from the sockets
     * @throws ConfigException if an address is none
     * @throws IOException if a port cannot be listened on or TLS cannot be set up; no door is open then
     */
    Doors(
            Settings settings,
            int threads,
            WriteQueues queues,
            Metadata metadata,
            AdminRule adminRule,
            PointCounters counters,
            Clock clock)
            throws ConfigException, IOException {
        this.settings = settings;
        LongSupplier seconds = () -> clock.millis() / 1000;
        intake = new Intake(
                queues, queues, counters, seconds, UnfinishedQuota.ofThisProcess(UNFINISHED_POINTS_PART, queues));
        tls = tls(settings);
        Descriptors descriptors = Descriptors.ofThisProcess();
        options = options(settings, tls, limit(settings, descriptors.senders()));
        transport = new Transport(threads);
        opened.push(transport);
        try {
            line = receiver(LINE, address -> new PlaintextReceiver(address, transport, options, intake));
            datagram = receiver(DATAGRAM, address -> new DatagramReceiver(address, transport, options, intake));
            pickle = receiver(
                    PICKLE,
                    address -> FrameReceiver.forPickles(
                            address,
                            transport,
                            options,
                            intake,
                            settings.get(ReceiverSettings.PICKLE_RECEIVER_MAX_LENGTH)));
            protobuf = receiver(PROTOBUF, address -> FrameReceiver.forProtobuf(address, transport, options, intake));
            query = open(
                    QUERY,
                    address -> new QueryDoor(
                            address,
                            transport,
                            // Who asks takes no place away from those who send; and graphite-web knows no TLS.
                            options(settings, tls, limit(settings, descriptors.queries()))
                                    .withIdleTimeout(Duration.ZERO)
                                    .withTls(tls, false),
                            queues,
                            metadata,
                            adminRule,
                            counters,
                            seconds,
                            settings.get(CacheSettings.CACHE_QUERY_MAX_LENGTH),
                            // Who asks takes no room from those who send either.
                            UnfinishedQuota.ofThisProcess(UNFINISHED_QUERIES_PART, FlowControl.NONE),
                            settings.get(CacheSettings.LOG_CACHE_HITS)));
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Receiver receiver(ListenAddress at, Opening<Receiver> opening) throws ConfigException, IOException {
        Receiver receiver = open(at, opening);
        if (receiver != null) {
            receivers.add(receiver);
        }
        return receiver;
    }

    /** What listens there; null if the settings do not have it opened. */
    private <T extends AutoCloseable> T open(ListenAddress at, Opening<T> opening) throws ConfigException, IOException {
        if (!at.isOpen(settings)) {
            return null;
        }
        try {
            T listener = opening.open(at.resolve(settings));
            opened.push(listener);
            return listener;
        } catch (IOException e) {
            throw at.error(settings, e);
        }
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

    private static ListenerOptions options(Settings settings, Tls tls, ConnectionLimit connections) {
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
                settings.get(ReceiverSettings.TLS_REQUIRED),
                settings.get(ReceiverSettings.TLS_HANDSHAKE_TIMEOUT),
                settings.get(ReceiverSettings.LOG_LISTENER_CONN_SUCCESS),
                settings.get(ReceiverSettings.LOG_LISTENER_CONN_LOST));
    }

    private static Tls tls(Settings settings) throws IOException {
        String certificate = settings.get(ReceiverSettings.TLS_CERTIFICATE);
        String key = settings.get(ReceiverSettings.TLS_KEY);
        if (certificate.isEmpty() != key.isEmpty()) {
            Setting<String> given = key.isEmpty() ? ReceiverSettings.TLS_CERTIFICATE : ReceiverSettings.TLS_KEY;
            throw new IOException(settings.origin(given) + ": " + given + " needs "
                    + (key.isEmpty() ? ReceiverSettings.TLS_KEY : ReceiverSettings.TLS_CERTIFICATE)
                    + " beside it in [cache], the two belong together");
        }
        if (certificate.isEmpty()) {
            return null;
        }
        Path folder = settings.get(FolderSettings.CONF_DIR);
        return new Tls(folder.resolve(certificate), folder.resolve(key));
    }

    /** Reads the certificate again if it has changed; to be called now and then. */
    void check() {
        if (tls != null) {
            tls.check();
        }
    }

    /** How many senders are connected. */
    int connections() {
        return receivers.stream().mapToInt(Receiver::connections).sum();
    }

    /** The port of the plaintext door over TCP, or 0 if it is shut. */
    int linePort() {
        return port(line);
    }

    /** The port of the plaintext door over UDP, or 0 if it is shut. */
    int datagramPort() {
        return port(datagram);
    }

    /** The port of the pickle door, or 0 if it is shut. */
    int picklePort() {
        return port(pickle);
    }

    /** The port of the protobuf door, or 0 if it is shut. */
    int protobufPort() {
        return port(protobuf);
    }

    /** The query port, or 0 if it is shut. */
    int queryPort() {
        return query == null ? 0 : query.port();
    }

    /** Takes the points of one request that came in by another way. */
    PostedPoints posted() {
        return new PostedPoints(intake);
    }

    private static int port(Receiver receiver) {
        return receiver == null ? 0 : receiver.port();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable door = opened.pop();
            try {
                door.close();
            } catch (Exception e) {
                log.error("closing {} failed", door.getClass().getSimpleName(), e);
            }
        }
    }
}

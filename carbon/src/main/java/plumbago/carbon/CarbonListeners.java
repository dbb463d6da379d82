package plumbago.carbon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.net.Descriptors;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.UnfinishedQuota;
import plumbago.base.part.Listening;
import plumbago.carbon.config.CacheSettings;
import plumbago.carbon.query.QueryListener;
import plumbago.carbon.receiver.Protocol;
import plumbago.carbon.receiver.Receivers;
import plumbago.carbon.store.SeriesStore;

/** All that the settings have listened for: points in each protocol, and queries for what waits to be written. */
final class CarbonListeners implements AutoCloseable {
    /** What the heap is divided by for queries that have come in in part. */
    private static final int UNFINISHED_QUERIES_PART = 32;

    private static final ListenAddress QUERY =
            ListenAddress.tcp("queries", CacheSettings.CACHE_QUERY_INTERFACE, CacheSettings.CACHE_QUERY_PORT);

    /** Where they listen. */
    static List<ListenAddress> addresses(List<Protocol> protocols) {
        return Stream.concat(Receivers.addresses(protocols).stream(), Stream.of(QUERY))
                .toList();
    }

    private final Receivers receivers;

    /** Empty if it is shut. */
    private final Optional<QueryListener> query;

    /**
     * Opens them.
     *
     * @throws ConfigException if an address is none
     * @throws IOException if a port cannot be listened on or TLS cannot be set up; nothing is listened on then
     */
    CarbonListeners(PartContext context, List<Protocol> protocols) throws ConfigException, IOException {
        receivers = new Receivers(context.settings(), protocols, context.intake(), SeriesStore.senderThreads());
        try {
            query = openQuery(context);
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            receivers.close();
            throw e;
        }
    }

    private Optional<QueryListener> openQuery(PartContext context) throws ConfigException, IOException {
        Settings settings = context.settings();
        ListenerOptions options = receivers.options(Descriptors.ofThisProcess().queries());
        return receivers.open(
                QUERY,
                address -> new QueryListener(
                        address,
                        receivers.transport(),
                        // Who asks takes no place away from those who send; and graphite-web knows no TLS.
                        options.withIdleTimeout(Duration.ZERO).withTls(options.tls(), false),
                        context.store().queues(),
                        context.store().metadata(),
                        context.administrators(),
                        context.store().counters(),
                        context.seconds(),
                        settings.get(CacheSettings.CACHE_QUERY_MAX_LENGTH),
                        // Who asks takes no memory from those who send either.
                        UnfinishedQuota.ofThisProcess(UNFINISHED_QUERIES_PART, FlowControl.NONE),
                        settings.get(CacheSettings.LOG_CACHE_HITS)));
    }

    /** Reads the certificate again if it has changed; to be called now and then. */
    void check() {
        receivers.check();
    }

    /** Reports of them. */
    void register(Measures measures) {
        receivers.register(measures);
    }

    /** How many senders are connected. */
    int connections() {
        return receivers.connections();
    }

    /** The port that a protocol is taken on, or 0 if it is shut. */
    int port(Protocol protocol) {
        return receivers.port(protocol);
    }

    /** The query port, or 0 if it is shut. */
    int queryPort() {
        return query.map(QueryListener::port).orElse(0);
    }

    /** What is listened on. */
    List<Listening> listening() {
        List<Listening> all = new ArrayList<>(receivers.listening("points"));
        query.ifPresent(open -> all.add(
                new Listening("queries", open.port(), "of another graphite-web, for what waits to be written")));
        return all;
    }

    @Override
    public void close() {
        receivers.close();
    }
}

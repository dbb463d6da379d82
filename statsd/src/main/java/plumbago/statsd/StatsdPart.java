package plumbago.statsd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Network;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.base.net.ConnectionLimit;
import plumbago.base.net.DatagramOptions;
import plumbago.base.net.Descriptors;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.UnixSocket;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.store.SeriesStore;
import plumbago.statsd.config.ConfigDump;
import plumbago.statsd.config.PartOptions;
import plumbago.statsd.config.ServerOption;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.config.StatsdOptionsReader;
import plumbago.statsd.config.StatsdSettings;
import plumbago.statsd.packet.EventSink;
import plumbago.statsd.server.StatsdServer;

/** StatsD, as {@code [statsd]} says. It listens on this machine's own address unless the settings open it. */
public final class StatsdPart implements Part {
    private static final ListenAddress UDP = packets(false);
    private static final ListenAddress TCP = packets(true);

    private static final ListenAddress COMMANDS = ListenAddress.tcp(
                    "commands of StatsD", StatsdSettings.MGMT_ADDRESS, StatsdSettings.MGMT_PORT)
            .whereFree();

    /** For the program's list of parts. */
    public static final PartDeclaration<PartContext> DECLARATION =
            new PartDeclaration<>(StatsdSettings.GROUPS, List.of(UDP, TCP, COMMANDS), StatsdPart::new);

    private static final Logger LOG = LoggerFactory.getLogger(StatsdPart.class);

    /** Of a socket in the file system, where nothing is said: its owner and the group may send. */
    private static final int SOCKET_MODE = 0660;

    private final PartContext context;
    private final PartOptions options;
    private final List<Listening> listening = new ArrayList<>();

    /** Null until it is started, and where neither packets nor commands are to come in. */
    private StatsdServer server;

    /** Null where DogStatsD is not understood. */
    private StoredEvents events;

    private StatsdPart(PartContext context) {
        this.context = context;
        options = PartOptions.of(context.settings());
    }

    private static ListenAddress packets(boolean tcp) {
        Predicate<Settings> enabled =
                settings -> settings.get(StatsdSettings.SERVERS).isEmpty()
                        && settings.get(StatsdSettings.SOCKET).isEmpty()
                        && settings.get(StatsdSettings.SERVER).equals(tcp ? "tcp" : "udp");
        Setting<String> address = StatsdSettings.ADDRESS_OF_SERVER;
        return new ListenAddress("StatsD's packets", address, StatsdSettings.STATSD_PORT, tcp, enabled, true);
    }

    @Override
    public String name() {
        return "StatsD";
    }

    @Override
    public void start() throws ConfigException, IOException {
        if (options.servers().isEmpty()) {
            return;
        }
        Settings settings = context.settings();
        StatsdOptions statsd = StatsdOptionsReader.read(settings);
        StatsdBackends backends = new StatsdBackends(context, options, statsd);
        server = new StatsdServer(new StatsdServer.Setup(
                statsd,
                context.clock(),
                options.journal() ? Optional.of(journalFolder(settings)) : Optional.empty(),
                options.journalBytes(),
                backends.all(),
                backends.copies(),
                options.dogstatsd() ? Optional.of(events()) : Optional.empty(),
                options.keyFlush().isPresent(),
                options.dumpMessages(),
                !settings.isSet(StatsdSettings.STATSD_PORT) && !settings.isSet(StatsdSettings.SERVERS)));
        server.start();
        listen(settings);
        SeriesStore store = context.store();
        if (events != null) {
            store.measures()
                    .count(
                            "statsd.eventsDropped",
                            "plumbago_statsd_events_dropped_total",
                            "Events of DogStatsD that could not be kept.",
                            events::dropped);
        }
        new StatsdMeasures(server, statsd).register(store.measures(), store.problems(), store.chores()::every10Seconds);
        backends.register(store.measures());
        options.keyFlush()
                .ifPresent(how -> store.chores()
                        .every(
                                Math.max(1, how.intervalMillis() / 1000),
                                () -> server.takeFrequencies(how.percent(), new KeyLog(how, context.clock())::write)));
    }

    private static Path journalFolder(Settings settings) {
        return settings.get(FolderSettings.STORAGE_DIR).resolve("statsd").resolve(settings.instance());
    }

    /** Where events cannot be kept, metrics come in all the same. */
    private EventSink events() {
        try {
            events = new StoredEvents(context.store().state().events(), context.seconds());
            return events;
        } catch (IOException e) {
            LOG.warn("events that come in by DogStatsD are dropped: {}", e.getMessage());
            return (when, title, text, tags) -> {};
        }
    }

    private void listen(Settings settings) throws ConfigException, IOException {
        if (settings.get(StatsdSettings.SERVERS).isEmpty()
                && !options.servers().get(0).socket().isPresent()) {
            boolean isTcp = options.servers().get(0).protocol() == ServerOption.Protocol.TCP;
            ListenAddress at = isTcp ? TCP : UDP;
            at.open(settings, address -> isTcp ? connections(address) : datagrams(address), LOG::warn)
                    .ifPresent(port -> add(port, isTcp));
        } else {
            for (ServerOption one : options.servers()) {
                listen(one);
            }
        }
        COMMANDS.open(
                        settings,
                        address -> server.listenForCommands(
                                address, context.store().counters(), ConfigDump.text(settings)),
                        LOG::warn)
                .ifPresent(port -> listening.add(new Listening("StatsD", port, "management commands over TCP")));
    }

    private void listen(ServerOption one) throws ConfigException, IOException {
        boolean isTcp = one.protocol() == ServerOption.Protocol.TCP;
        if (one.socket().isPresent()) {
            server.listenForConnections(
                    new UnixSocket(Path.of(one.socket().get()), one.socketMode().orElse(SOCKET_MODE)),
                    senders(),
                    context.store().counters());
            return;
        }
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(InetAddress.getByName(one.address()), one.port());
        } catch (UnknownHostException e) {
            throw new ConfigException(
                    "[statsd] servers: address " + one.address() + ": expected an IP address of this machine");
        }
        try {
            add(isTcp ? connections(address) : datagrams(address), isTcp);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen for StatsD's packets on " + one.address() + " port " + one.port()
                            + " ([statsd] servers): " + e.getMessage(),
                    e);
        }
    }

    private int datagrams(InetSocketAddress address) throws IOException {
        return server.listenForDatagrams(address, DatagramOptions.allowing(allowed()));
    }

    private int connections(InetSocketAddress address) throws IOException {
        return server.listenForConnections(address, senders(), context.store().counters());
    }

    private Predicate<InetAddress> allowed() {
        List<Network> networks = context.settings().get(ReceiverSettings.ALLOWED_NETWORKS);
        return address -> networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(address));
    }

    private ListenerOptions senders() {
        return ListenerOptions.open()
                .withAllowed(allowed())
                .withConnections(new ConnectionLimit(
                        Math.max(1, Descriptors.ofThisProcess().senders()),
                        "the limit of file descriptors (ulimit -Hn)"));
    }

    private void add(int port, boolean isTcp) {
        listening.add(new Listening("StatsD", port, isTcp ? "lines over TCP" : "lines over UDP"));
    }

    @Override
    public List<Listening> listening() {
        return List.copyOf(listening);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (events != null) {
            events.close();
        }
    }
}

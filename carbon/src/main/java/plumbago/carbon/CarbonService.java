package plumbago.carbon;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import plumbago.base.config.ConfigException;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.Settings;
import plumbago.base.net.ListenAddresses;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.receiver.PostedPoints;
import plumbago.carbon.receiver.Protocol;
import plumbago.carbon.receiver.Receivers;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.store.SeriesStore;

/** What carbon-cache does beside keeping series: takes points in, answers for what waits, and reports of itself. */
public final class CarbonService implements Part {
    private final PartContext context;
    private final List<Protocol> protocols;
    private final SelfReport report;

    /** Null until it is started. */
    private CarbonListeners listeners;

    /** What else ends with this one. */
    private Runnable closedWithIt = () -> {};

    private CarbonService(PartContext context, List<Protocol> protocols) {
        this.context = context;
        this.protocols = protocols;
        SeriesStore store = context.store();
        report = new SelfReport(
                context.settings(),
                SelfReport.AGENTS,
                store.measures(),
                store.ownSink(),
                store.counters(),
                context.clock(),
                values -> accounts(values, store.counters()));
    }

    private static String accounts(Map<String, Double> values, PointCounters counters) {
        return "received " + counters.received() + ", replayed " + counters.replayed() + ", stored " + counters.stored()
                + ", waiting " + values.get("cache.size").longValue() + ", " + SelfReport.dropped(counters)
                + ", bad lines " + counters.badLines();
    }

    /** For the program's list of parts. */
    public static PartDeclaration<PartContext> declaration() {
        return declaration(List.of());
    }

    /**
     * The same with protocols that carbon has not.
     *
     * @param settings theirs
     */
    public static PartDeclaration<PartContext> declaration(List<SettingGroup> settings, Protocol... further) {
        List<Protocol> protocols =
                Stream.concat(Receivers.PROTOCOLS.stream(), Stream.of(further)).toList();
        return new PartDeclaration<>(
                Stream.concat(CarbonSettings.GROUPS.stream(), settings.stream()).toList(),
                CarbonListeners.addresses(protocols),
                context -> new CarbonService(context, protocols));
    }

    /**
     * Starts a store and this together, without any other part; {@link #close} closes both.
     *
     * @throws ConfigException if a rule file cannot be used, or an address to listen on is none
     * @throws IOException if a folder cannot be used, or a port cannot be listened on; nothing is left running then
     */
    public static CarbonService start(Settings settings, Clock clock) throws ConfigException, IOException {
        ListenAddresses.check(settings, CarbonListeners.addresses(Receivers.PROTOCOLS));
        return start(settings, clock, SeriesStore.open(settings, clock));
    }

    /** The same with another rest between two sweeps of the writer, in milliseconds, for a clock that runs ahead. */
    static CarbonService start(Settings settings, Clock clock, long restMillis) throws ConfigException, IOException {
        return start(settings, clock, SeriesStore.open(settings, clock, restMillis));
    }

    private static CarbonService start(Settings settings, Clock clock, SeriesStore store)
            throws ConfigException, IOException {
        try {
            CarbonService service = new CarbonService(PartContext.of(settings, clock, store, ""), Receivers.PROTOCOLS);
            service.start();
            service.closedWithIt = store::close;
            return service;
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "carbon";
    }

    @Override
    public void start() throws ConfigException, IOException {
        listeners = new CarbonListeners(context, protocols);
        SeriesStore store = context.store();
        listeners.register(store.measures());
        store.chores().every10Seconds(listeners::check);
        report.every(store.chores());
    }

    @Override
    public void reload() {
        context.store().reload(listeners::check);
    }

    /** Puts the process's own metrics in among the others, once. */
    void report() {
        report.report();
    }

    /** What it stands on. */
    public SeriesStore store() {
        return context.store();
    }

    /** What it was started with. */
    public PartContext context() {
        return context;
    }

    /** The port that points in a protocol are taken on, or 0 if it is shut. */
    public int port(Protocol protocol) {
        return listeners.port(protocol);
    }

    /** The port on which another graphite-web asks for waiting points, or 0 if it is shut. */
    public int queryPort() {
        return listeners.queryPort();
    }

    /** Begins with the points of a request that came in by a port outside of this service. */
    public PostedPoints posted() {
        return context.posted();
    }

    /** How many senders are connected. */
    public int connections() {
        return listeners.connections();
    }

    @Override
    public List<Listening> listening() {
        return listeners.listening();
    }

    @Override
    public void close() {
        if (listeners != null) {
            listeners.close();
        }
        closedWithIt.run();
    }
}

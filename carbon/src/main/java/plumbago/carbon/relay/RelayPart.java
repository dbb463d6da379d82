package plumbago.carbon.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.measure.ProcessMeasures;
import plumbago.base.net.Transport;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.ProcessContext;
import plumbago.carbon.SelfReport;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.receiver.Receivers;
import plumbago.carbon.relay.route.RelayMethod;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.store.SeriesStore;

/** What carbon-relay does: takes points in on ports of its own and passes them on. */
public final class RelayPart implements Part {
    /** For the program's list of parts. */
    public static final PartDeclaration<ProcessContext> DECLARATION =
            new PartDeclaration<>(List.of(), Receivers.addresses(Receivers.PROTOCOLS), RelayPart::new);

    /** The settings that say whether a start that runs whatever there is a use for runs this. */
    public static final List<Setting<?>> DECISIVE = List.of(
            RelaySettings.DESTINATIONS, RelaySettings.RELAY_METHOD, RelaySettings.RELAY_RULES, FolderSettings.CONF_DIR);

    private final ProcessContext context;
    private final PointCounters counters;

    /** Null until it is started. */
    private Transport transport;

    private Forwarder forwarder;
    private Receivers receivers;

    private RelayPart(ProcessContext context) {
        this.context = context;
        this.counters = new PointCounters(context.clock());
    }

    /**
     * Whether there is somebody to pass points on to, and a way to choose: carbon's example has destinations in its section of
     * the relay, and no rules beside it.
     */
    public static boolean isOfUse(Settings settings) {
        return !settings.get(RelaySettings.DESTINATIONS).isEmpty()
                && (!settings.get(RelaySettings.RELAY_METHOD).equals(RelayMethod.RULES.toString())
                        || Files.exists(settings.get(FolderSettings.CONF_DIR)
                                .resolve(settings.get(RelaySettings.RELAY_RULES))));
    }

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public void start() throws ConfigException, IOException {
        String daemon = Section.RELAY.label();
        // Those that read send as well: a connection's points go on without another thread.
        transport = new Transport(SeriesStore.senderThreads());
        forwarder = Forwarder.open(new Forwarder.Setup(
                context.settings(),
                daemon,
                RoutingOptions.of(context.settings()),
                counters,
                transport,
                context.clock(),
                context.chores()::execute,
                context.store()));
        Measures own = new Measures();
        counters.registerReceived(own);
        forwarder.start();
        receivers = new Receivers(
                context.settings(),
                Receivers.PROTOCOLS,
                context.intake(forwarder.sink(), forwarder.flowControl(), counters),
                transport);
        receivers.register(own);
        own.showIn(context.measures(), "daemon=\"" + daemon + "\"");
        forwarder.register(own, context.measures());
        ProcessMeasures.register(own);
        context.problems().ask(forwarder::problem);
        context.chores().every10Seconds(() -> forwarder.check(false));
        context.chores().every10Seconds(receivers::check);
        new SelfReport(
                        context.settings(),
                        SelfReport.RELAYS,
                        own,
                        forwarder.ownSink(),
                        counters,
                        context.clock(),
                        this::accounts)
                .every(context.chores());
    }

    private String accounts(Map<String, Double> values) {
        return "relay: received " + counters.received() + ", waiting " + forwarder.waiting() + ", "
                + SelfReport.dropped(counters) + ", bad lines " + counters.badLines();
    }

    @Override
    public void reload() {
        Forwarder now = forwarder;
        Receivers listening = receivers;
        context.chores().execute(() -> {
            now.check(true);
            listening.check();
        });
    }

    @Override
    public List<Listening> listening() {
        return receivers == null ? List.of() : receivers.listening(name());
    }

    /** What is passed on, for tests. */
    Optional<Forwarder> forwarder() {
        return Optional.ofNullable(forwarder);
    }

    @Override
    public void close() {
        // In this order: nothing comes in any more, then what is on the way is waited for.
        if (receivers != null) {
            receivers.close();
        }
        if (forwarder != null) {
            forwarder.close();
        }
        if (transport != null) {
            transport.close();
        }
    }
}

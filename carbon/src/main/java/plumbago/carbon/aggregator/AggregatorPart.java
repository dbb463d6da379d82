package plumbago.carbon.aggregator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.RuleFile;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.measure.ProcessMeasures;
import plumbago.base.net.FlowControl;
import plumbago.base.net.Transport;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.ProcessContext;
import plumbago.carbon.SelfReport;
import plumbago.carbon.config.AggregatorSettings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.name.NamePipeline;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.receiver.Receivers;
import plumbago.carbon.relay.Forwarder;
import plumbago.carbon.relay.route.RelayMethod;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.store.SeriesStore;

/**
 * What carbon-aggregator does: takes points in on ports of its own, aggregates them, and passes them and the aggregates on: to the
 * destinations of its section, by consistent hashing as the original, or into this process's own store where it names none.
 */
public final class AggregatorPart implements Part {
    /** For the program's list of parts. */
    public static final PartDeclaration<ProcessContext> DECLARATION =
            new PartDeclaration<>(List.of(), Receivers.addresses(Receivers.PROTOCOLS), AggregatorPart::new);

    /** The settings that say whether a start that runs whatever there is a use for runs this. */
    public static final List<Setting<?>> DECISIVE = List.of(FolderSettings.CONF_DIR, RelaySettings.AGGREGATION_RULES);

    private final ProcessContext context;
    private final PointCounters counters;

    /** Null until it is started. */
    private Transport transport;

    /** Empty where points go into the store. */
    private Optional<Forwarder> forwarder = Optional.empty();

    private RuleFile<AggregationRules> rules;
    private NameRules names;
    private AggregatorSink sink;
    private Receivers receivers;

    /** What is not made by then is made by the next process. */
    private volatile boolean isClosing;

    private AggregatorPart(ProcessContext context) {
        this.context = context;
        this.counters = new PointCounters(context.clock());
    }

    /** Whether there are rules. */
    public static boolean isOfUse(Settings settings) {
        return Files.isRegularFile(rules(settings));
    }

    private static Path rules(Settings settings) {
        return settings.get(FolderSettings.CONF_DIR).resolve(settings.get(RelaySettings.AGGREGATION_RULES));
    }

    @Override
    public String name() {
        return "aggregator";
    }

    /**
     * Where points go from here.
     *
     * @param counters of what goes there
     */
    private record Output(PointSink points, PointSink own, FlowControl flowControl, PointCounters counters) {}

    @Override
    public void start() throws ConfigException, IOException {
        Settings settings = context.settings();
        if (!isOfUse(settings)) {
            throw new ConfigException(
                    rules(settings) + ": no such file; expected aggregation rules, as AGGREGATION_RULES in "
                            + Section.AGGREGATOR + " says");
        }
        Clock clock = context.clock();
        transport = new Transport(SeriesStore.senderThreads());
        PointCounters passedOn = new PointCounters(clock);
        Output output = output(passedOn);
        names = new NameRules(
                settings.get(FolderSettings.CONF_DIR),
                settings.get(ReceiverSettings.USE_WHITELIST),
                settings.get(AggregatorSettings.REWRITE_RULES),
                clock);
        rules = RuleFile.open(
                rules(settings), AggregationRules::parse, AggregationRules.EMPTY, true, RuleFile.LISTS, clock);
        sink = AggregatorSink.open(new AggregatorSetup(
                AggregatorOptions.of(settings),
                rules,
                new Timestamps(
                        Math.max(1, settings.get(ReceiverSettings.MIN_TIMESTAMP_RESOLUTION)),
                        settings.get(ReceiverSettings.ACCEPT_MILLISECONDS),
                        () -> clock.millis() / 1000),
                new NamePipeline(names, Optional::of, clock),
                output.points(),
                output.points(),
                counters,
                clock,
                Optional.of(settings.get(FolderSettings.STORAGE_DIR)
                        .resolve("aggregator")
                        .resolve(settings.instance())),
                ForkJoinPool.commonPool()));
        forwarder.ifPresent(Forwarder::start);
        receivers = new Receivers(
                settings, Receivers.PROTOCOLS, context.intake(sink, output.flowControl(), counters), transport);
        report(output, passedOn);
        context.chores().every(1, this::tick);
        context.chores().every10Seconds(() -> check(false));
    }

    private Output output(PointCounters passedOn) throws ConfigException, IOException {
        Settings settings = context.settings();
        if (settings.get(RelaySettings.DESTINATIONS).isEmpty()
                && context.store().isPresent()) {
            SeriesStore store = context.store().get().store();
            return new Output(store.sink(), store.ownSink(), store.flowControl(), store.counters());
        }
        Forwarder opened = Forwarder.open(new Forwarder.Setup(
                settings,
                Section.AGGREGATOR.label(),
                RoutingOptions.of(settings, RelayMethod.CONSISTENT_HASHING),
                passedOn,
                transport,
                context.clock(),
                context.chores()::execute,
                context.store()));
        forwarder = Optional.of(opened);
        return new Output(opened.sink(), opened.ownSink(), opened.flowControl(), passedOn);
    }

    private void report(Output output, PointCounters passedOn) {
        Measures own = new Measures();
        counters.registerReceived(own);
        receivers.register(own);
        sink.register(own);
        own.showIn(context.measures(), "daemon=\"aggregator\"");
        forwarder.ifPresent(to -> {
            Measures behind = new Measures();
            passedOn.registerReceived(behind);
            behind.showIn(context.measures(), "daemon=\"aggregator, passed on\"");
            to.register(own, context.measures());
            context.problems().ask(to::problem);
        });
        ProcessMeasures.register(own);
        context.problems().ask(sink::problem);
        new SelfReport(
                        context.settings(),
                        SelfReport.AGGREGATOR,
                        own,
                        output.own(),
                        // They do not come in here, and so must not be taken off what does.
                        output.counters(),
                        context.clock(),
                        this::accounts)
                .every(context.chores());
    }

    private String accounts(Map<String, Double> values) {
        return "aggregator: received " + counters.received() + ", aggregates made "
                + values.getOrDefault("aggregateDatapointsSent", 0.0).longValue() + ", waiting "
                + forwarder.map(Forwarder::waiting).orElse(0L) + ", " + SelfReport.dropped(counters) + ", bad lines "
                + counters.badLines();
    }

    private void tick() {
        if (!isClosing) {
            sink.tick(Math.floorDiv(context.clock().millis(), 1000));
        }
    }

    private void check(boolean now) {
        if (now) {
            // Otherwise each tick sees whether it is time to; the next one takes what is new.
            rules.checkNow();
        }
        if (now ? names.checkNow() : names.check()) {
            sink.reconsiderNames();
        }
        forwarder.ifPresent(to -> to.check(now));
        receivers.check();
    }

    @Override
    public void reload() {
        context.chores().execute(() -> check(true));
    }

    @Override
    public List<Listening> listening() {
        return receivers == null ? List.of() : receivers.listening(name());
    }

    @Override
    public void close() {
        isClosing = true;
        // In this order: nothing comes in any more, and what is made of it has somewhere to go.
        if (receivers != null) {
            receivers.close();
        }
        if (sink != null) {
            sink.close();
        }
        forwarder.ifPresent(Forwarder::close);
        if (transport != null) {
            transport.close();
        }
    }
}

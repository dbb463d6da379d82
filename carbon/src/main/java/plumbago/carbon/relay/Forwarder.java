package plumbago.carbon.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.net.FlowControl;
import plumbago.base.net.Transport;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.carbon.relay.spool.SpoolLock;
import plumbago.carbon.stats.PointCounters;

/**
 * Passes points on to the destinations of a daemon's settings, and goes on when these or the rules change: what waits for a
 * destination that is not among them any more goes where it belongs now. Points go in by any thread; all else is one thread's,
 * but for what the destinations' connections bring about.
 */
public final class Forwarder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    /** What the heap is divided by for the routes of names, of one thread. */
    private static final int CACHE_PART = 32;

    /** Frames of each destination. */
    private static final int DRAINED_AT_ONCE = 256;

    private final Settings settings;
    private final Clock clock;
    private final Executor later;
    private final PointCounters counters;
    private final RelayPressure pressure;
    private final Routing routing;
    private final RelayDestinations opening;
    private final SpoolLock lock;
    private final Relay relay;
    private final boolean isDynamic;
    private final int mostFailures;
    private final RatioResets resets;
    private final RelayMeasures measures;

    /** In the order of the settings. */
    private final Map<Destination, RelayDestination> open = new LinkedHashMap<>();

    /** Those that points wait for though they are not in the settings any more. */
    private final List<SpooledDestination> leaving = new ArrayList<>();

    private volatile String problem = "";
    private boolean isClosed;

    /**
     * What a forwarder is made of.
     *
     * @param settings of the daemon
     * @param daemon for the folder of the spools, and as a label of measures
     * @param options how destinations are chosen
     * @param counters of the daemon
     * @param transport the threads that send; stays the caller's
     * @param later does what a connection's thread must not wait for
     * @param local this process as a destination; empty where it keeps nothing
     */
    public record Setup(
            Settings settings,
            String daemon,
            RoutingOptions options,
            PointCounters counters,
            Transport transport,
            Clock clock,
            Executor later,
            Optional<PartContext> local) {}

    private Forwarder(Setup setup, List<Destination> wanted) throws ConfigException, IOException {
        settings = setup.settings();
        clock = setup.clock();
        later = setup.later();
        counters = setup.counters();
        isDynamic = settings.get(RelaySettings.DYNAMIC_ROUTER);
        mostFailures = settings.get(RelaySettings.DYNAMIC_ROUTER_MAX_RETRIES);
        resets = new RatioResets(settings);
        measures = new RelayMeasures(setup.daemon(), resets.isOn());
        pressure = new RelayPressure(settings.get(ReceiverSettings.USE_FLOW_CONTROL));
        routing = new Routing(settings, setup.options(), clock);
        routing.use(wanted);
        opening = new RelayDestinations(settings, setup.daemon(), pressure, setup.transport(), clock, setup.local());
        opening.refuseOneself(wanted);
        Path folder = settings.get(RelaySettings.SPOOL_DIR).resolve(setup.daemon());
        lock = SpoolLock.take(folder.resolve(settings.instance()));
        try {
            for (Destination destination : wanted) {
                open.put(destination, opening.open(destination));
            }
            for (Destination destination : opening.withSpools()) {
                if (!(open.get(destination) instanceof SpooledDestination)) {
                    leaving.add(opening.openSpool(destination));
                }
            }
            relay = new Relay(
                    table(),
                    new Timestamps(
                            Math.max(1, settings.get(ReceiverSettings.MIN_TIMESTAMP_RESOLUTION)),
                            settings.get(ReceiverSettings.ACCEPT_MILLISECONDS),
                            () -> clock.millis() / 1000),
                    counters,
                    Runtime.getRuntime().maxMemory() / CACHE_PART,
                    clock);
        } catch (IOException | RuntimeException e) {
            closeDestinations();
            lock.close();
            throw e;
        }
    }

    /**
     * Reads the settings and opens the spools; nothing is sent before {@link #start}.
     *
     * @throws ConfigException if a destination or a rule file cannot be used
     * @throws IOException if a spool cannot be used
     */
    public static Forwarder open(Setup setup) throws ConfigException, IOException {
        List<Destination> wanted =
                Destination.of(setup.settings()).stream().distinct().toList();
        if (wanted.isEmpty()) {
            throw new ConfigException("DESTINATIONS in [" + setup.daemon()
                    + "] names nobody to send to; expected HOST:PORT:INSTANCE, ...");
        }
        return new Forwarder(setup, wanted);
    }

    /** Begins to send. */
    public void start() {
        routing.warnings().forEach(LOG::warn);
        List.copyOf(open.values()).forEach(this::begin);
        leaving.forEach(gone -> LOG.info(
                "{} points that waited for {} go to others, since it is not in DESTINATIONS",
                gone.waiting(),
                gone.destination()));
        drainLeaving();
    }

    private void begin(RelayDestination one) {
        measures.add(one);
        if (one instanceof SpooledDestination spooled) {
            if (isDynamic) {
                // Not by the connection's thread: whoever closes a destination waits for that one.
                spooled.onChange(() -> later.execute(() -> reachabilityChanged(spooled)));
            }
            spooled.start();
        }
    }

    private RouteTable table() {
        List<RelayDestination> all = List.copyOf(open.values());
        return routing.table(all, index -> isLive(all.get(index)), opening.mayHaveBlanks());
    }

    private boolean isLive(RelayDestination destination) {
        return !isDynamic
                || !(destination instanceof SpooledDestination spooled)
                || spooled.isConnected()
                || spooled.failures() < Math.max(1, mostFailures);
    }

    private synchronized void reachabilityChanged(SpooledDestination destination) {
        if (isClosed || open.get(destination.destination()) != destination) {
            return;
        }
        RouteTable before = relay.table();
        RouteTable now = table();
        if (!now.isLikeLive(before)) {
            relay.change(now);
        }
        if (!isLive(destination)) {
            destination.divert(frame -> relay.reroute(frame, destination));
        }
    }

    /** Where points go. */
    public PointSink sink() {
        return relay;
    }

    /** Where the daemon's own metrics go, which no list is asked about. */
    public PointSink ownSink() {
        return relay::acceptOwn;
    }

    /** Says when senders have to wait. */
    public FlowControl flowControl() {
        return pressure;
    }

    /** Looks at settings and rule files, if it is time to or in any case, and at destinations that take too little. */
    public synchronized void check(boolean now) {
        if (isClosed) {
            return;
        }
        boolean changed = routing.check(now);
        changed |= changeDestinations();
        if (changed) {
            relay.change(table());
        }
        drainLeaving();
        resets.check(open.values(), clock.millis() / 1000);
    }

    private boolean changeDestinations() {
        List<Destination> wanted;
        try {
            Settings read = settings.readAgain(List.of(RelaySettings.DESTINATIONS));
            wanted = Destination.of(read).stream().distinct().toList();
            if (wanted.equals(List.copyOf(open.keySet()))) {
                problem = "";
                return false;
            }
            if (wanted.isEmpty()) {
                throw new ConfigException(read.origin(RelaySettings.DESTINATIONS) + ": DESTINATIONS names nobody");
            }
            opening.refuseOneself(wanted);
            routing.use(wanted);
            open(wanted);
        } catch (ConfigException | IOException e) {
            if (!e.getMessage().equals(problem)) {
                problem = e.getMessage();
                LOG.warn("{} (the destinations read before stay)", problem);
            }
            return false;
        }
        problem = "";
        LOG.info("DESTINATIONS has changed to {}", wanted);
        return true;
    }

    private void open(List<Destination> wanted) throws ConfigException, IOException {
        Map<Destination, RelayDestination> next = new LinkedHashMap<>();
        List<RelayDestination> added = new ArrayList<>();
        try {
            for (Destination destination : wanted) {
                RelayDestination known = open.get(destination);
                if (known == null) {
                    known = reopened(destination);
                    added.add(known);
                }
                next.put(destination, known);
            }
        } catch (IOException e) {
            added.forEach(RelayDestination::close);
            routing.use(List.copyOf(open.keySet()));
            throw e;
        }
        List<RelayDestination> gone = new ArrayList<>(open.values());
        gone.removeAll(next.values());
        open.clear();
        open.putAll(next);
        relay.change(table());
        added.forEach(this::begin);
        List<SpooledDestination> stopping = gone.stream()
                .filter(SpooledDestination.class::isInstance)
                .map(SpooledDestination.class::cast)
                .toList();
        leaving.addAll(stopping);
        AtOnce.run(stopping.stream().map(one -> one::stopSending));
    }

    /** One that has left and come back has its spool. */
    private RelayDestination reopened(Destination destination) throws IOException {
        for (SpooledDestination gone : leaving) {
            if (gone.destination().equals(destination)) {
                gone.close();
                leaving.remove(gone);
                break;
            }
        }
        return opening.open(destination);
    }

    /** A part of what waits at a time: whoever stops this, and the thread's other work, must not wait for a gigabyte. */
    private synchronized void drainLeaving() {
        boolean isMore = false;
        for (SpooledDestination gone : List.copyOf(leaving)) {
            if (!isClosed) {
                isMore |= gone.drain(frame -> relay.reroute(frame, gone), DRAINED_AT_ONCE) == DRAINED_AT_ONCE;
                if (gone.waiting() == 0 && gone.remove()) {
                    leaving.remove(gone);
                }
            }
        }
        if (isMore && !isClosed) {
            later.execute(this::drainLeaving);
        }
    }

    /**
     * Reports of the destinations.
     *
     * @param own the daemon's own metrics
     * @param process what the process shows
     */
    public void register(Measures own, Measures process) {
        measures.begin(own, process);
    }

    /** What is wrong. */
    public Optional<String> problem() {
        if (!problem.isEmpty()) {
            return Optional.of(problem);
        }
        for (RelayDestination one : destinations()) {
            if (one instanceof SpooledDestination spooled && spooled.problem().isPresent()) {
                return spooled.problem();
            }
        }
        return Optional.empty();
    }

    /** Points that wait for any destination. */
    public long waiting() {
        return destinations().stream().mapToLong(RelayDestination::waiting).sum();
    }

    /** Those that names go to at this moment. */
    List<RelayDestination> liveDestinations() {
        return relay.table().liveDestinations();
    }

    /** Those of the settings. */
    List<RelayDestination> destinations() {
        return relay.table().destinations();
    }

    /** Stops sending, after what is on the way has been taken; what waits stays in the spools. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        closeDestinations();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of the spools cannot be let go: {}", e.getMessage());
        }
    }

    private void closeDestinations() {
        // Together: each may wait a second for what is on the way to it.
        AtOnce.run(open.values().stream().map(one -> one::close));
        leaving.forEach(RelayDestination::close);
    }
}

package plumbago.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Problems;
import plumbago.base.measure.ProcessMeasures;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenAddresses;
import plumbago.base.net.ListenAddresses.OfDaemon;
import plumbago.base.part.Chores;
import plumbago.base.part.Listening;
import plumbago.base.part.PartDeclaration.Making;
import plumbago.base.part.RunningParts;
import plumbago.carbon.PartContext;
import plumbago.carbon.ProcessContext;
import plumbago.carbon.store.SeriesStore;
import plumbago.web.MetricsPart;
import plumbago.web.WebSettings;

/** All of a running Plumbago: the store of series, where it keeps some, and the parts that stand on it or need none. */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** Empty where no series are kept. */
    private final Optional<SeriesStore> store;

    private final Chores chores;
    private final RunningParts parts;
    /** Of all paths over HTTP. */
    private final String prefix;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(Optional<SeriesStore> store, Chores chores, RunningParts parts, String prefix) {
        this.store = store;
        this.chores = chores;
        this.parts = parts;
        this.prefix = prefix;
    }

    /** Starts the cache and what stands on it, without other daemons. */
    static Server start(Settings settings, Clock clock) throws ConfigException, IOException {
        return start(Daemons.cacheAlone(settings), clock);
    }

    /**
     * Starts everything.
     *
     * @throws ConfigException if a setting or a rule file cannot be used
     * @throws IOException if a folder cannot be used or a port cannot be listened on; nothing is left running then
     */
    static Server start(Daemons daemons, Clock clock) throws ConfigException, IOException {
        // Before anything is opened or read, which may take minutes.
        ListenAddresses.check(addresses(daemons));
        String prefix = daemons.first().get(WebSettings.URL_PREFIX);
        return daemons.cache().isPresent()
                ? withStore(daemons, daemons.cache().get(), clock, prefix)
                : withoutStore(daemons, clock, prefix);
    }

    private static List<OfDaemon> addresses(Daemons daemons) {
        List<ListenAddress> ofFirst =
                daemons.cache().isPresent() ? Parts.addresses() : MetricsPart.DECLARATION.addresses();
        return Stream.concat(
                        Stream.of(new OfDaemon(daemons.first(), ofFirst)),
                        daemons.forwarding().stream()
                                .map(one -> new OfDaemon(
                                        one.settings(), one.daemon().part().addresses())))
                .toList();
    }

    private static Server withStore(Daemons daemons, Settings settings, Clock clock, String prefix)
            throws ConfigException, IOException {
        SeriesStore store = SeriesStore.open(settings, clock, Parts.STORAGES);
        try {
            PartContext context = PartContext.of(settings, clock, store, Version.current());
            List<Making> makings = new ArrayList<>();
            Parts.ALL.forEach(part -> makings.add(part.with(context)));
            // Behind the others, and so stopped before them: what they pass on goes to those.
            for (Daemons.Running one : daemons.forwarding()) {
                makings.add(one.daemon().part().with(ProcessContext.of(one.settings(), context)));
            }
            return new Server(Optional.of(store), store.chores(), RunningParts.start(makings), prefix);
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static Server withoutStore(Daemons daemons, Clock clock, String prefix)
            throws ConfigException, IOException {
        Chores chores = new Chores();
        try {
            Measures measures = new Measures();
            ProcessMeasures.register(measures);
            Problems problems = new Problems();
            List<Making> makings = new ArrayList<>();
            for (Daemons.Running one : daemons.forwarding()) {
                makings.add(one.daemon().part().with(context(one.settings(), clock, chores, measures, problems)));
            }
            makings.add(MetricsPart.DECLARATION.with(context(daemons.first(), clock, chores, measures, problems)));
            return new Server(Optional.empty(), chores, RunningParts.start(makings), prefix);
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            chores.close();
            throw e;
        }
    }

    private static ProcessContext context(
            Settings settings, Clock clock, Chores chores, Measures measures, Problems problems) {
        return new ProcessContext(settings, clock, chores, measures, problems, Optional.empty(), Version.current());
    }

    List<String> warnings() {
        return store.map(SeriesStore::warnings).orElse(List.of());
    }

    /** Prints what runs where, and what to try. */
    void announce(PrintWriter out) {
        out.println("Plumbago " + Version.current());
        store.ifPresent(
                kept -> out.println("  data folder  " + kept.dataFolder() + " (" + kept.metricsFound() + " metrics)"));
        for (Listening one : parts.listening()) {
            out.printf("  %-12s port %d, %s%n", one.what(), one.port(), one.protocol());
        }
        Optional<Listening> points = first(one -> one.protocol().equals("plaintext over TCP"));
        Optional<Listening> http = first(one -> one.protocol().startsWith("HTTP"));
        if (points.isPresent() && http.isPresent()) {
            String scheme = http.get().protocol().equals("HTTPS") ? "https://" : "";
            String base = "localhost:" + http.get().port() + prefix;
            out.println("Try:");
            out.println("  echo \"test 10 $(date +%s)\" | nc -w1 localhost "
                    + points.get().port());
            out.println("  curl '" + scheme + base
                    + (store.isPresent() ? "/render?target=test&from=-10min&format=json'" : "/metrics'"));
            if (store.isPresent()) {
                out.println("and in a browser " + (scheme.isEmpty() ? "http://" : scheme) + base + "/");
            }
        }
    }

    private Optional<Listening> first(Predicate<Listening> wanted) {
        return parts.listening().stream().filter(wanted).findFirst();
    }

    /** What is listened on, in order. */
    List<Listening> listening() {
        return parts.listening();
    }

    /** Has files that the user may change be looked at now. */
    void reload() {
        parts.reload();
    }

    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        store.ifPresentOrElse(
                kept -> LOG.info("stopping; {} points wait to be written", kept.queuedPoints()),
                () -> LOG.info("stopping"));
        parts.close();
        store.ifPresentOrElse(SeriesStore::close, chores::close);
        store.map(SeriesStore::counters)
                .ifPresentOrElse(
                        counters -> LOG.info(
                                "stopped; {} points received, {} stored", counters.received(), counters.stored()),
                        () -> LOG.info("stopped"));
        stopped.countDown();
    }
}

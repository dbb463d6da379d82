package plumbago.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.net.ListenAddresses;
import plumbago.base.part.Listening;
import plumbago.base.part.RunningParts;
import plumbago.carbon.PartContext;
import plumbago.carbon.store.SeriesStore;
import plumbago.web.WebSettings;

/** All of a running Plumbago: the store of series, and the parts that stand on it. */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final SeriesStore store;
    private final RunningParts parts;
    /** Of all paths over HTTP. */
    private final String prefix;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(SeriesStore store, RunningParts parts, String prefix) {
        this.store = store;
        this.parts = parts;
        this.prefix = prefix;
    }

    /**
     * Starts everything.
     *
     * @throws ConfigException if a setting or a rule file cannot be used
     * @throws IOException if a folder cannot be used or a port cannot be listened on; nothing is left running then
     */
    static Server start(Settings settings, Clock clock) throws ConfigException, IOException {
        // Before anything is opened or read, which may take minutes.
        ListenAddresses.check(settings, Parts.addresses());
        SeriesStore store = SeriesStore.open(settings, clock, Parts.STORAGES);
        try {
            PartContext context = PartContext.of(settings, clock, store, Version.current());
            return new Server(store, RunningParts.start(Parts.ALL, context), settings.get(WebSettings.URL_PREFIX));
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    List<String> warnings() {
        return store.warnings();
    }

    /** Prints what runs where, and what to try. */
    void announce(PrintWriter out) {
        out.println("Plumbago " + Version.current());
        out.println("  data folder  " + store.dataFolder() + " (" + store.metricsFound() + " metrics)");
        for (Listening one : parts.listening()) {
            out.printf("  %-12s port %d, %s%n", one.what(), one.port(), one.protocol());
        }
        Optional<Listening> points = first(one -> one.protocol().equals("plaintext over TCP"));
        Optional<Listening> http = first(one -> one.protocol().startsWith("HTTP"));
        if (points.isPresent() && http.isPresent()) {
            out.println("Try:");
            out.println("  echo \"test 10 $(date +%s)\" | nc -w1 localhost "
                    + points.get().port());
            String scheme = http.get().protocol().equals("HTTPS") ? "https://" : "";
            out.println("  curl '" + scheme + "localhost:" + http.get().port() + prefix
                    + "/render?target=test&from=-10min&format=json'");
            out.println("and in a browser " + (scheme.isEmpty() ? "http://" : scheme) + "localhost:"
                    + http.get().port() + prefix + "/");
        }
    }

    private Optional<Listening> first(Predicate<Listening> wanted) {
        return parts.listening().stream().filter(wanted).findFirst();
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
        LOG.info("stopping; {} points wait to be written", store.queuedPoints());
        parts.close();
        store.close();
        LOG.info(
                "stopped; {} points received, {} stored",
                store.counters().received(),
                store.counters().stored());
        stopped.countDown();
    }
}

package plumbago.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.admin.AdminRule;
import plumbago.base.admin.AdminToken;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.base.http.Guard;
import plumbago.base.http.HostNames;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.PageRules;
import plumbago.base.net.Descriptors;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenAddresses;
import plumbago.carbon.CarbonService;
import plumbago.web.StateLimits;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.WebSettings;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.RenderLimits;

/** All of a running Plumbago: the way of a point and the way of a question. */
final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private static final ListenAddress HTTP =
            ListenAddress.tcp("HTTP", WebSettings.HTTP_INTERFACE, WebSettings.HTTP_PORT);

    /** Where the program listens. */
    static final List<ListenAddress> ADDRESSES =
            Stream.concat(CarbonService.ADDRESSES.stream(), Stream.of(HTTP)).toList();

    private final CarbonService carbon;

    /** Null if the HTTP port is shut. */
    private final WebServer web;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(CarbonService carbon, WebServer web) {
        this.carbon = carbon;
        this.web = web;
    }

    /**
     * Starts everything.
     *
     * @throws ConfigException if a rule file cannot be used
     * @throws IOException if a folder cannot be used or a port cannot be listened on; nothing is left running then
     */
    static Server start(Settings settings, Clock clock) throws ConfigException, IOException {
        // Before anything is opened or read, which may take minutes.
        ListenAddresses.check(settings, ADDRESSES);
        CarbonService carbon = CarbonService.start(settings, clock);
        try {
            WebServer web = startWeb(settings, clock, carbon);
            if (web != null) {
                web.ready();
            }
            return new Server(carbon, web);
        } catch (IOException | RuntimeException | Error e) {
            // Half of it must not stay behind: whoever watches the process would think that it runs.
            carbon.close();
            throw e;
        }
    }

    private static WebServer startWeb(Settings settings, Clock clock, CarbonService carbon) throws IOException {
        int port = settings.get(WebSettings.HTTP_PORT);
        if (port == 0) {
            return null;
        }
        WebServer web = new WebServer(
                settings.get(WebSettings.HTTP_INTERFACE),
                port,
                carbon.reader(),
                carbon.index(),
                clock,
                Version.current(),
                webOptions(settings, guard(settings, carbon.adminRule())));
        if (settings.get(WebSettings.ENABLE_HTTP_RECEIVER)) {
            web.takePoints(carbon::posted);
        }
        web.takeInTagged(carbon::taggedMetrics);
        web.onUntagged(carbon::tellAgain);
        web.tell(carbon.measures());
        web.watch(carbon.problems());
        web.offer(carbon.housekeeping());
        web.offer(carbon.metadata());
        leaveToken(settings, carbon.adminRule());
        try {
            web.start();
        } catch (IOException e) {
            web.close();
            throw HTTP.error(settings, e);
        }
        return web;
    }

    private static Guard guard(Settings settings, AdminRule administrators) {
        PageRules pages = new PageRules(
                Set.copyOf(settings.get(WebSettings.CORS_ORIGINS)),
                Set.copyOf(settings.get(WebSettings.CORS_WRITE_ORIGINS)),
                new HostNames(settings.get(WebSettings.ALLOWED_HOSTS)).withThisMachine(),
                settings.get(WebSettings.CORS_ALLOW_CREDENTIALS));
        return new Guard(pages, administrators);
    }

    /** Commands of this machine find a token of their own beside the data; after that is known to be no other server's. */
    private static void leaveToken(Settings settings, AdminRule administrators) {
        try {
            administrators.accept(AdminToken.make(AdminToken.file(settings)));
        } catch (IOException e) {
            log.warn("commands of this machine bring no token: {}", e.getMessage());
        }
    }

    private static WebOptions webOptions(Settings settings, Guard guard) {
        Duration renderTime = settings.get(WebSettings.MAX_RENDER_TIME);
        HttpOptions http = HttpOptions.defaults();
        int connections =
                (int) Math.min(Descriptors.ofThisProcess().web(), settings.get(WebSettings.MAX_HTTP_CONNECTIONS));
        return new WebOptions(
                new HttpOptions(
                        http.maxRequestLine(),
                        http.maxHeaders(),
                        (int) Math.min(Integer.MAX_VALUE, settings.get(WebSettings.MAX_REQUEST_BYTES)),
                        settings.get(WebSettings.HTTP_IDLE_TIMEOUT),
                        http.workers(),
                        http.maxWaiting(),
                        connections,
                        connectionsPerAddress(settings, connections),
                        settings.get(WebSettings.URL_PREFIX)),
                new RenderLimits(
                        settings.get(WebSettings.MAX_RENDER_SERIES).longValue(),
                        settings.get(WebSettings.MAX_RENDER_POINTS).longValue(),
                        settings.get(WebSettings.MAX_RENDER_BYTES),
                        renderTime.isZero() ? FOREVER : renderTime,
                        millis(settings.get(WebSettings.SLOW_RENDER_TIME))),
                new AnswerCaching(
                        settings.get(WebSettings.DEFAULT_CACHE_DURATION),
                        new TreeMap<>(settings.get(WebSettings.DEFAULT_CACHE_POLICY)),
                        settings.get(WebSettings.MAX_ANSWER_CACHE_BYTES)),
                settings.get(WebSettings.TIME_ZONE),
                settings.get(WebSettings.MAX_TAG_INDEX_BYTES),
                new StateLimits(
                        (int) Math.min(Integer.MAX_VALUE, settings.get(WebSettings.MAX_EVENTS)),
                        settings.get(WebSettings.MAX_EVENT_BYTES),
                        (int) Math.min(Integer.MAX_VALUE, settings.get(WebSettings.MAX_DASHBOARDS)),
                        settings.get(WebSettings.MAX_DASHBOARD_BYTES)),
                guard,
                settings.get(FolderSettings.STORAGE_DIR).resolve("web"));
    }

    /** Where file descriptors allow fewer connections than MAX_HTTP_CONNECTIONS, one address has its part of the fewer. */
    private static int connectionsPerAddress(Settings settings, int connections) {
        double most = settings.get(WebSettings.MAX_HTTP_CONNECTIONS);
        double share = settings.get(WebSettings.MAX_HTTP_CONNECTIONS_PER_ADDRESS);
        double part = !Double.isInfinite(most) ? share / most : Double.isInfinite(share) ? 0.25 : 1;
        return (int) Math.max(1, Math.min(share, part * connections));
    }

    /** A cast turns what is too large for milliseconds, and inf, into the longest time there is. */
    private static Duration millis(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    List<String> warnings() {
        return carbon.warnings();
    }

    /** Tells the user what runs where, and what to try. */
    void announce(PrintWriter out) {
        out.println("Plumbago " + Version.current());
        out.println("  data folder  " + carbon.dataFolder() + " (" + carbon.metricsFound() + " metrics)");
        announce(out, "points ", carbon.linePort(), "plaintext over TCP");
        announce(out, "points ", carbon.datagramPort(), "plaintext over UDP");
        announce(out, "points ", carbon.picklePort(), "pickles over TCP");
        announce(out, "points ", carbon.protobufPort(), "protobuf over TCP");
        announce(out, "queries", carbon.queryPort(), "of another graphite-web, for what waits to be written");
        announce(out, "queries", web == null ? 0 : web.port(), "HTTP");
        if (carbon.linePort() != 0 && web != null) {
            out.println("Try:");
            out.println("  echo \"test 10 $(date +%s)\" | nc -w1 localhost " + carbon.linePort());
            out.println("  curl 'localhost:" + web.port() + "/render?target=test&from=-10min&format=json'");
        }
    }

    private static void announce(PrintWriter out, String what, int port, String protocol) {
        if (port != 0) {
            out.println("  " + what + "      port " + port + ", " + protocol);
        }
    }

    /** Reads the rule files again. */
    void reload() {
        carbon.reload();
    }

    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        log.info("stopping; {} points wait to be written", carbon.queuedPoints());
        if (web != null) {
            try {
                web.close();
            } catch (IOException e) {
                log.warn("closing the HTTP side failed", e);
            }
        }
        carbon.close();
        log.info(
                "stopped; {} points received, {} stored",
                carbon.counters().received(),
                carbon.counters().stored());
        stopped.countDown();
    }
}

package plumbago.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import plumbago.base.http.AnswerQuota;
import plumbago.base.http.Guard;
import plumbago.base.http.HttpServer;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Problems;
import plumbago.base.net.Tls;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.housekeeping.Housekeeping;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.query.Metadata;
import plumbago.carbon.receiver.PostedPoints;
import plumbago.carbon.receiver.Senders;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.store.SeriesStore;
import plumbago.carbon.store.StateFolder;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.dashboard.DashboardHandlers;
import plumbago.web.events.EventHandlers;
import plumbago.web.find.FindHandlers;
import plumbago.web.find.SearchHandlers;
import plumbago.web.housekeeping.HousekeepingHandlers;
import plumbago.web.housekeeping.MetadataHandlers;
import plumbago.web.page.PageHandlers;
import plumbago.web.points.PointHandlers;
import plumbago.web.render.CarbonapiHandlers;
import plumbago.web.render.FunctionHandlers;
import plumbago.web.render.RenderHandler;
import plumbago.web.server.ServerHandlers;
import plumbago.web.tags.TagHandlers;

/**
 * Everything that is asked over HTTP, on one port. It is put together, told what else to answer, started and closed by one
 * thread; {@link #ready} any thread may call.
 */
public final class WebServer implements AutoCloseable {
    /** What clients that know Graphite's versions take this for: the features of that release and more. */
    private static final String GRAPHITE_VERSION = "1.1.10";

    private final Guard guard;
    private final Clock clock;
    private final LongSupplier nanos;
    private final String version;
    private final Router router;
    private final int maxBody;
    private final HttpServer server;
    private final WebState state;
    private final RenderHandler renders;
    private final ProcessHandlers process;
    private volatile Consumer<Collection<String>> untagged = names -> {};
    private Problems problems = new Problems();

    /**
     * Puts the server together; it listens after {@link #start}. Tags, events and dashboards are in memory only.
     *
     * @param address an IP address or a name of this machine
     * @param port 0 for any free one
     * @param reader reads series, waiting points included
     * @param index what names are looked up in
     * @param clock what requests hold to be the present
     * @param version of Plumbago, shown by {@code /health}
     * @throws IOException if what is kept in memory cannot be set up
     */
    public WebServer(
            String address,
            int port,
            SeriesReader reader,
            MetricIndex index,
            Clock clock,
            String version,
            WebOptions settings)
            throws IOException {
        this(address, port, reader, index, StateFolder.inMemory(index), clock, System::nanoTime, version, settings);
    }

    /**
     * As the other one, with a folder for tags, events and dashboards, and a clock of one's own for what requests may take.
     *
     * @param folder stays open when this is closed
     * @param nanos a clock that only goes on, in nanoseconds; asked from the thread that works on the request
     * @throws IOException if another process has the folder, or what is in it cannot be read
     */
    public WebServer(
            String address,
            int port,
            SeriesReader reader,
            MetricIndex index,
            StateFolder folder,
            Clock clock,
            LongSupplier nanos,
            String version,
            WebOptions settings)
            throws IOException {
        guard = settings.guard();
        this.clock = clock;
        this.nanos = nanos;
        this.version = version;
        router = new Router(guard);
        state = new WebState(folder, settings.dashboards(), settings.http().urlPrefix());
        TagIndex tags = state.tags();
        EventStore events = state.events();
        AnswerQuota quota = new AnswerQuota();
        renders = new RenderHandler(
                index,
                reader,
                tags,
                events,
                clock,
                nanos,
                settings.zone(),
                settings.limits(),
                settings.caching(),
                settings.graphs());
        renders.register(router);
        new FindHandlers(index, clock, nanos, settings.zone(), settings.limits().maxTime()).register(router);
        new SearchHandlers(index, nanos).register(router);
        new FunctionHandlers().register(router);
        new TagHandlers(
                        tags,
                        names -> untagged.accept(names),
                        quota,
                        nanos,
                        settings.limits().maxTime())
                .register(router);
        new EventHandlers(events, quota, clock, settings.zone()).register(router);
        new CarbonapiHandlers(index).register(router);
        new DashboardHandlers(state.dashboards(), quota).register(router);
        PageHandlers.find()
                .ifPresentOrElse(
                        page -> page.register(router),
                        () -> router.on(
                                "GET",
                                "/",
                                request -> WebResponse.text(200, "Plumbago " + version + "\n"),
                                RouteTrait.QUICK));
        router.on("GET", "/version", request -> WebResponse.text(200, GRAPHITE_VERSION), RouteTrait.QUICK);
        process = new ProcessHandlers(version, this::wrong, () -> OptionalInt.of(index.size()));
        process.register(router);
        maxBody = settings.http().maxBody();
        server = new HttpServer(new InetSocketAddress(address, port), router, settings.http());
    }

    private List<String> wrong() {
        List<String> wrong = new ArrayList<>(problems.now());
        wrong.addAll(state.problems());
        return wrong;
    }

    /**
     * Has connections encrypted; before {@link #start} and {@link #register}.
     *
     * @param required whether a connection that does not begin with TLS is closed; otherwise it goes on in the clear
     * @param handshakeTimeout a connection that does not come to the end of its handshake for so long is closed; zero for
     *     never
     */
    public void encrypt(Tls tls, boolean required, Duration handshakeTimeout) {
        server.encrypt(tls, required, handshakeTimeout);
    }

    /** Has {@code /health} report what is wrong; before {@link #start}. */
    public void watch(Problems watched) {
        problems = watched;
    }

    /** Has {@code /ready} answered with 200 from now on, and not with 503: everything is open. */
    public void ready() {
        process.ready(true);
    }

    /**
     * Accepts posted points too; before {@link #start}.
     *
     * @param intake begins with the points of a request; called from many threads
     */
    public void acceptPoints(Supplier<PostedPoints> intake) {
        new PointHandlers(intake, maxBody).register(router);
    }

    /**
     * Has {@code GET /metrics} answered with what the process reports of itself, as Prometheus asks for it; before the
     * start. The same path with a query, or with a slash behind it, is Graphite's for finding metrics.
     */
    public void register(Measures measures) {
        server.register(measures);
        state.register(measures);
        renders.register(measures);
        ProcessHandlers.register(router, measures);
    }

    /**
     * Begins to listen; {@code /ready} says no until {@link #ready}.
     *
     * @throws IOException if the address is taken; the message names it
     */
    public void start() throws IOException {
        state.start();
        server.start();
    }

    /** Lets metrics be deleted, renamed and so on over HTTP; before {@link #start}. */
    public void offer(Housekeeping housekeeping) {
        new HousekeepingHandlers(housekeeping).register(router);
    }

    /** Answers {@code /metrics/get-metadata} and {@code /metrics/set-metadata}; before {@link #start}. */
    public void offer(Metadata metadata) {
        new MetadataHandlers(metadata).register(router);
    }

    /** Answers everything under {@code /server}: what the process knows of itself; before {@link #start}. */
    public void offer(SeriesStore store, Senders senders) {
        new ServerHandlers(guard, store, senders, renders.activity(), this::wrong, clock, nanos, version)
                .register(router);
    }

    /** What can be asked for, a line for each method of a path with what it does; docs/security.md has them. */
    public List<String> routes() {
        return router.table();
    }

    /** The port listened on; after {@link #start}. */
    public int port() {
        return server.port();
    }

    /**
     * Has a listener notified of series that a request removed from the tag index, but not from storage; before
     * {@link #start}. It is called from the threads of requests.
     */
    public void onUntagged(Consumer<Collection<String>> listener) {
        untagged = listener;
    }

    @Override
    public void close() throws IOException {
        process.ready(false);
        server.close();
        state.close();
    }
}

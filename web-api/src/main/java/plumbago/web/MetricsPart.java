package plumbago.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.http.HttpServer;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebResponse;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.Tls;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.ProcessContext;

/**
 * Answers how a process is that keeps no series: {@code /metrics}, {@code /health} and {@code /ready}, where {@link WebPart}
 * would answer. On a machine where another Plumbago has the port it does without, unless the user has set the port.
 */
public final class MetricsPart implements Part {
    private static final ListenAddress ADDRESS = HttpSetup.ADDRESS.whereFree();

    /** For the program's list of parts. */
    public static final PartDeclaration<ProcessContext> DECLARATION =
            new PartDeclaration<>(WebSettings.GROUPS, List.of(ADDRESS), MetricsPart::new);

    private static final Logger LOG = LoggerFactory.getLogger(MetricsPart.class);

    private final ProcessContext context;
    private final ProcessHandlers process;
    private Optional<Tls> tls = Optional.empty();

    /** Empty until it is started, and where it does not listen. */
    private Optional<HttpServer> server = Optional.empty();

    private MetricsPart(ProcessContext context) {
        this.context = context;
        process = new ProcessHandlers(context.version(), context.problems()::now, OptionalInt::empty);
    }

    @Override
    public String name() {
        return "metrics over HTTP";
    }

    @Override
    public void start() throws ConfigException, IOException {
        Settings settings = context.settings();
        if (!ADDRESS.isOpen(settings)) {
            return;
        }
        Router router = new Router(HttpSetup.guard(settings, AdminRule.of(settings)));
        router.on(
                "GET", "/", request -> WebResponse.text(200, "Plumbago " + context.version() + "\n"), RouteTrait.QUICK);
        process.register(router);
        ProcessHandlers.register(router, context.measures());
        tls = HttpSetup.TLS.read(settings);
        server = ADDRESS.open(settings, address -> open(address, router), LOG::warn);
        server.ifPresent(open -> open.register(context.measures()));
        tls.ifPresent(with -> context.chores().every10Seconds(with::check));
    }

    private HttpServer open(InetSocketAddress address, Router router) throws IOException {
        Settings settings = context.settings();
        HttpServer made = new HttpServer(address, router, HttpSetup.options(settings));
        tls.ifPresent(with -> made.encrypt(
                with, settings.get(HttpSetup.TLS.required()), settings.get(HttpSetup.TLS.handshakeTimeout())));
        try {
            made.start();
            return made;
        } catch (IOException | RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    @Override
    public void ready() {
        process.ready(true);
    }

    @Override
    public void reload() {
        tls.ifPresent(with -> ForkJoinPool.commonPool().execute(with::check));
    }

    @Override
    public List<Listening> listening() {
        return server
                .map(open -> new Listening("metrics", open.port(), HttpSetup.protocol(context.settings(), tls)))
                .stream()
                .toList();
    }

    @Override
    public void close() {
        process.ready(false);
        server.ifPresent(HttpServer::close);
    }
}

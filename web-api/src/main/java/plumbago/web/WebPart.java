package plumbago.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.admin.AdminRule;
import plumbago.base.admin.AdminToken;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.RuleFile;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.base.http.Guard;
import plumbago.base.net.Tls;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.PartContext;
import plumbago.carbon.store.SeriesStore;
import plumbago.web.dashboard.DashboardOptions;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.GraphSettings;
import plumbago.web.render.GraphTemplates;
import plumbago.web.render.service.RenderLimits;

/** Answers over HTTP, or HTTPS where there is a certificate, as {@link WebSettings} say. */
public final class WebPart implements Part {
    /** For the program's list of parts. */
    public static final PartDeclaration<PartContext> DECLARATION =
            new PartDeclaration<>(WebSettings.GROUPS, List.of(HttpSetup.ADDRESS), WebPart::new);

    private static final Logger LOG = LoggerFactory.getLogger(WebPart.class);
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final PartContext context;

    /** Null until it is started, and if its port is shut. */
    private WebServer web;

    private Optional<Tls> tls = Optional.empty();
    private Optional<RuleFile<GraphTemplates>> templates = Optional.empty();

    private WebPart(PartContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "HTTP";
    }

    @Override
    public void start() throws ConfigException, IOException {
        Settings settings = context.settings();
        if (!HttpSetup.ADDRESS.isOpen(settings)) {
            return;
        }
        SeriesStore store = context.store();
        tls = HttpSetup.TLS.read(settings);
        web = new WebServer(
                settings.get(WebSettings.HTTP_INTERFACE),
                settings.get(WebSettings.HTTP_PORT),
                store.reader(),
                store.index(),
                store.state(),
                context.clock(),
                System::nanoTime,
                context.version(),
                options(settings, HttpSetup.guard(settings, context.administrators()), graphs(settings)));
        tls.ifPresent(with -> web.encrypt(
                with, settings.get(HttpSetup.TLS.required()), settings.get(HttpSetup.TLS.handshakeTimeout())));
        if (settings.get(WebSettings.ENABLE_HTTP_RECEIVER)) {
            web.acceptPoints(context::posted);
        }
        web.onUntagged(store::announceAgain);
        web.register(store.measures());
        web.watch(store.problems());
        web.offer(store.housekeeping());
        web.offer(store.metadata());
        web.offer(store, context.intake().senders());
        leaveToken(settings, context.administrators());
        try {
            web.start();
        } catch (IOException e) {
            throw HttpSetup.ADDRESS.error(settings, e);
        }
        tls.ifPresent(with -> store.chores().every10Seconds(with::check));
        templates.ifPresent(file -> store.chores().every10Seconds(file::check));
    }

    @Override
    public void reload() {
        tls.ifPresent(with -> ForkJoinPool.commonPool().execute(with::check));
        templates.ifPresent(file -> ForkJoinPool.commonPool().execute(file::checkNow));
    }

    @Override
    public void ready() {
        if (web != null) {
            web.ready();
        }
    }

    @Override
    public List<Listening> listening() {
        return web == null
                ? List.of()
                : List.of(new Listening("queries", web.port(), HttpSetup.protocol(context.settings(), tls)));
    }

    /** Commands of this machine find a token of their own beside the data; after that is known to be no other server's. */
    private static void leaveToken(Settings settings, AdminRule administrators) {
        try {
            administrators.accept(AdminToken.make(AdminToken.file(settings)));
        } catch (IOException e) {
            LOG.warn("commands of this machine bring no token: {}", e.getMessage());
        }
    }

    /**
     * Reads the templates of pictures.
     *
     * @throws ConfigException if their file cannot be used, or none has the name of the default one
     */
    private GraphSettings graphs(Settings settings) throws ConfigException {
        String name = settings.get(WebSettings.GRAPH_TEMPLATES);
        if (!name.isEmpty()) {
            RuleFile<GraphTemplates> file = RuleFile.open(
                    settings.get(FolderSettings.CONF_DIR).resolve(name),
                    GraphTemplates::parse,
                    GraphTemplates.builtIn(),
                    true,
                    RuleFile.LISTS,
                    context.clock());
            file.current().warnings().forEach(LOG::warn);
            templates = Optional.of(file);
        }
        Supplier<GraphTemplates> inForce =
                templates.<Supplier<GraphTemplates>>map(file -> file::current).orElse(GraphTemplates::builtIn);
        String first = settings.get(WebSettings.DEFAULT_GRAPH_TEMPLATE);
        if (!inForce.get().has(first)) {
            throw new ConfigException(settings.origin(WebSettings.DEFAULT_GRAPH_TEMPLATE) + ": "
                    + WebSettings.DEFAULT_GRAPH_TEMPLATE + " = " + first
                    + ": there is no such template; expected one of "
                    + String.join(", ", inForce.get().names()));
        }
        return new GraphSettings(
                inForce,
                first,
                settings.get(WebSettings.LEGEND_MAX_ITEMS),
                settings.get(WebSettings.DATE_FORMAT),
                settings.get(WebSettings.MAX_PICTURE_PIXELS));
    }

    private static WebOptions options(Settings settings, Guard guard, GraphSettings graphs) {
        Duration renderTime = settings.get(WebSettings.MAX_RENDER_TIME);
        return new WebOptions(
                HttpSetup.options(settings),
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
                new DashboardOptions(
                        (int) Math.min(Integer.MAX_VALUE, settings.get(WebSettings.MAX_DASHBOARDS)),
                        settings.get(WebSettings.MAX_DASHBOARD_BYTES),
                        belowConf(settings, WebSettings.DASHBOARD_FOLDER),
                        belowConf(settings, WebSettings.GDASH_FOLDER)),
                guard,
                graphs);
    }

    /** The folder that a setting names, if it names one. */
    private static Optional<Path> belowConf(Settings settings, Setting<String> setting) {
        String name = settings.get(setting);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(settings.get(FolderSettings.CONF_DIR).resolve(name));
    }

    /** A cast turns what is too large for milliseconds, and inf, into the longest time there is. */
    private static Duration millis(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Override
    public void close() {
        if (web != null) {
            try {
                web.close();
            } catch (IOException e) {
                LOG.warn("closing the HTTP side failed", e);
            }
        }
    }
}

package plumbago.web;

import static plumbago.base.config.SettingTypes.ADDRESS;
import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.LIMIT;
import static plumbago.base.config.SettingTypes.PORT;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SECONDS_OR_NONE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;
import static plumbago.base.config.SettingTypes.ZONE;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;
import plumbago.web.render.GraphSettings;
import plumbago.web.render.GraphTemplates;

/** The HTTP side. These are Plumbago's own; graphite-web keeps its settings elsewhere. */
public final class WebSettings {
    private static final SettingGroup WEB = new SettingGroup("Web", Section.own("web"));

    /** All of them, for the declaration of the part. */
    public static final List<SettingGroup> GROUPS = List.of(WEB);

    public static final Setting<String> HTTP_INTERFACE =
            WEB.honoured("HTTP_INTERFACE", ADDRESS, "0.0.0.0", "", "Address of the HTTP port.");

    public static final Setting<Integer> HTTP_PORT =
            WEB.honoured("HTTP_PORT", PORT, 8080, "", "Port for HTTP; 0 keeps it shut.");

    public static final Setting<String> HTTP_TLS_CERTIFICATE = WEB.honoured(
            "HTTP_TLS_CERTIFICATE",
            TEXT,
            "",
            "",
            "PEM file, below CONF_DIR, with the certificate that the HTTP port encrypts with, and behind it those that"
                    + " lead to its authority; empty for no TLS. It is read again when it changes.");

    public static final Setting<String> HTTP_TLS_KEY = WEB.honoured(
            "HTTP_TLS_KEY",
            TEXT,
            "",
            "",
            "PEM file, below CONF_DIR, with the certificate's private key: PKCS #8, without a password.");

    public static final Setting<Boolean> HTTP_TLS_REQUIRED = WEB.honoured(
            "HTTP_TLS_REQUIRED",
            SWITCH,
            true,
            "",
            "With a certificate: whether clients must encrypt. Otherwise the same port accepts both, for the time in which"
                    + " clients are changed over.");

    public static final Setting<Duration> HTTP_TLS_HANDSHAKE_TIMEOUT = WEB.honoured(
            "HTTP_TLS_HANDSHAKE_TIMEOUT",
            SECONDS_OR_NONE,
            Duration.ofSeconds(30),
            "seconds",
            "With a certificate: a connection that has not come to the end of its TLS handshake for so long is ended; None"
                    + " or 0 leaves that to HTTP_IDLE_TIMEOUT. Where TLS is not required it counts from the first byte of TLS.");

    public static final Setting<Boolean> ENABLE_HTTP_RECEIVER = WEB.honoured(
            "ENABLE_HTTP_RECEIVER",
            SWITCH,
            true,
            "",
            "Accepts points that are posted to `/metrics` or `/api/v1/sink` on the HTTP port.");

    public static final Setting<ZoneId> TIME_ZONE = WEB.honoured(
            "TIME_ZONE",
            ZONE,
            ZoneId.of("UTC"),
            "",
            "Time zone of clock times such as `from=midnight`, where a request names none.");

    public static final Setting<Double> MAX_HTTP_CONNECTIONS = WEB.honoured(
            "MAX_HTTP_CONNECTIONS",
            LIMIT,
            1000.0,
            "connections",
            "Most clients connected at once; further connections are closed at once.");

    public static final Setting<Double> MAX_HTTP_CONNECTIONS_PER_ADDRESS = WEB.honoured(
            "MAX_HTTP_CONNECTIONS_PER_ADDRESS",
            LIMIT,
            SettingDefault.derived(
                    "a quarter of MAX_HTTP_CONNECTIONS", sources -> Math.max(1, sources.get(MAX_HTTP_CONNECTIONS) / 4)),
            "connections",
            "Most of them from one address, so that others get in whatever it does; of IPv6 a network of 64 bits counts as"
                    + " one. All that comes through a proxy comes from one.");

    public static final Setting<String> URL_PREFIX = WEB.honoured(
            "URL_PREFIX",
            SettingTypes.URL_PREFIX,
            "",
            "",
            "What all paths begin with, such as `/graphite`, for a proxy that forwards them as they are.");

    public static final Setting<Duration> HTTP_IDLE_TIMEOUT = WEB.honoured(
            "HTTP_IDLE_TIMEOUT",
            SECONDS_OR_NONE,
            Duration.ofSeconds(60),
            "seconds",
            "A connection without a request for so long is ended; None or 0 lets it be.");

    public static final Setting<Long> MAX_REQUEST_BYTES = WEB.honoured(
            "MAX_REQUEST_BYTES",
            BYTES,
            10L << 20,
            "bytes",
            "Longest body of a request; a longer one is answered with 413.");

    public static final Setting<Double> MAX_RENDER_POINTS = WEB.honoured(
            "MAX_RENDER_POINTS",
            LIMIT,
            100e6,
            "points",
            "Most points that one request may read from the storage; more are answered with an error instead of memory"
                    + " running out.");

    public static final Setting<Double> MAX_RENDER_SERIES = WEB.honoured(
            "MAX_RENDER_SERIES",
            LIMIT,
            100e3,
            "series",
            "Most series that one request may read from the storage; more are answered with an error.");

    public static final Setting<Long> MAX_RENDER_BYTES = WEB.honoured(
            "MAX_RENDER_BYTES",
            BYTES,
            SettingDefault.derived(
                    "half of the largest heap", sources -> Runtime.getRuntime().maxMemory() / 2),
            "bytes",
            "Most memory for all renders at once, by an estimate from what they read, make and answer. A request that"
                    + " needs more is answered with 422, one that would have to wait for others with 503.");

    public static final Setting<Double> MAX_DASHBOARDS = WEB.honoured(
            "MAX_DASHBOARDS",
            LIMIT,
            10e3,
            "dashboards",
            "How many dashboards are kept, and as many templates. Further ones are refused, once the oldest temporary ones"
                    + " have made space.");

    public static final Setting<Long> MAX_DASHBOARD_BYTES = WEB.honoured(
            "MAX_DASHBOARD_BYTES",
            BYTES,
            64L << 20,
            "bytes",
            "What all dashboards may take on the disk together, and as much all templates; what goes beyond is refused,"
                    + " once the oldest temporary ones have made space.");

    public static final Setting<String> DASHBOARD_FOLDER = WEB.honoured(
            "DASHBOARD_FOLDER",
            TEXT,
            "",
            "",
            "Folder, below CONF_DIR, in which each dashboard is a file of JSON, to be edited and kept under version control;"
                    + " empty for records in STORAGE_DIR/web. What is in these is moved there at the start.");

    public static final Setting<String> GDASH_FOLDER = WEB.honoured(
            "GDASH_FOLDER",
            TEXT,
            "",
            "",
            "Folder, below CONF_DIR, of GDash's dashboards, `CATEGORY/DASH/dash.yaml` with files `*.graph`, which are shown as"
                    + " CATEGORY.DASH and cannot be changed here; empty for none.");

    public static final Setting<Duration> MAX_RENDER_TIME = WEB.honoured(
            "MAX_RENDER_TIME",
            SECONDS_OR_NONE,
            Duration.ofSeconds(60),
            "seconds",
            "Longest time that one request may take; None or 0 for any.");

    public static final Setting<Double> SLOW_RENDER_TIME = WEB.honoured(
            "SLOW_RENDER_TIME",
            LIMIT,
            5.0,
            "seconds",
            "A request to `/render` that takes so long or longer is logged with what it cost; inf logs none, and 0.0001"
                    + " all.");

    public static final Setting<String> GRAPH_TEMPLATES = WEB.honoured(
            "GRAPH_TEMPLATES",
            TEXT,
            GraphTemplates.FILE_NAME,
            "",
            "File, below CONF_DIR, with templates for pictures, which go before those that come along; it may be missing."
                    + " It is read again when it changes.");

    public static final Setting<String> DEFAULT_GRAPH_TEMPLATE = WEB.honoured(
            "DEFAULT_GRAPH_TEMPLATE",
            TEXT,
            GraphTemplates.DEFAULT,
            "",
            "Template of pictures that name none, such as `plumbago` or `plumbago-dark`.");

    public static final Setting<Integer> LEGEND_MAX_ITEMS = WEB.honoured(
            "LEGEND_MAX_ITEMS",
            COUNT,
            GraphSettings.LEGEND_MAX_ITEMS,
            "series",
            "Most series of a picture that has a legend without being asked for one; `hideLegend=false` asks.");

    public static final Setting<String> DATE_FORMAT = WEB.honoured(
            "DATE_FORMAT",
            TEXT,
            GraphSettings.DATE_FORMAT,
            "",
            "How days are written below pictures, as of `strftime`; in this file each of its per cent signs is doubled:"
                    + " `%%d.%%m.`");

    public static final Setting<Integer> MAX_PICTURE_PIXELS = WEB.honoured(
            "MAX_PICTURE_PIXELS",
            POSITIVE,
            GraphSettings.MAX_PIXELS,
            "pixels",
            "Largest picture, width times height, with its `scale`; a larger one is answered with 400.");

    public static final Setting<Duration> DEFAULT_CACHE_DURATION = WEB.honoured(
            "DEFAULT_CACHE_DURATION",
            SECONDS_OR_NONE,
            Duration.ZERO,
            "seconds",
            "How long an answer of `/render` is given again to who asks the same, without the points that came since;"
                    + " None or 0 for never. A request's `cacheTimeout` goes before it, and `noCache` goes round it.");

    public static final Setting<Map<Long, Duration>> DEFAULT_CACHE_POLICY = WEB.honoured(
            "DEFAULT_CACHE_POLICY",
            SettingTypes.CACHE_POLICY,
            Map.of(),
            "",
            "The same by the length of the range asked for, in place of `DEFAULT_CACHE_DURATION`: with"
                    + " `0:60, 7200:120` ranges of two hours and more are kept for two minutes, shorter ones for one.");

    public static final Setting<Long> MAX_ANSWER_CACHE_BYTES = WEB.honoured(
            "MAX_ANSWER_CACHE_BYTES",
            BYTES,
            64L << 20,
            "bytes",
            "What all answers kept may take; what was not asked for longest goes first.");

    public static final Setting<List<String>> CORS_ORIGINS = WEB.honoured(
            "CORS_ORIGINS",
            SettingTypes.ORIGINS,
            List.of(),
            "",
            "Other servers whose pages may read answers in a browser, such as `https://grafana.example.org`, and ask with"
                    + " `jsonp`; `*` for all. They may change nothing.");

    public static final Setting<List<String>> CORS_WRITE_ORIGINS = WEB.honoured(
            "CORS_WRITE_ORIGINS",
            SettingTypes.ORIGINS,
            List.of(),
            "",
            "Other servers whose pages may post points, events and tags and save dashboards in a browser; `*` for all. Those"
                    + " named here, not all, may also do what needs `ADMIN_TOKEN`, with that.");

    public static final Setting<Boolean> CORS_ALLOW_CREDENTIALS = WEB.honoured(
            "CORS_ALLOW_CREDENTIALS",
            SWITCH,
            false,
            "",
            "Lets pages of the servers named in the two settings before ask with cookies and passwords that the browser"
                    + " keeps for this one, as for a proxy in front that asks for them. Not with `*`.");

    public static final Setting<List<String>> ALLOWED_HOSTS = WEB.honoured(
            "ALLOWED_HOSTS",
            SettingTypes.HOSTS,
            List.of(),
            "",
            "Names by which this server is asked, such as `graphite.example.org`, or `.example.org` for all below; `*` for"
                    + " any. This machine's own name, localhost and IP addresses are always right. If it is set, requests by"
                    + " other names are answered with 403; if not, only those that browsers make and that change something.");

    private WebSettings() {}
}

package plumbago.web;

import java.util.Optional;
import java.util.Set;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.Settings;
import plumbago.base.http.Guard;
import plumbago.base.http.HostNames;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.PageRules;
import plumbago.base.net.Descriptors;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.Tls;
import plumbago.base.net.TlsSettings;

/** What every server of HTTP is set up with, by {@link WebSettings}, whatever it answers. */
final class HttpSetup {
    static final ListenAddress ADDRESS = ListenAddress.tcp("HTTP", WebSettings.HTTP_INTERFACE, WebSettings.HTTP_PORT);

    static final TlsSettings TLS = new TlsSettings(
            WebSettings.HTTP_TLS_CERTIFICATE,
            WebSettings.HTTP_TLS_KEY,
            WebSettings.HTTP_TLS_REQUIRED,
            WebSettings.HTTP_TLS_HANDSHAKE_TIMEOUT);

    private HttpSetup() {}

    /** What is spoken, for the sentence that the start prints. */
    static String protocol(Settings settings, Optional<Tls> tls) {
        if (tls.isEmpty()) {
            return "HTTP";
        }
        return settings.get(TLS.required()) ? "HTTPS" : "HTTPS and HTTP";
    }

    /** Who may do what. */
    static Guard guard(Settings settings, AdminRule administrators) {
        PageRules pages = new PageRules(
                Set.copyOf(settings.get(WebSettings.CORS_ORIGINS)),
                Set.copyOf(settings.get(WebSettings.CORS_WRITE_ORIGINS)),
                new HostNames(settings.get(WebSettings.ALLOWED_HOSTS)).withThisMachine(),
                settings.get(WebSettings.CORS_ALLOW_CREDENTIALS));
        return new Guard(pages, administrators);
    }

    /** The limits of requests and connections. */
    static HttpOptions options(Settings settings) {
        HttpOptions http = HttpOptions.defaults();
        int connections =
                (int) Math.min(Descriptors.ofThisProcess().web(), settings.get(WebSettings.MAX_HTTP_CONNECTIONS));
        return new HttpOptions(
                http.maxRequestLine(),
                http.maxHeaders(),
                (int) Math.min(Integer.MAX_VALUE, settings.get(WebSettings.MAX_REQUEST_BYTES)),
                settings.get(WebSettings.HTTP_IDLE_TIMEOUT),
                http.workers(),
                http.maxWaiting(),
                connections,
                connectionsPerAddress(settings, connections),
                settings.get(WebSettings.URL_PREFIX));
    }

    /** Where file descriptors allow fewer connections than MAX_HTTP_CONNECTIONS, one address has its part of the fewer. */
    private static int connectionsPerAddress(Settings settings, int connections) {
        double most = settings.get(WebSettings.MAX_HTTP_CONNECTIONS);
        double share = settings.get(WebSettings.MAX_HTTP_CONNECTIONS_PER_ADDRESS);
        double part = !Double.isInfinite(most) ? share / most : Double.isInfinite(share) ? 0.25 : 1;
        return (int) Math.max(1, Math.min(share, part * connections));
    }
}

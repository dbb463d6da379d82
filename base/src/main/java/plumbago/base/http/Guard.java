package plumbago.base.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumbago.base.admin.AdminRule;

/**
 * Who may use a route, by its {@link Access}. No page of another server may have a browser change anything here, whatever
 * the method and the form of the request; nor may it read answers by way of a {@code <script>}.
 */
public final class Guard {
    private static final List<String> OF_PROXIES = List.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-original-for",
            "x-original-host",
            "cf-connecting-ip",
            "true-client-ip",
            "client-ip");

    private static final List<String> OF_PROXIES_BEGIN = List.of("x-forwarded", "x-envoy-", "x-amzn-", "x-proxy");

    private final PageRules pages;
    private final AdminRule administrators;

    public Guard(PageRules pages, AdminRule administrators) {
        this.pages = pages;
        this.administrators = administrators;
    }

    /** Pages of this server alone, and of programs those of this machine. */
    public static Guard strict() {
        return new Guard(PageRules.strict(), AdminRule.ofThisMachine());
    }

    PageRules pages() {
        return pages;
    }

    /**
     * Lets a request pass, or not.
     *
     * @throws RequestException with 403 and the reason
     */
    void check(Access access, WebRequest request) {
        Optional<String> host = request.header("host");
        boolean ours = host.isEmpty() || pages.hosts().areOurs(host.get());
        if (!ours && pages.hosts().areListed()) {
            throw foreignHost(host.get());
        }
        if (access == Access.READ) {
            checkScript(request);
            return;
        }
        RequestOrigin page = RequestOrigin.of(request);
        boolean mayWrite = pages.may(access, page.origin());
        if (page.kind() == RequestOrigin.Kind.FOREIGN && !mayWrite) {
            throw new RequestException(
                    403,
                    "this was asked by a browser, and not by a page of this server" + named(page)
                            + "; CORS_WRITE_ORIGINS in [web] says which other pages may");
        }
        // By GET a browser need not tell that it is one.
        boolean maybeOwn = page.kind() == RequestOrigin.Kind.OWN
                || (page.kind() == RequestOrigin.Kind.NONE && request.method().equals("GET"));
        if (maybeOwn && !ours) {
            throw foreignHost(host.get());
        }
        if (access == Access.ADMIN) {
            checkAdministrator(request, page, host.orElse(""));
        }
    }

    /**
     * Why an answer has to leave out what only those may see who administer, as a sentence for who asked; empty if they do.
     * For answers of which the rest is for everybody. Reads from {@code /proc}, in milliseconds.
     */
    public Optional<String> withholds(WebRequest request) {
        try {
            check(Access.ADMIN, request);
            return Optional.empty();
        } catch (RequestException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static RequestException foreignHost(String host) {
        return new RequestException(
                403, "this server does not know itself as '" + host + "'; ALLOWED_HOSTS in [web] names its names");
    }

    private static String named(RequestOrigin page) {
        return page.origin().isEmpty() ? "" : ", but of " + page.origin();
    }

    /** What a script's answer says can be read by every page that names it. */
    private void checkScript(WebRequest request) {
        if (request.query().get("jsonp", "").isEmpty()) {
            return;
        }
        RequestOrigin page = RequestOrigin.of(request);
        if (page.kind() == RequestOrigin.Kind.FOREIGN && !pages.mayRead(page.origin())) {
            throw new RequestException(
                    403,
                    "jsonp was asked for by a browser, and not by a page of this server" + named(page)
                            + "; CORS_ORIGINS in [web] says which other pages may read");
        }
    }

    private void checkAdministrator(WebRequest request, RequestOrigin page, String host) {
        AdminRule.Client client =
                new AdminRule.Client(request.remote(), request.local(), token(request), doubt(request, page, host));
        Optional<String> refusal = administrators.refusal(client);
        if (refusal.isPresent()) {
            throw new RequestException(403, refusal.get());
        }
    }

    /** As a bearer's, or as the password of any user. */
    private static Optional<String> token(WebRequest request) {
        String given = request.header("authorization").orElse("");
        String scheme = given.toLowerCase(Locale.ROOT);
        if (scheme.equals("bearer") || scheme.startsWith("bearer ")) {
            return Optional.of(given.substring(6).strip());
        }
        if (!scheme.startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(given.substring(6).strip()), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            throw RequestException.bad("the header Authorization holds no Base64");
        }
    }

    /** What lets a request seem to come from elsewhere than straight from a program of this machine. */
    private static Optional<String> doubt(WebRequest request, RequestOrigin page, String host) {
        if (page.kind() != RequestOrigin.Kind.NONE) {
            return Optional.of("a browser asks");
        }
        if (request.isOfHttp10()) {
            return Optional.of("it is of HTTP/1.0, as what proxies forward");
        }
        if (!HostNames.isLoopback(host)) {
            return Optional.of("it asks for '" + host + "', and not for localhost");
        }
        for (String name : request.headerNames()) {
            if (OF_PROXIES.contains(name) || OF_PROXIES_BEGIN.stream().anyMatch(name::startsWith)) {
                return Optional.of("its header " + name + " tells of a proxy");
            }
        }
        return Optional.empty();
    }
}

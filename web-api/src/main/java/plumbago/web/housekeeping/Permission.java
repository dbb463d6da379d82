package plumbago.web.housekeeping;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import plumbago.web.http.RequestException;
import plumbago.web.http.WebRequest;

/** Who may change metrics over HTTP. */
final class Permission {
    private static final List<String> OF_PROXIES = List.of("forwarded", "x-forwarded-for", "x-real-ip", "via");

    private final Predicate<InetAddress> allowed;

    Permission(Predicate<InetAddress> allowed) {
        this.allowed = allowed;
    }

    /** Refuses who may not with 403. */
    void check(WebRequest request) {
        if (!allowed.test(request.remoteAddress())) {
            throw new RequestException(
                    403,
                    request.remoteAddress().getHostAddress()
                            + " may not change metrics; ADMIN_ALLOWED_NETWORKS in [web] says who may");
        }
        for (String header : OF_PROXIES) {
            if (request.header(header).isPresent()) {
                throw new RequestException(
                        403, "this came through a proxy, so that nobody knows who asks; ask without one");
            }
        }
    }

    /**
     * Refuses browsers with 403. A page of somebody else can have them ask anything by URL or form, and not always tells
     * a header of theirs that it was one; but all of them call themselves Mozilla.
     */
    static void refuseBrowsers(WebRequest request) {
        boolean browser = request.header("user-agent").orElse("").startsWith("Mozilla/")
                || request.header("sec-fetch-site").isPresent()
                || request.header("origin").isPresent();
        if (browser) {
            throw new RequestException(
                    403, "browsers may change metadata by POST with Content-Type: application/json, and not so");
        }
    }
}

package plumbago.base.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request tells of the page that had a browser make it. Headers that pages cannot set tell it: {@code Origin}, which
 * browsers add to every POST and to what asks across origins by CORS; {@code Sec-Fetch-Site}, which they add where the
 * server has TLS or is this machine; {@code Referer}, which a page may keep back; and a {@code User-Agent}, by which all of
 * them call themselves Mozilla. A browser that brings no proof that the page is this server's is taken for one that shows
 * another's.
 *
 * @param kind whose page it is
 * @param origin of a page of another server, as the browser spells it; empty if the request does not tell
 */
record RequestOrigin(Kind kind, String origin) {
    /** Whose page it is. */
    enum Kind {
        /** No browser's. */
        NONE,
        /** This server's, if {@code Host} is its name; or the user typed the address. */
        OWN,
        /** Another server's, or nobody knows whose. */
        FOREIGN
    }

    private static final List<String> OF_BROWSERS =
            List.of("sec-fetch-mode", "sec-fetch-dest", "sec-ch-ua", "upgrade-insecure-requests");

    static RequestOrigin of(WebRequest request) {
        String host = request.header("host").orElse("");
        Optional<String> origin = request.header("origin");
        String site = request.header("sec-fetch-site").orElse("").strip();
        boolean sameSite = site.isEmpty() || site.equals("same-origin") || site.equals("none");
        if (origin.isPresent()) {
            return sameSite && isOf(origin.get(), host, request.isEncrypted())
                    ? new RequestOrigin(Kind.OWN, "")
                    : new RequestOrigin(Kind.FOREIGN, origin.get());
        }
        String referrer = request.header("referer").map(RequestOrigin::originOf).orElse("");
        if (!site.isEmpty()) {
            return sameSite ? new RequestOrigin(Kind.OWN, "") : new RequestOrigin(Kind.FOREIGN, referrer);
        }
        if (!referrer.isEmpty()) {
            return isOf(referrer, host, request.isEncrypted())
                    ? new RequestOrigin(Kind.OWN, "")
                    : new RequestOrigin(Kind.FOREIGN, referrer);
        }
        return isBrowser(request) ? new RequestOrigin(Kind.FOREIGN, "") : new RequestOrigin(Kind.NONE, "");
    }

    private static boolean isBrowser(WebRequest request) {
        String agent = request.header("user-agent").orElse("");
        // PowerShell, too, calls itself so, and shows no pages.
        return (agent.startsWith("Mozilla/") && !agent.contains("PowerShell/"))
                || OF_BROWSERS.stream().anyMatch(name -> request.header(name).isPresent());
    }

    /**
     * Whether an origin is that of a host. What came in the clear may have come to a proxy by https; what came over TLS
     * was asked for by https, and a page of http may be anybody's who is on the way.
     */
    private static boolean isOf(String origin, String host, boolean encrypted) {
        String plain = origin.toLowerCase(Locale.ROOT);
        if (!encrypted && plain.startsWith("http://")) {
            return withoutPort(plain.substring(7), ":80").equals(withoutPort(host, ":80"));
        }
        return plain.startsWith("https://")
                && withoutPort(plain.substring(8), ":443").equals(withoutPort(host, ":443"));
    }

    private static String withoutPort(String host, String port) {
        String plain = host.strip().toLowerCase(Locale.ROOT);
        return plain.endsWith(port) ? plain.substring(0, plain.length() - port.length()) : plain;
    }

    /** The origin of a URL; one that is none is nobody's. */
    private static String originOf(String url) {
        int authority = url.indexOf("://");
        if (authority < 0) {
            return "null";
        }
        int end = authority + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(0, end);
    }
}

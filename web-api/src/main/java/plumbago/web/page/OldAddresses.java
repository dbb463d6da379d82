package plumbago.web.page;

import java.util.Set;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.UrlEncoding;

/**
 * Leads the addresses of graphite-web's pages, which stand in bookmarks and wikis, to the page. Where to is told relative
 * to the address itself, so that it is right below URL_PREFIX and below any path of a proxy.
 */
final class OldAddresses {
    /** What is asked by programs below {@code /dashboard/}, and is no name of a dashboard. */
    private static final Set<String> NO_NAMES = Set.of(
            "save",
            "load",
            "delete",
            "find",
            "create-temporary",
            "save_template",
            "load_template",
            "delete_template",
            "find_template",
            "email",
            "login",
            "logout",
            "help");

    private OldAddresses() {}

    static void register(Router router) {
        router.on("GET", "/composer", request -> to(request, ""), RouteTrait.QUICK);
        router.on("GET", "/dashboard", request -> to(request, "view=boards"), RouteTrait.QUICK);
        router.on("GET", "/dashboard/{name}", OldAddresses::dashboard, RouteTrait.QUICK);
    }

    private static WebResponse dashboard(WebRequest request) {
        String name = request.pathVariable("name");
        if (NO_NAMES.contains(name)) {
            throw new RequestException(404, "there is nothing at " + request.path());
        }
        return to(request, "board=" + UrlEncoding.encode(name));
    }

    /** @param first of the query, in front of that of the request */
    private static WebResponse to(WebRequest request, String first) {
        long up = request.path().chars().filter(c -> c == '/').count() - 1;
        return to(request, up == 0 ? "./" : "../".repeat((int) up), first);
    }

    /**
     * Leads elsewhere, with the query.
     *
     * @param place relative to what was asked for, so that it holds below any path of a proxy
     * @param first of the query, in front of that of the request
     */
    static WebResponse to(WebRequest request, String place, String first) {
        String rest = printable(request.queryText());
        String query = first.isEmpty() || rest.isEmpty() ? first + rest : first + '&' + rest;
        return WebResponse.empty(302).header("Location", query.isEmpty() ? place : place + '?' + query);
    }

    /** A header holds no others; who asks so correctly has none in its query. */
    private static String printable(String query) {
        StringBuilder text = new StringBuilder(query.length());
        query.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7F) {
                text.appendCodePoint(c);
            } else {
                text.append(UrlEncoding.encode(Character.toString(c)));
            }
        });
        return text.toString();
    }
}

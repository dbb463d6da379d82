package plumbago.base.http;

import java.util.List;
import java.util.Optional;

/**
 * Tells browsers which pages of other servers may ask what, and read the answers: the cross-origin rules of the Fetch
 * standard. Without a word from here a browser keeps an answer from them.
 */
final class CrossOrigin {
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String CREDENTIALS = "Access-Control-Allow-Credentials";
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "DELETE");

    private final Router router;
    private final PageRules pages;

    CrossOrigin(Router router) {
        this.router = router;
        this.pages = router.guard().pages();
    }

    /** The answer to a browser's question whether it may ask, or nothing if the request is no such question. */
    Optional<WebResponse> preflight(WebRequest request) {
        Optional<String> origin = request.header("Origin");
        Optional<String> method = request.header("Access-Control-Request-Method");
        if (!request.method().equals("OPTIONS") || origin.isEmpty() || method.isEmpty()) {
            return Optional.empty();
        }
        WebResponse response = WebResponse.empty(204).vary("Origin");
        boolean saysMore = request.query().names().iterator().hasNext();
        List<String> allowed = METHODS.stream()
                .filter(other -> router.access(other, request.path(), saysMore)
                        .filter(access -> pages.may(access, origin.get()))
                        .isPresent())
                .toList();
        if (allowed.contains(method.get())) {
            response.header(ALLOWED, origin.get())
                    .header("Access-Control-Allow-Methods", String.join(", ", allowed))
                    .header(
                            "Access-Control-Allow-Headers",
                            request.header("Access-Control-Request-Headers").orElse("Content-Type"))
                    .header("Access-Control-Max-Age", "600");
            if (router.access(method.get(), request.path(), saysMore)
                    .filter(access -> pages.mayWithCredentials(access, origin.get()))
                    .isPresent()) {
                response.header(CREDENTIALS, "true");
            }
        }
        return Optional.of(response);
    }

    /** Says in an answer that the page may read it, if it may. */
    WebResponse mark(WebRequest request, WebResponse response) {
        Access access = request.access();
        if (access == Access.READ && pages.readers().contains("*")) {
            return response.header(ALLOWED, "*");
        }
        // Also of an answer to who names no origin: a cache must not give it to a page that does.
        if (access != Access.READ || !pages.readers().isEmpty()) {
            response.vary("Origin");
        }
        Optional<String> origin = request.header("Origin").filter(one -> pages.may(access, one));
        origin.ifPresent(one -> response.header(ALLOWED, one));
        if (origin.isPresent() && pages.mayWithCredentials(access, origin.get())) {
            response.header(CREDENTIALS, "true");
        }
        return response;
    }
}

package plumbago.web.http;

import java.util.Optional;
import java.util.Set;

/**
 * Which pages of other servers may read answers in a browser: the cross-origin rules of the Fetch standard. Without a
 * word from here a browser keeps an answer from them.
 */
final class CrossOrigin {
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private final Set<String> origins;

    /** @param origins such as {@code https://grafana.example.org}; {@code *} for all */
    CrossOrigin(Set<String> origins) {
        this.origins = origins;
    }

    /** The answer to a browser's question whether it may ask, or nothing if the request is no such question. */
    Optional<WebResponse> preflight(WebRequest request) {
        boolean asks = request.method().equals("OPTIONS")
                && request.header("Origin").isPresent()
                && request.header("Access-Control-Request-Method").isPresent();
        if (!asks) {
            return Optional.empty();
        }
        WebResponse response = WebResponse.empty(204);
        if (allows(request)) {
            mark(request, response)
                    .header("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE")
                    .header(
                            "Access-Control-Allow-Headers",
                            request.header("Access-Control-Request-Headers").orElse("Content-Type"))
                    .header("Access-Control-Max-Age", "600");
        }
        return Optional.of(response);
    }

    /** Says in an answer that the page may read it, if it may. */
    WebResponse mark(WebRequest request, WebResponse response) {
        if (origins.isEmpty() || request.header("Origin").isEmpty()) {
            return response;
        }
        if (origins.contains("*")) {
            return response.header(ALLOWED, "*");
        }
        response.vary("Origin");
        return allows(request)
                ? response.header(ALLOWED, request.header("Origin").orElseThrow())
                : response;
    }

    private boolean allows(WebRequest request) {
        return origins.contains("*")
                || request.header("Origin").filter(origins::contains).isPresent();
    }
}

package plumbago.web.http;

import java.util.Set;

/**
 * Which pages a browser may show that ask this server.
 *
 * @param readers origins of other servers whose pages may read answers, {@code *} for all (CORS_ORIGINS)
 * @param writers origins of other servers whose pages may add something, {@code *} for all (CORS_WRITE_ORIGINS)
 * @param hosts names of this server
 */
public record PageRules(Set<String> readers, Set<String> writers, HostNames hosts) {
    /** No pages but those of this machine's own. */
    public static PageRules strict() {
        return new PageRules(Set.of(), Set.of(), new HostNames(Set.of()));
    }

    /** Whether pages of an origin may see what they ask for. */
    boolean mayRead(String origin) {
        return readers.contains("*") || readers.contains(origin);
    }

    /** Whether pages of an origin may have a route of some access used, and see the answer. */
    boolean may(Access access, String origin) {
        return switch (access) {
            case READ -> mayRead(origin);
            case WRITE -> writers.contains("*") || writers.contains(origin);
            case ADMIN -> writers.contains(origin);
        };
    }
}

package plumbago.base.http;

import java.util.Set;

/**
 * Which pages a browser may show that ask this server.
 *
 * @param readers origins of other servers whose pages may read answers, {@code *} for all (CORS_ORIGINS)
 * @param writers origins of other servers whose pages may add something, {@code *} for all (CORS_WRITE_ORIGINS)
 * @param hosts names of this server
 * @param credentials whether pages of origins that are named may ask with what a browser keeps for this server
 *     (CORS_ALLOW_CREDENTIALS)
 */
public record PageRules(Set<String> readers, Set<String> writers, HostNames hosts, boolean credentials) {
    /** The same without credentials. */
    public PageRules(Set<String> readers, Set<String> writers, HostNames hosts) {
        this(readers, writers, hosts, false);
    }

    /** No pages but those of this machine's own. */
    public static PageRules strict() {
        return new PageRules(Set.of(), Set.of(), new HostNames(Set.of()));
    }

    /** Whether pages of an origin may see what they ask for. */
    boolean mayRead(String origin) {
        return readers.contains("*") || readers.contains(origin);
    }

    /** Whether they may do so with credentials; never where it is all origins that may. */
    boolean mayWithCredentials(Access access, String origin) {
        Set<String> named = access == Access.READ ? readers : writers;
        return credentials && !named.contains("*") && may(access, origin);
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

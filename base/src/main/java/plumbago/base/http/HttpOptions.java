package plumbago.base.http;

import java.time.Duration;

/**
 * Limits of the HTTP side.
 *
 * @param maxRequestLine bytes of a request line; a longer one is answered with 414
 * @param maxHeaders bytes of all headers of a request; more are answered with 431
 * @param maxBody bytes of a body; a longer one is answered with 413
 * @param idle how long a connection may be without a whole request
 * @param workers threads that work on what takes long, and as many for other answers
 * @param maxWaiting requests of a kind that may wait for a thread; more are answered with 503
 * @param maxConnections connections open at once; further ones are closed at once
 * @param maxConnectionsPerAddress those from one address
 * @param urlPrefix of all paths, such as {@code /graphite}; empty for none
 */
public record HttpOptions(
        int maxRequestLine,
        int maxHeaders,
        int maxBody,
        Duration idle,
        int workers,
        int maxWaiting,
        int maxConnections,
        int maxConnectionsPerAddress,
        String urlPrefix) {
    public static HttpOptions defaults() {
        int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new HttpOptions(256 << 10, 64 << 10, 10 << 20, Duration.ofSeconds(60), workers, 1000, 1000, 250, "");
    }
}

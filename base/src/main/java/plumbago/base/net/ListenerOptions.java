package plumbago.base.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a listener treats those who come.
 *
 * @param allowed whether somebody at an address may come in (ALLOWED_NETWORKS)
 * @param connections how many may be connected at once, shared by all listeners it is meant for
 * @param idleTimeout a connection on which nothing came in for so long is closed (METRIC_CLIENT_IDLE_TIMEOUT); zero for
 *     never
 * @param keepAlive how dead connections are noticed
 * @param backlog how many may wait to be let in (LISTEN_BACKLOG)
 * @param tls what connections are encrypted with; empty for nothing
 * @param tlsRequired whether a connection that does not begin with TLS is closed; otherwise it goes on in the clear
 * @param handshakeTimeout a connection that does not come to the end of its TLS handshake for so long is closed
 *     (TLS_HANDSHAKE_TIMEOUT); zero for never
 * @param logConnects whether each connection is logged (LOG_LISTENER_CONN_SUCCESS)
 * @param logDisconnects whether the end of each connection is logged (LOG_LISTENER_CONN_LOST)
 */
public record ListenerOptions(
        Predicate<InetAddress> allowed,
        ConnectionLimit connections,
        Duration idleTimeout,
        KeepAlive keepAlive,
        int backlog,
        Optional<Tls> tls,
        boolean tlsRequired,
        Duration handshakeTimeout,
        boolean logConnects,
        boolean logDisconnects) {
    /** Everybody may come in, and the log is quiet. */
    public static ListenerOptions open() {
        return new ListenerOptions(
                address -> true,
                new ConnectionLimit(Integer.MAX_VALUE, "nothing"),
                Duration.ZERO,
                KeepAlive.OFF,
                1024,
                Optional.empty(),
                false,
                Duration.ZERO,
                false,
                false);
    }

    /** The same for some addresses. */
    public ListenerOptions withAllowed(Predicate<InetAddress> addresses) {
        return new ListenerOptions(
                addresses,
                connections,
                idleTimeout,
                keepAlive,
                backlog,
                tls,
                tlsRequired,
                handshakeTimeout,
                logConnects,
                logDisconnects);
    }

    /** The same for a number of connections. */
    public ListenerOptions withConnections(ConnectionLimit limit) {
        return new ListenerOptions(
                allowed,
                limit,
                idleTimeout,
                keepAlive,
                backlog,
                tls,
                tlsRequired,
                handshakeTimeout,
                logConnects,
                logDisconnects);
    }

    /** The same with a time after which silent connections are closed. */
    public ListenerOptions withIdleTimeout(Duration timeout) {
        return new ListenerOptions(
                allowed,
                connections,
                timeout,
                keepAlive,
                backlog,
                tls,
                tlsRequired,
                handshakeTimeout,
                logConnects,
                logDisconnects);
    }

    /** The same with encryption. */
    public ListenerOptions withTls(Optional<Tls> encryption, boolean required) {
        return new ListenerOptions(
                allowed,
                connections,
                idleTimeout,
                keepAlive,
                backlog,
                encryption,
                required,
                handshakeTimeout,
                logConnects,
                logDisconnects);
    }

    /** The same with a time for handshakes. */
    public ListenerOptions withHandshakeTimeout(Duration timeout) {
        return new ListenerOptions(
                allowed,
                connections,
                idleTimeout,
                keepAlive,
                backlog,
                tls,
                tlsRequired,
                timeout,
                logConnects,
                logDisconnects);
    }
}

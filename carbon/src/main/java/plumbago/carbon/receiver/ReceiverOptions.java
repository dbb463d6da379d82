package plumbago.carbon.receiver;

import java.time.Duration;

/**
 * How a TCP receiver treats its connections.
 *
 * @param maxConnections connections beyond so many are closed at once (MAX_RECEIVER_CONNECTIONS)
 * @param idleTimeout a connection on which nothing came in for so long is closed (METRIC_CLIENT_IDLE_TIMEOUT); zero for
 *     never
 * @param keepAlive whether the system looks after connections on which nothing comes in (TCP_KEEPALIVE)
 * @param logConnects whether each connection is logged (LOG_LISTENER_CONN_SUCCESS)
 * @param logDisconnects whether the end of each connection is logged (LOG_LISTENER_CONN_LOST)
 */
public record ReceiverOptions(
        int maxConnections, Duration idleTimeout, boolean keepAlive, boolean logConnects, boolean logDisconnects) {
    /** No limits, and a quiet log. */
    public static final ReceiverOptions DEFAULT =
            new ReceiverOptions(Integer.MAX_VALUE, Duration.ZERO, true, false, false);
}

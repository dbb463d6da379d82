package plumbago.base.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Puts TLS into the connections of one listener, with the time that a handshake may take, and counts and logs those that
 * fail. Safe for many threads.
 */
public final class Encryption {
    private final Tls tls;
    private final boolean required;
    private final Duration handshakeTimeout;
    private final Executor handshakes;
    private final Handshakes watch;
    private final IntSupplier pauses;

    /**
     * @param required whether a connection that does not begin with TLS is closed; otherwise it goes on in the clear
     * @param handshakeTimeout a connection that does not come to the end of its handshake for so long is closed; zero for
     *     never
     * @param handshakes does what of a handshake takes long, which is milliseconds; one task of a connection at most
     * @param counters where failed handshakes are counted
     * @param seconds a clock in whole seconds, for the log; only its differences matter
     * @param pauses how often the reading of all connections was halted so far, whose time does not count
     */
    public Encryption(
            Tls tls,
            boolean required,
            Duration handshakeTimeout,
            Executor handshakes,
            ConnectionCounters counters,
            LongSupplier seconds,
            IntSupplier pauses) {
        this.tls = tls;
        this.required = required;
        this.handshakeTimeout = handshakeTimeout;
        this.handshakes = handshakes;
        this.watch = new Handshakes(counters, seconds);
        this.pauses = pauses;
    }

    /** Adds it behind what is in a connection's pipeline; what is spoken on it comes behind. On the connection's thread. */
    public void addTo(Channel connection) {
        connection.pipeline().addLast(tls.newHandler(connection, required, handshakes), watch);
        if (handshakeTimeout.isZero()) {
            return;
        }
        HandshakeDeadline deadline =
                new HandshakeDeadline(handshakeTimeout, tls.settings().handshakeTimeout(), pauses, watch);
        connection.pipeline().addLast(deadline);
        if (required) {
            // Otherwise a sender in the clear may be silent as long as it likes.
            deadline.begin();
        }
    }

    /** Whether what comes in on a connection is encrypted, by now. */
    public static boolean isOn(Channel connection) {
        return connection.pipeline().get(SslHandler.class) != null;
    }
}

package plumbago.statsd.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.ConnectionCounters;
import plumbago.base.net.ConnectionLimit;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Transport;

/**
 * The management port: text commands over TCP, as StatsD has them. Each chunk of bytes that a read brings, 64 KiB at most, is
 * one command, with or without a line end: it is read as ASCII of 7 bits, without what JavaScript calls white space at both
 * ends, and split at single blanks. So two commands in one chunk are one that nobody knows.
 *
 * <p>Answers come in the order of the commands: a connection is not read while one of its commands runs. Unlike the original
 * it has limits: {@value #MOST_CONNECTIONS} connections, further ones wait; what clients have been answered and not fetched is
 * at most a sixteenth of the heap, all connections together, and whoever is given more is closed, as is a client that fetches
 * nothing of an answer for {@value #STALLED_SECONDS} seconds. Who is silent stays connected. A request of HTTP is answered
 * {@code ERROR}, as there, and ends the connection, so that no page in a browser on this machine gives commands by its body.
 */
public final class ManagementListener implements AutoCloseable {
    /** How many may be connected at once. */
    public static final int MOST_CONNECTIONS = 64;

    /** A client that fetches nothing of its answer for so long is closed. */
    public static final int STALLED_SECONDS = 60;

    /** What the heap is divided by for answers that have not been fetched. */
    private static final int UNFETCHED_PART = 16;

    private static final int LOGGED_PER_SECOND = 5;

    private final TcpListener listener;
    private final UnfetchedAnswers unfetched;

    /**
     * Begins to listen.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @param options how clients are treated; those of {@link #options} have the limit of connections
     * @param seconds a clock in whole seconds, for the log; only its differences matter
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    public ManagementListener(
            InetSocketAddress address,
            Transport transport,
            ListenerOptions options,
            ConnectionCounters counters,
            LongSupplier seconds,
            ManagementCommands commands)
            throws IOException {
        this(
                address,
                transport,
                options,
                counters,
                seconds,
                commands,
                Runtime.getRuntime().maxMemory() / UNFETCHED_PART,
                Duration.ofSeconds(STALLED_SECONDS));
    }

    ManagementListener(
            InetSocketAddress address,
            Transport transport,
            ListenerOptions options,
            ConnectionCounters counters,
            LongSupplier seconds,
            ManagementCommands commands,
            long unfetchedBytes,
            Duration stalled)
            throws IOException {
        LogLimit logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
        unfetched = new UnfetchedAnswers(unfetchedBytes);
        listener = new TcpListener(
                address,
                transport,
                options,
                FlowControl.NONE,
                counters,
                seconds,
                () -> new ManagementConnection(commands, unfetched, stalled, logLimit));
    }

    /**
     * Everybody may connect, {@value #MOST_CONNECTIONS} at once.
     *
     * @param name of the port, for the log
     */
    public static ListenerOptions options(String name) {
        return ListenerOptions.open().withConnections(new ConnectionLimit(MOST_CONNECTIONS, "the limit of " + name));
    }

    /** The port that is listened on. */
    public int port() {
        return listener.port();
    }

    /** How many are connected. */
    public int connections() {
        return listener.connections();
    }

    /** Bytes of answers that are kept because clients have not fetched them yet. */
    public long unfetchedBytes() {
        return unfetched.bytes();
    }

    /** Stops listening and closes all connections, also where a command has not been answered. */
    @Override
    public void close() {
        listener.close();
    }
}

package plumbago.base.net;

import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * How a listener for datagrams treats what comes.
 *
 * @param allowed whether somebody at an address may send (ALLOWED_NETWORKS)
 * @param bufferBytes asked of the system as space for bursts; it may give less ({@code net.core.rmem_max})
 * @param datagramsPerCall how many are read with one system call where the system can do that (epoll), at least 1; keeps
 *     {@link DatagramListener#MAX_BYTES} of memory for each
 * @param gathering whether the socket is left unread for some milliseconds after each round where datagrams come quickly, so
 *     that several are read at once; whatever else its thread has to do waits with it
 */
public record DatagramOptions(
        Predicate<InetAddress> allowed, int bufferBytes, int datagramsPerCall, boolean gathering) {
    /** Asked for if nothing else is said: what Linux gives at most is less on most machines. */
    private static final int BUFFER_BYTES = 4 << 20;

    /** As many as the system takes in one call. */
    private static final int MOST_PER_CALL = 1024;

    /** @throws IllegalArgumentException if a number is out of its range */
    public DatagramOptions {
        if (bufferBytes < 1) {
            throw new IllegalArgumentException("a buffer of " + bufferBytes + " bytes: expected at least 1");
        }
        if (datagramsPerCall < 1 || datagramsPerCall > MOST_PER_CALL) {
            throw new IllegalArgumentException(
                    datagramsPerCall + " datagrams with a call: expected 1 to " + MOST_PER_CALL);
        }
    }

    /** With a buffer of 4 MiB, and a system call for each datagram. */
    public static DatagramOptions allowing(Predicate<InetAddress> allowed) {
        return new DatagramOptions(allowed, BUFFER_BYTES, 1, false);
    }

    /** The same with another buffer. */
    public DatagramOptions withBufferBytes(int bytes) {
        return new DatagramOptions(allowed, bytes, datagramsPerCall, gathering);
    }

    /** The same with more datagrams, or fewer, in a system call. */
    public DatagramOptions withDatagramsPerCall(int datagrams) {
        return new DatagramOptions(allowed, bufferBytes, datagrams, gathering);
    }

    /** The same with time for datagrams to gather. */
    public DatagramOptions gathered() {
        return new DatagramOptions(allowed, bufferBytes, datagramsPerCall, true);
    }
}

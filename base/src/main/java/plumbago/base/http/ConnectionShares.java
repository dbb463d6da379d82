package plumbago.base.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections there may be, in all and from one address. Of IPv6 one address is a network of 64 bits, the least
 * that anybody is given. Safe for many threads.
 */
final class ConnectionShares {
    private final int most;
    private final int mostOfOne;
    private final Map<Object, Integer> open = new HashMap<>();
    private int all;
    private long refused;

    /** What becomes of a connection. */
    enum Verdict {
        /** To be given back with {@link #leave}. */
        ACCEPTED,
        TOO_MANY,
        TOO_MANY_OF_ONE
    }

    ConnectionShares(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    synchronized Verdict enter(InetAddress address) {
        Object key = key(address);
        int ofOne = open.getOrDefault(key, 0);
        if (all >= most || ofOne >= mostOfOne) {
            refused++;
            return all >= most ? Verdict.TOO_MANY : Verdict.TOO_MANY_OF_ONE;
        }
        all++;
        open.put(key, ofOne + 1);
        return Verdict.ACCEPTED;
    }

    synchronized void leave(InetAddress address) {
        all--;
        open.computeIfPresent(key(address), (key, ofOne) -> ofOne == 1 ? null : ofOne - 1);
    }

    private static Object key(InetAddress address) {
        return address instanceof Inet6Address && !address.isLoopbackAddress()
                ? ByteBuffer.wrap(address.getAddress(), 0, 8)
                : address;
    }

    synchronized int open() {
        return all;
    }

    /** Since the start. */
    synchronized long refused() {
        return refused;
    }
}

package plumbago.statsd.config;

import java.util.Optional;

/**
 * Where packets are taken in.
 *
 * @param protocol how they come
 * @param address an IP address or a host name
 * @param ipv6 whether UDP is taken in by IPv6
 * @param port 0 keeps it shut
 * @param socket path of a unix socket that is listened at instead of the port; TCP only
 * @param socketMode its permissions, as of chmod
 */
public record ServerOption(
        Protocol protocol,
        String address,
        boolean ipv6,
        int port,
        Optional<String> socket,
        Optional<Integer> socketMode) {
    /** The port where nothing is said. */
    public static final int DEFAULT_PORT = 8125;

    /** The address where nothing is said: what comes from other machines has to be asked for. */
    static String defaultAddress(boolean ipv6) {
        return ipv6 ? "::1" : "127.0.0.1";
    }

    /** How packets come in. */
    public enum Protocol {
        UDP,
        TCP;

        /** The protocol of a name that {@link StatsdSettings#SERVER} can have. */
        static Protocol of(String name) {
            return name.equals("tcp") ? TCP : UDP;
        }
    }
}

package plumbago.carbon.relay.route;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.python.PythonNumber;
import plumbago.base.python.PythonText;
import plumbago.carbon.config.RelaySettings;

/**
 * Where points can be sent to.
 *
 * @param host a name or an address, an IPv6 address without brackets
 * @param port from 1 to 65535
 * @param instance what tells daemons on one host apart, without which none was written
 */
public record Destination(String host, int port, Optional<String> instance) {
    private static final String EXPECTED = "expected HOST:PORT or HOST:PORT:INSTANCE with a port from 1 to 65535,"
            + " and an IPv6 address in brackets, as in [::1]:2004";

    private static final BigInteger LAST_PORT = BigInteger.valueOf(65535);

    /**
     * Reads an item of DESTINATIONS as carbon does, blanks around it and before the port included. Carbon also takes what
     * it can never connect to: ports that there are not, and texts without a colon, of which it makes a host by cutting the
     * last character off.
     *
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    public static Destination parse(String text) {
        String item = PythonText.strip(text);
        int closing = item.lastIndexOf("]:");
        int colon = item.startsWith("[") ? closing + 1 : item.indexOf(':');
        if (colon <= 0 && !item.startsWith(":")) {
            throw new IllegalArgumentException("'" + item + "': " + EXPECTED);
        }
        String host = item.startsWith("[") ? item.substring(1, closing) : item.substring(0, colon);
        String port = item.substring(colon + 1);
        Optional<String> instance = Optional.empty();
        int second = port.indexOf(':');
        if (second >= 0) {
            instance = Optional.of(port.substring(second + 1));
            port = port.substring(0, second);
        }
        return new Destination(host, port(port, item), instance);
    }

    /**
     * The destinations of the settings.
     *
     * @throws ConfigException if one is none; it names the place of all of these
     */
    public static List<Destination> of(Settings settings) throws ConfigException {
        List<Destination> destinations = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String item : settings.get(RelaySettings.DESTINATIONS)) {
            try {
                destinations.add(parse(item));
            } catch (IllegalArgumentException e) {
                problems.add(settings.origin(RelaySettings.DESTINATIONS) + ": DESTINATIONS: " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return List.copyOf(destinations);
    }

    /** The part of a self metric's name that stands for this destination. */
    public String metricPart() {
        return (host + ":" + port + ":" + instance.orElse("None")).replace('.', '_');
    }

    /** As it is written in DESTINATIONS. */
    @Override
    public String toString() {
        String address = host.contains(":") ? "[" + host + "]" : host;
        return address + ":" + port + instance.map(name -> ":" + name).orElse("");
    }

    private static int port(String text, String item) {
        BigInteger port;
        try {
            port = PythonNumber.integer(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + item + "': '" + text + "' is no port; " + EXPECTED, e);
        }
        if (port.signum() <= 0 || port.compareTo(LAST_PORT) > 0) {
            throw new IllegalArgumentException("'" + item + "': there is no port " + port + "; " + EXPECTED);
        }
        return port.intValue();
    }
}

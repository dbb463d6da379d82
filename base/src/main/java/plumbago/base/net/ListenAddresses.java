package plumbago.base.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;

/** Where the settings have something listen: all places together are looked at before anything is opened. */
public final class ListenAddresses {
    private ListenAddresses() {}

    /**
     * Looks whether all can listen that are to. One that is {@link ListenAddress#whereFree} is in nobody's way; its part is to
     * start behind those that are not.
     *
     * @param all those of all parts of the program
     * @throws ConfigException if an address is none, or two have the same port; it names the settings and where they stand
     */
    public static void check(Settings settings, List<ListenAddress> all) throws ConfigException {
        List<String> problems = new ArrayList<>();
        List<ListenAddress> opened = new ArrayList<>();
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (ListenAddress place : all) {
            if (!place.isOpen(settings)) {
                continue;
            }
            try {
                InetSocketAddress address = place.resolve(settings);
                for (int i = 0; i < opened.size(); i++) {
                    if (opened.get(i).tcp() == place.tcp()
                            && overlap(addresses.get(i), address)
                            && !place.givesWay(settings)
                            && !opened.get(i).givesWay(settings)) {
                        problems.add(named(settings, opened.get(i).portSetting()) + " is the same as "
                                + named(settings, place.portSetting()) + ", " + address.getPort()
                                + "; each needs a port of its own");
                    }
                }
                opened.add(place);
                addresses.add(address);
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static String named(Settings settings, Setting<?> setting) {
        return setting + " (" + settings.origin(setting) + ")";
    }

    private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress()
                        || one.getAddress().equals(other.getAddress()));
    }

    static String hint(String text) {
        if (text.length() > 1
                && "\"'".indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1)) {
            return "; it is written without quotes";
        }
        try {
            NetworkInterface device = NetworkInterface.getByName(text);
            if (device != null) {
                String has = device.inetAddresses().map(ListenAddresses::text).collect(Collectors.joining(", "));
                return "; " + text + " is a network interface"
                        + (has.isEmpty() ? ", and has no address" : ", and has " + has);
            }
        } catch (SocketException e) {
            // Then it is not known to be one.
        }
        return "; no host of that name is known";
    }

    /** The addresses of this machine, for a message. */
    static String addressesOfThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(ListenAddresses::text)
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            return "others";
        }
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}

package plumbago.carbon;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import plumbago.carbon.config.CacheSettings;
import plumbago.carbon.config.ConfigException;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.Setting;
import plumbago.carbon.config.Settings;
import plumbago.carbon.config.WebSettings;

/** Where the settings have something listen: all places together are looked at before anything is opened. */
final class Listeners {
    private static final List<Place> PLACES = List.of(
            new Place(ReceiverSettings.LINE_RECEIVER_INTERFACE, ReceiverSettings.LINE_RECEIVER_PORT, true),
            new Place(ReceiverSettings.UDP_RECEIVER_INTERFACE, ReceiverSettings.UDP_RECEIVER_PORT, false),
            new Place(ReceiverSettings.PICKLE_RECEIVER_INTERFACE, ReceiverSettings.PICKLE_RECEIVER_PORT, true),
            new Place(ReceiverSettings.PROTOBUF_RECEIVER_INTERFACE, ReceiverSettings.PROTOBUF_RECEIVER_PORT, true),
            new Place(CacheSettings.CACHE_QUERY_INTERFACE, CacheSettings.CACHE_QUERY_PORT, true),
            new Place(WebSettings.HTTP_INTERFACE, WebSettings.HTTP_PORT, true));

    /** @param connections whether it is for TCP, which has ports of its own beside those of UDP */
    private record Place(Setting<String> interfaceSetting, Setting<Integer> portSetting, boolean connections) {}

    private Listeners() {}

    /**
     * Looks whether all can listen that are to.
     *
     * @throws ConfigException if an address is none, or two have the same port; it names the settings and where they stand
     */
    static void check(Settings settings) throws ConfigException {
        List<String> problems = new ArrayList<>();
        List<Place> opened = new ArrayList<>();
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Place place : PLACES) {
            if (!isOpened(settings, place)) {
                continue;
            }
            try {
                InetSocketAddress address = address(settings, place.interfaceSetting(), place.portSetting());
                for (int i = 0; i < opened.size(); i++) {
                    if (opened.get(i).connections() == place.connections() && overlap(addresses.get(i), address)) {
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

    private static boolean isOpened(Settings settings, Place place) {
        return settings.get(place.portSetting()) != 0
                && (place.connections() || settings.get(ReceiverSettings.ENABLE_UDP_LISTENER));
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

    /**
     * Where one of them is to listen.
     *
     * @throws ConfigException if its address is none; it names the setting and what it is
     */
    static InetSocketAddress address(Settings settings, Setting<String> interfaceSetting, Setting<Integer> portSetting)
            throws ConfigException {
        String text = settings.get(interfaceSetting);
        try {
            return new InetSocketAddress(InetAddress.getByName(text), settings.get(portSetting));
        } catch (UnknownHostException e) {
            throw new ConfigException(settings.origin(interfaceSetting) + ": " + interfaceSetting + " = " + text
                    + ": expected an IP address of this machine, or a host name that has one, such as 127.0.0.1, 0.0.0.0"
                    + " for all, or localhost" + hint(text));
        }
    }

    private static String hint(String text) {
        if (text.length() > 1
                && "\"'".indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1)) {
            return "; it is written without quotes";
        }
        try {
            NetworkInterface device = NetworkInterface.getByName(text);
            if (device != null) {
                String has = device.inetAddresses().map(Listeners::text).collect(Collectors.joining(", "));
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
                    .map(Listeners::text)
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

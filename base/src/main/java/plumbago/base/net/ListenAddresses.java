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
     * Where one daemon of the process listens.
     *
     * @param settings of the daemon
     */
    public record OfDaemon(Settings settings, List<ListenAddress> addresses) {}

    /** A place that is listened on. */
    private record Opened(Settings settings, ListenAddress place, InetSocketAddress address) {
        boolean isInTheWayOf(Opened other) {
            return place.tcp() == other.place.tcp()
                    && overlap(address, other.address)
                    && !place.givesWay(settings)
                    && !other.place.givesWay(other.settings);
        }

        /** @param isOneOfSeveral whether the other one is another daemon's, where settings have the same names */
        String named(boolean isOneOfSeveral) {
            Setting<?> setting = place.portSetting();
            return (isOneOfSeveral ? settings.section(setting) + " " : "") + setting + " (" + settings.origin(setting)
                    + ")";
        }
    }

    /**
     * Looks whether all can listen that are to. One that is {@link ListenAddress#whereFree} is in nobody's way; its part is to
     * start behind those that are not.
     *
     * @param all those of all parts of the program
     * @throws ConfigException if an address is none, or two have the same port; it names the settings and where they stand
     */
    public static void check(Settings settings, List<ListenAddress> all) throws ConfigException {
        check(List.of(new OfDaemon(settings, all)));
    }

    /**
     * The same with several daemons in one process.
     *
     * @throws ConfigException as with one; where two daemons have the same port it names their sections too
     */
    public static void check(List<OfDaemon> daemons) throws ConfigException {
        List<String> problems = new ArrayList<>();
        List<Opened> opened = new ArrayList<>();
        for (OfDaemon daemon : daemons) {
            for (ListenAddress place : daemon.addresses()) {
                if (place.isOpen(daemon.settings())) {
                    add(daemon.settings(), place, opened, problems);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static void add(Settings settings, ListenAddress place, List<Opened> opened, List<String> problems) {
        try {
            Opened one = new Opened(settings, place, place.resolve(settings));
            for (Opened other : opened) {
                if (other.isInTheWayOf(one)) {
                    boolean isOfAnother = other.settings() != settings;
                    problems.add(other.named(isOfAnother) + " is the same as " + one.named(isOfAnother) + ", "
                            + one.address().getPort() + "; each needs a port of its own");
                }
            }
            opened.add(one);
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        }
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

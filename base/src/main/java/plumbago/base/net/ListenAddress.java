package plumbago.base.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;

/**
 * Where something listens, by the settings that say so.
 *
 * @param what what comes in there, as for the sentence "cannot listen for …"
 * @param tcp whether it is for TCP, which has ports of its own beside those of UDP
 * @param enabled whether it is listened on at all, beside a port that is not 0
 * @param optional whether the part does without it where nobody has said that it should listen just there, and it cannot
 */
public record ListenAddress(
        String what,
        Setting<String> interfaceSetting,
        Setting<Integer> portSetting,
        boolean tcp,
        Predicate<Settings> enabled,
        boolean optional) {
    /** Opens a listener on an address. */
    @FunctionalInterface
    public interface Opening<T> {
        /** @throws IOException if the address cannot be listened on; the cause says why */
        T open(InetSocketAddress address) throws IOException;
    }

    /** For connections; open unless the port is 0. */
    public static ListenAddress tcp(String what, Setting<String> interfaceSetting, Setting<Integer> portSetting) {
        return new ListenAddress(what, interfaceSetting, portSetting, true, settings -> true, false);
    }

    /** For datagrams; open unless the port is 0. */
    public static ListenAddress udp(String what, Setting<String> interfaceSetting, Setting<Integer> portSetting) {
        return new ListenAddress(what, interfaceSetting, portSetting, false, settings -> true, false);
    }

    /** For datagrams; open where a switch says so. */
    public static ListenAddress udp(
            String what, Setting<String> interfaceSetting, Setting<Integer> portSetting, Setting<Boolean> enabled) {
        return new ListenAddress(what, interfaceSetting, portSetting, false, settings -> settings.get(enabled), false);
    }

    /**
     * The same for a part that is on by default, on a machine where another program may have had the port for long: it does
     * without, unless the user has set the port.
     */
    public ListenAddress whereFree() {
        return new ListenAddress(what, interfaceSetting, portSetting, tcp, enabled, true);
    }

    /** Whether it gives way to whatever else has the port. */
    boolean givesWay(Settings settings) {
        return optional && !settings.isSet(portSetting);
    }

    /** Whether the settings have it opened. */
    public boolean isOpen(Settings settings) {
        return settings.get(portSetting) != 0 && enabled.test(settings);
    }

    /**
     * The address itself.
     *
     * @throws ConfigException if there is none; it names the setting and what it is
     */
    public InetSocketAddress resolve(Settings settings) throws ConfigException {
        String text = settings.get(interfaceSetting);
        try {
            return new InetSocketAddress(InetAddress.getByName(text), settings.get(portSetting));
        } catch (UnknownHostException e) {
            throw new ConfigException(settings.origin(interfaceSetting) + ": " + interfaceSetting + " = " + text
                    + ": expected an IP address of this machine, or a host name that has one, such as 127.0.0.1, 0.0.0.0"
                    + " for all, or localhost" + ListenAddresses.hint(text));
        }
    }

    /**
     * Opens what listens here.
     *
     * @param warn called with a sentence if it is {@link #whereFree} and cannot listen; it names the settings
     * @return empty if the settings do not have it opened, or after a warning
     * @throws ConfigException if the address is none; it names the setting and what it is
     * @throws IOException if it cannot be listened on; it names the settings and what to do
     */
    public <T> Optional<T> open(Settings settings, Opening<T> opening, Consumer<String> warn)
            throws ConfigException, IOException {
        if (!isOpen(settings)) {
            return Optional.empty();
        }
        InetSocketAddress address = resolve(settings);
        try {
            return Optional.of(opening.open(address));
        } catch (IOException e) {
            if (!isDispensable(settings, e)) {
                throw error(settings, e);
            }
            warn.accept(error(settings, e).getMessage() + "; 0 keeps it shut without this warning");
            return Optional.empty();
        }
    }

    private boolean isDispensable(Settings settings, IOException problem) {
        return givesWay(settings)
                && switch (ListenProblem.kind(ListenError.first(problem))) {
                    case IN_USE, NO_PERMISSION -> true;
                    case NOT_OURS -> !settings.isSet(interfaceSetting);
                    case TOO_MANY_FILES, OTHER -> false;
                };
    }

    /** The error for who starts the program, by what the system said. */
    public IOException error(Settings settings, IOException cause) {
        return ListenError.of(settings, what, interfaceSetting, portSetting, cause);
    }
}

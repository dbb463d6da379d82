package plumbago.base.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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
 */
public record ListenAddress(
        String what,
        Setting<String> interfaceSetting,
        Setting<Integer> portSetting,
        boolean tcp,
        Predicate<Settings> enabled) {
    /** For connections; open unless the port is 0. */
    public static ListenAddress tcp(String what, Setting<String> interfaceSetting, Setting<Integer> portSetting) {
        return new ListenAddress(what, interfaceSetting, portSetting, true, settings -> true);
    }

    /** For datagrams; open where a switch says so. */
    public static ListenAddress udp(
            String what, Setting<String> interfaceSetting, Setting<Integer> portSetting, Setting<Boolean> enabled) {
        return new ListenAddress(what, interfaceSetting, portSetting, false, settings -> settings.get(enabled));
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

    /** The error for who starts the program, by what the system said. */
    public IOException error(Settings settings, IOException cause) {
        return ListenError.of(settings, what, interfaceSetting, portSetting, cause);
    }
}

package plumbago.base.net;

import java.io.IOException;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;

/** Says why something cannot listen, by the settings that say where. */
public final class ListenError {
    private ListenError() {}

    /**
     * The error for who starts the program.
     *
     * @param what what is listened for: points, for example
     * @param cause what the system said
     */
    public static IOException of(
            Settings settings,
            String what,
            Setting<String> interfaceSetting,
            Setting<Integer> portSetting,
            Throwable cause) {
        Throwable first = first(cause);
        Section section = settings.section(portSetting);
        if (ListenProblem.kind(first) == ListenProblem.Kind.NOT_OURS) {
            return new IOException(
                    settings.origin(interfaceSetting) + ": " + interfaceSetting + " = " + settings.get(interfaceSetting)
                            + ": this is no address of this machine, which has "
                            + ListenAddresses.addressesOfThisMachine(),
                    cause);
        }
        return new IOException(
                "cannot listen for " + what + " on port " + settings.get(portSetting) + " of "
                        + settings.get(interfaceSetting) + ": " + ListenProblem.of(first)
                        + ". If another carbon or Plumbago, or another server, runs there, stop it, or choose another port with "
                        + portSetting + " in " + section + " (--set " + section.label() + "." + portSetting + "=N)",
                cause);
    }

    /** What the system itself said. */
    static Throwable first(Throwable problem) {
        Throwable first = problem;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first;
    }
}

package plumbago.cli.whisper.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Long options may be shortened as far as they stay unique. */
final class LongOptions {
    private LongOptions() {}

    /** The only option that begins as given, or is exactly what is given; what is given if there is none. */
    static String completed(CommandSyntax syntax, List<? extends Option<?>> options, String given)
            throws UsageException {
        List<String> candidates = new ArrayList<>();
        for (Option<?> option : options) {
            for (String name : option.names()) {
                if (name.equals(given)) {
                    return name;
                }
                if (Option.isLong(given) && name.startsWith(given)) {
                    candidates.add(name);
                }
            }
        }
        if (candidates.size() > 1) {
            Collections.sort(candidates);
            throw UsageException.error(
                    syntax, "option " + given + " is short for more than one of: " + String.join(", ", candidates));
        }
        return candidates.isEmpty() ? given : candidates.get(0);
    }
}

package plumbago.base.net;

import java.lang.management.ManagementFactory;

/**
 * Who may have how many of the process's file descriptors, so that senders, who may come in any number, leave some to the
 * writer, to the journal and to HTTP.
 *
 * @param most how many the system lets the process have
 */
public record Descriptors(long most) {
    /** For the program's own files, and more for the files of a large installation. */
    private static final int KEPT = 64;

    /** What is taken where the system does not tell. */
    private static final int UNKNOWN = 50_000;

    /** What this process may have. */
    public static Descriptors ofThisProcess() {
        return new Descriptors(
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof com.sun.management.UnixOperatingSystemMXBean system
                        ? system.getMaxFileDescriptorCount()
                        : UNKNOWN);
    }

    /** Most clients of HTTP at once: a quarter. */
    public int web() {
        return part(most / 4);
    }

    /** Most clients of the query port at once: an eighth. */
    public int queries() {
        return part(most / 8);
    }

    /** Most senders at once: half of all, less what is kept, an eighth of all and some more. */
    public int senders() {
        return part(most / 2 - KEPT);
    }

    private static int part(long descriptors) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, descriptors));
    }
}

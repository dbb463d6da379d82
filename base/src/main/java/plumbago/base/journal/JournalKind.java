package plumbago.base.journal;

import java.nio.charset.StandardCharsets;

/**
 * What the files of a journal are called and begin with, and what messages say of it.
 *
 * @param magic what a file begins with: eight letters of ASCII
 * @param version stands behind it
 * @param prefix of the files' names, which go on with a number and {@code .journal}
 * @param holder whose it is, such as {@code StatsD}
 * @param what it keeps, such as {@code counts}
 * @param bound the setting for how much it may grow, in parentheses, and by when it should have been begun anew
 * @param lost what does not outlive the process while nothing can be written
 */
public record JournalKind(
        String magic, int version, String prefix, String holder, String what, String bound, String lost) {
    static final int MAGIC_BYTES = 8;

    /** @throws IllegalArgumentException if the magic has not eight letters */
    public JournalKind {
        if (magic.getBytes(StandardCharsets.US_ASCII).length != MAGIC_BYTES) {
            throw new IllegalArgumentException(magic);
        }
    }

    /** As in "StatsD's counts". */
    String owned() {
        return holder + "'s " + what;
    }
}

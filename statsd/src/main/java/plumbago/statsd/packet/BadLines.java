package plumbago.statsd.packet;

import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;

/** Shows lines that could not be read in the log, some of each second's, with the reason. Belongs to one thread. */
public final class BadLines {
    private static final Logger LOG = LoggerFactory.getLogger(BadLines.class);
    private static final int LOGGED_PER_SECOND = 5;
    private static final int MOST_LETTERS = 200;

    private final LogLimit logLimit;

    /** @param seconds a clock in whole seconds; only its differences matter */
    public BadLines(LongSupplier seconds) {
        logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    /** A line, or a part of one, that is left out. */
    void report(byte[] line, int from, int to, String why) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("bad line {}: {}{}", shown(line, from, to), why, suffix);
        }
    }

    private static String shown(byte[] line, int from, int to) {
        StringBuilder shown = new StringBuilder("'");
        String text = new String(line, from, Math.min(to - from, 4 * MOST_LETTERS), StandardCharsets.UTF_8);
        for (int i = 0; i < Math.min(text.length(), MOST_LETTERS); i++) {
            char c = text.charAt(i);
            // What a terminal would obey stays out of the log.
            shown.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c);
        }
        return shown.append(text.length() > MOST_LETTERS ? "…'" : "'").toString();
    }
}

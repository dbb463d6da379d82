package plumbago.web.render;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.web.render.service.Render;

/** Logs what requests cost that take long, answered or refused: a line for each. Safe for many threads. */
final class SlowRequests {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRequests.class);
    private static final int SHOWN_CHARACTERS = 2000;

    private final Duration slow;

    /** @param slow what takes as long or longer is logged */
    SlowRequests(Duration slow) {
        this.slow = slow;
    }

    /**
     * Logs a request that has come to its end, if it was slow.
     *
     * @param render what it took and read
     * @param outcome what became of it
     * @param from seconds since the epoch
     * @param until seconds since the epoch
     */
    void ended(Render render, String outcome, long from, long until, List<String> targets) {
        long spent = render.spentNanos() / 1_000_000;
        if (spent >= slow.toMillis()) {
            LOG.info(
                    "slow: {} ms, {} series and {} points read, {}, from {} until {}: {}",
                    spent,
                    render.fetchedSeries(),
                    render.fetchedPoints(),
                    outcome,
                    from,
                    until,
                    shown(targets));
        }
    }

    /** On one line, whatever is in them, and not longer than a log can bear. */
    private static String shown(List<String> targets) {
        StringBuilder text = new StringBuilder();
        for (String target : targets) {
            text.append(text.isEmpty() ? "" : " & ").append(target, 0, Math.min(target.length(), SHOWN_CHARACTERS));
            if (text.length() > SHOWN_CHARACTERS) {
                text.setLength(SHOWN_CHARACTERS);
                text.append('…');
                break;
            }
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString();
    }
}

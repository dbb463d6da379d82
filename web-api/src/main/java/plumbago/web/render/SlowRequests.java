package plumbago.web.render;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.http.TimeLimit;

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
     * @param time when it began
     * @param source where its series came from
     * @param outcome what became of it
     */
    void ended(TimeLimit time, StoredSeries source, String outcome, long from, long until, List<String> targets) {
        long spent = time.spentNanos() / 1_000_000;
        if (spent >= slow.toMillis()) {
            LOG.info(
                    "slow: {} ms, {} series and {} points read, {}, from {} until {}: {}",
                    spent,
                    source.fetchedSeries(),
                    source.fetchedPoints(),
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

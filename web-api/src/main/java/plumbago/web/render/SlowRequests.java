package plumbago.web.render;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what requests cost that take long, answered or refused: a line for each. Safe for many threads. */
final class SlowRequests {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRequests.class);
    private static final int SHOWN_CHARACTERS = 2000;

    private final Duration slow;

    /** @param slow what takes as long or longer is logged */
    SlowRequests(Duration slow) {
        this.slow = slow;
    }

    /** Logs a request that has come to its end and was slow. */
    void ended(RenderActivity.Ended what) {
        LOG.info(
                "slow: {} ms, {} series and {} points read, {}, from {} until {}: {}",
                what.spentMillis(),
                what.series(),
                what.points(),
                what.outcome(),
                what.from(),
                what.until(),
                what.targets());
    }

    /** What takes as long or longer is slow. */
    Duration limit() {
        return slow;
    }

    /** On one line, whatever is in them, and not longer than a log can bear. */
    static String shown(List<String> targets) {
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

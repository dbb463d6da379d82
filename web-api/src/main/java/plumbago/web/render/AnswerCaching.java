package plumbago.web.render;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long an answer of {@code /render} may be given again.
 *
 * @param duration for requests that say nothing of it; zero for never
 * @param policy by the length of the range asked for in seconds; goes before {@code duration} if it is not empty
 * @param maxBytes what all answers kept may take, in bytes
 */
public record AnswerCaching(Duration duration, NavigableMap<Long, Duration> policy, long maxBytes) {
    /** Nothing is given again. */
    public static AnswerCaching none() {
        return new AnswerCaching(Duration.ZERO, new TreeMap<>(), 64L << 20);
    }

    /** For a range of so many seconds: the longest time of those policies that begin there or before. */
    Duration forRange(long seconds) {
        if (policy.isEmpty()) {
            return duration;
        }
        return policy.headMap(seconds, true).values().stream()
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}

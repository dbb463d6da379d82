package plumbago.carbon.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumbago.base.python.PythonNumber;
import plumbago.base.python.PythonText;

/**
 * One retention: {@code precision:length}, each a number or a number with a unit, which is any beginning of {@code seconds},
 * {@code minutes}, {@code hours}, {@code days}, {@code weeks} or {@code years} (of 365 days) in small letters. The Whisper
 * tools read it so, and so did carbon when many rules were written down, StatsD's manual among them; newer ones of carbon
 * take the first letter alone. Numbers may be larger than a file can hold; that is for the file's layout to refuse.
 *
 * @param secondsPerPoint precision in seconds
 * @param points length in points, a length in time being rounded down
 */
public record RetentionText(long secondsPerPoint, long points) {
    private static final Pattern TIME = Pattern.compile("(\\p{Nd}+)([a-z]+)\\n?");
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+");
    private static final Map<String, Integer> SECONDS = Map.of(
            "seconds", 1, "minutes", 60, "hours", 3600, "days", 86_400, "weeks", 7 * 86_400, "years", 365 * 86_400);

    /**
     * Reads a retention.
     *
     * @throws IllegalArgumentException if carbon and the Whisper tools would refuse it; the message says what is wrong and what would be right
     */
    public static RetentionText parse(String text) {
        String definition = PythonText.strip(text);
        String[] parts = definition.split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "'" + definition + "' is not precision:length, as in 60s:7d or 60:10080");
        }
        long secondsPerPoint = NUMBER.matcher(parts[0]).matches() ? number(parts[0]) : seconds("precision", parts[0]);
        if (NUMBER.matcher(parts[1]).matches()) {
            return new RetentionText(secondsPerPoint, number(parts[1]));
        }
        long length = seconds("length", parts[1]);
        if (secondsPerPoint == 0) {
            throw new IllegalArgumentException("'" + definition + "': a point must last at least one second");
        }
        return new RetentionText(secondsPerPoint, length / secondsPerPoint);
    }

    private static long seconds(String what, String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no " + what
                    + "; expected a number, or a number and a unit, as in 10s, 1min or 7d");
        }
        try {
            return Math.multiplyExact(number(time.group(1)), unitSeconds(time.group(2)));
        } catch (ArithmeticException e) {
            throw tooLarge(text);
        }
    }

    private static int unitSeconds(String text) {
        for (Map.Entry<String, Integer> unit : SECONDS.entrySet()) {
            if (unit.getKey().startsWith(text)) {
                return unit.getValue();
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no unit; expected the beginning of seconds, minutes, hours, days, weeks or years");
    }

    private static long number(String digits) {
        try {
            return PythonNumber.integer(digits).longValueExact();
        } catch (ArithmeticException e) {
            throw tooLarge(digits);
        }
    }

    private static IllegalArgumentException tooLarge(String text) {
        return new IllegalArgumentException("'" + text + "' is larger than any file can hold");
    }
}

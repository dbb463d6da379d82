package plumbago.carbon.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumbago.carbon.python.PythonNumber;
import plumbago.carbon.python.PythonText;

/**
 * One retention as carbon reads it: {@code precision:length}, each a number or a number with one of the units {@code s m h
 * d w y}. Carbon is stricter than the Whisper tools, which take every beginning of {@code minutes} as well. Numbers may
 * be larger than a file can hold; that is for the file's layout to refuse.
 *
 * @param secondsPerPoint precision in seconds
 * @param points length in points, a length in time being rounded down
 */
record RetentionText(long secondsPerPoint, long points) {
    private static final Pattern TIME = Pattern.compile("(\\p{Nd}+)([a-z]+)\\n?");
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+");
    private static final Map<String, Integer> SECONDS =
            Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400, "w", 7 * 86_400, "y", 365 * 86_400);

    /**
     * Reads a retention.
     *
     * @throws IllegalArgumentException if carbon would refuse it; the message says what is wrong and what would be right
     */
    static RetentionText parse(String text) {
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
            throw new IllegalArgumentException(
                    "'" + text + "' is no " + what + "; expected a number, or a number and one of s, m, h, d, w, y");
        }
        Integer unit = SECONDS.get(time.group(2));
        if (unit == null) {
            throw new IllegalArgumentException("'" + time.group(2) + "' is no unit; expected one of s, m, h, d, w, y");
        }
        try {
            return Math.multiplyExact(number(time.group(1)), unit);
        } catch (ArithmeticException e) {
            throw tooLarge(text);
        }
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

package plumbago.whisper;

/**
 * How finely and how far back one archive keeps points.
 *
 * @param secondsPerPoint length of one point in seconds
 * @param points how many points the archive holds
 */
public record Retention(int secondsPerPoint, int points) {
    private static final String[] UNITS = {"seconds", "minutes", "hours", "days", "weeks", "years"};
    private static final int[] UNIT_SECONDS = {1, 60, 3600, 86_400, 7 * 86_400, 365 * 86_400};

    /** How far back the archive reaches, in seconds. */
    public long seconds() {
        return (long) secondsPerPoint * points;
    }

    /**
     * Reads a retention as the Whisper tools do.
     *
     * <p>{@code precision:length}, where the precision is a time and the length is a number of points or a time:
     * {@code 60:1440}, {@code 10s:1minute}, {@code 1m:7d}. A time is digits and a unit, any beginning of {@code seconds},
     * {@code minutes}, {@code hours}, {@code days}, {@code weeks} and {@code years} (of 365 days) in small letters; a
     * precision without a unit is in seconds. A length that is no multiple of the precision is rounded down.
     *
     * @throws WhisperException of one of the kinds {@code RETENTION_…}, or
     *     {@link WhisperException.Kind#NUMBER_OUTSIDE_UNSIGNED_32_BIT} for numbers too large to handle
     */
    public static Retention parse(String text) throws WhisperException {
        String definition = text.strip();
        int colon = definition.indexOf(':');
        if (colon < 0) {
            throw new WhisperException(
                    WhisperException.Kind.RETENTION_DEFINITION_INVALID,
                    "Invalid retention definition '" + definition + "'",
                    "expected precision:length, such as 60:1440 or 1m:7d");
        }
        String precisionText = definition.substring(0, colon);
        String lengthText = definition.substring(colon + 1);

        long secondsPerPoint = number(precisionText, text);
        if (secondsPerPoint < 0) {
            secondsPerPoint = seconds(precisionText, text);
        }
        if (secondsPerPoint < 0) {
            throw new WhisperException(
                    WhisperException.Kind.RETENTION_PRECISION_INVALID,
                    "Invalid precision specification '" + precisionText + "'",
                    "expected a number of seconds, or a time such as 10s, 1m, 1hour in small letters");
        }

        long points = number(lengthText, text);
        if (points < 0) {
            long length = seconds(lengthText, text);
            if (length < 0) {
                throw new WhisperException(
                        WhisperException.Kind.RETENTION_POINTS_INVALID,
                        "Invalid retention specification '" + lengthText + "'",
                        "expected a number of points, or a time such as 6h, 7d, 1year in small letters");
            }
            if (secondsPerPoint == 0) {
                throw new WhisperException(
                        WhisperException.Kind.RETENTION_PRECISION_INVALID,
                        "Invalid precision specification '" + precisionText + "'",
                        "a point must last at least one second");
            }
            points = length / secondsPerPoint;
        }
        return new Retention(checked(secondsPerPoint, text), checked(points, text));
    }

    /** The shortest text that {@link #parse} reads as this retention, in the form {@code 60:1440}. */
    @Override
    public String toString() {
        return secondsPerPoint + ":" + points;
    }

    /** Returns what a text of nothing but digits says, or -1 for any other text. */
    private static long number(String digits, String definition) throws WhisperException {
        if (digits.isEmpty()) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 10);
            if (digit < 0) {
                return -1;
            }
            number = number * 10 + digit;
            checked(number, definition);
        }
        return number;
    }

    /** Returns the seconds in a text of digits and a unit, or -1 for a text that is not so made. */
    private static long seconds(String time, String definition) throws WhisperException {
        int unitStart = 0;
        while (unitStart < time.length() && Character.digit(time.charAt(unitStart), 10) >= 0) {
            unitStart++;
        }
        String unit = time.substring(unitStart);
        if (unitStart == 0 || unit.isEmpty() || !unit.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            return -1;
        }
        return number(time.substring(0, unitStart), definition) * unitSeconds(unit);
    }

    private static int unitSeconds(String unit) throws WhisperException {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].startsWith(unit)) {
                return UNIT_SECONDS[i];
            }
        }
        throw new WhisperException(
                WhisperException.Kind.RETENTION_UNIT_INVALID,
                "Invalid unit '" + unit + "'",
                "expected the beginning of seconds, minutes, hours, days, weeks or years");
    }

    private static int checked(long number, String definition) throws WhisperException {
        if (number > Integer.MAX_VALUE) {
            throw new WhisperException(
                    WhisperException.Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT,
                    "Invalid retention definition '" + definition.strip() + "'",
                    "numbers up to " + Integer.MAX_VALUE + " fit into an archive");
        }
        return (int) number;
    }
}

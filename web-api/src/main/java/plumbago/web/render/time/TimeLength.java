package plumbago.web.render.time;

/** A length of time: {@code 5min}, {@code -1h30min}, {@code +2weeks}. A month has 30 days, a year 365. */
public final class TimeLength {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    /** The farthest that anything reaches: some ten thousand years, so that sums never overflow. */
    private static final long MOST = 10_000L * 365 * DAY;

    private TimeLength() {}

    /**
     * Seconds of a length, negative if it begins with a minus.
     *
     * @throws TimeSyntaxException if it is not an optional sign and numbers with units
     */
    public static long seconds(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int at = 0;
        int sign = 1;
        char first = text.charAt(0);
        if (first == '-' || first == '+') {
            sign = first == '-' ? -1 : 1;
            at = 1;
        }
        long total = 0;
        while (at < text.length()) {
            int digits = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == digits || at - digits > 15) {
                throw wrong(text);
            }
            long number = Long.parseLong(text.substring(digits, at));
            int letters = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            long unit = unit(text.substring(letters, at), text);
            if (number > MOST / unit || total > MOST) {
                throw new TimeSyntaxException("'" + text + "' is longer than ten thousand years");
            }
            total += number * unit;
        }
        return sign * total;
    }

    private static long unit(String name, String text) {
        if (name.startsWith("s")) {
            return 1;
        }
        if (name.startsWith("min")) {
            return MINUTE;
        }
        if (name.startsWith("h")) {
            return HOUR;
        }
        if (name.startsWith("d")) {
            return DAY;
        }
        if (name.startsWith("w")) {
            return 7 * DAY;
        }
        if (name.startsWith("mon")) {
            return 30 * DAY;
        }
        if (name.startsWith("y")) {
            return 365 * DAY;
        }
        throw wrong(text);
    }

    private static TimeSyntaxException wrong(String text) {
        return new TimeSyntaxException("'" + text
                + "' is no length of time: expected numbers with units s, min, h, d, w, mon or y, such as '1h30min'");
    }
}

package plumbago.web.render.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/**
 * Points in time as {@code from} and {@code until} take them: seconds since the epoch, {@code now}, {@code -1d6h},
 * {@code noon_yesterday+2h}, {@code 18:30_20231110}, {@code 6pm 11/10/23}, {@code monday}, {@code nov10}.
 *
 * <p>Some rules are older than reason, and kept: {@code 12am} is noon and {@code 12pm} midnight; blanks, commas and
 * underscores count for nothing; a number of eight digits that can be a date is one; years of two digits are 1970 to
 * 2069; a weekday is today or past; a clock time that daylight saving gives twice is the one of winter.
 */
public final class TimeGrammar {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final String text;
    private final ZonedDateTime now;
    private String rest;
    private int hour;
    private int minute;

    private TimeGrammar(String text, String reference, ZonedDateTime now) {
        this.text = text;
        this.rest = reference;
        this.now = now;
    }

    /**
     * Reads a point in time.
     *
     * @param zone of clock times and dates
     * @param now seconds since the epoch
     * @return seconds since the epoch
     * @throws TimeSyntaxException if it cannot be read
     */
    public static long parse(String text, ZoneId zone, long now) {
        String plain = text.strip()
                .toLowerCase(Locale.ROOT)
                .replace("_", "")
                .replace(",", "")
                .replace(" ", "");
        if (isDigits(plain) && !isDate(plain)) {
            if (plain.length() > 12) {
                throw wrong(text);
            }
            return Long.parseLong(plain);
        }
        int split = plain.indexOf('+') >= 0 ? plain.indexOf('+') : plain.indexOf('-');
        String reference = split < 0 ? plain : plain.substring(0, split);
        String offset = split < 0 ? "" : plain.substring(split);
        try {
            ZonedDateTime present = Instant.ofEpochSecond(now).atZone(zone);
            long base = new TimeGrammar(text, reference, present).reference();
            return Math.addExact(base, TimeLength.seconds(offset));
        } catch (DateTimeException | ArithmeticException e) {
            throw new TimeSyntaxException("'" + text + "' is no point in time: " + e.getMessage());
        }
    }

    private static boolean isDigits(String text) {
        boolean digits = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    private static boolean isDate(String digits) {
        return digits.length() == 8
                && Integer.parseInt(digits.substring(0, 4)) > 1900
                && Integer.parseInt(digits.substring(4, 6)) < 13
                && Integer.parseInt(digits.substring(6)) < 32;
    }

    private long reference() {
        if (rest.isEmpty() || rest.equals("now")) {
            return now.toEpochSecond();
        }
        clock();
        LocalDate day = day(now.toLocalDate());
        return TimeZones.when(day.atTime(LocalTime.of(hour, minute)), now.getZone());
    }

    /** Takes a time of day from the beginning; without one it is midnight. */
    private void clock() {
        int colon = rest.indexOf(':');
        if (colon > 0 && colon < 3) {
            hour = number(rest.substring(0, colon));
            minute = number(rest.substring(colon + 1, Math.min(rest.length(), colon + 3)));
            rest = rest.substring(Math.min(rest.length(), colon + 3));
            if (rest.startsWith("am")) {
                rest = rest.substring(2);
            } else if (rest.startsWith("pm")) {
                hour = (hour + 12) % 24;
                rest = rest.substring(2);
            }
            return;
        }
        int am = rest.indexOf("am");
        if (am > 0 && am < 3) {
            hour = number(rest.substring(0, am));
            rest = rest.substring(am + 2);
            return;
        }
        int pm = rest.indexOf("pm");
        if (pm > 0 && pm < 3) {
            hour = (number(rest.substring(0, pm)) + 12) % 24;
            rest = rest.substring(pm + 2);
            return;
        }
        if (!word("noon", 12) && !word("midnight", 0)) {
            word("teatime", 16);
        }
    }

    private boolean word(String name, int itsHour) {
        if (!rest.startsWith(name)) {
            return false;
        }
        hour = itsHour;
        rest = rest.substring(name.length());
        return true;
    }

    private LocalDate day(LocalDate today) {
        if (rest.isEmpty() || rest.equals("today")) {
            return today;
        }
        if (rest.equals("yesterday")) {
            return today.minusDays(1);
        }
        if (rest.equals("tomorrow")) {
            return today.plusDays(1);
        }
        String[] parts = rest.split("/", -1);
        if (parts.length == 3) {
            int year = number(parts[2]);
            year += year < 1900 ? 1900 : 0;
            year += year < 1970 ? 100 : 0;
            return LocalDate.of(year, number(parts[0]), number(parts[1]));
        }
        if (rest.length() == 8 && isDigits(rest)) {
            return LocalDate.of(number(rest.substring(0, 4)), number(rest.substring(4, 6)), number(rest.substring(6)));
        }
        String beginning = rest.substring(0, Math.min(3, rest.length()));
        if (MONTHS.contains(beginning)) {
            int digits = rest.length();
            while (digits > 3 && rest.length() - digits < 2 && Character.isDigit(rest.charAt(digits - 1))) {
                digits--;
            }
            return LocalDate.of(today.getYear(), MONTHS.indexOf(beginning) + 1, number(rest.substring(digits)));
        }
        if (WEEKDAYS.contains(beginning)) {
            int back = today.getDayOfWeek().getValue() - 1 - WEEKDAYS.indexOf(beginning);
            return today.minusDays(back < 0 ? back + 7 : back);
        }
        throw wrong(text);
    }

    private int number(String digits) {
        if (!isDigits(digits) || digits.length() > 4) {
            throw wrong(text);
        }
        return Integer.parseInt(digits);
    }

    private static TimeSyntaxException wrong(String text) {
        return new TimeSyntaxException("'" + text + "' is no point in time: expected seconds since the epoch, 'now',"
                + " a length such as '-1h', or a date such as '12:30_20231110', 'noon yesterday' or 'monday'");
    }
}

package plumbago.base.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Times as the C library prints them in its own language, which is what Python's {@code time.ctime} and
 * {@code time.strftime} give.
 */
public final class Strftime {
    private static final String[] DAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };
    private static final String CTIME = "%a %b %e %H:%M:%S %Y";

    /** More than anyone wants, and little enough that a format cannot ask for a gigabyte of blanks. */
    private static final int MAX_FIELD_WIDTH = 1024;

    private final String format;
    private final ZoneId zone;

    /**
     * A format for times.
     *
     * @param format as for {@code strftime}, with the flags and widths of the GNU library
     * @param zone whose clocks to show
     */
    public Strftime(String format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
    }

    /** The format of {@code ctime}: {@code Fri Jul 14 02:40:00 2017}. */
    public static Strftime ctime(ZoneId zone) {
        return new Strftime(CTIME, zone);
    }

    /** Prints a time, in seconds since the epoch. */
    public String of(long timestamp) {
        StringBuilder text = new StringBuilder();
        append(format, Instant.ofEpochSecond(timestamp).atZone(zone), text);
        return text.toString();
    }

    private static void append(String format, ZonedDateTime time, StringBuilder text) {
        int at = 0;
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                break;
            }
            text.append(format, at, percent);
            at = appendField(format, percent, time, text);
        }
        text.append(format, Math.min(at, format.length()), format.length());
    }

    /** Prints the field that begins at a percent sign, and returns where it ends. */
    private static int appendField(String format, int percent, ZonedDateTime time, StringBuilder text) {
        int at = percent + 1;
        Field field = new Field(text);
        while (at < format.length() && "_-0^#".indexOf(format.charAt(at)) >= 0) {
            field.flag(format.charAt(at++));
        }
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            field.width = Math.min(MAX_FIELD_WIDTH, Math.max(field.width, 0) * 10 + format.charAt(at++) - '0');
        }
        if (at < format.length() && (format.charAt(at) == 'E' || format.charAt(at) == 'O')) {
            at++;
        }
        int end = Math.min(at + 1, format.length());
        if (at == format.length() || !appendConversion(format.charAt(at), time, field)) {
            field.word(format.substring(percent, end));
        }
        return end;
    }

    private static boolean appendConversion(char conversion, ZonedDateTime time, Field field) {
        switch (conversion) {
            case '%' -> field.word("%");
            case 'n' -> field.word("\n");
            case 't' -> field.word("\t");
            case 'a' -> field.name(DAYS[weekday(time)].substring(0, 3));
            case 'A' -> field.name(DAYS[weekday(time)]);
            case 'b', 'h' -> field.name(MONTHS[time.getMonthValue() - 1].substring(0, 3));
            case 'B' -> field.name(MONTHS[time.getMonthValue() - 1]);
            case 'c' -> field.compound(CTIME, time);
            case 'D', 'x' -> field.compound("%m/%d/%y", time);
            case 'F' -> field.compound("%Y-%m-%d", time);
            case 'r' -> field.compound("%I:%M:%S %p", time);
            case 'R' -> field.compound("%H:%M", time);
            case 'T', 'X' -> field.compound("%H:%M:%S", time);
            case 'p' -> field.halfDay(time.getHour() < 12 ? "AM" : "PM");
            case 'P' -> field.word(time.getHour() < 12 ? "am" : "pm");
            case 'z' -> field.offset(time.getOffset().getTotalSeconds());
            case 'Z' -> field.halfDay(zoneName(time));
            default -> {
                return appendNumber(conversion, time, field);
            }
        }
        return true;
    }

    private static boolean appendNumber(char conversion, ZonedDateTime time, Field field) {
        int hour12 = (time.getHour() + 11) % 12 + 1;
        int weekYear = time.get(IsoFields.WEEK_BASED_YEAR);
        switch (conversion) {
            case 'C' -> field.number(Math.floorDiv(time.getYear(), 100), 2, '0');
            case 'd' -> field.number(time.getDayOfMonth(), 2, '0');
            case 'e' -> field.number(time.getDayOfMonth(), 2, ' ');
            case 'g' -> field.number(Math.floorMod(weekYear, 100), 2, '0');
            case 'G' -> field.number(weekYear, 1, '0');
            case 'H' -> field.number(time.getHour(), 2, '0');
            case 'I' -> field.number(hour12, 2, '0');
            case 'j' -> field.number(time.getDayOfYear(), 3, '0');
            case 'k' -> field.number(time.getHour(), 2, ' ');
            case 'l' -> field.number(hour12, 2, ' ');
            case 'm' -> field.number(time.getMonthValue(), 2, '0');
            case 'M' -> field.number(time.getMinute(), 2, '0');
            case 's' -> field.number(time.toEpochSecond(), 1, '0');
            case 'S' -> field.number(time.getSecond(), 2, '0');
            case 'u' -> field.number(time.getDayOfWeek().getValue(), 1, '0');
            case 'U' -> field.number((time.getDayOfYear() + 6 - weekday(time)) / 7, 2, '0');
            case 'V' -> field.number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'w' -> field.number(weekday(time), 1, '0');
            case 'W' -> field.number((time.getDayOfYear() + 6 - (weekday(time) + 6) % 7) / 7, 2, '0');
            case 'y' -> field.number(Math.floorMod(time.getYear(), 100), 2, '0');
            case 'Y' -> field.number(time.getYear(), 1, '0');
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Days since Sunday. */
    private static int weekday(ZonedDateTime time) {
        return time.getDayOfWeek().getValue() % 7;
    }

    private static String zoneName(ZonedDateTime time) {
        boolean summer = time.getZone().getRules().isDaylightSavings(time.toInstant());
        return TimeZone.getTimeZone(time.getZone()).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    }

    /** One field with the flags and the width that were asked for. */
    private static final class Field {
        private final StringBuilder text;
        private char padding;
        private boolean capitals;
        private boolean changeCase;
        private int width = -1;

        Field(StringBuilder text) {
            this.text = text;
        }

        void flag(char flag) {
            switch (flag) {
                case '^' -> capitals = true;
                case '#' -> changeCase = true;
                default -> padding = flag;
            }
        }

        /** A name, which is printed in capitals for either flag. */
        void name(String name) {
            word(changeCase ? name.toUpperCase(Locale.ROOT) : name);
        }

        /** A word of capitals, which one of the flags makes small. */
        void halfDay(String word) {
            word(changeCase ? word.toLowerCase(Locale.ROOT) : word);
        }

        void word(String word) {
            pad(word.length(), padding == '0' ? '0' : ' ', width);
            text.append(capitals ? word.toUpperCase(Locale.ROOT) : word);
        }

        void compound(String format, ZonedDateTime time) {
            StringBuilder part = new StringBuilder();
            append(format, time, part);
            word(part.toString());
        }

        void number(long number, int digits, char usualPadding) {
            String size = Long.toString(Math.abs(number));
            if (number < 0) {
                text.append('-');
            }
            switch (padding) {
                case '-' -> pad(size.length(), ' ', width);
                case '_' -> pad(size.length(), ' ', Math.max(digits, width));
                case '0' -> pad(size.length(), '0', Math.max(digits, width));
                default -> pad(size.length(), usualPadding, Math.max(digits, width));
            }
            text.append(size);
        }

        /** Hours and minutes ahead of Greenwich, as {@code +hhmm}. */
        void offset(int seconds) {
            int minutes = Math.abs(seconds) / 60;
            text.append(seconds < 0 ? '-' : '+');
            long digits = minutes / 60 * 100L + minutes % 60;
            width = width > 0 ? width - 1 : width;
            number(digits, 4, '0');
        }

        private void pad(int length, char with, int wanted) {
            for (int i = length; i < wanted; i++) {
                text.append(with);
            }
        }
    }
}

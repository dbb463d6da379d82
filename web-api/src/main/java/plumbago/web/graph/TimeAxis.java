package plumbago.web.graph;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import plumbago.base.text.Strftime;

/**
 * The axis of time: which points in time get a label or a line, by the range that is shown and the room that there is. Steps
 * of hours and days go by the clocks of the zone, also over changes of summer time; graphite-web's are an hour off after
 * one.
 */
final class TimeAxis {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    /** Where fonts are tiny and pictures huge there could be more. */
    private static final int MOST_TICKS = 5000;

    /**
     * What suits a density.
     *
     * @param secondsPerPixel from which it is chosen
     * @param format of labels, as for {@code strftime}; {@code %DATE} is what DATE_FORMAT says
     * @param longest range in seconds up to which it is chosen
     */
    private record Row(double secondsPerPixel, Step minor, Step major, Step label, String format, long longest) {}

    /** From one tick to the next: so many times a unit in seconds. */
    private record Step(int unit, double times) {
        long seconds() {
            return (long) (unit * times);
        }
    }

    private static Step seconds(int times) {
        return new Step(1, times);
    }

    private static Step minutes(int times) {
        return new Step(MINUTE, times);
    }

    private static Step hours(int times) {
        return new Step(HOUR, times);
    }

    private static Step days(double times) {
        return new Step(DAY, times);
    }

    private static final String CLOCK = "%H:%M";
    private static final String DATE = "%DATE";

    /** As graphite-web has them. */
    private static final List<Row> ROWS = List.of(
            new Row(0, seconds(5), minutes(1), seconds(5), "%H:%M:%S", 10 * MINUTE),
            new Row(0.07, seconds(10), minutes(1), seconds(10), "%H:%M:%S", 20 * MINUTE),
            new Row(0.14, seconds(15), minutes(1), seconds(15), "%H:%M:%S", 30 * MINUTE),
            new Row(0.27, seconds(30), minutes(2), minutes(1), CLOCK, 2 * HOUR),
            new Row(0.5, minutes(1), minutes(2), minutes(1), CLOCK, 2 * HOUR),
            new Row(1.2, minutes(1), minutes(4), minutes(2), CLOCK, 3 * HOUR),
            new Row(2, minutes(1), minutes(10), minutes(5), CLOCK, 6 * HOUR),
            new Row(5, minutes(2), minutes(10), minutes(10), CLOCK, 12 * HOUR),
            new Row(10, minutes(5), minutes(20), minutes(20), CLOCK, DAY),
            new Row(30, minutes(10), hours(1), hours(1), CLOCK, 2 * DAY),
            new Row(60, minutes(30), hours(2), hours(2), CLOCK, 2 * DAY),
            new Row(100, hours(2), hours(4), hours(4), "%a %H:%M", 6 * DAY),
            new Row(255, hours(6), hours(12), hours(12), DATE + " %H:%M", 10 * DAY),
            new Row(600, hours(6), days(1), days(1), DATE, 14 * DAY),
            new Row(1000, hours(12), days(1), days(1), DATE, 365 * DAY),
            new Row(2000, days(1), days(2), days(2), DATE, 365 * DAY),
            new Row(4000, days(2), days(4), days(4), DATE, 365 * DAY),
            new Row(8000, days(3.5), days(7), days(7), DATE, 365 * DAY),
            new Row(16_000, days(7), days(14), days(14), DATE, 365 * DAY),
            new Row(32_000, days(15), days(30), days(30), DATE, 365 * DAY),
            new Row(64_000, days(30), days(60), days(60), DATE + " %Y", NO_LIMIT),
            new Row(100_000, days(60), days(120), days(120), DATE + " %Y", NO_LIMIT),
            new Row(120_000, days(120), days(240), days(240), DATE + " %Y", NO_LIMIT));

    private final long start;
    private final long end;
    private final ZoneId zone;
    private final Row row;
    private final Strftime format;

    /**
     * @param start seconds since the epoch
     * @param end seconds since the epoch, after {@code start}
     * @param width of what there is to draw on, in pixels
     */
    TimeAxis(long start, long end, double width, GraphOptions.TimeLabels labels) {
        this.start = start;
        this.end = end;
        this.zone = labels.zone();
        this.row = row(end - start, (end - start) / Math.max(1, width));
        String written = labels.format().isEmpty() ? row.format().replace(DATE, labels.dateFormat()) : labels.format();
        this.format = new Strftime(written, zone);
    }

    private static Row row(long range, double secondsPerPixel) {
        Row found = ROWS.get(ROWS.size() - 1);
        for (Row row : ROWS) {
            if (row.secondsPerPixel() <= secondsPerPixel && row.longest() >= range) {
                found = row;
            }
        }
        return found;
    }

    /** Points in time with a label, seconds since the epoch. */
    List<Long> labels() {
        return ticks(row.label());
    }

    /** Points in time with a line that is easy to see. */
    List<Long> majorLines() {
        return ticks(row.major());
    }

    /** Points in time with a line that is not. */
    List<Long> minorLines() {
        return ticks(row.minor());
    }

    /** What stands below a point in time. */
    String label(long time) {
        return format.of(time);
    }

    private List<Long> ticks(Step step) {
        LocalDateTime begin = LocalDateTime.ofInstant(Instant.ofEpochSecond(start), zone);
        LocalDateTime first = first(begin, step);
        List<Long> ticks = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (long i = 0; ticks.size() < MOST_TICKS; i++) {
            long tick = step.unit() < HOUR
                    ? first.atZone(zone).toEpochSecond() + i * step.seconds()
                    : first.plusSeconds(i * step.seconds()).atZone(zone).toEpochSecond();
            if (tick >= end) {
                break;
            }
            if (tick >= start && tick > last) {
                ticks.add(tick);
                last = tick;
            }
        }
        return ticks;
    }

    /** Where the steps are counted from: a multiple of the step within the next larger unit, or midnight. */
    private static LocalDateTime first(LocalDateTime begin, Step step) {
        int times = (int) step.times();
        return switch (step.unit()) {
            case 1 -> begin.truncatedTo(ChronoUnit.SECONDS).withSecond(begin.getSecond() / times * times);
            case MINUTE -> begin.truncatedTo(ChronoUnit.MINUTES).withMinute(begin.getMinute() / times * times);
            case HOUR -> begin.truncatedTo(ChronoUnit.HOURS).withHour(begin.getHour() / times * times);
            default -> begin.truncatedTo(ChronoUnit.DAYS);
        };
    }
}

package plumbago.web.render.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/** A line for each value: {@code name,2023-11-14 22:13:20,value}, in the request's time zone. */
public final class CsvFormat {
    private static final int LINE_STEPS = 64;

    private CsvFormat() {}

    public static void write(List<Series> all, ZoneId zone, Work work, Bytes to) {
        for (Series series : all) {
            byte[] name = name(series);
            double[] values = series.values();
            for (int i = 0; i < values.length; i++) {
                work.done(LINE_STEPS + name.length / 8);
                to.put(name).put(',');
                time(series.start() + (long) i * series.step(), zone, to);
                to.put(',');
                if (series.isCount(values[i])) {
                    to.number((long) values[i]);
                } else if (!Double.isNaN(values[i])) {
                    to.number(values[i]);
                }
                to.put('\r').put('\n');
            }
        }
    }

    /** What each line of a series begins with. */
    public static byte[] name(Series series) {
        return field(series.isUnnamed() ? "" : series.name()).getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static void time(long seconds, ZoneId zone, Bytes to) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), zone);
        to.number(time.getYear());
        two('-', time.getMonthValue(), to);
        two('-', time.getDayOfMonth(), to);
        two(' ', time.getHour(), to);
        two(':', time.getMinute(), to);
        two(':', time.getSecond(), to);
    }

    private static void two(char before, int number, Bytes to) {
        to.put(before).put('0' + number / 10).put('0' + number % 10);
    }
}

package plumbago.web.render.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/** A line for each value: {@code name,2023-11-14 22:13:20,value}, in the request's time zone. */
final class CsvFormat implements AnswerFormat {
    /** With a date of a year of up to five digits, and a line's end. */
    private static final int DATED_BYTES = AnswerSize.VALUE + 24;

    private static final int LINE_STEPS = 64;

    @Override
    public List<String> names() {
        return List.of("csv");
    }

    @Override
    public String contentType() {
        return "text/csv";
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return (long) series.size() * (DATED_BYTES + name(series).length) + AnswerSize.names(series);
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        for (Series series : all) {
            byte[] name = name(series);
            double[] values = series.values();
            for (int i = 0; i < values.length; i++) {
                work.done(LINE_STEPS + name.length / 8);
                to.put(name).put(',');
                time(series.start() + (long) i * series.step(), options.zone(), to);
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
    private static byte[] name(Series series) {
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

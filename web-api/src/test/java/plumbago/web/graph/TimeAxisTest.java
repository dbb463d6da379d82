package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAxisTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static TimeAxis axis(ZonedDateTime from, ZonedDateTime until, double width, String format) {
        return new TimeAxis(
                from.toEpochSecond(),
                until.toEpochSecond(),
                width,
                new GraphOptions.TimeLabels(from.getZone(), format, "%m/%d"));
    }

    private static String labels(TimeAxis axis) {
        return axis.labels().stream().map(axis::label).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "600, 1000, 12:00 12:01 12:02 12:03 12:04 12:05 12:06 12:07 12:08 12:09",
        "3600, 1200, 12:00 12:05 12:10 12:15 12:20 12:25 12:30 12:35 12:40 12:45 12:50 12:55",
        "86400, 500, Tue 12:00 Tue 16:00 Tue 20:00 Wed 00:00 Wed 04:00 Wed 08:00",
        "864000, 500, 03/16 03/17 03/18 03/19 03/20 03/21 03/22 03/23 03/24 03/25"
    })
    void labelsSuitTheRangeAndTheWidth(long range, double width, String labels) {
        ZonedDateTime start = ZonedDateTime.of(2022, 3, 15, 12, 0, 0, 0, ZoneId.of("UTC"));
        assertEquals(labels, labels(axis(start, start.plusSeconds(range), width, "")));
    }

    @Test
    void midnightStaysMidnightWhenSummerTimeEnds() {
        ZonedDateTime start = ZonedDateTime.of(2023, 10, 26, 0, 0, 0, 0, BERLIN);
        TimeAxis axis = axis(start, start.plusDays(6), 500, "%d %H:%M");
        for (long line : axis.majorLines()) {
            assertTrue(axis.label(line).endsWith("00:00"), axis.label(line));
        }
    }

    @Test
    void hoursGoByTheClockOverSummerTimesBeginning() {
        ZonedDateTime start = ZonedDateTime.of(2024, 3, 30, 12, 0, 0, 0, BERLIN);
        TimeAxis axis = axis(start, start.plusDays(1), 500, "%H");
        List<String> labels = axis.labels().stream().map(axis::label).toList();
        assertEquals(List.of("12", "16", "20", "00", "04", "08"), labels);
    }

    @Test
    void aFormatGoesBeforeWhatSuits() {
        ZonedDateTime start = ZonedDateTime.of(2024, 5, 1, 0, 0, 0, 0, ZoneId.of("UTC"));
        assertEquals("00h 01h", labels(axis(start, start.plusHours(2), 200, "%Hh")));
    }
}

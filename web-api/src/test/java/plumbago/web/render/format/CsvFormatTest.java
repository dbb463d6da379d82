package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class CsvFormatTest {
    @Test
    void writesALineForEachValue() {
        assertEquals(
                "a.b,1970-01-01 00:01:00,1.5\r\na.b,1970-01-01 00:02:00,\r\n\"a,\"\"b\"\"\",1970-01-01 00:01:00,2\r\n",
                Written.text(
                        "csv",
                        Written.series("a.b", 1.5, Double.NaN),
                        Written.series("a,\"b\"", 2).whole(true)));
    }

    @Test
    void showsTimesAsTheRequestsZoneHasThem() {
        AnswerOptions options = new AnswerOptions(0, 120, ZoneOffset.ofHoursMinutes(-3, -30), 0, false);
        assertEquals("a,1969-12-31 20:31:00,1.0\r\n", Written.text("csv", options, Written.series("a", 1)));
    }

    @Test
    void leavesTheNameOutThatNobodyGave() {
        assertEquals(
                ",1970-01-01 00:01:00,7.0\r\n",
                Written.text("csv", Written.series("7", 7).unnamed()));
    }
}

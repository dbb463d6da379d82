package plumbago.web.render.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What graphite-web makes of the same texts at the same time, a Tuesday evening. */
final class TimeGrammarTest {
    private static final long NOW = 1_700_000_000;

    @ParameterizedTest
    @CsvSource({
        "now, 1700000000",
        "'', 1700000000",
        "10:5, 1699956300",
        "10:00pm, 1699999200",
        "10:00am, 1699956000",
        "12:30pm, 1699921800",
        "7am, 1699945200",
        "13pm, 1699923600",
        "noon, 1699963200",
        "12am, 1699963200",
        "12pm, 1699920000",
        "today, 1699920000",
        "1/2/3, 1041465600",
        "01/02/69, 3124310400",
        "01/02/70, 86400",
        "1/2/1950, 2524694400",
        "19000101, 19000101",
        "20231301, 20231301",
        "jan1, 1672531200",
        "january15, 1673740800",
        "monday, 1699833600",
        "mon, 1699833600",
        "10:00monday, 1699869600",
        "10:00_mon, 1699869600",
        "nov1, 1698796800",
        "00:00_20231110, 1699574400",
        "123, 123",
        "10am monday, 1699869600",
        "noon 11/10/23, 1699617600",
        "teatime, 1699977600",
        "today+6h, 1699941600",
        "+1d, 1700086400",
        "tomorrow, 1700006400",
        "fri, 1699574400",
        "10:00+1h, 1699959600",
        "-1d6h, 1699892000",
        "' Yesterday ', 1699833600",
        "20231110-1d, 1699488000"
    })
    void points(String text, long expected) {
        assertEquals(expected, TimeGrammar.parse(text, ZoneOffset.UTC, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "today, 1699938000", "12:00_20231104, 1699113600", "02:30_20230312, 1678606200", "01:30_20231105, 1699165800",
        "noon, 1699981200", "yesterday, 1699851600", "-1d, 1699913600", "nov1, 1698811200"
    })
    void pointsInAZone(String text, long expected) {
        assertEquals(expected, TimeGrammar.parse(text, ZoneId.of("America/New_York"), NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:2:3",
                "25:00",
                "10:99",
                "noonish",
                "13/1/23",
                "2/30/23",
                "20230230",
                "jan32",
                "jan",
                "1jan",
                "feb30",
                "-1d-1h",
                "now-1d+2h",
                "1699999999.5",
                "1e9",
                "1700000000-1h",
                "5:",
                "a:b",
                ":30",
                "1d",
                "2023-11-10",
                "-5m",
                "99999999999999999999",
                "-1x",
                "-h",
                "-99999999999y"
            })
    void refused(String text) {
        assertThrows(TimeSyntaxException.class, () -> TimeGrammar.parse(text, ZoneOffset.UTC, NOW));
    }

    @Test
    void lengths() {
        assertEquals(-5400, TimeLength.seconds("-1h30min"));
        assertEquals(30 * 86400, TimeLength.seconds("1month"));
        assertEquals(2 * 365 * 86400, TimeLength.seconds("2years"));
        assertEquals(0, TimeLength.seconds("-"));
    }
}

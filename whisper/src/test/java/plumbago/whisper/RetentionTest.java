package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.whisper.WhisperException.Kind;

class RetentionTest {
    @ParameterizedTest
    @CsvSource({
        "10s:1minute, 10, 6",
        "60:1440, 60, 1440",
        "1m:7d, 60, 10080",
        "1h:5y, 3600, 43800",
        "15m:8, 900, 8",
        "1sec:1min, 1, 60",
        "1se:1mi, 1, 60",
        "1seconds:1minutes, 1, 60",
        "1hour:1day, 3600, 24",
        "1weeks:1years, 604800, 52",
        "7s:1m, 7, 8",
        "060:010, 60, 10",
        "60:59s, 60, 0",
        "60:0, 60, 0",
        "0:5, 0, 5",
        "'  60:5 ', 60, 5",
        "٦٠:٥, 60, 5",
        "1:2147483647, 1, 2147483647",
        "60:0s, 60, 0",
    })
    void readsWhatTheToolsRead(String text, int secondsPerPoint, int points) throws WhisperException {
        assertEquals(new Retention(secondsPerPoint, points), Retention.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'', RETENTION_DEFINITION_INVALID, Invalid retention definition ''",
        "60, RETENTION_DEFINITION_INVALID, Invalid retention definition '60'",
        ":, RETENTION_PRECISION_INVALID, Invalid precision specification ''",
        "s:1m, RETENTION_PRECISION_INVALID, Invalid precision specification 's'",
        "1M:1y, RETENTION_PRECISION_INVALID, Invalid precision specification '1M'",
        "-60:60, RETENTION_PRECISION_INVALID, Invalid precision specification '-60'",
        "1.5m:1h, RETENTION_PRECISION_INVALID, Invalid precision specification '1.5m'",
        "1_0:60, RETENTION_PRECISION_INVALID, Invalid precision specification '1_0'",
        "60s2:60, RETENTION_PRECISION_INVALID, Invalid precision specification '60s2'",
        "0s:1m, RETENTION_PRECISION_INVALID, Invalid precision specification '0s'",
        "60:, RETENTION_POINTS_INVALID, Invalid retention specification ''",
        "60:60:60, RETENTION_POINTS_INVALID, Invalid retention specification '60:60'",
        "60s:d, RETENTION_POINTS_INVALID, Invalid retention specification 'd'",
        "60:1D, RETENTION_POINTS_INVALID, Invalid retention specification '1D'",
        "1hr:1d, RETENTION_UNIT_INVALID, Invalid unit 'hr'",
        "1m:1a, RETENTION_UNIT_INVALID, Invalid unit 'a'",
        "1z:1d, RETENTION_UNIT_INVALID, Invalid unit 'z'",
        "1m:1mins, RETENTION_UNIT_INVALID, Invalid unit 'mins'",
        "99999999999:1, NUMBER_OUTSIDE_UNSIGNED_32_BIT, Invalid retention definition '99999999999:1'",
        "1:2147483648, NUMBER_OUTSIDE_UNSIGNED_32_BIT, Invalid retention definition '1:2147483648'",
        "1s:100y, NUMBER_OUTSIDE_UNSIGNED_32_BIT, Invalid retention definition '1s:100y'",
        "100y:1, NUMBER_OUTSIDE_UNSIGNED_32_BIT, Invalid retention definition '100y:1'",
    })
    void saysWhatIsWrong(String text, Kind kind, String summary) {
        WhisperException e = assertThrows(WhisperException.class, () -> Retention.parse(text));
        assertEquals(kind, e.kind());
        assertEquals(summary, e.summary());
        assertTrue(e.getMessage().startsWith(summary + ": "), e.getMessage());
        assertTrue(e.path().isEmpty());
    }

    @Test
    void knowsItsLengthAndItsText() {
        Retention retention = new Retention(60, 100_000_000);
        assertEquals(6_000_000_000L, retention.seconds());
        assertEquals("60:100000000", retention.toString());
    }
}

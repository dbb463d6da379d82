package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private static String line(Level level, String message, Throwable thrown) {
        LogRecord entry = new LogRecord(level, message);
        entry.setInstant(Instant.ofEpochSecond(1_700_000_000));
        entry.setThrown(thrown);
        return new Logging.OneLine().format(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ar-EG",
                "ar-EG-u-nu-arab",
                "fa-IR",
                "th-TH-u-nu-thai-ca-buddhist",
                "ja-JP-u-ca-japanese",
                "de",
                "en"
            })
    void linesAreTheSameInEveryCountry(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        String line = line(Level.WARNING, "1 metric left", null);
        assertTrue(
                line.matches("2023-11-1[45] [0-9]{2}:[0-9]{2}:20 WARNING 1 metric left\\R"), () -> "but was: " + line);
    }

    @Test
    void aMessageIsOneLineAndATraceFollows() {
        assertEquals(1, line(Level.INFO, "a\nb\u0007", null).lines().count());
        assertTrue(line(Level.INFO, "a\nb", null).contains("a\\x0ab"));
        String traced = line(Level.WARNING, "broken", new IllegalStateException("why"));
        assertTrue(traced.lines().skip(1).findFirst().orElse("").contains("IllegalStateException: why"), traced);
    }
}

package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.whisper.WhisperException.Kind;

class WhisperLayoutTest {
    private static WhisperLayout parse(String text) throws WhisperException {
        List<Retention> retentions = new ArrayList<>();
        for (String retention : text.split(" ", -1)) {
            retentions.add(Retention.parse(retention));
        }
        return WhisperLayout.of(retentions.toArray(Retention[]::new));
    }

    @Test
    void placesArchivesFromTheFinestToTheCoarsest() throws WhisperException {
        WhisperLayout layout = parse("300:48 60:60 3600:100");
        assertEquals(
                List.of(new Archive(52, 60, 60), new Archive(772, 300, 48), new Archive(1348, 3600, 100)),
                layout.archives());
        assertEquals(
                List.of(new Retention(60, 60), new Retention(300, 48), new Retention(3600, 100)), layout.retentions());
        assertEquals(2548, layout.fileSize());
        assertEquals(360_000, layout.maxRetention());
        assertEquals(0.5f, layout.xFilesFactor());
        assertEquals(AggregationMethod.AVERAGE, layout.aggregationMethod());
        assertEquals("[60:60, 300:48, 3600:100] average xFilesFactor 0.5", layout.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "60:10 60:20, ARCHIVE_PRECISION_DUPLICATE, 'A Whisper database may not be configured having two archives with"
                + " the same precision (archive0: (60, 10), archive1: (60, 20)): keep the longer one'",
        "1:60 60:60 90:100, ARCHIVE_PRECISION_NOT_DIVISIBLE, 'Higher precision archives'' precision must evenly divide"
                + " all lower precision archives'' precision (archive1: 60, archive2: 90): archive2 could have 120 or"
                + " 180 seconds per point'",
        "60:60 150:60, ARCHIVE_PRECISION_NOT_DIVISIBLE, 'Higher precision archives'' precision must evenly divide"
                + " all lower precision archives'' precision (archive0: 60, archive1: 150): archive1 could have 120 or"
                + " 180 seconds per point'",
        "60:60 120:30, ARCHIVE_RETENTION_NOT_LARGER, 'Lower precision archives must cover larger time intervals than"
                + " higher precision archives (archive0: 3600 seconds, archive1: 3600 seconds): archive1 needs at least"
                + " 31 points of 120 seconds'",
        "1:59 60:60, ARCHIVE_TOO_FEW_POINTS_TO_CONSOLIDATE, 'Each archive must have at least enough points to"
                + " consolidate to the next archive (archive1 consolidates 60 of archive0''s points but it has only 59"
                + " total points): archive0 needs at least 60 points'",
        "0:5 0:6, ARCHIVE_PRECISION_DUPLICATE, 'A Whisper database may not be configured having two archives with the"
                + " same precision (archive0: (0, 5), archive1: (0, 6)): keep the longer one'",
        "1:60 0:5, ARCHIVE_WITHOUT_POINTS, 'An archive must have at least one point of at least one second (archive0:"
                + " (0, 5)): leave the archive out, or give it a length of at least its precision'",
        "60:0 300:10, ARCHIVE_TOO_FEW_POINTS_TO_CONSOLIDATE, 'Each archive must have at least enough points to"
                + " consolidate to the next archive (archive1 consolidates 5 of archive0''s points but it has only 0"
                + " total points): archive0 needs at least 5 points'",
        "60:10 300:0, ARCHIVE_RETENTION_NOT_LARGER, 'Lower precision archives must cover larger time intervals than"
                + " higher precision archives (archive0: 600 seconds, archive1: 0 seconds): archive1 needs at least"
                + " 3 points of 300 seconds'",
        "86400:60000, NUMBER_OUTSIDE_UNSIGNED_32_BIT, 'The archive 86400:60000 does not fit the file format: it would"
                + " begin at byte 28 and reach back 5184000000 seconds, and both are kept as numbers up to"
                + " 4294967295'",
        "1:400000000 2:400000000, NUMBER_OUTSIDE_UNSIGNED_32_BIT, 'The archive 2:400000000 does not fit the file"
                + " format: it would begin at byte 4800000040 and reach back 800000000 seconds, and both are kept as"
                + " numbers up to 4294967295'",
    })
    void refusesWhatCannotWork(String retentions, Kind kind, String message) {
        WhisperException e = assertThrows(WhisperException.class, () -> parse(retentions));
        assertEquals(kind, e.kind());
        assertEquals(message, e.getMessage());
    }

    @Test
    void refusesNoArchiveAtAll() {
        WhisperException e = assertThrows(WhisperException.class, WhisperLayout::of);
        assertEquals(Kind.ARCHIVE_LIST_EMPTY, e.kind());
    }

    @Test
    void refusesNegativeNumbers() {
        for (Retention negative : List.of(new Retention(-60, 10), new Retention(60, -10))) {
            WhisperException e = assertThrows(WhisperException.class, () -> WhisperLayout.of(negative));
            assertEquals(Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT, e.kind());
        }
    }

    /** The original takes these, and makes files of them. */
    @ParameterizedTest
    @CsvSource({
        "60:0, 28, 'An archive must have at least one point of at least one second (archive0: (60, 0)): leave the archive"
                + " out, or give it a length of at least its precision'",
        "0:5, 88, 'An archive must have at least one point of at least one second (archive0: (0, 5)): leave the archive"
                + " out, or give it a length of at least its precision'",
    })
    void takesAnOnlyArchiveThatCanHoldNothingButSaysSo(String retentions, long fileSize, String message)
            throws WhisperException {
        WhisperLayout layout = parse(retentions);
        assertEquals(fileSize, layout.fileSize());
        assertEquals(0, layout.maxRetention());
        WhisperException e = assertThrows(WhisperException.class, layout::checkUsable);
        assertEquals(Kind.ARCHIVE_WITHOUT_POINTS, e.kind());
        assertEquals(message, e.getMessage());
    }

    @Test
    void takesAnXFilesFactorThatIsNoNumberButSaysSo() throws WhisperException {
        WhisperLayout layout = WhisperLayout.of(List.of(new Retention(60, 10)), Double.NaN, AggregationMethod.SUM);
        WhisperException e = assertThrows(WhisperException.class, layout::checkUsable);
        assertEquals(Kind.XFF_OUT_OF_RANGE, e.kind());
        assertEquals("Invalid xFilesFactor NaN, not between 0 and 1", e.summary());
    }

    @Test
    void takesWhatJustWorks() throws WhisperException {
        assertEquals(1480, parse("1:60 60:60").fileSize());
        parse("1:60 60:60").checkUsable();
        assertEquals(4_294_967_295L, parse("65535:65537").maxRetention());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, 1.00000001, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void refusesAnXFilesFactorThatIsNoShare(double xFilesFactor) {
        List<Retention> retentions = List.of(new Retention(60, 10));
        WhisperException e = assertThrows(
                WhisperException.class, () -> WhisperLayout.of(retentions, xFilesFactor, AggregationMethod.SUM));
        assertEquals(Kind.XFF_OUT_OF_RANGE, e.kind());
        assertEquals("Invalid xFilesFactor " + xFilesFactor + ", not between 0 and 1", e.summary());
    }

    @Test
    void isEqualToALayoutThatMakesTheSameFile() throws WhisperException {
        List<Retention> retentions = List.of(new Retention(60, 10));
        WhisperLayout layout = WhisperLayout.of(retentions, 0.3, AggregationMethod.SUM);
        assertEquals(layout, WhisperLayout.of(retentions, 0.3f, AggregationMethod.SUM));
        assertEquals(
                layout.hashCode(),
                WhisperLayout.of(retentions, 0.3f, AggregationMethod.SUM).hashCode());
        assertNotEquals(layout, WhisperLayout.of(retentions, 0.4, AggregationMethod.SUM));
        assertNotEquals(layout, WhisperLayout.of(retentions, 0.3, AggregationMethod.MAX));
        assertNotEquals(layout, WhisperLayout.of(List.of(new Retention(60, 11)), 0.3, AggregationMethod.SUM));
        assertNotEquals(layout, new Object());
    }

    @Test
    void takesZeroAndOneAsXFilesFactor() throws WhisperException {
        List<Retention> retentions = List.of(new Retention(60, 10));
        assertEquals(0f, WhisperLayout.of(retentions, 0, AggregationMethod.SUM).xFilesFactor());
        assertEquals(1f, WhisperLayout.of(retentions, 1, AggregationMethod.SUM).xFilesFactor());
    }
}

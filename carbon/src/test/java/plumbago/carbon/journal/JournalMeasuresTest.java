package plumbago.carbon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.measure.Measures;
import plumbago.base.measure.PrometheusText;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.SelfMetrics;
import plumbago.carbon.storage.whisper.FileSpace;
import plumbago.whisper.Posix;

class JournalMeasuresTest {
    @TempDir
    Path folder;

    private static Map<String, Double> values(JournalKeeper keeper) {
        Measures measures = new Measures();
        keeper.register(measures);
        return new SelfMetrics(measures, () -> 0).take();
    }

    @Test
    void reportsWhatIsWrittenDown() throws IOException {
        Restartable process = new Restartable(folder);
        Map<String, Double> before = values(process.keeper);
        assertEquals(0, before.get("journal.appendedRecords"));
        process.send("a.b", 10, 1, "c", 20, 2);
        process.send("a.b", 10, 4);
        Map<String, Double> after = values(process.keeper);
        assertEquals(2, after.get("journal.appendedRecords"));
        int names = 2 * SegmentFormat.NAME_HEADER_BYTES + "a.bc".length();
        assertEquals(
                2 * SegmentFormat.RECORD_HEADER_BYTES + names + 3 * SegmentFormat.POINT_BYTES,
                after.get("journal.appendedBytes"));
        assertEquals(1, after.get("journal.segments"));
        assertEquals((double) process.keeper.bytes(), after.get("journal.bytes"));
        assertEquals(0, after.get("journal.full"));
        assertFalse(after.containsKey("journal.syncAge"), "nothing is forced to the disk");
        Measures measures = new Measures();
        process.keeper.register(measures);
        assertTrue(PrometheusText.of(measures).contains("\nplumbago_journal_appended_records_total 2\n"));
    }

    @Test
    void reportsWhatWasDamagedAndLost() throws IOException {
        Restartable first = new Restartable(folder);
        first.send("refused.x", 1, 1, "a", 1, 1);
        first.send("b", 1, 1);
        Path segment;
        try (var files = Files.list(folder)) {
            segment = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        int second = SegmentFormat.HEADER_BYTES
                + 3 * SegmentFormat.POINT_BYTES
                + SegmentFormat.RECORD_HEADER_BYTES
                + 2 * SegmentFormat.NAME_HEADER_BYTES;
        bytes[second]++;
        Files.write(segment, bytes);
        Restartable restarted = new Restartable(folder);
        Map<String, Double> values = values(restarted.keeper);
        assertEquals(1, restarted.counters.replayed());
        assertEquals(1, values.get("journal.damages"));
        assertTrue(values.get("journal.damagedBytes") >= SegmentFormat.RECORD_HEADER_BYTES, values.toString());
        assertEquals(1, values.get("journal.lostPoints"));
        assertEquals(
                0, values(new Restartable(folder.resolve("another")).keeper).get("journal.damages"));
    }

    @Test
    void reportsHowLongNothingWasForcedToTheDisk() throws IOException {
        AtomicLong nanos = new AtomicLong();
        try (JournalKeeper keeper = new JournalKeeper(
                new JournalOptions(
                        folder,
                        0,
                        Duration.ofSeconds(5),
                        FileSpace::reserve,
                        () -> Posix.syncFileSystem(folder) ? Optional.empty() : Optional.of("it cannot be forced")),
                new PointCounters(),
                Clock.systemUTC(),
                nanos::get)) {
            nanos.set(TimeUnit.SECONDS.toNanos(4));
            assertEquals(4, values(keeper).get("journal.syncAge"));
        }
    }

    @Test
    void isFullAtItsLimit() throws IOException {
        Restartable process = new Restartable(folder, 0, false, Duration.ZERO);
        Object[] points = new Object[3 * 1000];
        for (int i = 0; i < points.length; i += 3) {
            points[i] = "fill";
            points[i + 1] = i;
            points[i + 2] = i;
        }
        while (!process.keeper.journal().full()) {
            process.send(points);
        }
        Map<String, Double> values = values(process.keeper);
        assertEquals(1, values.get("journal.full"));
        assertTrue(values.get("journal.segments") > 2, values.toString());
    }
}

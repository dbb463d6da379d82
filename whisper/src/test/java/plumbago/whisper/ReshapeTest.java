package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReshapeTest {
    private static final long NOW = 1_700_000_123L;

    private static final List<AggregationMethod> METHODS =
            List.of(AggregationMethod.AVERAGE, AggregationMethod.SUM, AggregationMethod.LAST, AggregationMethod.MAX);

    @TempDir
    Path folder;

    private int files;

    private static WhisperLayout layout(AggregationMethod method, double xFilesFactor, String... retentions)
            throws WhisperException {
        List<Retention> parsed = new ArrayList<>();
        for (String retention : retentions) {
            parsed.add(Retention.parse(retention));
        }
        return WhisperLayout.of(parsed, xFilesFactor, method);
    }

    private Path file(WhisperLayout layout) throws IOException {
        Path path = folder.resolve("f" + files++ + ".wsp");
        WhisperFile.create(path, layout);
        return path;
    }

    private static void write(Path path, long time, double value, long now) throws IOException {
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            file.updateMany(new long[] {time}, new double[] {value}, 1, now);
        }
    }

    private Path reshaped(Path old, WhisperLayout layout, long now) throws IOException {
        Path made = folder.resolve("f" + files++ + ".wsp");
        Reshape.write(old, made, layout, now);
        return made;
    }

    /** The points of the archive with a step that lie within its retention. */
    private static Map<Long, Double> points(Path path, int step, long now) throws IOException {
        Map<Long, Double> found = new TreeMap<>();
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            List<Archive> archives = file.header().archives();
            for (int i = 0; i < archives.size(); i++) {
                Archive archive = archives.get(i);
                if (archive.secondsPerPoint() == step) {
                    file.forEachPoint(i, (slot, time, value) -> {
                        if (time > now - archive.retention()) {
                            found.put(time, value);
                        }
                    });
                }
            }
        }
        return found;
    }

    @Test
    void longerArchivesKeepEveryPointOfEachArchive() throws IOException {
        Path old = file(layout(AggregationMethod.SUM, 0.5, "10s:10m", "1m:2h", "10m:1d"));
        for (long time = NOW - 80_000; time <= NOW; time += 10) {
            write(old, time, (double) (time % 1000), time);
        }
        WhisperLayout longer = layout(AggregationMethod.SUM, 0.5, "10s:1h", "1m:12h", "10m:7d");
        Path made = reshaped(old, longer, NOW);
        assertTrue(SeriesLayouts.of(made).equals(longer));
        for (int step : new int[] {10, 60, 600}) {
            Map<Long, Double> had = points(old, step, NOW);
            Map<Long, Double> has = points(made, step, NOW);
            had.forEach((time, value) -> assertEquals(value, has.get(time), step + " s at " + time));
            assertFalse(had.isEmpty());
        }
        // The past that only coarser archives had is answered from the finer one too, as sparse as it was.
        assertTrue(points(made, 10, NOW).size() > points(old, 10, NOW).size());
    }

    @Test
    void coarserArchivesAreMadeOfAllFinerPoints() throws IOException {
        Path old = file(layout(AggregationMethod.AVERAGE, 0.5, "10s:1h"));
        long start = NOW - NOW % 60 - 1800;
        for (int i = 0; i < 180; i++) {
            write(old, start + 10L * i, i, start + 10L * i);
        }
        Path made = reshaped(old, layout(AggregationMethod.SUM, 0.5, "1m:1d", "10m:7d"), NOW);
        Map<Long, Double> minutes = points(made, 60, NOW);
        for (int minute = 0; minute < 30; minute++) {
            double sum = 6 * (6.0 * minute) + 15;
            assertEquals(sum, minutes.get(start + 60L * minute));
        }
        assertEquals(30, minutes.size());
        long tenMinutes = start - start % 600 + 600;
        double sum = 0;
        for (long minute = tenMinutes; minute < tenMinutes + 600; minute += 60) {
            sum += minutes.get(minute);
        }
        assertEquals(sum, points(made, 600, NOW).get(tenMinutes));
    }

    @Test
    void tooLittleKnownMakesNoPoint() throws IOException {
        Path old = file(layout(AggregationMethod.AVERAGE, 0.5, "10s:1h"));
        long start = NOW - NOW % 60 - 600;
        write(old, start, 1, NOW);
        write(old, start + 60, 1, NOW);
        write(old, start + 70, 2, NOW);
        write(old, start + 80, 3, NOW);
        Path made = reshaped(old, layout(AggregationMethod.AVERAGE, 0.5, "1m:1d"), NOW);
        assertEquals(Map.of(start + 60, 2.0), points(made, 60, NOW));
    }

    @Test
    void pointsOfTheFutureStay() throws IOException {
        Path old = file(layout(AggregationMethod.AVERAGE, 0.5, "10s:1h"));
        long ahead = NOW - NOW % 10 + 30;
        write(old, ahead, 7, NOW);
        write(old, ahead - 60, 6, NOW);
        Path made = reshaped(old, layout(AggregationMethod.AVERAGE, 0.5, "10s:1d"), NOW);
        assertEquals(Map.of(ahead - 60, 6.0, ahead, 7.0), points(made, 10, NOW));
    }

    private static long aligned(int step) {
        return NOW - NOW % step;
    }

    @Test
    void aSparseMinuteAmongOthersMakesNoPoint() throws IOException {
        Path old = file(layout(AggregationMethod.AVERAGE, 0.5, "10s:1h"));
        long start = aligned(60) - 600;
        for (int i = 0; i < 12; i++) {
            write(old, start + 10L * i, 4, NOW);
        }
        write(old, start + 120, 9, NOW);
        write(old, start + 130, 9, NOW);
        Path made = reshaped(old, layout(AggregationMethod.AVERAGE, 0.5, "1m:1d"), NOW);
        assertEquals(Map.of(start, 4.0, start + 60, 4.0), points(made, 60, NOW));
    }

    /** Each at the time that the coarser archive has it at, and the oldest too. */
    @Test
    void aFinerArchiveBeginsWithThePointsOfACoarserOne() throws IOException {
        Path old = file(layout(AggregationMethod.AVERAGE, 0.5, "1m:2h"));
        long start = aligned(60) - 119 * 60;
        write(old, start, 1, NOW);
        write(old, start + 60, 2, NOW);
        write(old, aligned(60), 3, NOW);
        Path made = reshaped(old, layout(AggregationMethod.AVERAGE, 0.5, "10s:3h", "1m:1d"), NOW);
        Map<Long, Double> all = Map.of(start, 1.0, start + 60, 2.0, aligned(60), 3.0);
        assertEquals(all, points(made, 10, NOW));
        assertEquals(all, points(made, 60, NOW));
    }

    /** The ring may still have what a fetch does not give any more. */
    @Test
    void whatTheOldFileNoLongerReachesBackToIsLeftOut() throws IOException {
        long oldest = aligned(10) - 3600;
        Path old = file(layout(AggregationMethod.AVERAGE, 0.5, "10s:1h"));
        write(old, oldest, 1, oldest);
        write(old, oldest + 10, 2, oldest + 10);
        Path made = reshaped(old, layout(AggregationMethod.AVERAGE, 0.5, "10s:1d"), NOW);
        assertEquals(Map.of(oldest + 10, 2.0), points(made, 10, NOW));
        Path later = reshaped(old, layout(AggregationMethod.AVERAGE, 0.5, "10s:1d"), NOW + 10);
        assertEquals(Map.of(), points(later, 10, NOW));
    }

    @Test
    void aShorterArchiveTakesTheNewestThatFit() throws IOException {
        Path old = file(layout(AggregationMethod.AVERAGE, 0.5, "10s:2h"));
        long oldest = aligned(10) - 3590;
        write(old, oldest - 10, 1, NOW);
        write(old, oldest, 2, NOW);
        Path made = reshaped(old, layout(AggregationMethod.AVERAGE, 0.5, "10s:1h"), NOW);
        Map<Long, Double> stored = new TreeMap<>();
        try (WhisperFile file = WhisperFile.openReadOnly(made)) {
            file.forEachPoint(0, (slot, time, value) -> stored.put(time, value));
        }
        assertEquals(Map.of(0L, 0.0, oldest, 2.0), stored);
    }

    /** Of the slot that the finer archive ends in it has only a part. */
    @Test
    void aCoarserPointNeedsAllOfItsTimeWithinTheFinerArchive() throws IOException {
        long now = aligned(60);
        Path old = file(layout(AggregationMethod.SUM, 0, "10s:1h"));
        for (long time = now - 3600; time <= now; time += 10) {
            write(old, time, 1, time);
        }
        Map<Long, Double> made = points(reshaped(old, layout(AggregationMethod.SUM, 0, "1m:1d"), now), 60, now);
        assertEquals(60, made.size());
        assertFalse(made.containsKey(now - 3600));
        assertEquals(6.0, made.get(now - 3540));
    }

    /** There and back again: whatever is between, a layout that reaches farther and as fine loses nothing. */
    @Test
    void randomFilesKeepWhatTheNewLayoutCanHold() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 40; round++) {
            int step = 1 + random.nextInt(20);
            int points = 30 + random.nextInt(100);
            int ratio = 2 + random.nextInt(5);
            AggregationMethod method = METHODS.get(random.nextInt(METHODS.size()));
            String finer = step + ":" + points;
            String coarser = step * ratio + ":" + points;
            Path old = file(layout(method, 0.5, finer, coarser));
            long time = NOW - (long) step * ratio * points;
            while (time <= NOW) {
                write(old, time, random.nextInt(1000), time);
                time += 1 + random.nextInt(3 * step);
            }
            int more = points + random.nextInt(100);
            WhisperLayout wanted = layout(method, 0.5, step + ":" + more, step * ratio + ":" + 2 * more);
            Path made = reshaped(old, wanted, NOW);
            for (int one : new int[] {step, step * ratio}) {
                Map<Long, Double> has = points(made, one, NOW);
                for (Map.Entry<Long, Double> had : points(old, one, NOW).entrySet()) {
                    assertEquals(had.getValue(), has.get(had.getKey()), "round " + round + ", " + one + " s");
                }
            }
            assertEquals(Files.size(made), wanted.fileSize());
        }
    }

    /** What a file says of its layout. */
    private static final class SeriesLayouts {
        static WhisperLayout of(Path path) throws IOException {
            Header header = WhisperFile.info(path);
            List<Retention> retentions = new ArrayList<>();
            for (Archive archive : header.archives()) {
                retentions.add(new Retention((int) archive.secondsPerPoint(), (int) archive.points()));
            }
            return WhisperLayout.of(retentions, header.xFilesFactor(), header.aggregationMethod());
        }
    }
}

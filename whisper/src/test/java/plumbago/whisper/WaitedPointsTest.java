package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points that waited before they are stored. */
class WaitedPointsTest {
    private static final long START = 1_700_000_000L;

    @TempDir
    Path folder;

    /** However long they wait, together or each alone, everything that can be asked is answered alike. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void areStoredAsIfEachHadBeenWhenItCame(int seed) throws IOException {
        Random random = new Random(seed);
        Retention[][] layouts = {
            {new Retention(1, 60), new Retention(10, 60), new Retention(60, 200)},
            {new Retention(2, 45), new Retention(30, 400)},
            {new Retention(5, 100)},
            {new Retention(1, 70), new Retention(7, 100), new Retention(70, 100)}
        };
        Retention[] retentions = layouts[random.nextInt(layouts.length)];
        WhisperLayout layout = WhisperLayout.of(retentions);
        Path atOncePath = folder.resolve("at-once.wsp");
        Path waitedPath = folder.resolve("waited.wsp");
        WhisperFile.create(atOncePath, layout);
        WhisperFile.create(waitedPath, layout);
        // Of two points in one slot the later one is kept, of a batch; and the one that came later of two batches.
        int late = retentions[0].secondsPerPoint() == 1 ? 5 : 0;
        try (WhisperFile atOnce = WhisperFile.open(atOncePath, Access.CHANNEL);
                WhisperFile waited = WhisperFile.open(waitedPath, Access.CHANNEL)) {
            long now = START;
            for (int round = 0; round < 40; round++) {
                TreeMap<Long, Double> points = new TreeMap<>();
                long acceptedAt = now + 1;
                for (int i = random.nextInt(400); i >= 0; i--) {
                    now += 1 + random.nextInt(3);
                    acceptedAt = points.isEmpty() ? now : acceptedAt;
                    long time = now - random.nextInt(late + 1);
                    double value = random.nextInt(1000);
                    points.put(time, value);
                    atOnce.updateMany(new long[] {time}, new double[] {value}, 1, now);
                }
                now += random.nextInt(3000);
                long[] times =
                        points.keySet().stream().mapToLong(Long::longValue).toArray();
                double[] values = points.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                for (int age : new int[] {5, 50, 80, 500, 1000, 4000}) {
                    assertSame(
                            atOnce.fetch(now - age, now, now),
                            waited.fetchWithPending(now - age, now, now, acceptedAt, times, values, times.length));
                }
                waited.updateMany(times, values, times.length, acceptedAt, now);
                for (int age : new int[] {5, 50, 80, 500, 1000, 4000}) {
                    assertSame(atOnce.fetch(now - age, now, now), waited.fetch(now - age, now, now));
                }
            }
        }
    }

    @Test
    void aPointThatWasOldWhenItCameIsOld() throws IOException {
        WhisperLayout layout = WhisperLayout.of(new Retention(1, 60), new Retention(60, 60));
        Path path = folder.resolve("old.wsp");
        WhisperFile.create(path, layout);
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            long[] times = {START - 4000, START - 100, START - 50, START + 20};
            file.updateMany(times, new double[] {1, 2, 3, 4}, 4, START, START + 55);
            assertEquals(4, value(file, START + 20, START + 55), "fresh when it came");
            assertEquals(
                    2,
                    file.fetch(START - 3000, START, START + 55, 60)
                            .map(found -> valueIn(found, START - 100))
                            .orElseThrow());
            assertEquals(
                    3,
                    file.fetch(START - 51, START - 50, START, 1).orElseThrow().values()[0],
                    "in its own slot");
        }
    }

    @Test
    void aWaitMattersOnlyWhereAPointBelongsToAnotherArchiveBecauseOfIt() throws WhisperException {
        List<Archive> archives =
                WhisperLayout.of(new Retention(1, 60), new Retention(10, 60)).archives();
        long[] times = {START - 598, START - 300, START - 70, START - 30, START};
        assertFalse(WaitedPoints.matters(archives, times, 5, START - 1, START));
        assertFalse(WaitedPoints.matters(archives, times, 5, START, START));
        assertTrue(WaitedPoints.matters(archives, times, 5, START - 11, START), "one was 59 seconds old, and not 70");
        assertTrue(WaitedPoints.matters(archives, new long[] {START - 601}, 1, START - 1, START), "one was in time");
        assertTrue(WaitedPoints.matters(archives, new long[] {START - 61}, 1, START - 61, START), "one was fresh");
        assertFalse(WaitedPoints.matters(archives, new long[] {START - 60, START}, 2, START - 60, START));
    }

    private static double value(WhisperFile file, long time, long now) throws IOException {
        return file.fetch(time - 1, time, now).orElseThrow().values()[0];
    }

    private static double valueIn(FetchResult found, long time) {
        return found.values()[(int) ((time - found.start()) / found.step())];
    }

    private static void assertSame(Optional<FetchResult> expected, Optional<FetchResult> actual) {
        assertEquals(expected.isPresent(), actual.isPresent());
        if (expected.isPresent()) {
            assertEquals(expected.get().start(), actual.get().start());
            assertArrayEquals(expected.get().values(), actual.get().values());
        }
    }
}

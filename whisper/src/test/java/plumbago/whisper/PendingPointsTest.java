package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PendingPointsTest {
    private static final long START = 1_600_000_000L;

    @TempDir
    Path folder;

    /** Whatever points wait, the answer is that of a second file in which they are stored. */
    @ParameterizedTest
    @EnumSource(AggregationMethod.class)
    void answersAsIfThePointsWereStored(AggregationMethod method) throws IOException {
        WhisperLayout layout = WhisperLayout.of(
                List.of(new Retention(1, 60), new Retention(10, 60), new Retention(60, 60)), 0.3, method);
        SplittableRandom random = new SplittableRandom(method.code());
        Path waitingPath = folder.resolve("waiting.wsp");
        Path storedPath = folder.resolve("stored.wsp");
        WhisperFile.create(waitingPath, layout);
        WhisperFile.create(storedPath, layout);
        long now = START;
        try (WhisperFile waiting = WhisperFile.open(waitingPath, Access.MAPPED);
                WhisperFile stored = WhisperFile.open(storedPath, Access.CHANNEL)) {
            for (int round = 0; round < 300; round++) {
                now += random.nextInt(90);
                TreeMap<Long, Double> points = new TreeMap<>();
                for (int i = random.nextInt(40); i > 0; i--) {
                    points.put(now - random.nextInt(1 << random.nextInt(13)), random.nextDouble());
                }
                long[] timestamps =
                        points.keySet().stream().mapToLong(Long::longValue).toArray();
                double[] values = points.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                stored.updateMany(timestamps, values, values.length, now);
                for (int age : new int[] {1, 30, 70, 500, 1000, 4000}) {
                    long from = now - random.nextInt(age);
                    assertSame(
                            stored.fetch(from, now, now),
                            waiting.fetchWithPending(from, now, now, now, timestamps, values, values.length));
                }
                waiting.updateMany(timestamps, values, values.length, now);
            }
        }
    }

    @Test
    void answersForAFileThatIsNotCreatedYet() throws IOException {
        WhisperLayout layout = WhisperLayout.of(new Retention(1, 60), new Retention(10, 60));
        long[] timestamps = {START - 20, START - 19, START - 18, START - 17, START - 16, START - 1};
        double[] values = {1, 2, 3, 4, 5, 6};
        Path path = folder.resolve("later.wsp");
        WhisperFile.create(path, layout);
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            file.updateMany(timestamps, values, values.length, START);
            for (long from : new long[] {START - 30, START - 300, START - 1000}) {
                assertSame(
                        file.fetch(from, START, START),
                        WhisperFile.fetchWithPending(
                                layout, from, START, START, START, timestamps, values, values.length));
            }
        }
    }

    private static void assertSame(Optional<FetchResult> expected, Optional<FetchResult> actual) {
        assertEquals(expected.isPresent(), actual.isPresent());
        if (expected.isPresent()) {
            assertEquals(expected.get().start(), actual.get().start());
            assertEquals(expected.get().step(), actual.get().step());
            assertArrayEquals(expected.get().values(), actual.get().values());
        }
    }
}

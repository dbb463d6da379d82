package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many read while one writes. Every value holds a number twice, in its upper and its lower half, and the number tells
 * the time it belongs to: a value of two halves, or at the wrong time, shows.
 */
class ConcurrentReadersTest {
    private static final int SECONDS = 60;
    private static final int ROUNDS = 60_000;
    private static final int READERS = 3;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static double value(long time, int version) {
        long number = (long) version * SECONDS + Math.floorMod(time, SECONDS);
        return Double.longBitsToDouble(number << 32 | number);
    }

    private static void check(FetchResult result) {
        for (int i = 0; i < result.size(); i++) {
            if (result.hasPoint(i)) {
                long bits = Double.doubleToRawLongBits(result.values()[i]);
                assertEquals(bits >>> 32, bits & 0xffff_ffffL, "the halves of a value differ");
                long second = Math.floorMod(result.timestamp(i), SECONDS);
                long found = (bits >>> 32) % SECONDS;
                assertTrue(
                        found >= second && found < second + result.step(),
                        () -> "the point at " + second + " has the value of the point at " + found);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MAPPED, MAPPED", "MAPPED, CHANNEL", "CHANNEL, MAPPED", "CHANNEL, CHANNEL"})
    void readWholePoints(Access writing, Access reading) throws Exception {
        Path path = TestFiles.create(folder.resolve("a.wsp"), "1:60 5:24", 0, AggregationMethod.LAST);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Long>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(threads.submit(() -> read(path, reading, over)));
        }
        try (WhisperFile file = WhisperFile.open(path, writing)) {
            // The same seconds over and over, so that values change under a time that stays.
            SplittableRandom random = new SplittableRandom(42);
            long[] times = new long[10];
            double[] values = new double[10];
            for (int version = 1; version < ROUNDS; version++) {
                long time = NOW + random.nextInt(SECONDS - times.length);
                if (version % 2 == 0) {
                    file.update(time, value(time, version), NOW + SECONDS);
                } else {
                    for (int i = 0; i < times.length; i++) {
                        times[i] = time + i;
                        values[i] = value(times[i], version);
                    }
                    file.updateMany(times, values, times.length, NOW + SECONDS);
                }
            }
        } finally {
            over.set(true);
        }
        for (Future<Long> reader : readers) {
            assertTrue(reader.get() > 0);
        }
    }

    private static long read(Path path, Access access, AtomicBoolean over) throws IOException {
        long fetches = 0;
        try (WhisperFile file = WhisperFile.openReadOnly(path, access)) {
            do {
                check(file.fetch(NOW, NOW + SECONDS, NOW + SECONDS).orElseThrow());
                check(file.fetch(NOW - 30, NOW + SECONDS, NOW + SECONDS, 5).orElseThrow());
                file.forEachPoint(0, (slot, time, value) -> {
                    long bits = Double.doubleToRawLongBits(value);
                    assertEquals(bits >>> 32, bits & 0xffff_ffffL, "the halves of a value differ");
                });
                fetches++;
            } while (!over.get());
        }
        return fetches;
    }

    /** Closing gives memory back; a reader that is at work in it must not find it gone. */
    @Test
    void outliveTheClosingOfTheFileTheyRead() throws Exception {
        Path path = TestFiles.create(folder.resolve("a.wsp"), "1:3600", 0, AggregationMethod.LAST);
        for (int round = 0; round < 300; round++) {
            WhisperFile file = WhisperFile.open(path, Access.MAPPED);
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> {
                    while (true) {
                        file.fetch(NOW - 3600, NOW, NOW);
                    }
                }));
            }
            file.update(NOW, value(NOW, 1), NOW);
            file.close();
            for (Future<?> reader : readers) {
                ExecutionException e = assertThrows(ExecutionException.class, reader::get);
                assertTrue(e.getCause() instanceof ClosedChannelException, () -> "" + e.getCause());
            }
        }
    }

    /** Two writers of one process on one file are not for us to forbid, but calls on one open file wait in line. */
    @Test
    void mayShareAnOpenFileWithSeveralWriters() throws Exception {
        Path path = TestFiles.create(folder.resolve("a.wsp"), "1:60 60:60", 0, AggregationMethod.SUM);
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int own = i;
                writers.add(threads.submit(() -> {
                    for (int second = own; second < SECONDS; second += 4) {
                        file.update(NOW + second, 1, NOW + second);
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            double[] sums = TestFiles.values(file, NOW - 120, NOW + 59, NOW + 59);
            assertEquals(60, sums[sums.length - 1]);
        }
    }
}

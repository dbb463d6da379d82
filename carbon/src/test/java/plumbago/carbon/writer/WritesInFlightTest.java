package plumbago.carbon.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.BlockingStorage;
import plumbago.carbon.storage.ForwardingStorage;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.whisper.Allocation;

/** What comes between the beginning of writes and their end, which is another thread's matter here: errors, and waits. */
@Timeout(600)
class WritesInFlightTest {
    private static final long NOW = 1_700_000_000L;
    private static final List<String> METRICS = List.of("a", "b", "c");

    @TempDir
    Path folder;

    private final PointCounters counters = new PointCounters();
    private final SeriesLocks locks = new SeriesLocks();
    private final ExecutorService ends = Executors.newSingleThreadExecutor();
    private final ExecutorService others = Executors.newSingleThreadExecutor();
    private final WriteQueues queues =
            new WriteQueues(1, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true), 1, NameVerdict::of, counters);
    private Distant storage;
    private Writer writer;

    /** Has others write once writes are to go on their way, which fails besides as often as it is told. */
    private final class Distant extends ForwardingStorage {
        private final List<SeriesWrite> begun = new ArrayList<>();
        private int failures;

        Distant(BlockingStorage real) {
            super(real);
        }

        @Override
        public void begin(SeriesWrite write) {
            begun.add(write);
        }

        @Override
        public int atOnce() {
            return 2 * METRICS.size();
        }

        @Override
        public void flush() {
            begun.forEach(write -> ends.execute(() -> super.begin(write)));
            begun.clear();
            if (failures-- > 0) {
                throw new InternalError("as if");
            }
        }
    }

    @BeforeEach
    void open() {
        storage = new Distant(new WhisperStorage(
                folder,
                metric -> SeriesLayout.of(new Retention(1, 3600)),
                new WhisperStorage.Options(Allocation.SPARSE, 10, true, false),
                counters));
        Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
        writer = new Writer(queues.drain(), storage, locks, Writer.Options.DEFAULT, counters, clock);
        for (String metric : METRICS) {
            queues.intake().accept(TestBatch.of(metric, NOW, 1));
        }
    }

    @AfterEach
    void close() {
        ends.shutdownNow();
        others.shutdownNow();
        storage.close();
    }

    private void assertAllStoredOnce() {
        assertEquals(METRICS.size(), counters.stored());
        assertEquals(0, queues.measures().queuedPoints());
    }

    private boolean isFree(String metric) throws InterruptedException, ExecutionException {
        return others.submit(() -> {
                    boolean free = locks.tryLock(metric);
                    if (free) {
                        locks.unlock(metric);
                    }
                    return free;
                })
                .get();
    }

    @Test
    void nothingThatWasBegunWaitsForALimitedPace() {
        List<Integer> heldBack = new ArrayList<>();
        Pace slow = new Pace() {
            @Override
            public boolean nextWrite() {
                heldBack.add(storage.begun.size());
                return true;
            }

            @Override
            public boolean mayCreate() {
                return true;
            }

            @Override
            public boolean limitsCreates() {
                return false;
            }
        };
        assertEquals(0, writer.sweep(slow));
        assertEquals(List.of(0, 0, 0), heldBack);
        assertAllStoredOnce();
    }

    @Test
    void aSweepThatFailsLeavesNothingInFlight() throws Exception {
        storage.failures = 1;
        assertThrows(InternalError.class, () -> writer.sweep(Pace.UNLIMITED));
        for (String metric : METRICS) {
            assertTrue(isFree(metric), metric);
        }
        assertAllStoredOnce();
        assertEquals(0, writer.sweep(Pace.UNLIMITED));
        assertAllStoredOnce();
    }

    /** As when a metric that is just being renamed has its turn in such a moment. */
    @Test
    void aWriteThatDidNotBeginIsNotWaitedFor() throws Exception {
        others.submit(() -> locks.lock("c")).get();
        storage.failures = 1;
        assertThrows(InternalError.class, () -> writer.sweep(Pace.UNLIMITED));
        others.submit(() -> locks.unlock("c")).get();
        assertEquals(0, writer.sweep(Pace.UNLIMITED));
        assertAllStoredOnce();
    }
}

package plumbago.carbon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.cache.PointJournal;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.BlockingStorage;
import plumbago.carbon.storage.ForwardingStorage;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.WaitingPoints;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.whisper.Allocation;

/** Additions to queues and files, with the test in the place of the writer. */
@Timeout(600)
class AdditionsTest {
    /** A slot of ten seconds begins here, and one of a minute. */
    private static final long SLOT = 1_700_000_040;

    private static final long NOW = SLOT + 7;
    private static final int STEP = 10;
    private static final SeriesLayout LAYOUT = SeriesLayout.of(new Retention(STEP, 60), new Retention(60, 1440));

    private final PointCounters counters = new PointCounters();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicBoolean unreadable = new AtomicBoolean();

    @TempDir
    Path folder;

    private Storage storage;
    private WriteQueues queues = queues(Long.MAX_VALUE, PointJournal.NONE);
    private Additions additions;

    @BeforeEach
    void open() {
        storage = new CountingStorage(new WhisperStorage(
                folder, metric -> LAYOUT, new WhisperStorage.Options(Allocation.SPARSE, 10, true, false), counters));
        additions = additions();
    }

    @AfterEach
    void close() {
        storage.close();
    }

    /** Counts how often it is read, and can be made to fail. */
    private final class CountingStorage extends ForwardingStorage {
        CountingStorage(BlockingStorage real) {
            super(real);
        }

        @Override
        public Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
                throws IOException {
            reads.incrementAndGet();
            if (unreadable.get()) {
                throw new IOException("for the sake of the test");
            }
            return super.read(metric, from, until, now, waiting);
        }
    }

    private WriteQueues queues(long points, PointJournal journal) {
        return new WriteQueues(
                4,
                new QueueLimits(points, Long.MAX_VALUE, false),
                new Timestamps(1, false, () -> 0),
                AdditionsTest::judge,
                metric -> {},
                counters,
                journal);
    }

    private Additions additions() {
        return new Additions(queues.totals(), storage, metric -> LAYOUT, counters, () -> NOW);
    }

    private static NameVerdict judge(String name) {
        if (name.startsWith("refused")) {
            return NameVerdict.refused(DropReason.BLACKLISTED);
        }
        return name.startsWith("bad")
                ? NameVerdict.refused(DropReason.INVALID_NAME)
                : NameVerdict.of(name.replace("alias", "x"));
    }

    /** Adds {@code name, timestamp, amount} triples in one batch. */
    private PointBatch add(Object... points) {
        PointBatch batch = TestBatch.of(points);
        additions.accept(batch);
        return batch;
    }

    private void set(Object... points) {
        PointBatch batch = TestBatch.of(points);
        queues.intake().accept(batch);
    }

    /** What somebody who asks is told of a slot; NaN for nothing. */
    private double total(String metric, long slot) throws IOException {
        return new LiveSeriesReader(queues.reader(), storage)
                .read(metric, slot - 1, slot, slot)
                .map(range -> range.values()[0])
                .orElse(Double.NaN);
    }

    private void store(int series) throws IOException {
        QueuedPoints points = new QueuedPoints();
        queues.drain().copy(series, Integer.MAX_VALUE, points);
        int taken = points.size();
        storeCopied(series, points, taken);
    }

    private void storeCopied(int series, QueuedPoints points, int taken) throws IOException {
        points.sort();
        int stored = storage.write(
                queues.drain().name(series), points.timestamps(), points.values(), points.size(), NOW, () -> true);
        counters.stored(taken - points.size() + stored);
        queues.drain().remove(series, taken);
    }

    private void storeAll() throws IOException {
        for (int series : queues.drain().takeWaiting()) {
            store(series);
        }
    }

    private void assertAccountsBalance() {
        assertEquals(counters.received(), counters.stored() + queues.drain().queuedPoints() + counters.dropped());
    }

    @Test
    void addsInTheSlotThatTheTimeFallsInto() throws IOException {
        add("x", SLOT + 3, 2);
        add("x", SLOT + 9, 0.5);
        add("x", SLOT - 1, 8);
        add("y", SLOT, Double.NaN);
        assertEquals(2.5, total("x", SLOT));
        assertEquals(8, total("x", SLOT - STEP));
        assertEquals(0, total("y", SLOT));
        storeAll();
        assertEquals(2.5, total("x", SLOT));
        assertEquals(8, total("x", SLOT - STEP));
        assertAccountsBalance();
    }

    @Test
    void allOfOneBatchCount() throws IOException {
        for (int round = 1; round <= 3; round++) {
            PointBatch batch =
                    add("x", SLOT, 1, "alias", SLOT + 1, 2, "x", SLOT - 5, 4, "y", SLOT, 8, "x", SLOT + 2, 16);
            for (int i = 0; i < batch.size(); i++) {
                assertTrue(batch.series(i) != PointBatch.NO_SERIES, "taken: " + i);
            }
            assertEquals(round * 19, total("x", SLOT));
            assertEquals(round * 4, total("x", SLOT - STEP));
            assertEquals(round * 8, total("y", SLOT));
            assertAccountsBalance();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "hand", "storage"})
    void addsToWhatIsThereWhereverItIs(String where) throws IOException {
        add("x", SLOT, 5);
        QueuedPoints inHand = new QueuedPoints();
        int series = 0;
        if (!where.equals("queue")) {
            int[] waiting = queues.drain().takeWaiting();
            assertEquals(1, waiting.length);
            series = waiting[0];
            if (where.equals("storage")) {
                store(series);
            } else {
                queues.drain().copy(series, Integer.MAX_VALUE, inHand);
            }
        }
        add("x", SLOT + 1, 2);
        add("x", SLOT + 2, 3);
        assertEquals(10, total("x", SLOT));
        if (where.equals("hand")) {
            storeCopied(series, inHand, 1);
            assertEquals(10, total("x", SLOT));
        }
        storeAll();
        assertEquals(0, queues.drain().queuedPoints());
        assertEquals(10, total("x", SLOT));
        add("x", SLOT, -4);
        assertEquals(6, total("x", SLOT));
        assertAccountsBalance();
    }

    @Test
    void readsNothingThatWaits() {
        add("x", SLOT, 5);
        int before = reads.get();
        for (int i = 0; i < 100; i++) {
            add("x", SLOT + i % STEP, 1);
        }
        assertEquals(before, reads.get());
        assertEquals(1, queues.drain().queuedPoints());
    }

    @Test
    void goesOnFromWhatWasSetBefore() throws IOException {
        set("x", SLOT + 2, 100, "x", SLOT + 4, 200, "x", SLOT + 3, 300);
        add("x", SLOT, 5);
        assertEquals(205, total("x", SLOT));
        storeAll();
        assertEquals(205, total("x", SLOT));
        set("x", SLOT, Double.NaN);
        add("x", SLOT, 5);
        assertEquals(5, total("x", SLOT));
    }

    @Test
    void namesAreJudgedAsForAnyPoint() throws IOException {
        PointBatch batch = add("alias.a", SLOT, 1, "refused", SLOT, 2, "bad", SLOT, 4, "x.a", -5, 8, "x.a", SLOT, 16);
        assertEquals(17, total("x.a", SLOT));
        assertEquals(1, counters.dropped(DropReason.BLACKLISTED));
        assertEquals(1, counters.dropped(DropReason.INVALID_NAME));
        assertEquals(1, counters.dropped(DropReason.INVALID_TIMESTAMP));
        assertEquals(PointBatch.NO_SERIES, batch.series(1));
        assertEquals(1, queues.drain().waitingSeries());
        assertAccountsBalance();
    }

    @Test
    void aSlotIsOneThatTheFinestArchiveHas() throws IOException {
        long oldest = SLOT - 59 * STEP;
        add("x", oldest, 1, "x", SLOT + 59 * STEP, 2);
        storeAll();
        add("x", oldest + 9, 1, "x", SLOT + 59 * STEP, 2);
        assertEquals(2, total("x", oldest));
        assertEquals(4, total("x", SLOT + 59 * STEP));
        add("x", oldest - 1, 1, "x", NOW + 60 * STEP + STEP, 2);
        assertEquals(1, counters.dropped(DropReason.TOO_OLD));
        assertEquals(1, counters.dropped(DropReason.TOO_FAR_AHEAD));
        assertAccountsBalance();
    }

    @Test
    void whatThereIsNoCapacityForIsNotHalfDone() throws IOException {
        queues = queues(1, PointJournal.NONE);
        additions = additions();
        add("x", SLOT, 1);
        PointBatch batch = add("y", SLOT, 1, "x", SLOT, 2, "y", SLOT, 4, "x", SLOT, 8);
        assertEquals(11, total("x", SLOT));
        assertEquals(Double.NaN, total("y", SLOT));
        assertEquals(2, counters.dropped(DropReason.QUEUE_FULL));
        assertEquals(PointBatch.NO_SERIES, batch.series(2));
        assertAccountsBalance();
    }

    @Test
    void whatTheJournalRefusesIsNotHalfDone() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        queues = queues(Long.MAX_VALUE, new RefusingJournal(full, counters));
        additions = additions();
        add("x", SLOT, 1);
        full.set(true);
        add("x", SLOT, 2, "x", SLOT, 4);
        assertEquals(1, total("x", SLOT));
        assertEquals(2, counters.dropped(DropReason.JOURNAL_FULL));
        full.set(false);
        add("x", SLOT, 8);
        assertEquals(9, total("x", SLOT));
        assertAccountsBalance();
    }

    @Test
    void nothingIsGuessedWhereNothingCanBeRead() throws IOException {
        add("x", SLOT, 1, "y", SLOT, 1);
        storeAll();
        add("y", SLOT, 1);
        unreadable.set(true);
        add("x", SLOT, 2, "y", SLOT, 2, "x", SLOT, 2);
        assertEquals(2, counters.dropped(DropReason.CORRUPT_FILE));
        unreadable.set(false);
        assertEquals(1, total("x", SLOT));
        assertEquals(4, total("y", SLOT));
        assertAccountsBalance();
    }

    @Test
    void takesTheStepOfWhatIsStored() throws IOException {
        add("x", SLOT, 1);
        storeAll();
        SeriesLayout wanted = new SeriesLayout(List.of(new Retention(60, 1440)), 0, AggregationMethod.AVERAGE);
        assertTrue(storage.reshape("x", wanted, NOW));
        additions.layoutsChanged();
        add("x", SLOT + 3, 2);
        add("x", SLOT - 20, 4);
        storeAll();
        assertEquals(3, total("x", SLOT));
        assertEquals(4, total("x", SLOT - 60));
        assertAccountsBalance();
    }

    /** Each adds to series of all, in one slot, while they are stored all the time. */
    @Test
    void manyThreadsLoseNothing() throws Exception {
        int threads = 4;
        int rounds = 500;
        ExecutorService adders = Executors.newFixedThreadPool(threads + 1);
        AtomicBoolean done = new AtomicBoolean();
        try {
            Future<?> writer = adders.submit(() -> {
                while (!done.get()) {
                    storeAll();
                }
                return null;
            });
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                all.add(adders.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        add("a", SLOT, 1, "b", SLOT, 2, "c" + round % 50, SLOT, 3, "a", SLOT, 4, "b", SLOT - 1, 5);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            done.set(true);
            writer.get();
        } finally {
            adders.shutdownNow();
            assertTrue(adders.awaitTermination(1, TimeUnit.MINUTES));
        }
        for (boolean stored : new boolean[] {false, true}) {
            assertEquals(5 * threads * rounds, total("a", SLOT));
            assertEquals(2 * threads * rounds, total("b", SLOT));
            assertEquals(5 * threads * rounds, total("b", SLOT - STEP));
            for (int i = 0; i < 50; i++) {
                assertEquals(3.0 * threads * rounds / 50, total("c" + i, SLOT));
            }
            if (!stored) {
                storeAll();
            }
        }
        assertAccountsBalance();
    }

    /** Has no room while it is told so. */
    private record RefusingJournal(AtomicBoolean refuses, PointCounters counters) implements PointJournal {
        @Override
        public int segment() {
            return 0;
        }

        @Override
        public long append(PointBatch batch, SeriesNames names) {
            for (int i = 0; refuses.get() && i < batch.size(); i++) {
                if (batch.series(i) != PointBatch.NO_SERIES) {
                    batch.setSeries(i, PointBatch.NO_SERIES);
                    counters.dropped(DropReason.JOURNAL_FULL, 1);
                }
            }
            return 1;
        }

        @Override
        public long carryOver(int series, QueuedPoints points, long replaced, SeriesNames names) {
            return 1;
        }

        @Override
        public void stored(int series, long sequence, SeriesNames names) {}

        @Override
        public void gone(int series, long sequence, SeriesNames names) {}

        @Override
        public boolean full() {
            return false;
        }
    }
}

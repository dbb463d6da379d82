package plumbago.carbon.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.carbon.cache.PointJournal;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.WaitingPoints;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.whisper.Allocation;
import plumbago.whisper.WhisperException;

class WriterTest {
    private static final long NOW = 1_700_000_000L;

    @TempDir
    Path folder;

    private final PointCounters counters = new PointCounters();
    private WriteQueues queues;
    private WhisperStorage storage;
    private Writer writer;

    @BeforeEach
    void open() throws WhisperException {
        SeriesLayout layout = SeriesLayout.of(new Retention(1, 3600));
        storage = new WhisperStorage(
                folder, metric -> layout, new WhisperStorage.Options(Allocation.SPARSE, 10, true, false), counters);
        queues = queues(2);
        writer = writer(Writer.Options.DEFAULT);
    }

    private WriteQueues queues(int stripes) {
        return new WriteQueues(
                stripes, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true), 1, NameVerdict::of, counters);
    }

    private Writer writer(Writer.Options options) {
        return new Writer(
                queues.drain(), storage, options, counters, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void send(String name, long timestamp, double value) {
        queues.intake().accept(TestBatch.of(name, timestamp, value));
    }

    private double valueAt(String metric, long timestamp) throws IOException {
        return storage.read(metric, timestamp - 1, timestamp, NOW, WaitingPoints.NONE)
                .orElseThrow()
                .values()[0];
    }

    private void assertBooksBalance() {
        assertEquals(counters.received(), counters.stored() + queues.measures().queuedPoints() + counters.dropped());
    }

    @Test
    void writesAllPointsOfASeriesAtOnce() throws IOException {
        for (int i = 0; i < 100; i++) {
            send("a", NOW - i, i);
            send("b.c", NOW - i, -i);
        }
        assertEquals(0, writer.sweep(Pace.UNLIMITED));
        for (int i = 0; i < 100; i++) {
            assertEquals(i, valueAt("a", NOW - i));
            assertEquals(-i, valueAt("b.c", NOW - i));
        }
        assertEquals(2, counters.updates());
        assertEquals(200, counters.stored());
        assertBooksBalance();
    }

    /** As when storage was away for hours: what was fresh when it came is not thrown away as old. */
    @Test
    void pointsAreAsOldAsTheyWereWhenTheyCame() throws IOException {
        AtomicLong time = new AtomicLong(NOW);
        queues = queuesAt(time);
        writer = writer(Writer.Options.DEFAULT);
        send("a", NOW - 7300, 1);
        time.set(NOW - 7200);
        send("b", NOW - 7200, 2);
        time.addAndGet(3000);
        send("b", NOW - 4200, 3);
        send("b", NOW - 7200 - 3700, 4);
        writer.sweep(Pace.UNLIMITED);
        assertEquals(
                2,
                storage.read("b", NOW - 7201, NOW - 7200, NOW - 7200, WaitingPoints.NONE)
                        .orElseThrow()
                        .values()[0]);
        assertEquals(
                3,
                storage.read("b", NOW - 4201, NOW - 4200, NOW - 4200, WaitingPoints.NONE)
                        .orElseThrow()
                        .values()[0]);
        assertEquals(2, counters.stored());
        assertEquals(2, counters.dropped(DropReason.TOO_OLD), "those that were too old when they came");
        assertBooksBalance();
    }

    private WriteQueues queuesAt(AtomicLong time) {
        return new WriteQueues(
                2,
                new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true),
                new Timestamps(1, false, time::get),
                NameVerdict::of,
                metric -> {},
                counters,
                PointJournal.NONE);
    }

    /** More than are written at once: those that are left have not just come. */
    @Test
    void howeverManyOfASeriesHaveWaitedNoneIsTooOld() {
        AtomicLong time = new AtomicLong();
        queues = queuesAt(time);
        writer = writer(Writer.Options.DEFAULT);
        for (long second = NOW - 40_000; second <= NOW; second++) {
            time.set(second);
            send("a", second, 1);
        }
        while (queues.measures().queuedPoints() > 0) {
            assertEquals(0, writer.sweep(Pace.UNLIMITED));
        }
        assertEquals(0, counters.dropped());
        assertEquals(40_001, counters.stored());
    }

    /** Of a file that reaches back for an hour, made with the points or there before, flushed with each write or not. */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void whatNoArchiveCoversIsDroppedWithItsReason(boolean isThere, boolean autoflush) throws IOException {
        storage.close();
        WhisperStorage.Options options = new WhisperStorage.Options(Allocation.SPARSE, 10, true, autoflush);
        storage = new WhisperStorage(folder, metric -> layout(new Retention(1, 3600)), options, counters);
        writer = writer(Writer.Options.DEFAULT);
        int before = isThere ? 1 : 0;
        if (isThere) {
            send("a", NOW - 5, 5);
            writer.sweep(Pace.UNLIMITED);
        }
        for (long time : new long[] {0, NOW - 31_536_000, NOW - 3601}) {
            send("a", time, 1);
        }
        for (long time : new long[] {NOW - 3599, NOW, NOW + 3599}) {
            send("a", time, 2);
        }
        for (long time : new long[] {NOW + 3600, NOW + 31_536_000}) {
            send("a", time, 3);
        }
        writer.sweep(Pace.UNLIMITED);
        assertEquals(3, counters.dropped(DropReason.TOO_OLD));
        assertEquals(2, counters.dropped(DropReason.TOO_FAR_AHEAD));
        assertEquals(3 + before, counters.stored());
        assertEquals(0, queues.measures().queuedPoints());
        assertEquals(2, valueAt("a", NOW), "what lies an hour ahead did not take its place");
        assertBooksBalance();
        // Where nothing is covered a file is made all the same, as carbon does.
        send("b", NOW + 31_536_000, 1);
        send("c", 1, 1);
        writer.sweep(Pace.UNLIMITED);
        assertEquals(7, counters.dropped());
        assertTrue(storage.exists("b") && storage.exists("c"));
        assertBooksBalance();
    }

    /** A point that waits as long as its archive reaches back is written where there is a coarser one, and dropped if not. */
    @Test
    void aPointThatWaitedForTooLongIsJudgedWhenItsTurnComes() throws IOException {
        storage.close();
        storage = new WhisperStorage(
                folder,
                metric -> metric.equals("long")
                        ? layout(new Retention(1, 3600), new Retention(60, 1440))
                        : layout(new Retention(1, 3600)),
                new WhisperStorage.Options(Allocation.SPARSE, 10, true, false),
                counters);
        for (String metric : List.of("long", "short")) {
            send(metric, NOW, 7);
        }
        Clock later = Clock.fixed(Instant.ofEpochSecond(NOW + 7200), ZoneOffset.UTC);
        new Writer(queues.drain(), storage, Writer.Options.DEFAULT, counters, later).sweep(Pace.UNLIMITED);
        assertEquals(1, counters.stored());
        assertEquals(1, counters.dropped(DropReason.TOO_OLD));
        assertEquals(
                7,
                storage.read("long", NOW - 60, NOW, NOW + 7200, WaitingPoints.NONE)
                        .orElseThrow()
                        .values()[0]);
        assertBooksBalance();
    }

    /** What is dropped when its turn comes does not hide what waits beside it. */
    @Test
    void aPointFarAheadDoesNotHideAPresentOneWhileBothWait() throws IOException {
        long[] times = {NOW, NOW + 3600};
        WaitingPoints waiting = new WaitingPoints(times, new double[] {1, 2}, 2);
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    1,
                    storage.read("a", NOW - 1, NOW, NOW, waiting).orElseThrow().values()[0]);
            send("a", NOW - 5, 5);
            writer.sweep(Pace.UNLIMITED);
        }
    }

    private static SeriesLayout layout(Retention... retentions) {
        return SeriesLayout.of(retentions);
    }

    @Test
    void ofEqualTimesTheLastThatCameIsStored() throws IOException {
        send("a", NOW, 1);
        send("a", NOW - 5, 2);
        send("a", NOW, 3);
        writer.sweep(Pace.UNLIMITED);
        assertEquals(3, valueAt("a", NOW));
        assertBooksBalance();
    }

    @Test
    void whatCannotBeWrittenNowWaits() throws IOException {
        // A link to a disk that is not there yet.
        Path inTheWay = Files.createSymbolicLink(folder.resolve("blocked"), Path.of("not.mounted"));
        for (int i = 0; i < 300; i++) {
            send("blocked.m" + i, NOW, i);
        }
        send("free", NOW, 7);
        for (int sweep = 0; sweep < 4; sweep++) {
            assertTrue(writer.sweep(Pace.UNLIMITED) > 0);
            assertBooksBalance();
        }
        assertEquals(7, valueAt("free", NOW), "series that fail do not keep others from their turn");
        assertEquals(300, queues.measures().queuedPoints());
        Files.delete(inTheWay);
        assertEquals(0, writer.sweep(Pace.UNLIMITED));
        assertEquals(299, valueAt("blocked.m299", NOW));
        assertBooksBalance();
    }

    @Test
    void anErrorInTheMidstOfASweepLosesNoSeries() {
        for (String metric : new String[] {"a", "b", "c"}) {
            send(metric, NOW, 1);
        }
        Pace runsOutOfMemory = new Pace() {
            private int creates;

            @Override
            public boolean nextWrite() {
                return true;
            }

            @Override
            public boolean mayCreate() {
                if (++creates == 2) {
                    throw new OutOfMemoryError("as if");
                }
                return true;
            }
        };
        assertEquals(1, writer.sweep(runsOutOfMemory));
        assertBooksBalance();
        assertEquals(1, queues.measures().queuedPoints());
        assertEquals(0, writer.sweep(runsOutOfMemory));
        assertEquals(0, queues.measures().queuedPoints());
        assertBooksBalance();
    }

    /** Wherever an error strikes: here when a sweep begins, and when it is to be logged that points were dropped. */
    @ParameterizedTest
    @EnumSource(WriteStrategy.class)
    void anErrorOutsideOfAWriteLosesNoSeriesAndCountsNoPointTwice(WriteStrategy strategy) throws IOException {
        queues = queues(2);
        strategy.prepare(queues.drain());
        AtomicInteger asked = new AtomicInteger();
        int[] failsAt = {-1};
        Clock failing = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                if (asked.getAndIncrement() == failsAt[0]) {
                    throw new InternalError("a fault that is told late");
                }
                return Instant.ofEpochSecond(NOW);
            }
        };
        Writer.Options options = new Writer.Options(strategy, 1, false, true);
        Files.write(folder.resolve("bad.wsp"), new byte[100]);
        int errors = 0;
        for (int round = 0; round < 20; round++) {
            writer = new Writer(queues.drain(), storage, options, counters, failing);
            asked.set(0);
            failsAt[0] = round;
            for (String metric : new String[] {"a", "bad", "c", "d"}) {
                send(metric, NOW - 100 + round, round);
            }
            try {
                writer.sweep(Pace.UNLIMITED);
            } catch (InternalError e) {
                errors++;
            }
            assertBooksBalance();
            failsAt[0] = -1;
            assertEquals(0, writer.sweep(Pace.UNLIMITED));
            assertEquals(0, queues.measures().queuedPoints(), "round " + round);
            assertEquals(round + 1, counters.dropped(DropReason.CORRUPT_FILE));
            assertBooksBalance();
            for (String metric : new String[] {"a", "c", "d"}) {
                assertEquals(round, valueAt(metric, NOW - 100 + round));
            }
        }
        assertTrue(errors > 0);
    }

    @Test
    void pointsOfADamagedFileAreDroppedAndCounted() throws IOException {
        Files.write(folder.resolve("bad.wsp"), new byte[100]);
        send("bad", NOW, 1);
        send("bad", NOW + 1, 1);
        send("good", NOW, 2);
        assertEquals(0, writer.sweep(Pace.UNLIMITED));
        assertEquals(2, counters.dropped(DropReason.CORRUPT_FILE));
        assertEquals(2, valueAt("good", NOW));
        assertBooksBalance();
    }

    @Test
    void newSeriesWaitForLeaveToBeCreated() {
        send("a", NOW, 1);
        Pace noCreates = new Pace() {
            @Override
            public boolean nextWrite() {
                return true;
            }

            @Override
            public boolean mayCreate() {
                return false;
            }
        };
        assertEquals(0, writer.sweep(noCreates));
        assertEquals(1, queues.measures().queuedPoints());
        assertFalse(storage.exists("a"));
        assertEquals(0, writer.sweep(Pace.UNLIMITED));
        assertTrue(storage.exists("a"));
        assertBooksBalance();
    }

    @Test
    void closingTheThreadWritesWhatIsLeft() throws IOException {
        WriterThread thread = new WriterThread(
                writer,
                queues.drain(),
                new WriteLimits(1, 1, Double.POSITIVE_INFINITY),
                3_600_000,
                Duration.ofHours(1));
        thread.start();
        for (int i = 0; i < 500; i++) {
            send("m" + i, NOW, i);
        }
        thread.close();
        assertEquals(0, queues.measures().queuedPoints());
        assertEquals(499, valueAt("m499", NOW));
        assertBooksBalance();
    }

    /** Gives as many creates as it is told to. */
    private static final class Creates implements Pace {
        private int left;

        @Override
        public boolean nextWrite() {
            return true;
        }

        @Override
        public boolean mayCreate() {
            return left-- > 0;
        }
    }

    @ParameterizedTest
    @EnumSource(WriteStrategy.class)
    void whatMayHaveNoFileYetWaitsForItsTurnInTheOrderOfAppearance(WriteStrategy strategy) throws IOException {
        queues = queues(1);
        strategy.prepare(queues.drain());
        writer = writer(new Writer.Options(strategy, 0, false, false));
        for (int i = 0; i < 10; i++) {
            for (int points = 0; points <= i; points++) {
                send("m" + i, NOW - points, i);
            }
        }
        Creates pace = new Creates();
        for (int round = 1; round <= 5; round++) {
            pace.left = 2;
            assertEquals(0, writer.sweep(pace));
            assertEquals(2L * round, counters.creates());
            for (int i = 0; i < 10; i++) {
                assertEquals(i < 2 * round, storage.exists("m" + i));
            }
            assertBooksBalance();
        }
        assertEquals(0, queues.measures().queuedPoints());
        send("m3", NOW, 33);
        pace.left = 0;
        writer.sweep(pace);
        assertEquals(33, valueAt("m3", NOW), "it has its file");
    }

    @Test
    void seriesThatFailDoNotKeepTheOthersFromTheirTurnWhateverTheStrategy() throws IOException {
        WriteStrategy.BUCKETMAX.prepare(queues.drain());
        writer = writer(new Writer.Options(WriteStrategy.BUCKETMAX, 0, false, false));
        // A link to a disk that is not there yet.
        Path inTheWay = Files.createSymbolicLink(folder.resolve("blocked"), Path.of("not.mounted"));
        for (int i = 0; i < 250; i++) {
            send("blocked.m" + i, NOW - 1, i);
            send("blocked.m" + i, NOW, i);
        }
        send("free", NOW, 7);
        for (int sweep = 0; sweep < 3; sweep++) {
            assertTrue(writer.sweep(Pace.UNLIMITED) > 0);
        }
        assertEquals(7, valueAt("free", NOW));
        String problem = writer.problem().orElseThrow();
        assertTrue(problem.startsWith("cannot write blocked.m"), problem);
        Files.delete(inTheWay);
        assertEquals(0, writer.sweep(Pace.UNLIMITED));
        assertEquals(Optional.empty(), writer.problem());
        assertEquals(0, queues.measures().queuedPoints());
        assertBooksBalance();
    }

    @Test
    void whatIsTooYoungWaitsForTheStrategyTimesortedUntilTheEnd() {
        writer = writer(new Writer.Options(WriteStrategy.TIMESORTED, 60, false, false));
        send("old", NOW - 61, 1);
        send("young", NOW - 60, 1);
        writer.sweep(Pace.UNLIMITED);
        assertTrue(storage.exists("old"));
        assertFalse(storage.exists("young"));
        CountDownLatch closing = new CountDownLatch(0);
        writer.sweep(new LimitedPace(new WriteLimits(1, 1, Double.POSITIVE_INFINITY), closing, () -> 1));
        assertTrue(storage.exists("young"));
        assertBooksBalance();
    }

    @Test
    void writesNoMoreWhenTheTimeForStoppingIsOver() {
        send("a", NOW, 1);
        CountDownLatch closing = new CountDownLatch(0);
        writer.sweep(new LimitedPace(WriteLimits.NONE, closing, () -> 0));
        assertEquals(1, queues.measures().queuedPoints());
        // The limit for the end leaves a second until the next write, and there is less.
        send("b", NOW, 1);
        writer.sweep(new LimitedPace(new WriteLimits(9, 9, 1), closing, () -> 500_000_000L));
        assertEquals(1, queues.measures().queuedPoints());
        assertBooksBalance();
    }

    @Test
    void locksFilesAgainstOtherProgramsWhereItIsSetTo() throws IOException {
        storage.close();
        SeriesLayout layout = SeriesLayout.of(new Retention(1, 3600));
        storage = new WhisperStorage(
                folder,
                metric -> layout,
                new WhisperStorage.Options(Allocation.SPARSE, 10, true, false, true, true),
                counters);
        writer = writer(new Writer.Options(WriteStrategy.SWEEP, 0, true, true));
        for (int i = 0; i < 3; i++) {
            send("a", NOW - i, i);
            writer.sweep(Pace.UNLIMITED);
        }
        assertEquals(2, valueAt("a", NOW - 2));
    }

    @Test
    void aTokenBucketGivesWhatItsRateAllows() {
        TokenBucket bucket = new TokenBucket(10, 2, 0);
        assertTrue(bucket.take(1, 0));
        assertTrue(bucket.take(1, 0));
        assertFalse(bucket.take(1, 0));
        assertEquals(100_000_000, bucket.reserve(1, 0));
        assertFalse(bucket.has(1, 199_999_999));
        assertTrue(bucket.take(1, 200_000_001));
        bucket.change(100, 3);
        assertEquals(1, bucket.tokens(), 1e-6);
        assertTrue(new TokenBucket(Double.POSITIVE_INFINITY, 1, 0).take(1000, 0));
    }
}

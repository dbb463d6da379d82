package plumbago.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.NoSuchSeriesException;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.StoredNames;
import plumbago.carbon.storage.WaitingPoints;

/** What every storage does alike. */
public abstract class StorageContract {
    private static final long NOW = 1_700_000_040L;
    private static final SeriesLayout LAYOUT = SeriesLayout.of(new Retention(10, 60), new Retention(60, 60));

    private final PointCounters counters = new PointCounters();
    private final List<String> created = new ArrayList<>();
    private Storage storage;

    /** An empty storage. */
    protected abstract Storage open(Layouts layouts, PointCounters counters);

    @BeforeEach
    void openEmpty() {
        storage = open(metric -> LAYOUT, counters);
        storage.onCreated(created::add);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private int write(String metric, long[] timestamps, double... values) throws IOException {
        return storage.write(metric, timestamps, values, values.length, NOW, () -> true);
    }

    private double[] read(String metric, long from, long until) throws IOException {
        return storage.read(metric, from, until, NOW, WaitingPoints.NONE)
                .orElseThrow()
                .values();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertEquals(2, write("a.b", new long[] {NOW - 30, NOW - 10}, 1, 2));
        SeriesRange range =
                storage.read("a.b", NOW - 40, NOW, NOW, WaitingPoints.NONE).orElseThrow();
        assertEquals(NOW - 30, range.start());
        assertEquals(NOW + 10, range.end());
        assertEquals(10, range.step());
        assertArrayEquals(new double[] {1, Double.NaN, 2, Double.NaN}, range.values());
        assertEquals(List.of("a.b"), created);
        assertEquals(1, write("a.b", new long[] {NOW - 10}, 3));
        assertArrayEquals(new double[] {3}, read("a.b", NOW - 20, NOW - 10));
        assertEquals(List.of("a.b"), created, "it is told of once");
    }

    @Test
    void coarserPointsComeFromFinerOnes() throws IOException {
        long minute = NOW - NOW % 60 - 120;
        write("a", new long[] {minute, minute + 10, minute + 20}, 1, 2, 6);
        double[] values = read("a", minute - 1200, minute);
        assertEquals(3, values[values.length - 1], "half of them are known");
    }

    @Test
    void pointsThatWaitAreReadAsIfTheyWereStored() throws IOException {
        WaitingPoints waiting = new WaitingPoints(new long[] {NOW - 20, NOW - 10}, new double[] {5, 6}, 2);
        assertArrayEquals(
                new double[] {5, 6},
                storage.read("a", NOW - 30, NOW - 10, NOW, waiting)
                        .orElseThrow()
                        .values());
        assertFalse(storage.exists("a"), "and are not stored by that");
        write("a", new long[] {NOW - 30, NOW - 20}, 1, 2);
        assertArrayEquals(
                new double[] {1, 5, 6},
                storage.read("a", NOW - 40, NOW - 10, NOW, waiting)
                        .orElseThrow()
                        .values());
        assertArrayEquals(new double[] {1, 2, Double.NaN}, read("a", NOW - 40, NOW - 10));
    }

    @Test
    void whatNoArchiveCoversIsDroppedAndCounted() throws IOException {
        assertEquals(1, write("a", new long[] {NOW - 3601, NOW - 3600, NOW + 600}, 1, 2, 3));
        assertEquals(1, counters.dropped(DropReason.TOO_OLD));
        assertEquals(1, counters.dropped(DropReason.TOO_FAR_AHEAD));
        assertEquals(Optional.empty(), storage.read("a", NOW + 1, NOW + 20, NOW, WaitingPoints.NONE));
        assertEquals(Optional.empty(), storage.read("a", NOW - 9000, NOW - 8000, NOW, WaitingPoints.NONE));
    }

    @Test
    void pointsThatWaitedAreAsOldAsTheyWereWhenTheyCame() throws IOException {
        long came = NOW - 5000;
        long[] times = {came - 3601, came - 20, came};
        WaitingPoints waiting = new WaitingPoints(times, new double[] {1, 2, 3}, 3, came);
        assertArrayEquals(
                new double[] {2, Double.NaN, 3},
                storage.read("a", came - 30, came + 5, came + 5, waiting)
                        .orElseThrow()
                        .values());
        assertEquals(2, storage.write("a", times, new double[] {1, 2, 3}, 3, came, NOW, () -> true));
        assertEquals(1, counters.dropped(DropReason.TOO_OLD));
        assertArrayEquals(
                new double[] {2, Double.NaN, 3},
                storage.read("a", came - 30, came + 5, came + 5, WaitingPoints.NONE)
                        .orElseThrow()
                        .values());
    }

    @Test
    void aSeriesIsMadeWhenItMayBe() throws IOException {
        long[] times = {NOW};
        assertEquals(Storage.NOT_YET, storage.write("a", times, new double[] {1}, 1, NOW, () -> false));
        assertFalse(storage.exists("a"));
        assertEquals(Optional.empty(), storage.layout("a"));
        assertEquals(Optional.empty(), storage.read("a", NOW - 20, NOW, NOW, WaitingPoints.NONE));
        assertEquals(1, write("a", times, 1));
        assertTrue(storage.exists("a"));
        assertEquals(1, storage.write("a", times, new double[] {2}, 1, NOW, () -> false), "it is there already");
    }

    @Test
    void theAggregationMethodIsReadAndReplaced() throws IOException {
        assertThrows(NoSuchSeriesException.class, () -> storage.aggregationMethod("a"));
        assertThrows(NoSuchSeriesException.class, () -> storage.setAggregationMethod("a", AggregationMethod.SUM));
        write("a", new long[] {NOW}, 1);
        for (AggregationMethod method : AggregationMethod.values()) {
            AggregationMethod before = storage.aggregationMethod("a");
            assertEquals(before, storage.setAggregationMethod("a", method));
            assertEquals(method, storage.aggregationMethod("a"));
            assertEquals(
                    new SeriesLayout(LAYOUT.retentions(), 0.5f, method),
                    storage.layout("a").orElseThrow());
        }
    }

    @Test
    void anotherLayoutKeepsThePoints() throws IOException {
        SeriesLayout wanted =
                new SeriesLayout(List.of(new Retention(60, 600), new Retention(10, 120)), 0.25f, AggregationMethod.MAX);
        assertThrows(IOException.class, () -> storage.reshape("a", wanted, NOW));
        write("a", new long[] {NOW - 20, NOW - 10}, 1, 2);
        assertTrue(storage.reshape("a", wanted, NOW));
        assertEquals(Optional.of(wanted), storage.layout("a"));
        assertFalse(storage.reshape("a", wanted, NOW), "nothing is to be done any more");
        assertArrayEquals(new double[] {1, 2}, read("a", NOW - 30, NOW - 10));
        write("a", new long[] {NOW}, 3);
        assertArrayEquals(new double[] {2, 3}, read("a", NOW - 20, NOW));
    }

    @Test
    void whatIsDeletedIsGone() throws IOException {
        assertFalse(storage.delete("a"));
        write("a", new long[] {NOW}, 1);
        assertTrue(storage.delete("a"));
        assertFalse(storage.exists("a"));
        assertEquals(Optional.empty(), storage.read("a", NOW - 20, NOW, NOW, WaitingPoints.NONE));
        assertEquals(1, write("a", new long[] {NOW - 10}, 2));
        assertArrayEquals(new double[] {2, Double.NaN}, read("a", NOW - 20, NOW));
        assertEquals(List.of("a", "a"), created);
    }

    @Test
    void aSeriesGetsAnotherNameAndOverwritesNone() throws IOException {
        assertFalse(storage.rename("a.b", "c.d"));
        write("a.b", new long[] {NOW}, 1);
        write("e", new long[] {NOW}, 2);
        assertThrows(IOException.class, () -> storage.rename("a.b", "e"));
        assertTrue(storage.rename("a.b", "c;tag=d"));
        assertFalse(storage.exists("a.b"));
        assertArrayEquals(new double[] {1}, read("c;tag=d", NOW - 10, NOW));
        assertArrayEquals(new double[] {2}, read("e", NOW - 10, NOW));
    }

    @Test
    void itIsKnownWhenTheLastPointCame() throws IOException {
        assertTrue(storage.lastUpdate("a", NOW, NOW).isEmpty());
        write("a", new long[] {NOW - 10}, 1);
        assertTrue(storage.lastUpdate("a", NOW - 10, NOW).orElseThrow() >= NOW - 10);
    }

    @Test
    void theNamesOfWhatIsStoredAreLearnt() throws IOException {
        MetricIndex index = new MetricIndex();
        StoredNames names = storage.names(index, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
        write("a.b", new long[] {NOW}, 1);
        write("a.c", new long[] {NOW}, 1);
        index.announce("a.waits");
        names.look();
        assertEquals(List.of(), names.troubles());
        assertEquals(List.of("a.b", "a.c", "a.waits"), index.below("a"));
        storage.delete("a.b");
        names.look();
        assertEquals(List.of("a.c", "a.waits"), index.below("a"), "what waits has never been stored");
    }

    @Test
    void asManyWritesAsItWantsAreUnderWayAtOnceAndEachEndsOnce() throws IOException {
        List<ContractWrite> writes = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            List<ContractWrite> underWay = new ArrayList<>();
            for (int i = 0; i < storage.atOnce(); i++) {
                ContractWrite write = new ContractWrite("m" + i, NOW - 10L * round, round, i % 3 != 2);
                underWay.add(write);
                storage.begin(write);
            }
            storage.flush();
            underWay.forEach(ContractWrite::await);
            writes.addAll(underWay);
        }
        for (ContractWrite write : writes) {
            assertEquals(List.of(write.creates ? "stored 1" : "not yet"), write.ends, write.metric());
        }
        for (int i = 0; i < storage.atOnce(); i++) {
            if (i % 3 != 2) {
                assertArrayEquals(new double[] {2, 1, 0}, read("m" + i, NOW - 30, NOW));
            }
            assertEquals(i % 3 != 2, storage.exists("m" + i));
        }
    }

    @Test
    void readsAreUnderWayAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("m" + i, new long[] {NOW}, i);
        }
        List<CompletableFuture<Optional<SeriesRange>>> reads = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            reads.add(storage.beginRead("m" + i, NOW - 10, NOW, NOW, WaitingPoints.NONE));
        }
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(new double[] {i}, reads.get(i).get().orElseThrow().values());
        }
        assertEquals(Optional.empty(), reads.get(10).get());
    }

    @Test
    void allThatIsStoredOutlastsACrash() throws IOException {
        write("a", new long[] {NOW}, 1);
        assertEquals(Optional.empty(), storage.sync());
    }

    /** A write of one point, and how it ended. */
    private static final class ContractWrite implements SeriesWrite {
        final boolean creates;
        final List<String> ends = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch ended = new CountDownLatch(1);
        private final String metric;
        private final long[] timestamps;
        private final double[] values;

        ContractWrite(String metric, long timestamp, double value, boolean creates) {
            this.metric = metric;
            this.timestamps = new long[] {timestamp};
            this.values = new double[] {value};
            this.creates = creates;
        }

        void await() {
            try {
                assertTrue(ended.await(10, TimeUnit.MINUTES), "it never ends");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String metric() {
            return metric;
        }

        @Override
        public long[] timestamps() {
            return timestamps;
        }

        @Override
        public double[] values() {
            return values;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public long acceptedAt() {
            return NOW;
        }

        @Override
        public long now() {
            return NOW;
        }

        @Override
        public BooleanSupplier mayCreate() {
            return () -> creates;
        }

        @Override
        public void stored(int count) {
            end("stored " + count);
        }

        @Override
        public void notYet() {
            end("not yet");
        }

        @Override
        public void failed(Throwable reason) {
            end(reason.toString());
        }

        private void end(String how) {
            ends.add(how);
            ended.countDown();
        }
    }
}

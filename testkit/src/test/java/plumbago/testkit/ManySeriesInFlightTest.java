package plumbago.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReceiver;
import plumbago.carbon.storage.StorageDeclaration;
import plumbago.carbon.storage.StorageUnreachableException;
import plumbago.carbon.store.SeriesStore;
import plumbago.carbon.store.Storages;

/** A store whose storage has many series in flight at once, and is done with them in any order. */
class ManySeriesInFlightTest {
    private static final long NOW = 1_700_000_040L;
    private static final int SERIES = 500;

    @TempDir
    Path folder;

    private DistantStorage storage;
    private SeriesStore store;

    @BeforeEach
    void open() throws ConfigException, IOException {
        StorageDeclaration distant = new StorageDeclaration("distant", List.of(), context -> {
            storage = new DistantStorage(new InMemoryStorage(context.layouts(), context.counters()));
            return storage;
        });
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of("cache.STORAGE_DIR=" + folder, "cache.STORAGE=distant")),
                CarbonSettings.GROUPS);
        store = SeriesStore.open(
                settings, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), Storages.EMBEDDED.with(distant));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void send(long timestamp, double value) {
        BatchFiller filler = new BatchFiller(store.sink(), store.counters(), () -> NOW);
        for (int i = 0; i < SERIES; i++) {
            byte[] name = name(i).getBytes(StandardCharsets.US_ASCII);
            filler.begin(name);
            filler.add(0, name.length, NameHash.of(name, 0, name.length), (double) timestamp, value + i);
            filler.flush();
        }
    }

    private static String name(int i) {
        return "many.m" + i;
    }

    /** The writer works by itself; a test that would wait for ever is ended from outside. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private double[] values(int i) throws IOException {
        return store.reader()
                .read(name(i), NOW - 120, NOW, NOW)
                .map(SeriesRange::values)
                .orElseThrow();
    }

    @Test
    void allPointsArriveAndEachIsCountedOnce() throws IOException {
        for (int round = 0; round < 20; round++) {
            // The same minute again and again, while it is being written: the last one counts.
            send(NOW - 60, 1000 * round);
            send(NOW, 2000 * round);
            assertArrayEquals(new double[] {1000 * round + 7, 2000 * round + 7}, values(7));
        }
        await(() -> store.queuedPoints() == 0);
        for (int i = 0; i < SERIES; i++) {
            assertArrayEquals(new double[] {19_000 + i, 38_000 + i}, values(i), name(i));
        }
        assertEquals(20L * 2 * SERIES, store.counters().received());
        assertEquals(20L * 2 * SERIES, store.counters().stored());
        assertTrue(storage.mostUnderWay() > 1, "several are in flight");
        assertTrue(storage.mostUnderWay() <= storage.atOnce(), "and not more than it wants");
    }

    @Test
    void whereStorageCannotBeReachedPointsWaitAndQuestionsFail() throws IOException {
        storage.unreachable(true);
        send(NOW, 1);
        await(() -> !store.problems().now().isEmpty());
        assertTrue(store.problems().now().get(0).contains("the storage cannot be reached"));
        assertEquals(SERIES, store.queuedPoints(), "nothing is lost");
        assertThrows(StorageUnreachableException.class, () -> values(3));
        List<String> failed = new ArrayList<>();
        store.reader().readEach(List.of(name(1), name(2)), NOW - 60, NOW, NOW, new SeriesReceiver() {
            @Override
            public boolean received(String metric, Optional<SeriesRange> range) {
                throw new AssertionError("nothing is there");
            }

            @Override
            public boolean unreadable(String metric, IOException reason) {
                assertEquals(StorageUnreachableException.class, reason.getClass());
                return failed.add(metric);
            }
        });
        assertEquals(List.of(name(1), name(2)), failed);
        storage.unreachable(false);
        await(() -> store.queuedPoints() == 0);
        assertEquals(SERIES, store.counters().stored());
        assertEquals(4, values(3)[1]);
        await(() -> store.problems().now().isEmpty());
    }

    /** Renaming has two series' locks, of which the writer may have one while it waits for the other. */
    @Test
    void seriesAreRenamedWhileOthersAreInFlight() throws IOException {
        for (int round = 0; round < 30; round++) {
            send(NOW, round);
            String from = round % 2 == 0 ? "many" : "other";
            store.housekeeping().rename(from + ".m1", (round % 2 == 0 ? "other" : "many") + ".m1", false, "the test");
        }
        await(() -> store.queuedPoints() == 0);
        assertEquals(30L * SERIES, store.counters().received());
        assertEquals(30L * SERIES, store.counters().stored() + store.counters().dropped());
        assertEquals(29 + 7, values(7)[1]);
    }

    @Test
    void manyAreReadAheadAndArriveInTheirOrder() {
        send(NOW, 0);
        await(() -> store.queuedPoints() == 0);
        List<String> wanted = new ArrayList<>();
        for (int i = SERIES - 1; i >= 0; i--) {
            wanted.add(name(i));
        }
        wanted.add("none");
        wanted.add("not a name");
        List<String> received = new ArrayList<>();
        AtomicInteger left = new AtomicInteger(SERIES + 2);
        SeriesReceiver receiver = new SeriesReceiver() {
            @Override
            public boolean received(String metric, Optional<SeriesRange> range) {
                received.add(
                        metric + range.map(found -> " " + found.values()[1]).orElse(""));
                return left.decrementAndGet() > 0;
            }

            @Override
            public boolean unreadable(String metric, IOException reason) {
                throw new AssertionError(reason);
            }
        };
        assertFalse(store.reader().readEach(wanted, NOW - 120, NOW, NOW, receiver), "the last one was enough");
        assertEquals(SERIES + 2, received.size());
        for (int i = 0; i < SERIES; i++) {
            int number = SERIES - 1 - i;
            assertEquals(name(number) + " " + (double) number, received.get(i));
        }
        assertEquals(List.of("none", "not a name"), received.subList(SERIES, SERIES + 2));
        left.set(3);
        received.clear();
        assertFalse(store.reader().readEach(wanted, NOW - 120, NOW, NOW, receiver));
        assertEquals(3, received.size(), "the reading ends when no more is wanted");
    }

    @Test
    void aReadingEndsWithWhatProceedThrows() {
        send(NOW, 0);
        SeriesReceiver receiver = new SeriesReceiver() {
            @Override
            public boolean received(String metric, Optional<SeriesRange> range) {
                return true;
            }

            @Override
            public boolean unreadable(String metric, IOException reason) {
                return true;
            }

            @Override
            public void proceed() {
                throw new IllegalStateException("the client has gone");
            }
        };
        assertThrows(
                IllegalStateException.class,
                () -> store.reader().readEach(List.of(name(1), name(2)), NOW - 60, NOW, NOW, receiver));
    }
}

package plumbago.carbon.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.CarbonService;
import plumbago.carbon.TestService;
import plumbago.carbon.cache.PointJournal;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.ForwardingStorage;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.TestNames;
import plumbago.carbon.storage.WaitingPoints;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.carbon.tags.TaggedNames;
import plumbago.whisper.Allocation;
import plumbago.whisper.WhisperException;

/**
 * Points that come in at the very moment at which a metric is renamed, expired or deleted: each is stored, waits or is
 * counted as dropped, and can be read under one of the names.
 */
@Timeout(120)
class RemovalRacesTest {
    private static final long NOW = 1_700_000_000L;
    private static final String WHO = "the test";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final PointCounters counters = new PointCounters();
    private final MetricIndex index = new MetricIndex();
    private WhisperStorage files;
    private WriteQueues queues;
    private Housekeeping housekeeping;

    /** What happens while points are stored, and when a tagged series is about to be no more. */
    private Runnable whileStored = () -> {};

    private Runnable whenForgotten = () -> {};

    @BeforeEach
    void open() throws WhisperException {
        SeriesLayout layout = SeriesLayout.of(new Retention(1, 3600));
        files = new WhisperStorage(
                folder.resolve("whisper"),
                metric -> layout,
                new WhisperStorage.Options(Allocation.SPARSE, 10, true, false),
                counters);
        files.onCreated(index::announceStored);
        queues = new WriteQueues(
                2,
                new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true),
                new Timestamps(1, false, () -> 0),
                TestNames::judge,
                index::announce,
                counters,
                PointJournal.NONE);
        housekeeping = new Housekeeping(
                index, queues.removals(), new SlowStorage(), new SeriesLocks(), metric -> layout, counters, CLOCK);
        housekeeping.taggedNames(new TaggedNames() {
            @Override
            public Collection<String> names() {
                return List.of();
            }

            @Override
            public void removed(String name) {
                whenForgotten.run();
            }
        });
    }

    @AfterEach
    void close() {
        files.close();
    }

    /** The real one, in which something else happens while points are stored. */
    private final class SlowStorage extends ForwardingStorage {
        SlowStorage() {
            super(files);
        }

        @Override
        public int write(SeriesWrite points) throws IOException {
            whileStored.run();
            int stored = files.write(points);
            whileStored.run();
            return stored;
        }
    }

    private void send(String name, long timestamp, double value) {
        queues.intake().accept(TestBatch.of(name, timestamp, value));
    }

    private double valueAt(String metric, long timestamp) throws IOException {
        QueuedPoints points = new QueuedPoints();
        queues.reader().peek(metric, points);
        points.sort();
        WaitingPoints waiting = new WaitingPoints(points.timestamps(), points.values(), points.size());
        return files.read(metric, timestamp - 1, timestamp, NOW, waiting)
                .map(range -> range.values()[0])
                .orElse(Double.NaN);
    }

    private void assertBooksBalance() {
        assertEquals(counters.received(), counters.stored() + queues.measures().queuedPoints() + counters.dropped());
    }

    @Test
    void whatComesInWhileAMetricIsRenamedStaysUnderTheOldName() throws IOException {
        send("a.b", NOW - 2, 1);
        send("a.b", NOW - 1, 2);
        AtomicInteger sent = new AtomicInteger();
        // First a point of the same time as the newest that is being stored, then others.
        whileStored = () -> send("a.b", NOW - 1 + sent.get() / 2, 10 + sent.getAndIncrement());
        Outcome outcome = housekeeping.rename("a.b", "c.d", false, WHO);
        assertEquals(List.of("a.b"), outcome.done(), outcome.toString());
        assertEquals(2, sent.get(), "stored once: who sends does not keep a rename from its end");
        assertEquals(1, valueAt("c.d", NOW - 2));
        assertEquals(2, valueAt("c.d", NOW - 1));
        assertEquals(11, valueAt("a.b", NOW - 1));
        assertTrue(index.contains("c.d"));
        assertTrue(index.contains("a.b"), "it is a metric anew");
        assertEquals(0, counters.dropped());
        assertBooksBalance();
        send("a.b", NOW, 12);
        assertEquals(12, valueAt("a.b", NOW));
    }

    @Test
    void aMetricOfManyWaitingPointsIsRenamedInParts() throws IOException {
        int many = 3000;
        for (int i = 0; i < many; i++) {
            send("a.b", NOW - many + i, i);
        }
        queues.removals().store("a.b", 1000, points -> {
            assertEquals(1000, points.size());
            files.write("a.b", points.timestamps(), points.values(), points.size(), NOW, () -> true);
            counters.stored(points.size());
        });
        assertEquals(0, queues.measures().queuedPoints());
        assertEquals(List.of("a.b"), housekeeping.rename("a.b", "c", false, WHO).done());
        assertEquals(0, valueAt("c", NOW - many));
        assertEquals(many - 1, valueAt("c", NOW - 1));
        assertFalse(index.contains("a.b"));
        assertBooksBalance();
    }

    @Test
    void whatCannotBeStoredGoesOnWaiting() throws IOException {
        send("a.b", NOW - 1, 1);
        Files.createDirectories(folder.resolve("whisper/a/b.wsp"));
        Outcome outcome = housekeeping.rename("a.b", "c", false, WHO);
        assertEquals(List.of("a.b"), List.copyOf(outcome.failed().keySet()));
        assertEquals(1, queues.measures().queuedPoints());
        send("a.b", NOW - 1, 2);
        assertEquals(1, queues.measures().queuedPoints(), "and is not held any more");
        assertTrue(index.contains("a.b"));
        assertBooksBalance();
    }

    @Test
    void whatComesInWhileAMetricExpiresMakesItAnew() throws IOException {
        String metric = "old;rack=a1";
        files.write(metric, new long[] {NOW - 3000}, new double[] {1}, 1, NOW, () -> true);
        try (var all = Files.walk(folder.resolve("whisper"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis((NOW - 3000) * 1000));
            }
        }
        whenForgotten = () -> send(metric, NOW, 7);
        Outcome outcome = housekeeping.expire(List.of(metric), Duration.ofSeconds(1000), false, WHO);
        assertEquals(List.of(metric), outcome.done());
        assertEquals(0, counters.dropped(), "a metric that has a point again is none that nobody sends");
        assertEquals(7, valueAt(metric, NOW));
        assertTrue(index.contains(metric));
        assertTrue(Double.isNaN(valueAt(metric, NOW - 3000)));
        assertBooksBalance();
    }

    @Test
    void whatComesInWhileAMetricIsDeletedIsCounted() throws IOException {
        String metric = "gone;rack=a1";
        send(metric, NOW - 1, 1);
        whenForgotten = () -> send(metric, NOW, 2);
        assertEquals(
                List.of(metric),
                housekeeping.delete(List.of(metric), false, WHO).done());
        assertEquals(2, counters.dropped(DropReason.DELETED));
        assertFalse(index.contains(metric));
        assertBooksBalance();
        send(metric, NOW, 3);
        assertTrue(index.contains(metric), "a later point makes it anew, and it is found at once");
        assertEquals(3, valueAt(metric, NOW));
        assertBooksBalance();
    }

    /** Between the look-up of a point's name and its place in the queue the metric is deleted. */
    @Test
    void aPointThatWasOnItsWayMakesItsMetricAnew() {
        AtomicReference<WriteQueues> asked = new AtomicReference<>();
        MetricIndex names = new MetricIndex();
        List<String> reported = new ArrayList<>();
        WriteQueues own = new WriteQueues(
                1,
                new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true),
                new Timestamps(1, false, () -> 0),
                name -> {
                    if (name.equals("later")) {
                        // The batch's first point has its series by now.
                        names.remove("first");
                        asked.get().removals().discard("first");
                    }
                    return NameVerdict.of(name);
                },
                metric -> {
                    reported.add(metric);
                    names.announce(metric);
                },
                counters,
                PointJournal.NONE);
        asked.set(own);
        own.intake().accept(TestBatch.of("first", NOW, 1.0));
        own.intake().accept(TestBatch.of("first", NOW + 1, 2.0, "later", NOW, 1.0));
        assertEquals(List.of("first", "later", "first"), reported);
        assertTrue(names.contains("first"));
    }

    /** Senders at full speed, a branch that gets new names all the time, and metrics that are deleted and expired. */
    @Test
    void underLoadEveryPointIsReadUnderOneOfTheNamesOrCounted() throws Exception {
        int metrics = 5;
        int points = 20_000;
        int senders = 2;
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:6h\n");
        int port = TestService.freePort();
        try (CarbonService carbon = TestService.start(folder, port, CLOCK)) {
            AtomicInteger renamed = new AtomicInteger();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (int s = 0; s < senders; s++) {
                int sender = s;
                Thread thread = new Thread(() -> {
                    try {
                        send(port, "s" + sender, metrics, points, renamed);
                    } catch (IOException e) {
                        failure.set(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            long deleted = 0;
            while (threads.stream().anyMatch(Thread::isAlive)) {
                int round = renamed.get();
                for (int s = 0; s < senders; s++) {
                    Outcome outcome = carbon.store()
                            .housekeeping()
                            .rename("s" + s + ".load", "to" + round + ".s" + s, false, WHO);
                    assertFalse(outcome.failed().keySet().stream().anyMatch(name -> name.contains(".m")));
                }
                deleted += carbon.store()
                        .housekeeping()
                        .delete(carbon.store().housekeeping().matching("*.delete.*"), false, WHO)
                        .done()
                        .size();
                renamed.set(round + 1);
            }
            assertEquals(null, failure.get());
            assertTrue(deleted > 0);
            long received = carbon.store().counters().received();
            assertEquals((long) senders * (metrics + 1) * points, received);
            assertEquals(
                    received,
                    carbon.store().counters().stored()
                            + carbon.store().queuedPoints()
                            + carbon.store().counters().dropped());
            assertEquals(
                    carbon.store().counters().dropped(DropReason.DELETED),
                    carbon.store().counters().dropped());
            long read = 0;
            for (String metric : carbon.store().housekeeping().matching("**")) {
                if (!metric.contains(".delete.")) {
                    read += pointsOf(carbon.store().reader(), metric);
                }
            }
            assertEquals((long) senders * metrics * points, read);
        }
    }

    /** Each point with a time of its own, a good part of them only after each rename. */
    private static void send(int port, String name, int metrics, int points, AtomicInteger renamed) throws IOException {
        int perRename = 1000;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
            for (int i = 0; i < points; i++) {
                while (renamed.get() < i / perRename) {
                    Thread.onSpinWait();
                }
                StringBuilder lines = new StringBuilder();
                for (int m = 0; m < metrics; m++) {
                    lines.append(name)
                            .append(".load.m")
                            .append(m)
                            .append(" 1 ")
                            .append(NOW - i)
                            .append('\n');
                }
                lines.append(name).append(".delete.d 1 ").append(NOW - i).append('\n');
                out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private static long pointsOf(SeriesReader reader, String metric) throws IOException {
        return reader.read(metric, NOW - 21_599, NOW, NOW)
                .map(range -> Arrays.stream(range.values())
                        .filter(value -> !Double.isNaN(value))
                        .count())
                .orElse(0L);
    }
}

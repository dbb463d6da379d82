package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.whisper.FileSpace;
import plumbago.whisper.Posix;

/** Queues with a journal, and a test in the place of the writer. What is not closed is as after a kill. */
final class Restartable {
    final PointCounters counters = new PointCounters();
    final JournalKeeper keeper;
    final WriteQueues queues;

    Restartable(Path folder, long maxBytes, boolean flowControl, Duration syncInterval) throws IOException {
        this(folder, maxBytes, syncInterval, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, flowControl));
        replay();
    }

    /** With senders that wait. */
    Restartable(JournalOptions options) throws IOException {
        this(options, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true));
        replay();
    }

    private Restartable(Path folder, long maxBytes, Duration syncInterval, QueueLimits limits) throws IOException {
        this(
                new JournalOptions(
                        folder,
                        maxBytes,
                        syncInterval,
                        FileSpace::reserve,
                        () -> Posix.syncFileSystem(folder) ? Optional.empty() : Optional.of("it cannot be forced")),
                limits);
    }

    private Restartable(JournalOptions options, QueueLimits limits) throws IOException {
        keeper = new JournalKeeper(options, counters, Clock.systemUTC(), System::nanoTime);
        queues = new WriteQueues(
                4,
                limits,
                new Timestamps(1, false, () -> 0),
                NameVerdict::of,
                metric -> {},
                counters,
                keeper.journal());
    }

    /** One whose queues are full at so many points, and empty until {@link #replay}. */
    static Restartable withCapacityFor(int points, Path folder) throws IOException {
        return new Restartable(folder, 64 << 20, Duration.ZERO, new QueueLimits(points, Long.MAX_VALUE, true));
    }

    /** One whose queues and names may take so many bytes, and which is empty until {@link #replay}. */
    static Restartable withBytes(long bytes, Path folder) throws IOException {
        return new Restartable(folder, 64 << 20, Duration.ZERO, new QueueLimits(Long.MAX_VALUE, bytes, true));
    }

    /** Fills the queues from the journal, and waits while they are full. */
    void replay() {
        keeper.replay(
                queues.journaled(),
                (bytes, offset, length) ->
                        !new String(bytes, offset, length, StandardCharsets.UTF_8).startsWith("refused"));
    }

    Restartable(Path folder) throws IOException {
        this(folder, 64 << 20, true, Duration.ZERO);
    }

    /** Sends {@code name, timestamp, value} triples in one batch. */
    void send(Object... points) {
        PointBatch batch = TestBatch.of(points);
        queues.intake().accept(batch);
    }

    /** What waits of a metric, in its order. */
    List<String> waiting(String metric) {
        QueuedPoints points = new QueuedPoints();
        queues.reader().peek(metric, points);
        return text(points);
    }

    static List<String> text(QueuedPoints points) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            text.add(points.timestamps()[i] + "=" + points.values()[i]);
        }
        return text;
    }

    boolean booksBalance() {
        return counters.received() + counters.replayed()
                == counters.stored() + queues.measures().queuedPoints() + counters.dropped();
    }
}

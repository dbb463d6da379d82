package plumbago.carbon.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import plumbago.carbon.cache.QueueReader;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.AwaitedRead;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.SeriesOrigin;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.storage.SeriesReceiver;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.WaitingPoints;

/**
 * Reads queue and storage as one. Looks into the queue first: the writer removes a point only when it is in storage, so
 * in this order none can be missed; a point found in both is the same in both.
 */
final class LiveSeriesReader implements SeriesReader {
    private final QueueReader queues;
    private final Storage storage;

    LiveSeriesReader(QueueReader queues, Storage storage) {
        this.queues = queues;
        this.storage = storage;
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now) throws IOException {
        Optional<String> stored = storedName(metric);
        return stored.isEmpty()
                ? Optional.empty()
                : storage.read(stored.get(), from, until, now, waiting(stored.get()));
    }

    @Override
    public SeriesOrigin origin(String metric) throws IOException {
        Optional<String> stored = storedName(metric);
        return stored.isEmpty()
                ? SeriesOrigin.UNKNOWN
                : new SeriesOrigin(
                        storage.layout(stored.get()), waiting(stored.get()).count());
    }

    /** Reads ahead, where storage has use for more than one question at once. */
    @Override
    public boolean readEach(List<String> metrics, long from, long until, long now, SeriesReceiver receiver) {
        int ahead = Math.min(storage.atOnce(), metrics.size());
        if (ahead <= 1) {
            return SeriesReader.super.readEach(metrics, from, until, now, receiver);
        }
        Deque<CompletableFuture<Optional<SeriesRange>>> underWay = new ArrayDeque<>(ahead);
        int begun = 0;
        try {
            for (String metric : metrics) {
                receiver.proceed();
                while (begun < metrics.size() && underWay.size() < ahead) {
                    underWay.add(begin(metrics.get(begun++), from, until, now));
                }
                if (!pass(metric, underWay.poll(), receiver)) {
                    return false;
                }
            }
            return true;
        } finally {
            underWay.forEach(read -> read.cancel(true));
        }
    }

    private static boolean pass(String metric, CompletableFuture<Optional<SeriesRange>> read, SeriesReceiver receiver) {
        Optional<SeriesRange> range;
        try {
            range = AwaitedRead.of(read, receiver::proceed);
        } catch (IOException e) {
            return receiver.unreadable(metric, e);
        }
        return receiver.received(metric, range);
    }

    private CompletableFuture<Optional<SeriesRange>> begin(String metric, long from, long until, long now) {
        Optional<String> stored = storedName(metric);
        return stored.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : storage.beginRead(stored.get(), from, until, now, waiting(stored.get()));
    }

    /** The name that storage knows a series by; nothing if it is none. */
    private static Optional<String> storedName(String metric) {
        return isBelowFoldersWithDots(metric) ? Optional.of(metric) : MetricName.metricFor(metric);
    }

    /** Where nothing that is received is written to. */
    private static boolean isBelowFoldersWithDots(String metric) {
        return metric.indexOf('/') >= 0 && !TaggedName.isTagged(metric);
    }

    private WaitingPoints waiting(String metric) {
        if (isBelowFoldersWithDots(metric)) {
            return WaitingPoints.NONE;
        }
        QueuedPoints queued = new QueuedPoints();
        queues.peek(metric, queued);
        queued.sort();
        return queued.size() == 0
                ? WaitingPoints.NONE
                : new WaitingPoints(queued.timestamps(), queued.values(), queued.size(), queued.acceptedAt());
    }
}

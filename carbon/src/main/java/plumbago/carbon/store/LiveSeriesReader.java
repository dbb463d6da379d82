package plumbago.carbon.store;

import java.io.IOException;
import java.util.Optional;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.WaitingPoints;

/**
 * Reads queue and storage as one. Looks into the queue first: the writer removes a point only when it is in storage, so
 * in this order none can be missed; a point found in both is the same in both.
 */
final class LiveSeriesReader implements SeriesReader {
    private final WriteQueues queues;
    private final Storage storage;

    LiveSeriesReader(WriteQueues queues, Storage storage) {
        this.queues = queues;
        this.storage = storage;
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now) throws IOException {
        if (metric.indexOf('/') >= 0 && !TaggedName.isTagged(metric)) {
            // Below a folder with dots in its name, where nothing that is received is written to.
            return storage.read(metric, from, until, now, WaitingPoints.NONE);
        }
        String known = MetricName.metricFor(metric);
        if (known == null) {
            return Optional.empty();
        }
        QueuedPoints queued = new QueuedPoints();
        queues.peek(known, queued);
        queued.sort();
        WaitingPoints waiting = queued.size() == 0
                ? WaitingPoints.NONE
                : new WaitingPoints(queued.timestamps(), queued.values(), queued.size());
        return storage.read(known, from, until, now, waiting);
    }
}

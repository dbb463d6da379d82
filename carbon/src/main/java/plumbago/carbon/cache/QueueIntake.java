package plumbago.carbon.cache;

import plumbago.base.net.FlowControl;
import plumbago.carbon.point.FirstDropped;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/**
 * The queues as the receivers see them: points go in, and senders have to wait while there is no capacity. Safe for many
 * threads.
 */
public final class QueueIntake implements PointSink, FlowControl {
    private final Stripes stripes;
    private final SeriesFinder finder;
    private final Enqueuer enqueuer;
    private final QueueCapacity capacity;
    private final PointJournal journal;
    private final Timestamps timestamps;
    private final PointCounters counters;

    QueueIntake(
            Stripes stripes,
            SeriesFinder finder,
            Enqueuer enqueuer,
            QueueCapacity capacity,
            PointJournal journal,
            Timestamps timestamps,
            PointCounters counters) {
        this.stripes = stripes;
        this.finder = finder;
        this.enqueuer = enqueuer;
        this.capacity = capacity;
        this.journal = journal;
        this.timestamps = timestamps;
        this.counters = counters;
    }

    @Override
    public void accept(PointBatch batch) {
        accept(batch, false);
    }

    /** Takes what the process says of itself: names that are metrics' names, and that no rule is asked about. */
    public void acceptOwn(PointBatch batch) {
        accept(batch, true);
    }

    private void accept(PointBatch batch, boolean own) {
        finder.findSeries(batch, own);
        acceptFound(batch);
        counters.received(batch.size());
    }

    /** Accepts the points that have a series; those that do not fit lose it. */
    void acceptFound(PointBatch batch) {
        int[] metricsAgain;
        if (journal == PointJournal.NONE) {
            keepWhatFits(batch);
            metricsAgain = enqueuer.put(batch, 0, 0, timestamps.now());
        } else {
            synchronized (enqueuer) {
                keepWhatFits(batch);
                int segment = journal.segment();
                long sequence = journal.append(batch, stripes);
                metricsAgain = enqueuer.put(batch, segment, sequence, timestamps.now());
            }
        }
        for (int series : metricsAgain) {
            finder.announce(series);
        }
        capacity.pause().beginIfFull();
    }

    /** Takes their series from the points that there is no capacity for, and counts them. */
    private void keepWhatFits(PointBatch batch) {
        long left = capacity.left();
        if (left >= batch.size()) {
            return;
        }
        int full = 0;
        int last = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.series(i) != PointBatch.NO_SERIES && !replacesNewest(batch, i) && --left < 0) {
                batch.setSeries(i, PointBatch.NO_SERIES);
                full++;
                last = i;
            }
        }
        if (full > 0) {
            counters.dropped(DropReason.QUEUE_FULL, full);
            FirstDropped.offer(counters.examples(), DropReason.QUEUE_FULL, batch, last);
        }
    }

    /** Whether a point needs no capacity; if the writer takes away what it replaces, a batch may go beyond the limit. */
    private boolean replacesNewest(PointBatch batch, int i) {
        QueueStripe stripe = stripes.of(batch.series(i));
        synchronized (stripe) {
            return stripe.replacesNewest(stripes.handle(batch.series(i)), batch.timestamp(i));
        }
    }

    /** Has every name be judged anew when its next point comes: the rules have changed. Points that wait already stay. */
    public void reconsiderNames() {
        finder.reconsiderNames();
    }

    @Override
    public boolean paused() {
        return capacity.pause().paused();
    }

    @Override
    public void addListener(FlowControl.Listener listener) {
        capacity.pause().addListener(listener);
    }
}

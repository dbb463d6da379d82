package plumbago.carbon.cache;

import java.util.Arrays;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;

/**
 * Puts the points of batches into the queues. Where there is a journal its monitor is held from the writing down of a batch
 * until that is in the queues, so that the points of a series wait in the order in which they are in the journal. It is
 * taken before the monitor of any stripe.
 */
final class Enqueuer {
    private static final int[] NONE = {};

    private final Stripes stripes;
    private final QueueCapacity capacity;
    private final PointCounters counters;

    Enqueuer(Stripes stripes, QueueCapacity capacity, PointCounters counters) {
        this.stripes = stripes;
        this.capacity = capacity;
        this.counters = counters;
    }

    /**
     * Puts the points that have a series into the queues.
     *
     * @param sequence the record of the journal that they are in, or 0
     * @param segment a segment of the journal that is not newer than that record
     * @param acceptedAt when they were accepted, in seconds since the epoch; 0 if that is not known
     * @return series that have become metrics again with a point
     */
    int[] put(PointBatch batch, int segment, long sequence, long acceptedAt) {
        int taken = 0;
        int replaced = 0;
        int[] metricsAgain = NONE;
        for (int s = 0; s < stripes.count(); s++) {
            QueueStripe stripe = stripes.get(s);
            synchronized (stripe) {
                stripe.needed.nextRecord(segment, sequence);
                stripe.accepted.present(acceptedAt);
                for (int i = 0; i < batch.size(); i++) {
                    int series = batch.series(i);
                    if (series != PointBatch.NO_SERIES && stripes.numberOf(series) == s) {
                        int handle = stripes.handle(series);
                        if (stripe.replaceNewest(handle, batch.timestamp(i), batch.value(i))) {
                            replaced++;
                        } else {
                            stripe.append(handle, batch.timestamp(i), batch.value(i));
                            taken++;
                        }
                    }
                }
                metricsAgain = with(metricsAgain, stripe.takeMetricsAgain(), s);
            }
        }
        capacity.added(taken);
        if (replaced > 0) {
            // The points that were there count as if they had been stored, and overwritten then.
            counters.stored(replaced);
        }
        return metricsAgain;
    }

    private int[] with(int[] series, int[] handles, int s) {
        if (handles.length == 0) {
            return series;
        }
        int[] both = Arrays.copyOf(series, series.length + handles.length);
        for (int i = 0; i < handles.length; i++) {
            both[series.length + i] = stripes.series(s, handles[i]);
        }
        return both;
    }
}

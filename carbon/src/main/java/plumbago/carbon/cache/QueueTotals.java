package plumbago.carbon.cache;

import plumbago.carbon.point.PointBatch;

/**
 * The queues as those see them who turn amounts into totals: which series a point belongs to has to be known before what it
 * says. So a batch goes in by two steps, which together are what happens to any batch. Safe for many threads.
 */
public final class QueueTotals {
    private final Stripes stripes;
    private final SeriesFinder finder;
    private final QueueIntake intake;
    private final QueueCapacity capacity;

    QueueTotals(Stripes stripes, SeriesFinder finder, QueueIntake intake, QueueCapacity capacity) {
        this.stripes = stripes;
        this.finder = finder;
        this.intake = intake;
        this.capacity = capacity;
    }

    /**
     * Judges names and timestamps: notes the series of each point, {@link PointBatch#NO_SERIES} where there is none, which
     * is counted with its reason.
     */
    public void findSeries(PointBatch batch) {
        finder.findSeries(batch, false);
    }

    /**
     * Accepts the points that have a series, written down first. Those that do not fit lose it, and are counted. What is
     * between this and {@link #findSeries} is the caller's: points of one series may have become others.
     */
    public void acceptFound(PointBatch batch) {
        intake.acceptFound(batch);
    }

    /** Copies all points of a series that wait at this moment, those being stored included, in the order in which they came. */
    public void peek(int series, QueuedPoints into) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.copy(stripes.handle(series), Integer.MAX_VALUE, into);
        }
    }

    /** Whether what waits is beyond a limit. */
    public boolean isFull() {
        return capacity.isFull();
    }

    /** The metric name of a series. */
    public String name(int series) {
        return stripes.name(series);
    }
}

package plumbago.carbon.cache;

import java.util.function.Consumer;
import plumbago.carbon.name.NameJudge;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.PointCounters;

/**
 * A write queue for each metric: receivers append, the writer takes out, and queries look in, from any threads. Each of
 * them has a view of its own, over the same queues.
 */
public final class WriteQueues {
    private final QueueIntake intake;
    private final QueueDrain drain;
    private final JournaledQueues journaled;
    private final QueueReader reader;
    private final QueueTotals totals;
    private final QueueRemovals removals;
    private final QueueMeasures measures;

    /**
     * @param count how many stripes with a lock each, a power of two up to 256; more than the threads that append is no use
     * @param timestamps which ones points may have
     * @param names asked what a name means, once for each and again for all of them after {@link
     *     QueueIntake#reconsiderNames}
     * @param firstSeen notified of each metric that is seen for the first time since the start; by any thread, with no lock held
     * @param journal where points are written down before they wait
     */
    public WriteQueues(
            int count,
            QueueLimits limits,
            Timestamps timestamps,
            NameJudge names,
            Consumer<String> firstSeen,
            PointCounters counters,
            PointJournal journal) {
        Stripes stripes = new Stripes(count);
        SeriesFinder finder = new SeriesFinder(stripes, limits, timestamps, names, firstSeen, counters);
        QueueCapacity capacity = new QueueCapacity(stripes, limits, journal);
        Enqueuer enqueuer = new Enqueuer(stripes, capacity, counters);
        intake = new QueueIntake(stripes, finder, enqueuer, capacity, journal, timestamps, counters);
        drain = new QueueDrain(stripes, capacity, journal);
        journaled = new JournaledQueues(stripes, finder, enqueuer, capacity, limits, journal);
        reader = new QueueReader(stripes);
        totals = new QueueTotals(stripes, finder, intake, capacity);
        removals = new QueueRemovals(stripes, finder, capacity, journal);
        measures = new QueueMeasures(stripes, capacity);
    }

    /** Queues without a journal, that notify nobody of new metrics. */
    public WriteQueues(
            int count, QueueLimits limits, int timestampResolution, NameJudge names, PointCounters counters) {
        this(
                count,
                limits,
                new Timestamps(timestampResolution, false, () -> 0),
                names,
                metric -> {},
                counters,
                PointJournal.NONE);
    }

    /** For the receivers: where points go in. */
    public QueueIntake intake() {
        return intake;
    }

    /** For the writer: where they come out. */
    public QueueDrain drain() {
        return drain;
    }

    /** For the journal's keeper. */
    public JournaledQueues journaled() {
        return journaled;
    }

    /** For whoever adds to what waits and what is stored. */
    public QueueTotals totals() {
        return totals;
    }

    /** For queries. */
    public QueueReader reader() {
        return reader;
    }

    /** For whoever deletes or renames metrics, and keeps the writer from them meanwhile. */
    public QueueRemovals removals() {
        return removals;
    }

    /** For the process's own metrics. */
    public QueueMeasures measures() {
        return measures;
    }
}

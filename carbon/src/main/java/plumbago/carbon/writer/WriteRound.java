package plumbago.carbon.writer;

import java.util.Arrays;
import plumbago.carbon.cache.QueueDrain;

/**
 * One round over the series that wait, by a strategy. Series that are handed out and not written go on waiting when the
 * round ends, in the order in which they waited before, together with those that it did not come to.
 */
abstract class WriteRound {
    final QueueDrain queues;
    private int[] unwritten = new int[0];
    private int unwrittenCount;

    private WriteRound(QueueDrain queues) {
        this.queues = queues;
    }

    /** @param newest see {@link WriteStrategy#take} */
    static WriteRound begin(WriteStrategy strategy, QueueDrain queues, long newest) {
        return strategy.picksTheLargest() ? new Picked(queues) : new Listed(queues, strategy.take(queues, newest));
    }

    /** The series to write next, or -1 at the end of the round. */
    abstract int next();

    /** How many series the round has, or had when it began. */
    abstract int size();

    /** Tells that a series which was handed out has not been written. */
    void keep(int series) {
        if (unwrittenCount == unwritten.length) {
            unwritten = Arrays.copyOf(unwritten, Math.max(16, 2 * unwrittenCount));
        }
        unwritten[unwrittenCount++] = series;
    }

    void end() {
        for (int i = 0; i < unwrittenCount; i++) {
            queues.putBack(unwritten[i]);
        }
        unwrittenCount = 0;
    }

    /** What waited when the round began. */
    private static final class Listed extends WriteRound {
        private final int[] series;
        private int at;

        Listed(QueueDrain queues, int[] series) {
            super(queues);
            this.series = series;
        }

        @Override
        int next() {
            return at < series.length ? series[at++] : -1;
        }

        @Override
        int size() {
            return series.length;
        }

        @Override
        void end() {
            super.end();
            while (at < series.length) {
                queues.putBack(series[at++]);
            }
        }
    }

    /** Always what has the most points at the moment; as many as waited when the round began, so that it has an end. */
    private static final class Picked extends WriteRound {
        private final int size;
        private int picked;

        Picked(QueueDrain queues) {
            super(queues);
            size = queues.waitingSeries();
        }

        @Override
        int next() {
            return picked++ < size ? queues.takeLargest() : -1;
        }

        @Override
        int size() {
            return size;
        }
    }
}

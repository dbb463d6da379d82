package plumbago.carbon.writer;

import java.util.Arrays;
import java.util.Locale;
import plumbago.carbon.cache.QueueDrain;

/** In which order the series that wait are written (CACHE_WRITE_STRATEGY). */
public enum WriteStrategy {
    /** In the order in which they were first seen since the start: the files are touched in the same order each time. */
    SWEEP,
    /** Those with the most points first, as counted when a round begins; among equals the one that came last. */
    SORTED,
    /** Those with the oldest point first, as seen when a round begins; among equals the one that came last. */
    TIMESORTED,
    /** At each moment the one with the most points; among equals the one that came first. */
    MAX,
    /** At each moment the one with the most points; among equals the one that had so many first. */
    BUCKETMAX,
    /** The one that came last first. */
    NAIVE;

    /** The strategy that a setting names. */
    public static WriteStrategy of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Prepares queues for this strategy, before the first point. */
    public void prepare(QueueDrain queues) {
        if (picksTheLargest()) {
            queues.keepLargestFirst(this == BUCKETMAX);
        }
    }

    boolean picksTheLargest() {
        return this == MAX || this == BUCKETMAX;
    }

    /** Whether a round begins with putting the series in order. */
    boolean sorts() {
        return this == SORTED || this == TIMESORTED;
    }

    /**
     * Takes the series that wait, in the order of a round. Not for those that pick the largest at each moment.
     *
     * @param newest with {@link #TIMESORTED}, series whose oldest point is not older than this go on waiting
     */
    int[] take(QueueDrain queues, long newest) {
        int[] waiting = this == SWEEP ? queues.takeWaiting() : queues.takeWaitingAsTheyCame();
        return switch (this) {
            case NAIVE -> reversed(waiting);
            case SORTED -> sorted(queues, waiting);
            case TIMESORTED -> timeSorted(queues, waiting, newest);
            default -> waiting;
        };
    }

    private static int[] reversed(int[] series) {
        int[] reversed = new int[series.length];
        for (int i = 0; i < series.length; i++) {
            reversed[i] = series[series.length - 1 - i];
        }
        return reversed;
    }

    private static int[] sorted(QueueDrain queues, int[] waiting) {
        long[] keys = new long[waiting.length];
        for (int i = 0; i < waiting.length; i++) {
            keys[i] = (long) queues.count(waiting[i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[waiting.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[keys.length - 1 - i] = waiting[(int) keys[i]];
        }
        return sorted;
    }

    private static int[] timeSorted(QueueDrain queues, int[] waiting, long newest) {
        long[] keys = new long[waiting.length];
        int taken = 0;
        for (int i = 0; i < waiting.length; i++) {
            long least = queues.leastTimestamp(waiting[i]);
            if (least < newest) {
                // Timestamps have 32 bits, so that one and the place fit into a long that sorts by both.
                keys[taken++] = least << 31 | (Integer.MAX_VALUE - i);
            } else {
                queues.putBack(waiting[i]);
            }
        }
        Arrays.sort(keys, 0, taken);
        int[] sorted = new int[taken];
        for (int i = 0; i < taken; i++) {
            sorted[i] = waiting[Integer.MAX_VALUE - (int) (keys[i] & Integer.MAX_VALUE)];
        }
        return sorted;
    }
}

package plumbago.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The slots of all archives of a file in one row: the finest archive's as far as it reaches back, before it those of the
 * next, and so on. Slots without a point stay in the row, as they count when it is asked whether enough is known.
 */
final class PointsOfAllArchives {
    private final long[] timestamps;
    private final double[] values;

    private PointsOfAllArchives(long[] timestamps, double[] values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    /** @param ranges what was read for each archive, from the coarsest to the finest */
    static PointsOfAllArchives of(List<FetchResult> ranges) {
        List<FetchResult> finestFirst = new ArrayList<>(ranges);
        Collections.reverse(finestFirst);
        Points newestFirst = new Points();
        for (FetchResult range : finestFirst) {
            int newest = range.size() - 1;
            if (newestFirst.count > 0) {
                long oldestSoFar = newestFirst.timestamps[newestFirst.count - 1];
                int older = newest;
                while (older >= 0 && range.timestamp(older) >= oldestSoFar) {
                    older--;
                }
                // Without its oldest slot an archive may reach back no farther than a finer one, and then it was the
                // finer one that was read once more. The original takes it whole.
                newest = older >= 0 ? older : newest;
            }
            for (int i = newest; i >= 0; i--) {
                newestFirst.add(range.timestamp(i), range.values()[i]);
            }
        }
        int count = newestFirst.count;
        long[] timestamps = new long[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            timestamps[i] = newestFirst.timestamps[count - 1 - i];
            values[i] = newestFirst.values[count - 1 - i];
        }
        return new PointsOfAllArchives(timestamps, values);
    }

    /**
     * Makes the points of a new archive.
     *
     * @param enough the share of slots, 0 to 1, that must be known for a point to be made; as it was given, not as the
     *     new file will keep it
     */
    Points aggregate(Retention retention, AggregationMethod method, double enough, long now) {
        Points made = new Points();
        int step = retention.secondsPerPoint();
        // Where the steps begin is the original's choice: not at multiples of the step.
        long rest = Math.floorMod(now, step);
        long end = now + rest + step;
        double[] known = new double[16];
        for (long time = now - retention.seconds() + rest; time + step < end; time += step) {
            int left = firstNotBefore(time, 0);
            int right = firstNotBefore(time + step, left);
            int count = 0;
            for (int i = left; i < right; i++) {
                if (FetchResult.isPoint(values[i])) {
                    if (count == known.length) {
                        known = Arrays.copyOf(known, 2 * count);
                    }
                    known[count++] = values[i];
                }
            }
            int slots = right - left;
            if (count > 0 && (double) count / slots >= enough) {
                made.add(time, method.aggregate(known, count, slots));
            }
        }
        return made;
    }

    private int firstNotBefore(long time, int from) {
        int low = from;
        int high = timestamps.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

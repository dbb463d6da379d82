package plumbago.web.render.function;

import java.util.Arrays;
import plumbago.base.measure.Work;
import plumbago.web.render.series.Sorting;
import plumbago.web.render.series.Values;

/**
 * The median of a window. All values of the series are brought in order first; then a Fenwick tree counts, for each of
 * them, how often it is in the window, so that the value of a rank is found by going down the tree.
 */
final class SlidingRanks implements SlidingWindow.Content {
    private final double[] values;
    private final double[] ordered;
    /** Of each place, where its value stands among the ordered ones. */
    private final int[] ranks;
    /** From one on: how many of the window stand in the part of the order that ends here. */
    private final int[] tree;

    private final int half;

    SlidingRanks(Context context, double[] values) {
        Work work = context.source().work();
        this.values = values;
        this.ordered = context.newValues(Values.count(values));
        Values.copyPresent(values, 0, values.length, ordered);
        context.source().claim(Sorting.bytes(ordered.length));
        Sorting.sort(ordered, work);
        this.ranks = context.newPlaces(values.length);
        this.tree = context.newPlaces(ordered.length + 1L);
        this.half = Integer.highestOneBit(Math.max(1, ordered.length));
    }

    @Override
    public void enter(int place) {
        // Equal values are found at the same place each time.
        ranks[place] = Arrays.binarySearch(ordered, values[place]) + 1;
        add(ranks[place], 1);
    }

    @Override
    public void leave(int place) {
        add(ranks[place], -1);
    }

    private void add(int rank, int n) {
        for (int i = rank; i < tree.length; i += i & -i) {
            tree[i] += n;
        }
    }

    /** The n-th value of the window by size, counted from zero. */
    private double valueAt(int n) {
        int at = 0;
        int left = n;
        for (int step = half; step > 0; step >>= 1) {
            int next = at + step;
            if (next < tree.length && tree[next] <= left) {
                left -= tree[next];
                at = next;
            }
        }
        return ordered[at];
    }

    @Override
    public double result(int present) {
        double upper = valueAt(present / 2);
        return present % 2 == 1 ? upper : (valueAt(present / 2 - 1) + upper) / 2;
    }
}

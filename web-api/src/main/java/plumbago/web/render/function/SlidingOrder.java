package plumbago.web.render.function;

import java.util.Arrays;

/** The median of a short window, whose values are kept in order. */
final class SlidingOrder implements SlidingWindow.Content {
    /** In a longer window it takes too long to make space for a value among the others. */
    static final int MOST = 1024;

    private final double[] values;
    private final double[] ordered;
    private int count;

    /** @param points no more than {@link #MOST} */
    SlidingOrder(Context context, double[] values, int points) {
        this.values = values;
        this.ordered = context.newValues(Math.min(points, values.length));
    }

    /** Where a value stands, or would. */
    private int place(double value) {
        int at = Arrays.binarySearch(ordered, 0, count, value);
        return at < 0 ? ~at : at;
    }

    @Override
    public void enter(int place) {
        int at = place(values[place]);
        System.arraycopy(ordered, at, ordered, at + 1, count - at);
        ordered[at] = values[place];
        count++;
    }

    @Override
    public void leave(int place) {
        int at = place(values[place]);
        count--;
        System.arraycopy(ordered, at + 1, ordered, at, count - at);
    }

    @Override
    public double result(int present) {
        double upper = ordered[present / 2];
        return present % 2 == 1 ? upper : (ordered[present / 2 - 1] + upper) / 2;
    }
}

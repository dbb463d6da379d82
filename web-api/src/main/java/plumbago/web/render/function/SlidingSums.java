package plumbago.web.render.function;

import plumbago.web.render.series.Aggregation;

/**
 * The sum, the average or the standard deviation of a window. What came last is summed up as it comes; what came before
 * that has been summed up from its end, so that there is a sum for each value that may leave. Nothing is ever
 * subtracted: a value that has left, however large, takes no digits from those that stay.
 */
final class SlidingSums implements SlidingWindow.Content {
    private final double[] values;
    private final Aggregation aggregation;
    private final Sums latest = new Sums();
    private final Sums all = new Sums();

    /** Of the values from each place to the last of the earlier ones; place {@code begin} comes first. */
    private final double[] sums;

    /** How many these are; null where only the sum is wanted. */
    private final int[] counts;

    /** The squares of their distances from their average. */
    private final double[] squares;

    private int begin;
    private int end;
    private int next;
    private int last;

    SlidingSums(Context context, double[] values, int points, Aggregation aggregation) {
        this.values = values;
        this.aggregation = aggregation;
        int longest = Math.min(points, values.length);
        boolean spread = aggregation == Aggregation.DEVIATION;
        sums = context.newValues(longest);
        counts = spread ? context.newPlaces(longest) : null;
        squares = spread ? context.newValues(longest) : null;
    }

    /** A count, a sum and the squared distances from the average of some values. */
    private static final class Sums {
        private int count;
        private double sum;
        private double squares;

        void clear() {
            set(0, 0, 0);
        }

        void set(int newCount, double newSum, double newSquares) {
            count = newCount;
            sum = newSum;
            squares = newSquares;
        }

        void add(double value) {
            if (count > 0) {
                double distance = value - sum / count;
                squares += distance * distance * count / (count + 1);
            }
            count++;
            sum += value;
        }

        void add(Sums more) {
            if (count > 0 && more.count > 0) {
                double distance = more.sum / more.count - sum / count;
                squares += distance * distance * count * more.count / (count + more.count);
            }
            squares += more.squares;
            count += more.count;
            sum += more.sum;
        }
    }

    @Override
    public void enter(int place) {
        latest.add(values[place]);
        last = place;
    }

    @Override
    public void leave(int place) {
        if (place >= end) {
            // All that are in become the earlier ones.
            begin = place;
            end = last + 1;
            all.clear();
            for (int i = last; i >= place; i--) {
                if (!Double.isNaN(values[i])) {
                    all.add(values[i]);
                }
                sums[i - begin] = all.sum;
                if (counts != null) {
                    counts[i - begin] = all.count;
                    squares[i - begin] = all.squares;
                }
            }
            latest.clear();
        }
        next = place + 1;
    }

    @Override
    public double result(int present) {
        if (next >= end) {
            all.clear();
        } else if (counts == null) {
            all.set(1, sums[next - begin], 0);
        } else {
            all.set(counts[next - begin], sums[next - begin], squares[next - begin]);
        }
        if (counts == null) {
            double sum = all.sum + latest.sum;
            return aggregation == Aggregation.SUM ? sum : sum / present;
        }
        all.add(latest);
        return Math.sqrt(all.squares / present);
    }
}

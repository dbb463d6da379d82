package plumbago.web.render.function;

import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Values;

/**
 * Aggregates series that come one after the other, and keeps none of them: a thousand are read once, front to back, and
 * what grows stays in the processor's cache. Values are added up in the order the series come, as Python does.
 */
final class RunningAggregate {
    private final Aggregation aggregation;
    private final double[] result;
    private final int[] present;
    private int series;

    /** @param aggregation one that {@link #knows} */
    RunningAggregate(Context context, Aggregation aggregation, int rows) {
        this.aggregation = aggregation;
        this.result = context.newValues(rows);
        this.present = context.newPlaces(rows);
    }

    /** Whether an aggregation can do with one value after the other. */
    static boolean knows(Aggregation aggregation) {
        return switch (aggregation) {
            case SUM, AVERAGE, AVERAGE_ZERO, COUNT, MINIMUM, MAXIMUM -> true;
            default -> false;
        };
    }

    /** Takes in a series' values, no more than there are rows. */
    void add(double[] column) {
        series++;
        switch (aggregation) {
            case MINIMUM -> least(column);
            case MAXIMUM -> most(column);
            default -> sum(column);
        }
    }

    private void sum(double[] column) {
        for (int i = 0; i < column.length; i++) {
            double value = column[i];
            if (!Double.isNaN(value)) {
                result[i] += value;
                present[i]++;
            }
        }
    }

    private void least(double[] column) {
        for (int i = 0; i < column.length; i++) {
            double value = column[i];
            if (!Double.isNaN(value) && (present[i]++ == 0 || value < result[i])) {
                result[i] = value;
            }
        }
    }

    private void most(double[] column) {
        for (int i = 0; i < column.length; i++) {
            double value = column[i];
            if (!Double.isNaN(value) && (present[i]++ == 0 || value > result[i])) {
                result[i] = value;
            }
        }
    }

    int rows() {
        return result.length;
    }

    /** How many series were taken in. */
    int series() {
        return series;
    }

    /**
     * One value for each row; none where fewer than the xFilesFactor's share are there. To be asked for once, at the
     * end.
     */
    double[] result(double xFilesFactor) {
        for (int i = 0; i < result.length; i++) {
            if (!Values.enough(present[i], series, xFilesFactor)) {
                result[i] = Double.NaN;
                continue;
            }
            switch (aggregation) {
                case AVERAGE -> result[i] /= present[i];
                case AVERAGE_ZERO -> result[i] /= series;
                case COUNT -> result[i] = present[i];
                default -> {
                    // It is there already.
                }
            }
        }
        return result;
    }
}

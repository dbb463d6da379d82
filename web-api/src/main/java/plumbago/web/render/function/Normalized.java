package plumbago.web.render.function;

import java.util.List;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/**
 * Series brought to one step, the least common multiple of theirs, so that they can be read row by row. Values are
 * paired by index and not by time, as Graphite pairs them; where a series has ended there is none.
 */
final class Normalized {
    private static final long MOST_SECONDS = Integer.MAX_VALUE;
    /** What a value of a row costs, which may be sorted. */
    private static final int ROW_STEPS = 16;

    private final Context context;
    private final List<Series> series;
    private final long start;
    private final long end;
    private final int step;
    private final double[][] columns;
    private final int rows;

    /** @param series at least one */
    Normalized(Context context, List<Series> series) {
        this.context = context;
        this.series = series;
        long common = 1;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Series one : series) {
            common = common / greatestCommonDivisor(common, one.step()) * one.step();
            if (common > MOST_SECONDS) {
                throw new InvalidArgumentException("the series' steps have no common multiple below 68 years");
            }
            first = Math.min(first, one.start());
            last = Math.max(last, one.end());
        }
        step = (int) common;
        start = first;
        end = end(first, last, step);
        columns = new double[series.size()][];
        int most = 0;
        for (int i = 0; i < columns.length; i++) {
            Series one = series.get(i);
            int valuesPerPoint = step / one.step();
            context.source().work().done(1L + one.size());
            if (valuesPerPoint > 1) {
                context.source().claim((long) one.size() / valuesPerPoint * Double.BYTES);
            }
            columns[i] = one.consolidated(valuesPerPoint);
            most = Math.max(most, columns[i].length);
        }
        rows = most;
    }

    /** Where an aggregate ends: as many whole steps behind its start as there are until the last of its series ends. */
    static long end(long start, long last, int step) {
        return last - Math.floorMod(last - start, step);
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    int rows() {
        return rows;
    }

    int width() {
        return columns.length;
    }

    /** A series' values at the common step, maybe fewer than there are rows. */
    double[] column(int i) {
        return columns[i];
    }

    /** A series' value in a row, NaN behind its end. */
    double value(int column, int row) {
        return row < columns[column].length ? columns[column][row] : Double.NaN;
    }

    void row(int row, double[] into) {
        for (int i = 0; i < columns.length; i++) {
            into[i] = value(i, row);
        }
    }

    /** A new series over the common range. */
    Series series(String name, double[] values) {
        return new Series(name, start, end, step, values);
    }

    /** One value for each row; none where fewer than the xFilesFactor's share are there. */
    double[] aggregate(Aggregation aggregation, double xFilesFactor) {
        if (!RunningAggregate.knows(aggregation)) {
            return rowByRow(aggregation, xFilesFactor);
        }
        RunningAggregate running = new RunningAggregate(context, aggregation, rows);
        for (double[] column : columns) {
            context.source().work().done(column.length);
            running.add(column);
        }
        return running.result(xFilesFactor);
    }

    private double[] rowByRow(Aggregation aggregation, double xFilesFactor) {
        double[] result = context.newValues(rows);
        double[] row = new double[columns.length];
        for (int i = 0; i < rows; i++) {
            context.source().work().done((long) ROW_STEPS * row.length);
            row(i, row);
            boolean enough = Values.enough(Values.count(row), row.length, xFilesFactor);
            result[i] = enough ? aggregation.of(row) : Double.NaN;
        }
        return result;
    }

    /** Whether all series are counts. */
    boolean whole() {
        return series.stream().allMatch(Series::whole);
    }
}

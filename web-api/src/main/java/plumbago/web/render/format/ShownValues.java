package plumbago.web.render.format;

import java.util.ArrayList;
import java.util.List;
import plumbago.base.measure.Work;
import plumbago.web.render.series.Series;

/**
 * The values of one series as they are shown: maybe folded to fewer, and none behind the series' end.
 *
 * @param start seconds since the epoch of the first
 * @param step seconds between two
 * @param first place of the first value shown
 * @param count how many are shown
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the series, on purpose
record ShownValues(Series series, long start, long step, double[] values, int first, int count) {
    double value(int i) {
        return values[first + i];
    }

    long time(int i) {
        return start + i * step;
    }

    static ShownValues of(Series series) {
        return upToEnd(series, series.start(), series.step(), series.values(), 0);
    }

    /** The values of earlier times than the one given. */
    static ShownValues before(Series series, long end) {
        long fitting = Math.max(0, -Math.floorDiv(series.start() - end, Math.max(1, series.step())));
        int count = (int) Math.min(series.size(), fitting);
        return new ShownValues(series, series.start(), series.step(), series.values(), 0, count);
    }

    private static ShownValues upToEnd(Series series, long start, long step, double[] values, int first) {
        long fitting = step <= 0 ? 1 : Math.max(0, Math.floorDiv(series.end() - start, step) + 1);
        return new ShownValues(series, start, step, values, first, (int) Math.min(values.length - first, fitting));
    }

    /**
     * No more than so many values for each series, by Graphite's rule: the whole range of all series decides how many
     * of a series' values become one, and its start is moved on to a multiple of the new step, so that a graph does
     * not tremble when it is drawn again a little later.
     *
     * @param most at least 1
     */
    static List<ShownValues> atMost(List<Series> all, int most, Work work) {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Series series : all) {
            start = Math.min(start, series.start());
            end = Math.max(end, series.end());
        }
        List<ShownValues> result = new ArrayList<>(all.size());
        for (Series series : all) {
            work.done(series.size());
            result.add(most == 1 ? single(series) : folded(series, end - start, most));
        }
        return result;
    }

    private static ShownValues single(Series series) {
        double[] values = series.size() == 0 ? series.values() : series.consolidated(series.size());
        return new ShownValues(series, series.start(), series.step(), values, 0, values.length);
    }

    private static ShownValues folded(Series series, long range, int most) {
        if (series.step() <= 0) {
            return of(series);
        }
        double points = (double) range / series.step();
        if (most >= points) {
            return of(series);
        }
        int valuesPerPoint = (int) Math.ceil(points / most);
        long step = (long) valuesPerPoint * series.step();
        long nudge = step + Math.floorMod(series.start(), (long) series.step()) - Math.floorMod(series.start(), step);
        int lost = (int) Math.min(series.size(), Math.max(0, nudge / series.step() - 1));
        return upToEnd(series, series.start() + nudge, step, series.consolidated(valuesPerPoint, lost), 0);
    }
}

package plumbago.web.render.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/**
 * {@code {"labels": ["Time", …], "data": [[milliseconds, value, …], …]}}. If all series have as many values, these stand
 * side by side at the times of the first, as in Graphite; else there is a row for each time of any series.
 */
final class DygraphFormat implements AnswerFormat {
    private static final int VALUE_STEPS = 16;

    /** A missing value, a comma and a blank. */
    private static final int MISSING_BYTES = 6;

    @Override
    public List<String> names() {
        return List.of("dygraph");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return (long) series.size() * AnswerSize.TIMED_VALUE + AnswerSize.inJson(series.name());
    }

    /** Claims what the values alone do not cover: rows in which most is missing. */
    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        if (all.isEmpty()) {
            to.ascii("{}");
            return;
        }
        to.ascii("{\"labels\" : [\"Time\"");
        List<ShownValues> columns = new ArrayList<>(all.size());
        for (Series series : all) {
            to.ascii(", ").json(series.name());
            columns.add(ShownValues.of(series));
        }
        ShownValues first = ShownValues.before(all.get(0), all.get(0).end());
        boolean sideBySide = all.stream().allMatch(series -> series.size() == first.count());
        // Where they stand side by side, all have the times of the first.
        List<ShownValues> timed = sideBySide ? Collections.nCopies(columns.size(), first) : columns;
        long[] times = times(timed, columns, work, claim);
        claim.accept(sideBySide ? 0 : 2L * MISSING_BYTES * times.length * columns.size());
        int[] next = new int[columns.size()];
        to.ascii("], \"data\" : [");
        for (int row = 0; row < times.length; row++) {
            to.ascii(row == 0 ? "[" : ", [").number(times[row] * 1000);
            work.done((long) VALUE_STEPS * next.length);
            for (int column = 0; column < next.length; column++) {
                ShownValues points = columns.get(column);
                double value = Double.NaN;
                // The last value of a time counts, where there are several.
                while (next[column] < points.count() && timed.get(column).time(next[column]) == times[row]) {
                    value = points.value(next[column]++);
                }
                to.ascii(", ");
                if (Double.isInfinite(value)) {
                    to.ascii(value > 0 ? "Infinity" : "-Infinity");
                } else {
                    to.json(value, all.get(column).whole());
                }
            }
            to.put(']');
        }
        to.ascii("]}");
    }

    /** All times that any of them has a value at, in order. */
    private static long[] times(List<ShownValues> timed, List<ShownValues> columns, Work work, LongConsumer claim) {
        Set<List<Long>> layouts = new HashSet<>();
        List<long[]> runs = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            ShownValues points = timed.get(column);
            int count = columns.get(column).count();
            if (layouts.add(List.of(points.start(), points.step(), (long) count))) {
                claim.accept(2L * Long.BYTES * count);
                work.done(2L * count);
                long[] times = new long[count];
                for (int i = 0; i < count; i++) {
                    times[i] = points.time(i);
                }
                runs.add(merged(times, new long[0]));
            }
        }
        while (runs.size() > 1) {
            List<long[]> fewer = new ArrayList<>();
            for (int i = 0; i + 1 < runs.size(); i += 2) {
                work.done(2L * (runs.get(i).length + runs.get(i + 1).length));
                fewer.add(merged(runs.get(i), runs.get(i + 1)));
            }
            if (runs.size() % 2 == 1) {
                fewer.add(runs.get(runs.size() - 1));
            }
            runs = fewer;
        }
        return runs.get(0);
    }

    /** The times of both, each once. */
    private static long[] merged(long[] one, long[] other) {
        long[] merged = new long[one.length + other.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < one.length || j < other.length) {
            long time = j >= other.length || (i < one.length && one[i] <= other[j]) ? one[i++] : other[j++];
            if (n == 0 || merged[n - 1] != time) {
                merged[n++] = time;
            }
        }
        return n == merged.length ? merged : Arrays.copyOf(merged, n);
    }
}

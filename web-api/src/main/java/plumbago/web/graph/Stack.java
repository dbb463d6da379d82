package plumbago.web.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.web.render.series.Series;

/**
 * Puts series on top of each other, stored value by stored value, before anything is thinned out: {@code areaMode=stacked}.
 * A missing value adds nothing. Series of other steps or starts are added at their own times, each value counting over the
 * whole of its step; graphite-web adds those by their place in the list.
 */
final class Stack {
    private static final int MOST_CELLS = 1 << 24;

    private final long start;
    private final int step;
    private final double[] sums;

    /** @param claim called before memory is taken, in bytes */
    Stack(List<Series> all, LongConsumer claim) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long finest = 0;
        for (Series series : all) {
            long width = Math.max(1, series.step());
            first = Math.min(first, series.start());
            last = Math.max(last, series.start() + width * series.size());
            finest = gcd(gcd(finest, width), Math.abs(series.start() - first));
        }
        long cells = all.isEmpty() ? 0 : (last - first) / finest;
        if (cells > MOST_CELLS) {
            // Steps that have nothing in common: then the shortest of them has to do.
            finest =
                    all.stream().mapToLong(one -> Math.max(1, one.step())).min().orElse(1);
            cells = Math.min(MOST_CELLS, (last - first + finest - 1) / finest);
        }
        start = first;
        step = (int) Math.max(1, finest);
        claim.accept(Double.BYTES * cells);
        sums = new double[(int) cells];
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The series on top of those before. */
    Series add(Series series, Work work, LongConsumer claim) {
        claim.accept((long) Double.BYTES * series.size());
        double[] values = Arrays.copyOf(series.values(), series.size());
        int width = Math.max(1, series.step());
        work.done(values.length + (long) values.length * width / step);
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            int from = cell(series.start() + (long) i * width);
            int to = Math.max(from + 1, cell(series.start() + (i + 1L) * width));
            double own = values[i];
            if (from < sums.length) {
                values[i] += sums[from];
            }
            for (int cell = from; cell < to && cell < sums.length; cell++) {
                sums[cell] += own;
            }
        }
        return series.with(values);
    }

    private int cell(long time) {
        return (int) Math.max(0, Math.min(sums.length, (time - start) / step));
    }
}

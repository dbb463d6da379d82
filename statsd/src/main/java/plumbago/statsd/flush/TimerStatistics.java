package plumbago.statsd.flush;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.config.StatsdOptions.Bin;
import plumbago.statsd.config.StatsdOptions.HistogramBins;
import plumbago.statsd.config.StatsdOptions.Percentile;

/** Computes the statistics of timers, in the original's order and with its arithmetic. Unchangeable. */
final class TimerStatistics {
    /** Takes one statistic. */
    @FunctionalInterface
    interface StatisticVisitor {
        /** @param name with a point in front; the same array each time */
        void statistic(byte[] name, double value);
    }

    private static final Pattern PERCENT = Pattern.compile("_(top)?\\d+$");

    /** A statistic's name, or one that is not wanted. */
    private record Name(byte[] bytes, boolean wanted) {
        void give(double value, StatisticVisitor to) {
            if (wanted) {
                to.statistic(bytes, value);
            }
        }
    }

    /** The five names of a percentile. */
    private record Threshold(double percent, Name count, Name mean, Name bound, Name sum, Name sumOfSquares) {}

    /** The bins of some timers. */
    private record Histogram(byte[] metric, List<Name> names, double[] limits) {}

    private final Set<String> wanted;
    private final double seconds;
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<Histogram> histograms = new ArrayList<>();
    private final Name deviation;
    private final Name upper;
    private final Name lower;
    private final Name count;
    private final Name countPerSecond;
    private final Name sum;
    private final Name sumOfSquares;
    private final Name mean;
    private final Name median;

    TimerStatistics(StatsdOptions options) {
        wanted = Set.copyOf(options.calculatedTimerMetrics());
        seconds = options.flushIntervalMillis() / 1000.0;
        for (Percentile percentile : options.percentThreshold()) {
            String text = percentile.text().replaceFirst("\\.", "_").replaceFirst("-", "top");
            thresholds.add(new Threshold(
                    percentile.value(),
                    name("count_" + text),
                    name("mean_" + text),
                    name((percentile.value() > 0 ? "upper_" : "lower_") + text),
                    name("sum_" + text),
                    name("sum_squares_" + text)));
        }
        for (HistogramBins one : options.histogram()) {
            List<Name> names = new ArrayList<>();
            double[] limits = new double[one.bins().size()];
            boolean isWanted = name("histogram").wanted();
            for (Bin bin : one.bins()) {
                limits[names.size()] = bin.limit();
                String text = ".histogram.bin_" + bin.text().replaceFirst("\\.", "_");
                names.add(new Name(text.getBytes(StandardCharsets.UTF_8), isWanted));
            }
            histograms.add(new Histogram(one.metric().getBytes(StandardCharsets.UTF_8), names, limits));
        }
        deviation = name("std");
        upper = name("upper");
        lower = name("lower");
        count = name("count");
        countPerSecond = name("count_ps");
        sum = name("sum");
        sumOfSquares = name("sum_squares");
        mean = name("mean");
        median = name("median");
    }

    private Name name(String text) {
        boolean isWanted =
                wanted.isEmpty() || wanted.contains(PERCENT.matcher(text).replaceFirst("_percent"));
        return new Name(("." + text).getBytes(StandardCharsets.UTF_8), isWanted);
    }

    /** Those of a timer that nothing came in for. */
    void ofNone(StatisticVisitor to) {
        count.give(0, to);
        countPerSecond.give(0, to);
    }

    /**
     * Those of a timer.
     *
     * @param timesCounted how often its values count, by their sample rates
     */
    void of(byte[] key, Distribution values, double timesCounted, StatisticVisitor to) {
        long size = values.count();
        for (Threshold threshold : thresholds) {
            ofThreshold(threshold, values, to);
        }
        double total = values.sumOfLowest(size);
        deviation.give(values.deviation(), to);
        upper.give(values.value(size - 1), to);
        lower.give(values.value(0), to);
        count.give(timesCounted, to);
        countPerSecond.give(timesCounted / seconds, to);
        sum.give(total, to);
        sumOfSquares.give(values.sumOfSquaresOfLowest(size), to);
        mean.give(total / size, to);
        long middle = size / 2;
        median.give(size % 2 == 1 ? values.value(middle) : (values.value(middle - 1) + values.value(middle)) / 2, to);
        for (Histogram histogram : histograms) {
            if (contains(key, histogram.metric())) {
                ofHistogram(histogram, values, to);
                break;
            }
        }
    }

    private static void ofThreshold(Threshold threshold, Distribution values, StatisticVisitor to) {
        long size = values.count();
        long within = size;
        double bound = values.value(size - 1);
        double total = values.sumOfLowest(size);
        double squares = values.sumOfSquaresOfLowest(size);
        if (size > 1) {
            within = (long) Math.floor(Math.abs(threshold.percent()) / 100 * size + 0.5);
            if (within == 0) {
                return;
            }
            // More than all is no number of values; the original reads past the end.
            if (within > size) {
                bound = Double.NaN;
                total = Double.NaN;
                squares = Double.NaN;
            } else if (threshold.percent() > 0) {
                bound = values.value(within - 1);
                total = values.sumOfLowest(within);
                squares = values.sumOfSquaresOfLowest(within);
            } else {
                bound = values.value(size - within);
                total -= values.sumOfLowest(size - within);
                squares -= values.sumOfSquaresOfLowest(size - within);
            }
        }
        threshold.count().give((double) within, to);
        // The mean of one value is the value, whatever the sums are.
        threshold.mean().give(size > 1 ? total / within : values.value(0), to);
        threshold.bound().give(bound, to);
        threshold.sum().give(total, to);
        threshold.sumOfSquares().give(squares, to);
    }

    private static void ofHistogram(Histogram histogram, Distribution values, StatisticVisitor to) {
        long before = 0;
        for (int i = 0; i < histogram.limits().length; i++) {
            // A bin below the one before it gets nothing, as in the original.
            long below = histogram.limits()[i] == Double.POSITIVE_INFINITY
                    ? values.count()
                    : Math.max(before, values.countBelow(histogram.limits()[i]));
            histogram.names().get(i).give((double) (below - before), to);
            before = below;
        }
    }

    /** Whether some bytes are within others. */
    static boolean contains(byte[] key, byte[] part) {
        for (int at = 0; at + part.length <= key.length; at++) {
            int same = 0;
            while (same < part.length && key[at + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}

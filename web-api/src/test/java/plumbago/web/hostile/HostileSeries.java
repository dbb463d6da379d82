package plumbago.web.hostile;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReader;

/** Series whose values are hard to draw: infinite, huge, tiny, missing, or none at all. */
final class HostileSeries implements SeriesReader {
    private static final int MANY = 30;
    private static final int MOST_POINTS = 120_000;

    static MetricIndex index() {
        MetricIndex index = new MetricIndex();
        for (String name : "load constant gaps counts infinite huge tiny mixed nulls one none long".split(" ")) {
            index.add("n." + name);
        }
        for (int i = 0; i < MANY; i++) {
            index.add("n.many.m" + i);
        }
        return index;
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now) {
        SplittableRandom random = new SplittableRandom(metric.hashCode());
        int step = metric.equals("n.long") ? 1 : metric.equals("n.gaps") ? 7 : (int) Math.max(1, (until - from) / 500);
        long start = from - Math.floorMod(from, step) + step;
        int points = (int) Math.min(MOST_POINTS, Math.max(1, (until - start) / step + 1));
        if (metric.equals("n.one") || metric.equals("n.none")) {
            points = metric.equals("n.one") ? 1 : 0;
        }
        double[] values = new double[points];
        Arrays.setAll(values, i -> value(metric, i, random));
        return Optional.of(new SeriesRange(start, start + (long) points * step, step, values));
    }

    private static double value(String metric, int at, SplittableRandom random) {
        return switch (metric) {
            case "n.constant" -> 42;
            case "n.gaps" -> at / 5 % 2 == 0 ? Double.NaN : at % 11;
            case "n.counts" -> random.nextInt(4);
            case "n.infinite" -> at % 9 == 0 ? Double.POSITIVE_INFINITY : at % 7 == 0 ? Double.NEGATIVE_INFINITY : at;
            case "n.huge" -> (at % 2 == 0 ? 1 : -1) * Double.MAX_VALUE;
            case "n.tiny" -> at % 3 * Double.MIN_VALUE;
            case "n.mixed" -> Double.longBitsToDouble(random.nextLong());
            case "n.nulls" -> Double.NaN;
            default -> 50 + 40 * Math.sin(at / 40.0) + random.nextDouble();
        };
    }
}

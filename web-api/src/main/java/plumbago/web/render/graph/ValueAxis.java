package plumbago.web.render.graph;

import java.util.ArrayList;
import java.util.List;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** The upright axis: its range, and round values to mark on it. */
record ValueAxis(double low, double high, List<Double> ticks, List<String> labels) {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    static ValueAxis of(List<Series> series, GraphOptions options, double height) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series one : series) {
            for (double value : one.values()) {
                if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        low = Double.isNaN(options.yMin()) ? low : options.yMin();
        high = Double.isNaN(options.yMax()) ? high : options.yMax();
        if (!(low < high) || Double.isInfinite(high - low)) {
            double middle = Double.isInfinite(low) || Double.isInfinite(high) ? 0 : low;
            low = middle - Math.max(1, Math.abs(middle) * 0.1);
            high = middle + Math.max(1, Math.abs(middle) * 0.1);
        }
        double step = round((high - low) / Math.max(2, height / 40));
        double first = Double.isNaN(options.yMin()) ? Math.floor(low / step) * step : low;
        double last = Double.isNaN(options.yMax()) ? Math.ceil(high / step) * step : high;
        List<Double> ticks = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (double i = Math.ceil(first / step - 1e-9); i * step <= last + step * 1e-9 && ticks.size() < 100; i++) {
            ticks.add(i * step);
            labels.add(label(i * step));
        }
        return new ValueAxis(first, last, ticks, labels);
    }

    /** The next of 1, 2 or 5 times a power of ten. */
    private static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double lead = step / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    private static String label(double value) {
        int prefix = 0;
        double scaled = value;
        while (Math.abs(scaled) >= 1000 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        return Numbers.general(scaled) + PREFIXES[prefix];
    }

    /** Where a value lies: 0 at the bottom, 1 at the top. */
    double share(double value) {
        return (value - low) / (high - low);
    }
}

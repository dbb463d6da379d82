package plumbago.web.graph;

import java.util.List;
import plumbago.base.measure.Work;

/**
 * The smallest and the largest value that an axis has to show, before it is rounded.
 *
 * @param low finite
 * @param high finite, and not below {@code low}
 */
record ValueRange(double low, double high) {
    /** What has a meaning on paper; beyond it differences between values would be infinite. */
    private static final double LARGEST = 8.9e307;

    ValueRange {
        low = Math.max(-LARGEST, Math.min(LARGEST, low));
        high = Math.max(low, Math.min(LARGEST, high));
    }

    /**
     * Of what is drawn. Upright lines have no values; where there are none at all the range is 0 to 1.
     *
     * @param nullAsZero counts missing values as zeros
     */
    static ValueRange of(List<Curve> curves, boolean nullAsZero, Work work) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean missing = false;
        for (Curve curve : curves) {
            work.done(curve.drawn().length + (long) curve.series().size());
            // Stored values count, whatever has become of them.
            missing |= nullAsZero && curve.hasNull();
            for (double value : curve.drawn()) {
                if (!curve.infinite() && !Double.isInfinite(value)) {
                    low = value < low ? value : low;
                    high = value > high ? value : high;
                }
            }
        }
        if (low > high) {
            return new ValueRange(0, 1);
        }
        if (nullAsZero && missing) {
            low = Math.min(low, 0);
            high = Math.max(high, 0);
        }
        return new ValueRange(low, high);
    }
}

package plumbago.web.graph;

import plumbago.web.graph.GraphOptions.Limits;

/**
 * The range of an axis after a request's limits are applied, and which of its ends they fix.
 *
 * @param low below {@code high}
 * @param lowFixed whether the axis begins there exactly
 * @param highFixed whether it ends there exactly
 * @param limit what rounding may not go beyond, or infinity
 */
record AxisLimits(double low, double high, boolean lowFixed, boolean highFixed, double limit) {
    /** A value closer to zero than this has no tenth to speak of. */
    private static final double TINY = 1e-9;

    /** @throws InvalidGraphException if they leave no range */
    static AxisLimits of(ValueRange data, Limits asked) {
        double low = data.low();
        double high = data.high();
        boolean lowFixed = !Double.isNaN(asked.min());
        boolean highFixed = false;
        boolean atLargest = asked.max() == Double.POSITIVE_INFINITY;
        if (lowFixed) {
            low = asked.min();
        }
        if (!atLargest && !Double.isNaN(asked.max())) {
            high = asked.max();
            highFixed = true;
        }
        double limit = Double.POSITIVE_INFINITY;
        if (asked.limit() < high) {
            high = asked.limit();
            highFixed = true;
            atLargest = false;
        } else if (!Double.isNaN(asked.limit())) {
            limit = asked.limit();
        }
        if (low < high) {
            return new AxisLimits(low, high, lowFixed, highFixed || atLargest, limit);
        }
        if (lowFixed && highFixed) {
            throw new InvalidGraphException("the axis of values would begin at " + low + " and end at " + high
                    + "; yMin must be below yMax and yLimit");
        }
        if (lowFixed) {
            high = low + tenth(low);
        } else if (highFixed) {
            low = high - tenth(high);
        } else {
            double delta = tenth(Math.max(Math.abs(low), Math.abs(high)));
            double middle = (low + high) / 2;
            low = middle - delta;
            high = middle + delta;
        }
        return new AxisLimits(low, high, lowFixed, highFixed || atLargest, limit);
    }

    private static double tenth(double value) {
        return Math.abs(value) < TINY ? 1 : 0.1 * Math.abs(value);
    }
}

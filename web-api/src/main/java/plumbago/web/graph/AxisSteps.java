package plumbago.web.graph;

import java.util.Collections;
import java.util.List;

/** Steps from one label to the next that are easy to read: 1, 2 or 5 times a power of ten, or powers of two. */
final class AxisSteps {
    /** What rounding may miss, in steps, without anyone seeing it. */
    static final double SLACK = 1e-4;

    /** There are not so many between the smallest double and the largest. */
    private static final int MOST_CANDIDATES = 4000;

    private AxisSteps() {}

    /**
     * The step that wastes least above and below the range, if the axis goes from one multiple of it to another and has one
     * of these numbers of steps. Of equal ones the smallest.
     *
     * @param divisors numbers of steps, each at least 1
     */
    static double choose(double low, double high, List<Integer> divisors, boolean binary) {
        double range = high - low;
        int most = Collections.max(divisors);
        int fewest = Collections.min(divisors);
        double least = Math.max(Double.MIN_NORMAL, range / most);
        double best = Double.NaN;
        double bestWaste = Double.POSITIVE_INFINITY;
        Candidates candidates = new Candidates(least, binary);
        for (int i = 0; i < MOST_CANDIDATES; i++) {
            double step = candidates.next();
            if (step * fewest >= range + 2 * bestWaste) {
                break;
            }
            for (int divisor : divisors) {
                double bottom = step * Math.floor(low / step + SLACK);
                double top = bottom + step * divisor;
                double waste = Math.max(top - high, low - bottom);
                if (top >= high - SLACK * step && waste < bestWaste) {
                    bestWaste = waste;
                    best = step;
                }
            }
        }
        return best > 0 ? best : Math.max(Double.MIN_NORMAL, least);
    }

    /** Steps in rising order, from a smallest one on. */
    private static final class Candidates {
        private static final double[] DECIMAL = {1, 2, 5};
        private static final double[] BINARY = {1};

        private final double least;
        private final double base;
        private final double[] mantissas;
        private double exponent;
        private int next;

        Candidates(double least, boolean binary) {
            this.least = least * (1 - SLACK);
            this.base = binary ? 2 : 10;
            this.mantissas = binary ? BINARY : DECIMAL;
            this.exponent = Math.floor(Math.log(least) / Math.log(base) - SLACK);
        }

        /** The next one; infinity behind the last. */
        double next() {
            while (exponent <= MOST_CANDIDATES) {
                double step = mantissas[next] * Math.pow(base, exponent);
                if (++next == mantissas.length) {
                    next = 0;
                    exponent++;
                }
                if (step >= least) {
                    return step;
                }
            }
            return Double.POSITIVE_INFINITY;
        }
    }
}

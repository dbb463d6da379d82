package plumbago.statsd.flush;

import plumbago.statsd.metric.Sketch;

/** The values of a timer in ascending order, known or estimated. */
interface Distribution {
    /** How many there are, at least 1. */
    long count();

    /** The value that has so many below it. */
    double value(long rank);

    /** The sum of the lowest values; NaN for a number below 0, as the original's. */
    double sumOfLowest(long values);

    /** The sum of their squares. */
    double sumOfSquaresOfLowest(long values);

    /** Population standard deviation. */
    double deviation();

    /** How many values are below a limit. */
    long countBelow(double limit);

    /** Values of which each is known: what lies in an array, ascending. Adds up from the lowest on, as the original does. */
    static Distribution of(double[] values, int from, int to) {
        int count = to - from;
        double[] sums = new double[count];
        double[] squares = new double[count];
        sums[0] = values[from];
        squares[0] = values[from] * values[from];
        for (int i = 1; i < count; i++) {
            double value = values[from + i];
            sums[i] = value + sums[i - 1];
            squares[i] = value * value + squares[i - 1];
        }
        return new Distribution() {
            @Override
            public long count() {
                return count;
            }

            @Override
            public double value(long rank) {
                return values[from + (int) rank];
            }

            @Override
            public double sumOfLowest(long lowest) {
                return lowest < 1 ? Double.NaN : sums[(int) lowest - 1];
            }

            @Override
            public double sumOfSquaresOfLowest(long lowest) {
                return lowest < 1 ? Double.NaN : squares[(int) lowest - 1];
            }

            @Override
            public double deviation() {
                double mean = sums[count - 1] / count;
                double sum = 0;
                for (int i = from; i < to; i++) {
                    sum += (values[i] - mean) * (values[i] - mean);
                }
                return Math.sqrt(sum / count);
            }

            @Override
            public long countBelow(double limit) {
                int below = 0;
                while (below < count && values[from + below] < limit) {
                    below++;
                }
                return below;
            }
        };
    }

    /** Values that a sketch has counted. */
    static Distribution of(Sketch sketch) {
        return new Distribution() {
            @Override
            public long count() {
                return sketch.count();
            }

            @Override
            public double value(long rank) {
                return sketch.value(rank);
            }

            @Override
            public double sumOfLowest(long values) {
                return values < 1 ? Double.NaN : sketch.sumOfLowest(values);
            }

            @Override
            public double sumOfSquaresOfLowest(long values) {
                return values < 1 ? Double.NaN : sketch.sumOfSquaresOfLowest(values);
            }

            @Override
            public double deviation() {
                double mean = sketch.sum() / sketch.count();
                return Math.sqrt(Math.max(0, sketch.sumOfSquares() / sketch.count() - mean * mean));
            }

            @Override
            public long countBelow(double limit) {
                return sketch.countBelow(limit);
            }
        };
    }
}

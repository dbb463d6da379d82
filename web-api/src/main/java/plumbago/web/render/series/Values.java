package plumbago.web.render.series;

import plumbago.base.measure.Work;

/** Arithmetic over arrays in which NaN means no value. */
public final class Values {
    /** What finding a value by its rank costs for each of many values, in terms of {@link Work}. */
    public static final int SELECTION_STEPS = 4;

    /** The same for a few, which are sorted. */
    public static final int PERCENTILE_STEPS = 16;

    private Values() {}

    /** How many are not missing of the values in {@code [from, to)}. */
    public static int count(double[] values, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                n++;
            }
        }
        return n;
    }

    /** How many are not missing. */
    public static int count(double[] values) {
        return count(values, 0, values.length);
    }

    /** Whether a result may stand on so many of so many values; on none it never stands. */
    public static boolean enough(int present, int total, double xFilesFactor) {
        return present > 0 && total > 0 && (double) present / total >= xFilesFactor;
    }

    /**
     * For each i the sum of the values from {@code i + 1} to {@code i + points}, added in this order as Python does;
     * NaN if one of them is missing. Eight neighbours grow side by side, since additions of one would wait for each other.
     *
     * @param into of the length of {@code values} less {@code points}
     */
    public static void slidingSums(double[] values, int points, double[] into) {
        int i = 0;
        for (; i + 8 <= into.length; i += 8) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            double sum4 = 0;
            double sum5 = 0;
            double sum6 = 0;
            double sum7 = 0;
            for (int j = i + 1; j <= i + points; j++) {
                sum0 += values[j];
                sum1 += values[j + 1];
                sum2 += values[j + 2];
                sum3 += values[j + 3];
                sum4 += values[j + 4];
                sum5 += values[j + 5];
                sum6 += values[j + 6];
                sum7 += values[j + 7];
            }
            into[i] = sum0;
            into[i + 1] = sum1;
            into[i + 2] = sum2;
            into[i + 3] = sum3;
            into[i + 4] = sum4;
            into[i + 5] = sum5;
            into[i + 6] = sum6;
            into[i + 7] = sum7;
        }
        for (; i < into.length; i++) {
            double sum = 0;
            for (int j = i + 1; j <= i + points; j++) {
                sum += values[j];
            }
            into[i] = sum;
        }
    }

    /** Copies the values that are there, in their order; returns how many there are. */
    public static int copyPresent(double[] values, int from, int to, double[] into) {
        int n = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                into[n++] = values[i];
            }
        }
        return n;
    }

    /**
     * Graphite's percentile: the value at rank {@code n/100 * (count + 1)}, counted from one; the last value if there
     * is none at that rank. A rank below zero counts from the end, as places in Python's lists do.
     *
     * @param interpolate whether a rank between two values gives something between them; else it is rounded up
     * @return NaN if there is no value at all
     */
    public static double percentile(double[] values, double n, boolean interpolate) {
        Ranked sorted = Ranked.of(values, 0, values.length);
        int size = sorted.size();
        if (size == 0) {
            return Double.NaN;
        }
        double fractional = n / 100.0 * (size + 1);
        if (!(Math.abs(fractional) < size)) {
            return sorted.at(fractional > 0 ? size - 1 : 0);
        }
        int rank = (int) fractional;
        double rest = fractional - rank;
        if (!interpolate) {
            rank += (int) Math.ceil(rest);
        }
        if (rank < 0) {
            return sorted.at(Math.max(0, size + rank - 1));
        }
        double result = sorted.at(Math.max(0, rank - 1));
        if (interpolate && rank < size) {
            result += rest * (sorted.at(rank) - result);
        }
        return result;
    }

    /** Whether there is a value at the rank of a percentile, and not only an end of the list near it. */
    public static boolean hasRank(double[] values, double n) {
        int size = count(values, 0, values.length);
        double rank = Math.ceil(n / 100.0 * (size + 1));
        return size > 0 && rank <= size + 1 && rank > -size;
    }

    /** Population standard deviation, by the sum of squared distances from the mean. */
    public static double standardDeviation(double[] values, int from, int to) {
        int n = 0;
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                n++;
            }
        }
        if (n == 0) {
            return Double.NaN;
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                double distance = values[i] - mean;
                squares += distance * distance;
            }
        }
        return Math.sqrt(squares / n);
    }
}

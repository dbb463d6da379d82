package plumbago.web.render.series;

import java.util.Arrays;
import plumbago.base.measure.Work;

/** Sorts long arrays bit by bit, so that it can be ended in between. */
public final class Sorting {
    /** What is no longer is sorted at once. */
    private static final int AT_ONCE = 1 << 18;

    private static final int STEPS = 32;

    private Sorting() {}

    /** The memory that sorting so many values takes besides. */
    public static long bytes(int n) {
        return n <= AT_ONCE ? 0 : (long) n * Double.BYTES;
    }

    /** Sorts as {@link Arrays#sort(double[])} does. */
    public static void sort(double[] values, Work work) {
        for (int from = 0; from < values.length; from += AT_ONCE) {
            int to = Math.min(values.length, from + AT_ONCE);
            work.done((long) STEPS * (to - from));
            Arrays.sort(values, from, to);
        }
        if (values.length <= AT_ONCE) {
            return;
        }
        double[] from = values;
        double[] into = new double[values.length];
        for (long run = AT_ONCE; run < values.length; run *= 2) {
            for (long begin = 0; begin < values.length; begin += 2 * run) {
                merge(
                        from,
                        into,
                        (int) begin,
                        (int) Math.min(values.length, begin + run),
                        (int) Math.min(values.length, begin + 2 * run),
                        work);
            }
            double[] other = from;
            from = into;
            into = other;
        }
        if (from != values) {
            System.arraycopy(from, 0, values, 0, values.length);
        }
    }

    /** Two runs that follow each other become one. */
    private static void merge(double[] from, double[] into, int begin, int middle, int end, Work work) {
        int left = begin;
        int right = middle;
        for (int i = begin; i < end; i++) {
            if (right >= end || (left < middle && Double.compare(from[left], from[right]) <= 0)) {
                into[i] = from[left++];
            } else {
                into[i] = from[right++];
            }
        }
        work.done(2L * (end - begin));
    }
}

package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Values;

/** Windows that slide are what each of them is for itself. */
final class SlidingWindowTest {
    private static final double[] ODD = {
        0.0, -0.0, 1, -1, 1e300, -1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    private static final Context CONTEXT = new Evaluation().context();

    private static double[] naive(double[] values, int points, Aggregation aggregation, double xFilesFactor) {
        double[] result = new double[Math.max(0, values.length - points)];
        for (int i = 0; i < result.length; i++) {
            double[] window = Arrays.stream(values, i + 1, i + points + 1)
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            result[i] = Values.enough(window.length, points, xFilesFactor) ? aggregation.of(window) : Double.NaN;
        }
        return result;
    }

    private static double[] slide(double[] values, int points, Aggregation aggregation, double xFilesFactor) {
        double[] result = new double[Math.max(0, values.length - points)];
        SlidingWindow.slide(CONTEXT, values, points, aggregation, xFilesFactor, result);
        return result;
    }

    private static double[] random(SplittableRandom random, int n, int gaps, boolean odd) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = gaps > 0 && random.nextInt(gaps) == 0
                    ? Double.NaN
                    : odd && random.nextInt(3) == 0
                            ? ODD[random.nextInt(ODD.length)]
                            : random.nextInt(4) == 0 ? random.nextInt(5) : random.nextDouble() * 1000 - 300;
        }
        return values;
    }

    /** Bit by bit, minus zero and all. */
    private static void assertSame(double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(actual[i]), what + " at " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void isTheSameToTheLastBit(Aggregation aggregation) {
        SplittableRandom random = new SplittableRandom(42);
        for (int round = 0; round < 400; round++) {
            int n = random.nextInt(200);
            int points = 1 + random.nextInt(round % 2 == 0 ? 12 : 220);
            int gaps = random.nextInt(5);
            double share = random.nextInt(3) / 2.0;
            double[] values = random(random, n, gaps, round % 3 == 0);
            assertSame(
                    naive(values, points, aggregation, share),
                    slide(values, points, aggregation, share),
                    aggregation + " of " + points + " in " + Arrays.toString(values));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEDIAN", "MINIMUM", "MAXIMUM", "RANGE", "COUNT", "LAST"})
    void longWindowsAreTheSameToo(Aggregation aggregation) {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 4; round++) {
            int points = SlidingOrder.MOST + 1 + random.nextInt(500);
            double[] values = random(random, 3 * points, round, round % 2 == 0);
            assertSame(
                    naive(values, points, aggregation, 0.5),
                    slide(values, points, aggregation, 0.5),
                    aggregation + " of " + points + " in round " + round);
        }
    }

    /** So long that sums are not worked out window by window any more. */
    @ParameterizedTest
    @EnumSource(names = {"AVERAGE", "AVERAGE_ZERO", "SUM", "DEVIATION"})
    void longWindowsAreNearlyTheSame(Aggregation aggregation) {
        SplittableRandom random = new SplittableRandom(1);
        int n = 40_000;
        int points = 17_000;
        double[] values = random(random, n, 3, false);
        // A value that has left takes no digits from the others.
        values[100] = 1e300;
        values[20_000] = -1e250;
        double[] sliding = slide(values, points, aggregation, 0);
        for (int i = 0; i < sliding.length; i += 97) {
            double[] window = Arrays.stream(values, i + 1, i + points + 1)
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double expected = aggregation.of(window);
            assertEquals(expected, sliding[i], Math.abs(expected) * 1e-11, aggregation + " at " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AVERAGE", "SUM"})
    void longWindowsOfWholeNumbersAreExact(Aggregation aggregation) {
        double[] values = new double[40_000];
        SplittableRandom random = new SplittableRandom(1);
        Arrays.setAll(values, i -> random.nextInt(1_000_000));
        double[] sliding = slide(values, 17_000, aggregation, 0);
        for (int i = 0; i < sliding.length; i += 997) {
            assertEquals(aggregation.of(values, i + 1, i + 17_001), sliding[i]);
        }
    }

    @Test
    void noWindowFitsIntoAShortSeries() {
        for (Aggregation aggregation : Aggregation.values()) {
            assertEquals(0, slide(new double[] {1, 2}, 2, aggregation, 0).length);
            assertEquals(0, slide(new double[0], Integer.MAX_VALUE, aggregation, 0).length);
            assertEquals(0, slide(new double[] {1}, 5, aggregation, 0).length);
        }
    }
}

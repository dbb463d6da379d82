package plumbago.web.render.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumbago.base.measure.Work;

final class RankedTest {
    private static double[] values(int n) {
        double[] odd = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -1e300, 7};
        SplittableRandom random = new SplittableRandom(n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> Double.NaN;
                case 1 -> odd[random.nextInt(odd.length)];
                default -> Double.longBitsToDouble(random.nextLong());
            };
        }
        return values;
    }

    @Test
    void manyAreRankedAsFewAre() {
        double[] values = values(3 * Ranked.MOST_SORTED);
        double[] sorted = Arrays.stream(values, 5, values.length - 5)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        Ranked ranked = Ranked.of(values, 5, values.length - 5);
        assertEquals(sorted.length, ranked.size());
        for (int i = 0; i < 40; i++) {
            int rank = (int) ((long) i * (sorted.length - 1) / 39);
            assertEquals(Double.doubleToRawLongBits(sorted[rank]), Double.doubleToRawLongBits(ranked.at(rank)));
        }
    }

    @Test
    void longArraysAreSortedAsShortOnesAre() {
        double[] values = values(1_000_003);
        double[] expected = values.clone();
        Arrays.sort(expected);
        Sorting.sort(values, Work.unwatched());
        assertArrayEquals(expected, values);
    }

    @Test
    void sortingIsLookedAtInBetween() {
        int[] looks = new int[1];
        Work work = new Work(() -> {
            if (++looks[0] > 2) {
                throw new IllegalStateException("no use");
            }
        });
        assertThrows(IllegalStateException.class, () -> Sorting.sort(values(3_000_000), work));
    }

    @Test
    void workIsLookedAtAfterSoManySteps() {
        int[] looks = new int[1];
        Work work = new Work(() -> looks[0]++);
        for (int i = 0; i < 10 * Work.STEPS; i++) {
            work.done(1);
        }
        assertEquals(9, looks[0]);
        work.done(Long.MAX_VALUE / 2);
        assertEquals(10, looks[0]);
    }
}

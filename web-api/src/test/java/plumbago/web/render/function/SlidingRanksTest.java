package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlidingRanksTest {
    private final Context context = new Evaluation().context();

    /** As many values as fill the tree, and one more or less. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 63, 64, 65})
    void findsTheMedianInATreeOfAnySize(int n) {
        double[] values = new SplittableRandom(n).doubles(n).toArray();
        SlidingRanks ranks = new SlidingRanks(context, values);
        for (int i = 0; i < n; i++) {
            ranks.enter(i);
            double[] sorted = Arrays.copyOf(values, i + 1);
            Arrays.sort(sorted);
            double upper = sorted[(i + 1) / 2];
            assertEquals(i % 2 == 0 ? upper : (sorted[(i + 1) / 2 - 1] + upper) / 2, ranks.result(i + 1));
        }
        for (int i = 0; i < n - 1; i++) {
            ranks.leave(i);
        }
        assertEquals(values[n - 1], ranks.result(1));
    }

    @Test
    void gapsTakeNoRank() {
        SlidingRanks ranks = new SlidingRanks(context, new double[] {Double.NaN, 2, Double.NaN, 1});
        ranks.enter(1);
        ranks.enter(3);
        assertEquals(1.5, ranks.result(2));
        ranks.leave(1);
        assertEquals(1, ranks.result(1));
    }
}

package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisStepsTest {
    private static final List<Integer> USUAL = List.of(4, 5, 6);

    @ParameterizedTest
    @CsvSource({"0, 100, 20", "0, 1, 0.2", "12.4, 23.9, 2", "-1, 1, 0.5", "0, 1e12, 2e11", "1e-12, 5e-12, 1e-12"})
    void isEasyToRead(double low, double high, double step) {
        assertEquals(step, AxisSteps.choose(low, high, USUAL, false), step * 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 32", "0, 1024, 256", "0, 5000, 1024"})
    void isAPowerOfTwoWhereUnitsAre(double low, double high, double step) {
        assertEquals(step, AxisSteps.choose(low, high, USUAL, true));
    }

    @Test
    void isAboveZeroForAnyRange() {
        Random random = new Random(18);
        for (int i = 0; i < 20_000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(600) - 300);
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
            if (!(high > low)) {
                continue;
            }
            double step = AxisSteps.choose(low, high, List.of(1 + random.nextInt(20)), random.nextBoolean());
            assertTrue(step > 0 && step < Double.POSITIVE_INFINITY, low + " to " + high + ": " + step);
        }
    }
}

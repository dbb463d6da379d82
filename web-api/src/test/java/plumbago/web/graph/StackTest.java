package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbago.base.measure.Work;
import plumbago.web.render.series.Series;

class StackTest {
    private static final double NONE = Double.NaN;

    private static Series series(long start, int step, double... values) {
        return new Series("s", start, start + (long) step * values.length, step, values);
    }

    private static double[] top(Series... all) {
        Stack stack = new Stack(List.of(all), bytes -> {});
        double[] last = {};
        for (Series one : all) {
            last = stack.add(one, Work.unwatched(), bytes -> {}).values();
        }
        return last;
    }

    @Test
    void addsValueByValue() {
        assertArrayEquals(new double[] {11, 22, 33}, top(series(0, 60, 1, 2, 3), series(0, 60, 10, 20, 30)));
    }

    @Test
    void whatIsMissingAddsNothingAndStaysAGap() {
        assertArrayEquals(
                new double[] {100, NONE, 133},
                top(series(0, 60, NONE, 2, 3), series(0, 60, NONE, 20, 30), series(0, 60, 100, NONE, 100)));
    }

    @Test
    void otherStepsAreAddedAtTheirTimes() {
        assertArrayEquals(new double[] {11, 12, 23, 24}, top(series(0, 60, 10, 20), series(0, 30, 1, 2, 3, 4)));
        assertArrayEquals(new double[] {11, 23}, top(series(0, 30, 1, 2, 3, 4), series(0, 60, 10, 20)));
    }

    @Test
    void otherStartsToo() {
        assertArrayEquals(new double[] {12, 20}, top(series(0, 60, 1, 2), series(60, 60, 10, 20)));
    }

    @Test
    void stepsWithoutACommonPartTakeNoEndlessMemory() {
        top(series(0, 86_399, 1, 2), series(1, 86_400, new double[40_000]));
    }
}

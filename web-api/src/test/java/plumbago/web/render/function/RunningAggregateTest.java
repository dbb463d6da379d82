package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static plumbago.web.render.function.Evaluation.NONE;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Values;

final class RunningAggregateTest {
    private static final Context CONTEXT = new Evaluation().context();

    private static double[] of(Aggregation aggregation, double xFilesFactor, double[]... columns) {
        RunningAggregate running = new RunningAggregate(CONTEXT, aggregation, 3);
        for (double[] column : columns) {
            running.add(column);
        }
        assertEquals(columns.length, running.series());
        assertEquals(3, running.rows());
        return running.result(xFilesFactor);
    }

    @Test
    void takesShorterColumnsAndGaps() {
        double[] first = {1, NONE, NONE};
        double[] second = {-2, 4};
        assertArrayEquals(new double[] {-1, 4, NONE}, of(Aggregation.SUM, 0, first, second));
        assertArrayEquals(new double[] {-0.5, 4, NONE}, of(Aggregation.AVERAGE, 0, first, second));
        assertArrayEquals(new double[] {-0.5, 2, NONE}, of(Aggregation.AVERAGE_ZERO, 0, first, second));
        assertArrayEquals(new double[] {2, 1, NONE}, of(Aggregation.COUNT, 0, first, second));
        assertArrayEquals(new double[] {-2, 4, NONE}, of(Aggregation.MINIMUM, 0, first, second));
        assertArrayEquals(new double[] {1, 4, NONE}, of(Aggregation.MAXIMUM, 0, first, second));
        assertArrayEquals(new double[] {-1, NONE, NONE}, of(Aggregation.SUM, 0.6, first, second));
    }

    @Test
    void nothingComesOfNoSeries() {
        assertArrayEquals(new double[] {NONE, NONE, NONE}, of(Aggregation.SUM, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUM", "AVERAGE", "AVERAGE_ZERO", "COUNT", "MINIMUM", "MAXIMUM"})
    void isTheSameAsRowByRowToTheLastBit(Aggregation aggregation) {
        SplittableRandom random = new SplittableRandom(7);
        double[][] columns = new double[50][3];
        RunningAggregate running = new RunningAggregate(CONTEXT, aggregation, 3);
        for (double[] column : columns) {
            for (int i = 0; i < 3; i++) {
                column[i] = random.nextInt(3) == 0 ? NONE : random.nextDouble() * 1000 - 500;
            }
            running.add(column);
        }
        double[] expected = new double[3];
        for (int i = 0; i < 3; i++) {
            double[] row = new double[columns.length];
            for (int j = 0; j < row.length; j++) {
                row[j] = columns[j][i];
            }
            expected[i] = Values.count(row) == 0 ? NONE : aggregation.of(row);
        }
        assertArrayEquals(expected, running.result(0));
    }

    @Test
    void doesNotKnowWhatNeedsAllValuesOrTheirOrder() {
        assertFalse(RunningAggregate.knows(Aggregation.MEDIAN));
        assertFalse(RunningAggregate.knows(Aggregation.DEVIATION));
        assertFalse(RunningAggregate.knows(Aggregation.DIFFERENCE));
        assertFalse(RunningAggregate.knows(Aggregation.PRODUCT));
        assertFalse(RunningAggregate.knows(Aggregation.RANGE));
        assertFalse(RunningAggregate.knows(Aggregation.LAST));
    }
}

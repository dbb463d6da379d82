package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.web.render.series.Aggregation;

/** {@link SlidingWindowTest} compares with all windows worked out one by one; here values come and go by hand. */
final class SlidingExtremeTest {
    private static final Context CONTEXT = new Evaluation().context();

    @Test
    void remembersWhatMayStillBecomeTheLargest() {
        SlidingExtreme most = new SlidingExtreme(CONTEXT, new double[] {5, 3, 4, 1}, 3, Aggregation.MAXIMUM);
        most.enter(0);
        most.enter(1);
        most.enter(2);
        assertEquals(5, most.result(3));
        most.leave(0);
        assertEquals(4, most.result(2));
        most.enter(3);
        // The three has been beaten by what came behind it; its leaving changes nothing.
        most.leave(1);
        assertEquals(4, most.result(2));
        most.leave(2);
        assertEquals(1, most.result(1));
    }

    @Test
    void findsTheSmallestToo() {
        SlidingExtreme least = new SlidingExtreme(CONTEXT, new double[] {5, 3, 4, 1}, 2, Aggregation.MINIMUM);
        least.enter(0);
        least.enter(1);
        assertEquals(3, least.result(2));
        least.leave(0);
        least.enter(2);
        assertEquals(3, least.result(2));
        least.leave(1);
        least.enter(3);
        assertEquals(1, least.result(2));
    }

    @ParameterizedTest
    @EnumSource(names = {"MINIMUM", "MAXIMUM"})
    void ofEqualValuesTheFirstCounts(Aggregation aggregation) {
        SlidingExtreme extreme = new SlidingExtreme(CONTEXT, new double[] {0.0, -0.0, 0.0}, 3, aggregation);
        extreme.enter(0);
        extreme.enter(1);
        assertEquals(0.0, extreme.result(2));
        extreme.leave(0);
        extreme.enter(2);
        assertEquals(-0.0, extreme.result(2));
    }

    @ParameterizedTest
    @EnumSource(names = {"MINIMUM", "MAXIMUM"})
    void placesGoRoundInARing(Aggregation aggregation) {
        double[] values = new double[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = aggregation == Aggregation.MAXIMUM ? -i : i;
        }
        SlidingExtreme extreme = new SlidingExtreme(CONTEXT, values, 7, aggregation);
        for (int i = 0; i < values.length; i++) {
            extreme.enter(i);
            int first = Math.max(0, i - 6);
            assertEquals(values[first], extreme.result(i - first + 1));
            if (i >= 6) {
                extreme.leave(first);
            }
        }
    }
}

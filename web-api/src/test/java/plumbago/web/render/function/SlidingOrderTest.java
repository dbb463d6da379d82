package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both keepers of a median, the one for short windows and the one for long ones, by hand. */
final class SlidingOrderTest {
    private static final double[] VALUES = {5, 1, 3, 3, Double.NaN, 4, -0.0, 0.0};

    private static SlidingWindow.Content content(boolean longWindow) {
        Context context = new Evaluation().context();
        return longWindow ? new SlidingRanks(context, VALUES) : new SlidingOrder(context, VALUES, 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theMedianIsInTheMiddleOrBetweenTwo(boolean longWindow) {
        SlidingWindow.Content content = content(longWindow);
        content.enter(0);
        assertEquals(5, content.result(1));
        content.enter(1);
        assertEquals(3, content.result(2));
        content.enter(2);
        assertEquals(3, content.result(3));
        content.leave(0);
        assertEquals(2, content.result(2));
        content.leave(1);
        content.leave(2);
        content.enter(5);
        assertEquals(4, content.result(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void equalValuesLeaveOneByOne(boolean longWindow) {
        SlidingWindow.Content content = content(longWindow);
        content.enter(1);
        content.enter(2);
        content.enter(3);
        assertEquals(3, content.result(3));
        content.leave(2);
        assertEquals(2, content.result(2));
        content.leave(3);
        assertEquals(1, content.result(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void zerosOfBothSignsAreTwoValues(boolean longWindow) {
        SlidingWindow.Content content = content(longWindow);
        content.enter(6);
        content.enter(7);
        content.leave(7);
        assertEquals(-0.0, content.result(1));
        content.enter(7);
        content.leave(6);
        assertEquals(0.0, content.result(1));
    }
}

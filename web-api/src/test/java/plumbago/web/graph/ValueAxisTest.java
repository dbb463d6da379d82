package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbago.web.graph.GraphOptions.Limits;

class ValueAxisTest {
    static GraphOptions.Axes options(double logBase) {
        return new GraphOptions.Axes(
                false,
                false,
                false,
                false,
                false,
                Limits.NONE,
                Limits.NONE,
                Limits.NONE,
                List.of(4, 5, 6),
                UnitSystem.SI,
                logBase,
                1,
                new GraphOptions.TimeLabels(ZoneOffset.UTC, "", "%m/%d"));
    }

    private static ValueAxis axis(double low, double high, double min, double max, double limit, double step) {
        return ValueAxis.of(new ValueRange(low, high), new Limits(min, max, limit, step), options(0), true);
    }

    private static ValueAxis axis(double low, double high) {
        return axis(low, high, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void endsAtMultiplesOfTheStep() {
        ValueAxis axis = axis(3, 97);
        assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0), axis.labelValues());
        assertEquals(0, axis.bottom());
        assertEquals(100, axis.top());
        assertEquals(0.25, axis.place(25));
    }

    @Test
    void endsWhereItIsToldTo() {
        ValueAxis axis = axis(0, 100, 7, 93, Double.NaN, Double.NaN);
        assertEquals(7, axis.bottom());
        assertEquals(93, axis.top());
        assertEquals(List.of(20.0, 40.0, 60.0, 80.0), axis.labelValues());
    }

    @Test
    void endsAtTheLargestValueIfToldTo() {
        ValueAxis axis = axis(0, 42.6, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
        assertEquals(42.6, axis.top());
        assertEquals(0, axis.bottom());
    }

    @Test
    void roundingStopsAtTheLimit() {
        assertEquals(98, axis(0, 97, Double.NaN, Double.NaN, 98, Double.NaN).top());
        assertEquals(50, axis(0, 97, Double.NaN, Double.NaN, 50, Double.NaN).top());
    }

    @Test
    void aConstantHasRoomOnBothSides() {
        assertEquals(List.of(-1.0, -0.5, 0.0, 0.5, 1.0), axis(0, 0).labelValues());
        assertTrue(axis(5, 5).bottom() < 5 && axis(5, 5).top() > 5);
    }

    @Test
    void limitsThatLeaveNoRangeAreRefused() {
        assertThrows(InvalidGraphException.class, () -> axis(0, 100, 50, 20, Double.NaN, Double.NaN));
    }

    @Test
    void aStepTooSmallIsNotFollowed() {
        assertTrue(axis(0, 100, Double.NaN, Double.NaN, Double.NaN, 0.001)
                        .labelValues()
                        .size()
                < 10);
    }

    @Test
    void aLogarithmicAxisHasPowers() {
        ValueAxis axis = ValueAxis.of(new ValueRange(5, 200), Limits.NONE, options(10), true);
        assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), axis.labelValues());
        assertEquals(0.5, axis.place(Math.sqrt(1000)), 1e-9);
        assertTrue(Double.isNaN(axis.place(0)));
        assertThrows(
                InvalidGraphException.class,
                () -> ValueAxis.of(new ValueRange(0, 200), Limits.NONE, options(10), true));
    }

    @Test
    void anyRangeHasAnAxis() {
        Random random = new Random(18);
        for (int i = 0; i < 20_000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(600) - 300);
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
            ValueAxis axis = axis(low, high);
            assertTrue(axis.top() > axis.bottom(), low + " to " + high);
            assertTrue(axis.labelValues().size() <= 1002, low + " to " + high);
            ValueAxis log = ValueAxis.of(
                    new ValueRange(Math.abs(low) + Double.MIN_NORMAL, Math.abs(low) + Math.abs(high)),
                    Limits.NONE,
                    options(1.5 + random.nextInt(10)),
                    true);
            assertTrue(log.top() > log.bottom(), low + " to " + high);
        }
    }
}

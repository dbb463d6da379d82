package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import plumbago.web.render.series.Aggregation;

final class SlidingSumsTest {
    private final Context context = new Evaluation().context();

    private SlidingSums content(Aggregation aggregation, double... values) {
        return new SlidingSums(context, values, 3, aggregation);
    }

    @Test
    void valuesComeAndGo() {
        SlidingSums sum = content(Aggregation.SUM, 1, 2, 3, 4, 5);
        sum.enter(0);
        sum.enter(1);
        assertEquals(3, sum.result(2));
        sum.enter(2);
        assertEquals(6, sum.result(3));
        sum.leave(0);
        assertEquals(5, sum.result(2));
        sum.enter(3);
        assertEquals(9, sum.result(3));
        sum.leave(1);
        sum.enter(4);
        assertEquals(12, sum.result(3));
        sum.leave(2);
        sum.leave(3);
        assertEquals(5, sum.result(1));
    }

    @Test
    void averagesDivideByThoseThatAreThere() {
        SlidingSums average = content(Aggregation.AVERAGE, 1, Double.NaN, 4);
        average.enter(0);
        average.enter(2);
        assertEquals(2.5, average.result(2));
        average.leave(0);
        assertEquals(4, average.result(1));
    }

    @Test
    void deviationsJoinWhatCameEarlierAndLater() {
        SlidingSums deviation = content(Aggregation.DEVIATION, 1, 3, 5, 7);
        deviation.enter(0);
        deviation.enter(1);
        assertEquals(1, deviation.result(2));
        deviation.enter(2);
        deviation.leave(0);
        deviation.enter(3);
        // 3, 5 and 7 lie 2, 0 and 2 from their mean.
        assertEquals(Math.sqrt(8 / 3.0), deviation.result(3), 1e-12);
        deviation.leave(1);
        deviation.leave(2);
        assertEquals(0, deviation.result(1));
    }

    @Test
    void aHugeValueThatHasLeftTakesNoDigitsAlong() {
        SlidingSums sum = content(Aggregation.SUM, 1e300, 0.1, 0.2, 0.3);
        sum.enter(0);
        sum.enter(1);
        sum.enter(2);
        sum.leave(0);
        sum.enter(3);
        assertEquals(0.6, sum.result(3), 1e-15);
    }
}

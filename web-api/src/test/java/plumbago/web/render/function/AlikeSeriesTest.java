package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.NONE;

import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbago.web.render.series.Series;

final class AlikeSeriesTest {
    private final AlikeSeries sum = new AlikeSeries(new Evaluation().context(), "sum");

    private static Series series(String name, long start, int step, double... values) {
        return new Series(name, start, start + (long) step * values.length, step, values);
    }

    @Test
    void addsUpWhatIsLaidOutAlike() {
        assertTrue(sum.add(series("a", 60, 60, 1, NONE, 3)));
        assertTrue(sum.add(series("b", 60, 60, 10, NONE, NONE)));
        Series result = sum.result(0);
        assertArrayEquals(new double[] {11, NONE, 3}, result.values());
        assertEquals(60, result.start());
        assertEquals(240, result.end());
        assertEquals(60, result.step());
        assertEquals("sumSeries(a,b)", result.name());
        assertEquals(Map.of("name", "sumSeries(a,b)", "aggregatedBy", "sum"), result.tags());
    }

    @Test
    void refusesWhatIsLaidOutOtherwiseAndGoesOn() {
        assertTrue(sum.add(series("a", 60, 60, 1, 2)));
        assertFalse(sum.add(series("b", 120, 60, 1, 2)));
        assertFalse(sum.add(series("b", 60, 120, 1, 2)));
        assertFalse(sum.add(series("b", 60, 60, 1, 2, 3)));
        assertFalse(sum.add(new Series("b", 60, 181, 60, new double[] {1, 2})));
        assertTrue(sum.add(series("c", 60, 60, 1, 2)));
        assertArrayEquals(new double[] {2, 4}, sum.result(0).values());
    }

    @Test
    void keepsNoHoldOfWhatItWasGiven() {
        double[] values = {1, 2};
        sum.add(series("a", 60, 60, values));
        assertArrayEquals(new double[] {1, 2}, sum.result(0).values());
        assertArrayEquals(new double[] {1, 2}, values);
    }

    @Test
    void tagsAreThoseInCommonAndPathsAreNamedOnce() {
        sum.add(series("disk;host=h1;rack=r1", 0, 60, 1).pathExpression("disk*"));
        sum.add(series("disk;host=h2;rack=r1", 0, 60, 1).pathExpression("disk*"));
        Series result = sum.result(0);
        assertEquals("sumSeries(disk*)", result.name());
        assertEquals(Map.of("name", "disk", "rack", "r1", "aggregatedBy", "sum"), result.tags());
    }

    @Test
    void heedsTheXFilesFactor() {
        sum.add(series("a", 0, 60, 1, 1));
        sum.add(series("b", 0, 60, NONE, 1));
        Series result = sum.result(0.6);
        assertArrayEquals(new double[] {NONE, 2}, result.values());
        assertEquals(0.6, result.xFilesFactor());
    }

    @Test
    void sumsOfCountsAreCounts() {
        sum.add(series("a", 0, 60, 1).whole(true));
        assertTrue(sum.result(0).whole());
        AlikeSeries mixed = new AlikeSeries(new Evaluation().context(), "sum");
        mixed.add(series("a", 0, 60, 1).whole(true));
        mixed.add(series("b", 0, 60, 1));
        assertFalse(mixed.result(0).whole());
        AlikeSeries average = new AlikeSeries(new Evaluation().context(), "average");
        average.add(series("a", 0, 60, 1).whole(true));
        assertFalse(average.result(0).whole());
    }
}

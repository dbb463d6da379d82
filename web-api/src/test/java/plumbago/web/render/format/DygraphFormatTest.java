package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import plumbago.web.render.series.Series;

final class DygraphFormatTest {
    @Test
    void writesRowsWhereAllHaveAsManyValues() {
        assertEquals(
                "{\"labels\" : [\"Time\", \"a\", \"b\"], \"data\" : [[60000, 1.5, 2], [120000, null, Infinity]]}",
                Written.text(
                        "dygraph",
                        Written.series("a", 1.5, Double.NaN),
                        Written.series("b", 2, Double.POSITIVE_INFINITY).whole(true)));
    }

    @Test
    void writesARowForEachTimeOfAny() {
        Series coarse = new Series("b", 120, 240, 120, new double[] {9});
        assertEquals(
                "{\"labels\" : [\"Time\", \"a\", \"b\"],"
                        + " \"data\" : [[60000, 1.0, null], [120000, 2.0, 9.0], [180000, 3.0, null]]}",
                Written.text("dygraph", Written.series("a", 1, 2, 3), coarse));
    }

    @Test
    void writesAnEmptyObjectForNoSeries() {
        assertEquals("{}", Written.text("dygraph"));
    }
}

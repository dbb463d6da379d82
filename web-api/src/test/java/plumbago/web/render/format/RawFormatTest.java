package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class RawFormatTest {
    @Test
    void writesALineForEachSeries() {
        assertEquals(
                "a.b,60,180,60|1.5,None\ncount,60,180,60|2,0.5\n",
                Written.text(
                        "raw",
                        Written.series("a.b", 1.5, Double.NaN),
                        Written.series("count", 2, 0.5).whole(true)));
        assertEquals("", Written.text("raw"));
    }
}

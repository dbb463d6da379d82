package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class RickshawFormatTest {
    @Test
    void writesPointsAsObjects() {
        assertEquals(
                "[{\"target\": \"a.b\", \"datapoints\": [{\"x\": 60, \"y\": 1.5}, {\"x\": 120, \"y\": null}]},"
                        + " {\"target\": \"c\", \"datapoints\": [{\"x\": 60, \"y\": -Infinity}]}]",
                Written.text(
                        "rickshaw",
                        Written.series("a.b", 1.5, Double.NaN),
                        Written.series("c", Double.NEGATIVE_INFINITY)));
    }
}

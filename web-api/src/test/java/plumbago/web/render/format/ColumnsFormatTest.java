package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;

final class ColumnsFormatTest {
    private static Series styled(String name, double... values) {
        return Written.series(name, values)
                .style(SeriesStyle.PLAIN
                        .withColor("#f00")
                        .withOpacity(0.5)
                        .withLineWidth(2)
                        .withDash(5)
                        .onSecondYAxis()
                        .asInfinite()
                        .asInvisible());
    }

    @Test
    void valuesStandInOneColumnWithTheStyle() {
        assertEquals(
                "[{\"target\": \"a.\\\"b\\\"\", \"index\": 0, \"tags\": {\"name\": \"a\"}, \"style\": {}, \"start\": 60,"
                        + " \"step\": 60, \"values\": [1.0, null, 2.5]}, "
                        + "{\"target\": \"c\", \"index\": 3, \"tags\": {\"name\": \"c\"}, \"style\": {\"color\": \"#f00\","
                        + " \"alpha\": 0.5, \"lineWidth\": 2.0, \"dashed\": 5.0, \"secondYAxis\": true,"
                        + " \"drawAsInfinite\": true, \"stacked\": true, \"invisible\": true}, \"start\": 60,"
                        + " \"step\": 60, \"values\": [null, 0.0]}]",
                Written.text(
                        "columns",
                        Written.series("a.\"b\"", 1, Double.NaN, 2.5).tag("name", "a"),
                        styled("c", Double.NaN, 0).targetIndex(3)));
        assertEquals("[]", Written.text("columns"));
    }

    @Test
    void infiniteValuesAreNumbersThatAreTooLarge() {
        String text = Written.text("columns", Written.series("a", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        assertTrue(text.endsWith("[1e999, -1e999]}]"), text);
    }
}

package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class JsonFormatTest {
    @Test
    void writesValuesTimesAndTags() {
        assertEquals(
                "[{\"target\": \"a.b\", \"tags\": {\"name\": \"a.b\"}, \"datapoints\": [[1.5, 60], [null, 120]]},"
                        + " {\"target\": \"caf\\u00e9\", \"tags\": {\"host\": \"\\\"\", \"name\": \"cpu\"},"
                        + " \"datapoints\": [[2, 60]]}]",
                Written.text(
                        "json",
                        Written.series("a.b", 1.5, Double.NaN),
                        Written.series("cpu;host=\"", 2).alias("caf\u00e9").whole(true)));
    }

    @Test
    void writesNullForWhatNobodyNamed() {
        assertEquals(
                "[{\"target\": null, \"tags\": {\"name\": \"7\"}, \"datapoints\": [[7.0, 60]]}]",
                Written.text("json", Written.series("7", 7).unnamed()));
    }

    @Test
    void foldsToAsManyValuesAsAreWanted() {
        assertEquals(
                "[{\"target\": \"a\", \"tags\": {\"name\": \"a\"}, \"datapoints\": [[1.5, 120], [3.5, 240], [5.0, 360]]}]",
                Written.text("json", Written.options(3, false), Written.series("a", 1, 2, 3, 4, 5)));
    }

    @Test
    void leavesOutWhatIsMissing() {
        assertEquals(
                "[{\"target\": \"a\", \"tags\": {\"name\": \"a\"}, \"datapoints\": [[1.0, 60], [3.0, 180]]}]",
                Written.text(
                        "json",
                        Written.options(0, true),
                        Written.series("none", Double.NaN),
                        Written.series("a", 1, Double.NaN, 3)));
    }

    @Test
    void writesNothingOfSeriesWithoutValues() {
        assertEquals("[]", Written.text("json"));
        assertEquals("[]", Written.text("json", Written.series("a")));
    }
}

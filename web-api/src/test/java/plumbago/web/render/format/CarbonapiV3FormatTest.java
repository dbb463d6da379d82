package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class CarbonapiV3FormatTest {
    @Test
    void writesAMessageForEachSeries() {
        String expected = "0a32 0a03 'a.b' 1203 'a.*' 1a03 'sum' 20 3c 28 b401 30 3c 3d 0000003f"
                + "4a10 000000000000f83f 000000000000f87f 58 1e 60 9601";
        assertEquals(
                Written.expected(expected),
                Written.hex(
                        "carbonapi_v3_pb",
                        Written.series("a.b", 1.5, Double.NaN)
                                .pathExpression("a.*")
                                .consolidation("sum")
                                .xFilesFactor(0.5)));
    }
}

package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CarbonapiV2FormatTest {
    @Test
    void writesAMessageForEachSeries() {
        String first = "0a22 0a03 'a.b' 10 3c 18 b401 20 3c 2a10 000000000000f83f 0000000000000000 3202 00 01";
        String second = "0a09 0a01 'c' 10 3c 18 3c 20 3c";
        assertEquals(
                Written.expected(first + second),
                Written.hex("carbonapi_v2_pb", Written.series("a.b", 1.5, Double.NaN), Written.series("c")));
    }

    @Test
    void hasThreeNames() {
        for (String name : new String[] {"protobuf", "protobuf3", "carbonapi_v2_pb"}) {
            assertTrue(CarbonapiV2Format.isNamed(name));
            assertEquals(
                    "application/x-protobuf",
                    FormatCatalogue.standard().named(name).contentType());
        }
        assertFalse(CarbonapiV2Format.isNamed("carbonapi_v3_pb"));
    }
}

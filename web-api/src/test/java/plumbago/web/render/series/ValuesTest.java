package plumbago.web.render.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "0.001, false, 1", "50, false, 2", "75, false, 3", "100, false, 3", "1e9, false, 3", "1e308, false, 3",
        "-900, false, 1", "50, true, 2", "40, true, 1.6", "75, true, 3", "1e308, true, 3", "-1e308, true, 1",
    })
    void aPercentileIsAmongTheValues(double n, boolean interpolate, double expected) {
        assertEquals(expected, Values.percentile(new double[] {3, Double.NaN, 1, 2}, n, interpolate), 1e-12);
    }
}

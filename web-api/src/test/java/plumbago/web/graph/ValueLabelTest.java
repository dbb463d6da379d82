package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueLabelTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100, 20, SI, 0",
        "20, 100, 20, SI, 20.0",
        "-20, 100, 20, SI, -20",
        "1000, 1000, 200, SI, 1000.0",
        "1000, 5000, 1000, SI, 1.0 k",
        "1500000, 6000000, 1000000, SI, 1.5 M",
        "2048, 8192, 1024, BINARY, 2.0 Ki",
        "0.5, 1, 0.25, SI, 0.50",
        "0.05, 0.2, 0.05, SI, 0.05",
        "2.5, 4, 0.5, SI, 2.5",
        "2.5, 1, 0.1, SI, 2.50",
        "7200, 14400, 3600, SEC, 2.0 H",
        "1e6, 4e6, 1e6, NONE, 1000000.0",
        "1e20, 4e20, 1e20, SI, 100000.0 P"
    })
    void isAsGraphiteWritesIt(double value, double span, double step, UnitSystem system, String label) {
        assertEquals(label, ValueLabel.of(value, span, step, system).strip());
    }

    @ParameterizedTest
    @CsvSource({"1000, 1.0 k", "10, 10.0", "0.001, 0.001"})
    void onALogarithmicAxisTheValueAloneCounts(double value, String label) {
        assertEquals(label, ValueLabel.of(value, 1e6, Double.NaN, UnitSystem.SI).strip());
    }
}

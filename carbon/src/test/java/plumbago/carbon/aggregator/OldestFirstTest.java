package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.measure.Measures;

class OldestFirstTest {
    private static final long T = 1_500_000_000L;
    private static final long MOST_BYTES = 1 << 20;
    private static final AggregatorOptions SMALL = new AggregatorOptions(false, 5, 0, 3600, MOST_BYTES, false);

    @TempDir
    Path folder;

    @BeforeEach
    void writeRules() {
        TestAggregator.writeRules(folder, "sum.<x> (60) = sum in.<x>");
    }

    @Test
    void aggregatesOfTheSameTimeAreBoundedBeforeTheirTurnComes() throws IOException {
        try (TestAggregator aggregator = new TestAggregator(folder, SMALL, T, false)) {
            Measures measures = new Measures();
            aggregator.sink.register(measures);
            for (int i = 0; i < 20_000; i++) {
                aggregator.send("in." + i, T, 1);
                double bytes = measures.value("plumbago_aggregator_bytes").orElseThrow();
                assertTrue(bytes < MOST_BYTES, bytes + " after " + i);
            }
            aggregator.run(T + 120);
            double tooLate =
                    measures.value("plumbago_aggregator_points_too_late_total").orElseThrow();
            assertEquals(20_000, aggregator.made().size() + tooLate);
        }
    }

    @Test
    void whatIsOfNoTimeThatIsNearDoesNotCloseWhatIsToCome() throws IOException {
        try (TestAggregator aggregator = new TestAggregator(folder, SMALL, T, true)) {
            for (int i = 0; i < 20_000; i++) {
                aggregator.send("in." + i, 4_000_000_000L, 1);
            }
            aggregator.run(T + 120);
            aggregator.made();
        }
        try (TestAggregator next = new TestAggregator(folder, SMALL, T + 120, true)) {
            next.made();
            next.send("in.new", T + 120, 7);
            next.run(T + 300);
            assertTrue(next.made().contains("sum.new " + (T + 120) / 60 * 60 + " 7.0"));
        }
    }
}

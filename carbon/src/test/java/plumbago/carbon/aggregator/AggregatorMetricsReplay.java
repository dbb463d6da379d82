package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import plumbago.base.measure.Measures;
import plumbago.carbon.goldens.GoldenReplay;

/** Asks for each of carbon-aggregator's own metrics. */
public final class AggregatorMetricsReplay implements GoldenReplay {
    @Override
    public String file() {
        return "self-metrics";
    }

    @Override
    public String member() {
        return "aggregator";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        assertEquals("always", golden.get("sent").asText());
        String name = golden.get("name").asText();
        Measures measures = new Measures();
        TestAggregator.writeRules(workplace, "all (60) = sum a.*");
        try (TestAggregator aggregator = new TestAggregator(workplace, TestAggregator.EXACT, 1000, false)) {
            aggregator.sink.register(measures);
            aggregator.send("a.b", 1000, 1);
            aggregator.send("a.c", 1000, 1);
            aggregator.run(1060);
            assertTrue(measures.all().stream()
                    .anyMatch(measure -> measure.metric().equals(name)
                            && measure.value().getAsDouble() == (name.equals("bufferedDatapoints") ? 2 : 1)));
        }
    }
}

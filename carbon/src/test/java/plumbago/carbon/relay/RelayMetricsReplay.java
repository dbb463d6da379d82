package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.stats.SelfMetrics;

/**
 * Asks for each of carbon's own metrics of destinations, which are sent only if there was what they tell of. One there is not:
 * a connection that takes nothing for a while is no state of its own here, and what waits then is in {@code waiting}.
 */
public final class RelayMetricsReplay implements GoldenReplay {
    private static final String NOT_HERE = "queuedUntilReady";
    private static final String WITH_RESETS = "slowConnectionReset";

    @Override
    public String file() {
        return "self-metrics";
    }

    @Override
    public String member() {
        return "relay_and_aggregator";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        String name = golden.get("name").asText();
        boolean isAlways = name.endsWith(WITH_RESETS);
        try (LineSink sink = new LineSink()) {
            sink.die(true);
            String metric =
                    name.replace(".D.", "." + TestForwarder.destination(sink).replace('.', '_') + ".");
            try (TestForwarder relay = start(workplace, sink, "USE_RATIO_RESET = True")) {
                SelfMetrics reports = new SelfMetrics(relay.measures, System::nanoTime);
                assertEquals(isAlways, reports.take().containsKey(metric), "with nothing done");
                int sent = 0;
                while (relay.dropped("full", sink) == 0) {
                    relay.send(sent++, 1);
                }
                Map<String, Double> waiting = reports.take();
                sink.open();
                relay.awaitSent(sink, sent - 1);
                waiting.putAll(reports.take());
                assertEquals(!name.endsWith(NOT_HERE), waiting.containsKey(metric), "after points");
                assertEquals(isAlways, reports.take().containsKey(metric), "with nothing done again");
            }
            try (TestForwarder relay =
                    start(Files.createDirectories(workplace.resolve("no")), sink, "USE_RATIO_RESET = False")) {
                assertEquals(
                        false,
                        new SelfMetrics(relay.measures, System::nanoTime).take().containsKey(metric));
            }
        }
    }

    private static TestForwarder start(Path folder, LineSink sink, String resets) throws Exception {
        return TestForwarder.start(
                folder,
                TestForwarder.destinations(sink),
                "RELAY_METHOD = constant",
                "MAX_SPOOL_BYTES = 4K",
                "USE_FLOW_CONTROL = False",
                resets);
    }
}

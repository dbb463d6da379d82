package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.rules.AggregationRules;

/**
 * Replays what carbon-aggregator made of points, with its way of forgetting. A line that is no rule makes our file unusable, and
 * the message has it; the rest of the case goes with the others, as it was recorded. Where WRITE_BACK_FREQUENCY is 0 carbon computes
 * without end; here it is as if nothing were set, and what comes out last of each interval has to be the same.
 */
public final class AggregatorReplay implements GoldenReplay {
    @Override
    public String file() {
        return "aggregator";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        JsonNode expected = golden.get("expect");
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < golden.get("rules").size(); i++) {
            String rule = golden.get("rules").get(i).asText();
            if (expected.get("rules").get(i).has("error")) {
                assertThrows(ConfigException.class, () -> AggregationRules.parse("conf", rule));
            } else {
                rules.add(rule);
            }
        }
        TestAggregator.writeRules(workplace, rules.toArray(new String[0]));
        JsonNode settings = golden.path("settings");
        AggregatorOptions options = new AggregatorOptions(
                settings.path("FORWARD_ALL").asBoolean(true),
                settings.path("MAX_AGGREGATION_INTERVALS").asInt(5),
                settings.path("WRITE_BACK_FREQUENCY").asLong(0),
                0,
                64 << 20,
                true);
        try (TestAggregator aggregator =
                new TestAggregator(workplace, options, golden.get("t0").asLong(), false)) {
            for (JsonNode event : golden.get("events")) {
                switch (event.get(0).asText()) {
                    case "in" ->
                        aggregator.send(
                                event.get(1).asText(),
                                event.get(2).asLong(),
                                event.get(3).asDouble());
                    case "at" -> aggregator.at(event.get(1).asLong());
                    case "run" -> aggregator.run(event.get(1).asLong());
                    default -> throw new AssertionError("unknown event: " + event);
                }
            }
            assertEquals(outs(expected.get("forwarded")), aggregator.forwarded);
            if (settings.path("WRITE_BACK_FREQUENCY").asDouble(1) == 0) {
                assertEquals(last(outs(expected.get("generated"))), last(aggregator.made));
            } else {
                assertEquals(outs(expected.get("generated")), aggregator.made);
            }
        }
    }

    private static Map<String, Double> last(List<TestAggregator.Out> outs) {
        Map<String, Double> last = new TreeMap<>();
        outs.forEach(out -> last.put(out.name() + ' ' + out.timestamp(), out.value()));
        return last;
    }

    private static List<TestAggregator.Out> outs(JsonNode points) {
        List<TestAggregator.Out> outs = new ArrayList<>();
        for (JsonNode point : points) {
            outs.add(new TestAggregator.Out(
                    point.get(0).asLong(),
                    point.get(1).asText(),
                    point.get(2).asLong(),
                    point.get(3).asDouble()));
        }
        return outs;
    }

    /** Replays the whole way through rewriting, aggregation and rewriting again, of which relay-output has a record. */
    public static final class EndToEnd implements GoldenReplay {
        @Override
        public String file() {
            return "relay-output";
        }

        @Override
        public String member() {
            return "aggregator_end_to_end";
        }

        @Override
        public Optional<JsonNode> single(JsonNode file) {
            return Optional.of(file.get(member()));
        }

        @Override
        public void replay(JsonNode golden, Path workplace) throws Exception {
            Files.writeString(
                    workplace.resolve("rewrite-rules.conf"),
                    golden.get("rewrite_rules")
                            .asText()
                            .replaceAll(" {3}", "\n")
                            .replace("] ", "]\n"));
            TestAggregator.writeRules(workplace, golden.get("aggregation_rules").asText());
            try (TestAggregator aggregator =
                    new TestAggregator(workplace, TestAggregator.AS_CARBON, 1_500_000_000, false)) {
                golden.get("sent").forEach(name -> aggregator.send(name.asText(), 1_500_000_000, 1));
                aggregator.run(1_500_000_010);
                List<String> names = new ArrayList<>();
                aggregator.forwarded.forEach(point -> names.add(point.name()));
                aggregator.made.forEach(point -> names.add(point.name()));
                List<String> expected = new ArrayList<>();
                golden.get("names_that_came_out").forEach(name -> expected.add(name.asText()));
                assertEquals(
                        expected.stream().sorted().toList(),
                        names.stream().sorted().toList());
            }
        }
    }
}

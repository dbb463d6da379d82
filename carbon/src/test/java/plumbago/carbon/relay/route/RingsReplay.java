package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.rules.AggregationRules;

/**
 * Replays the destinations of names by hash, of carbon (hash-rings) or of carbon-c-relay (c-relay-rings). The names stand
 * once for all cases, outside of them.
 */
public final class RingsReplay implements GoldenReplay {
    private final String file;
    private final boolean ofCRelay;
    private JsonNode metrics;

    public RingsReplay(String file) {
        this.file = file;
        this.ofCRelay = file.startsWith("c-relay");
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public void begin(JsonNode records) {
        metrics = records.path("metrics");
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws ConfigException {
        List<Destination> destinations = RelayRulesReplay.destinations(golden.get("destinations"));
        String type = golden.get("hash_type").asText();
        RoutingOptions options = new RoutingOptions(
                RelayMethod.of(golden.path("router").asText("consistent-hashing")),
                HashType.of(ofCRelay && !type.startsWith("jump") ? "c_relay_" + type : type),
                golden.get("rf").asInt(),
                golden.path("diverse").asBoolean());
        AggregationRules rules = AggregationRules.parse(
                "aggregation-rules.conf", golden.path("rules").asText());
        Router router = Routers.of(options, destinations, null, rules::aggregates);
        JsonNode expected = golden.get("expect");
        for (int i = 0; i < expected.get("result").size(); i++) {
            String metric = metrics.get(i).asText();
            String chosen = Arrays.stream(router.destinations(metric))
                    .mapToObj(index -> Integer.toString(index, 36))
                    .collect(Collectors.joining());
            String found = golden.path("unordered").asBoolean() ? sorted(chosen) : chosen;
            assertEquals(expected.get("result").get(i).asText(), found, metric);
        }
        if (expected.has("ring")) {
            HashRing ring = HashRing.of(options.hashType(), destinations);
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < ring.positions().length; i++) {
                entries.add("[" + ring.positions()[i] + "," + ring.owners()[i] + "]");
            }
            assertEquals(expected.get("ring").toString(), "[" + String.join(",", entries) + "]");
        }
    }

    private static String sorted(String text) {
        char[] letters = text.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }
}

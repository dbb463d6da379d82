package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import plumbago.carbon.goldens.GoldenReplay;

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
    public void replay(JsonNode golden, Path workplace) {
        List<Destination> destinations = RelayRulesReplay.destinations(golden.get("destinations"));
        String type = golden.get("hash_type").asText();
        RoutingOptions options = new RoutingOptions(
                RelayMethod.of(golden.path("router").asText("consistent-hashing")),
                HashType.of(ofCRelay && !type.startsWith("jump") ? "c_relay_" + type : type),
                golden.get("rf").asInt(),
                golden.path("diverse").asBoolean());
        Router router = Routers.of(
                options, destinations, null, aggregates(golden.path("rules").asText()));
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

    /** The aggregation rules of the cases, which use {@code *} and one field in a part. */
    private static Function<String, List<String>> aggregates(String rules) {
        Pattern line = Pattern.compile("(?m)^(\\S+) \\(\\d+\\) = \\w+ (\\S+)$");
        return metric -> line.matcher(rules)
                .results()
                .map(rule -> aggregate(rule.group(1), rule.group(2), metric))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String aggregate(String output, String input, String metric) {
        String pattern = input.replace(".", "\\.").replace("*", "[^.]*").replaceAll("<(\\w+)>", "(?<$1>[^.]+)");
        Matcher matcher = Pattern.compile(pattern).matcher(metric);
        if (!matcher.matches()) {
            return "";
        }
        return Pattern.compile("<(\\w+)>").matcher(output).replaceAll(field -> matcher.group(field.group(1)));
    }
}

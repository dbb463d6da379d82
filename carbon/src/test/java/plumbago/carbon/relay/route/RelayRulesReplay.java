package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.GoldenReplay;

/**
 * Replays what relay-rules.conf made of names. Carbon never sends to a destination that is in the rules but not in
 * DESTINATIONS: ours has to refuse the file.
 */
public final class RelayRulesReplay implements GoldenReplay {
    private static final Pattern LISTED = Pattern.compile("(?m)^destinations *[=:](.*)$");

    @Override
    public String file() {
        return "relay-rules";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        String text = golden.get("relay_rules").asText();
        List<Destination> destinations = destinations(golden.get("destinations"));
        JsonNode result = golden.get("expect").path("result");
        if (result.isMissingNode() || !listed(text).stream().allMatch(destinations::contains)) {
            assertThrows(ConfigException.class, () -> RelayRules.parse("conf", text, destinations));
            return;
        }
        RelayRules rules = RelayRules.parse("conf", text, destinations);
        for (int i = 0; i < result.size(); i++) {
            String metric = golden.get("metrics").get(i).asText();
            assertArrayEquals(
                    new ObjectMapper().treeToValue(result.get(i), int[].class), rules.destinations(metric), metric);
        }
    }

    static List<Destination> destinations(JsonNode texts) {
        List<Destination> destinations = new ArrayList<>();
        texts.forEach(text -> destinations.add(Destination.parse(text.asText().replaceFirst("=(?=[^=]*$)", ":"))));
        return destinations;
    }

    private static Set<Destination> listed(String text) {
        return LISTED.matcher(text)
                .results()
                .map((MatchResult line) -> line.group(1).split(","))
                .flatMap(Arrays::stream)
                .map(Destination::parse)
                .collect(Collectors.toSet());
    }
}

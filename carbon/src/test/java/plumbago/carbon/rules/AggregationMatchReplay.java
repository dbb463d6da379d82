package plumbago.carbon.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.GoldenReplay;

/**
 * Replays which aggregates rules made of names. A rule that carbon takes and then fails with at every point that it is for,
 * because of its output or because it is for intervals of less than a second, has to be refused.
 */
public final class AggregationMatchReplay implements GoldenReplay {
    private static final String FAILS_AT_EVERY_POINT = ".*\\((0|-\\d+)\\) .*";

    @Override
    public String file() {
        return "aggregation-match";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        JsonNode expected = golden.get("expect");
        String rule = golden.get("rule").asText();
        if (expected.has("error")
                || hasError(expected.get("match"))
                || rule.matches(FAILS_AT_EVERY_POINT)
                || hasOtherFields(rule, expected.get("regex").asText())) {
            String message = assertThrows(ConfigException.class, () -> AggregationRules.parse("conf", rule))
                    .getMessage();
            assertEquals("conf, line 1: ", message.substring(0, Math.min(message.length(), 14)), message);
            return;
        }
        AggregationRules rules = AggregationRules.parse("conf", rule);
        expected.get("match").properties().forEach(name -> {
            List<String> aggregates = name.getValue().isNull()
                    ? List.of()
                    : List.of(name.getValue().asText());
            assertEquals(aggregates, rules.aggregates(name.getKey()), name.getKey());
        });
    }

    private static boolean hasOtherFields(String rule, String regex) {
        return Pattern.compile("<(\\w+)>")
                .matcher(rule.substring(0, rule.indexOf(' ')))
                .results()
                .anyMatch(field -> !regex.contains("(?P<" + field.group(1) + '>'));
    }

    private static boolean hasError(JsonNode names) {
        for (JsonNode name : names) {
            if (name.isObject()) {
                return true;
            }
        }
        return false;
    }
}

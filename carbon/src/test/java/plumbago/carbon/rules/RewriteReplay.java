package plumbago.carbon.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.GoldenReplay;

/**
 * Replays what rewrite-rules.conf made of names. A replacement that cannot be loses carbon the points it is for; ours has
 * to refuse the file.
 */
public final class RewriteReplay implements GoldenReplay {
    @Override
    public String file() {
        return "rewrite";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        JsonNode expected = golden.get("expect");
        String conf = golden.get("conf").asText();
        if (expected.has("error") || hasError(expected.path("pre")) || hasError(expected.path("post"))) {
            assertThrows(ConfigException.class, () -> RewriteRules.parse("conf", conf));
            return;
        }
        RewriteRules rules = RewriteRules.parse("conf", conf);
        compare(expected.get("pre"), rules::before);
        compare(expected.get("post"), rules::after);
        for (JsonNode line : expected.get("log")) {
            String quoted = line.asText().replaceFirst(".*?'", "'");
            assertTrue(rules.warnings().stream().anyMatch(w -> w.contains(quoted)), line.asText());
        }
    }

    private static boolean hasError(JsonNode names) {
        for (JsonNode name : names) {
            if (name.isObject()) {
                return true;
            }
        }
        return false;
    }

    private static void compare(JsonNode expected, UnaryOperator<String> rules) {
        expected.properties()
                .forEach(name -> assertEquals(name.getValue().asText(), rules.apply(name.getKey()), name.getKey()));
    }
}

package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.GoldenReplay;

/**
 * Replays what became of a storage-aggregation.conf. What carbon leaves to the database is here what Whisper takes then.
 * That there is no file, carbon logs, and ours need not.
 */
public final class StorageAggregationReplay implements GoldenReplay {
    @Override
    public String file() {
        return "storage-aggregation";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        JsonNode expected = golden.get("expect");
        boolean isFile = !golden.get("conf").isNull();
        if (isFile) {
            Files.writeString(
                    workplace.resolve(StorageAggregation.FILE_NAME),
                    golden.get("conf").asText());
        }
        if (expected.has("error")) {
            assertThrows(ConfigException.class, () -> StorageAggregation.in(workplace));
            return;
        }
        StorageAggregation rules = StorageAggregation.in(workplace);
        List<String> sections = new ArrayList<>();
        expected.get("sections").forEach(section -> sections.add(section.asText()));
        assertEquals(sections, rules.rules().stream().map(AggregationRule::name).toList());
        assertEquals(
                isFile ? expected.get("log").size() : 0,
                rules.warnings().size(),
                () -> rules.warnings().toString());
        expected.get("match").properties().forEach(match -> {
            AggregationRule rule = rules.ruleFor(match.getKey());
            JsonNode wanted = match.getValue();
            assertEquals(wanted.get("section").asText(), rule.name(), match.getKey());
            assertEquals(wanted.get("xff").asDouble(0.5), rule.xFilesFactor(), match.getKey());
            assertEquals(
                    wanted.get("method").isNull()
                            ? "average"
                            : wanted.get("method").asText(),
                    rule.method().label(),
                    match.getKey());
        });
    }
}

package plumbago.carbon.storage.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.MetricName;

/**
 * Replays how tagged names are normalised and where their files lie. Names without tags that are several spellings of one
 * file, or of none, are told apart by {@link MetricName} before there is a path; the paths are compared for the others.
 */
public final class TagsReplay implements GoldenReplay {
    @Override
    public String file() {
        return "tags";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        String name = golden.get("name").asText();
        JsonNode expected = golden.get("expect");
        Optional<String> normalised = TaggedName.normalise(name);
        if (expected.has("error")) {
            assertEquals(Optional.empty(), normalised, name);
        } else {
            assertEquals(Optional.of(expected.get("path").asText()), normalised);
        }
        String normal = normalised.orElse(name);
        String metric = MetricName.metricFor(name).orElse(null);
        if (normal.equals(metric)) {
            assertEquals(expected.get("file_hashed").asText(), MetricPath.of(metric, true));
            assertEquals(expected.get("file_plain").asText(), MetricPath.of(metric, false));
        } else if (metric != null) {
            // Empty parts lead to the same file.
            String path =
                    expected.get("file_hashed").asText().replaceAll("/+", "/").replaceAll("/\\.wsp$", ".wsp");
            assertEquals(path, MetricPath.of(metric, true));
        }
    }
}

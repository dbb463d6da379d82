package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.GoldenReplay;

/**
 * Replays what became of a storage-schemas.conf. Carbon takes some archives that it can never write a file with: of a
 * point without length ours has to refuse the file, and of archives without points, or of more than 32 bits can count,
 * it has to drop the section with a warning. Names of units longer than a letter, which it refuses, ours reads as Whisper.
 */
public final class StorageSchemasReplay implements GoldenReplay {
    @Override
    public String file() {
        return "storage-schemas";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        JsonNode expected = golden.get("expect");
        String conf = golden.get("conf").asText();
        if (isNameOfUnit(expected)) {
            assertEquals(
                    List.of("[[10,6]]", "[[60,10080]]"),
                    StorageSchemas.parse("conf", conf).schemas().stream()
                            .map(StorageSchemasReplay::archives)
                            .toList());
            return;
        }
        if (expected.has("error") || hasPointsWithoutLength(expected)) {
            assertThrows(ConfigException.class, () -> StorageSchemas.parse("conf", conf));
            return;
        }
        StorageSchemas schemas = StorageSchemas.parse("conf", conf);
        List<String> sections = new ArrayList<>();
        List<String> archives = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < expected.get("sections").size(); i++) {
            if (isPossible(expected.get("archives").get(i))) {
                kept.add(i);
                sections.add(expected.get("sections").get(i).asText());
                archives.add(expected.get("archives").get(i).toString());
            }
        }
        assertEquals(sections, schemas.schemas().stream().map(Schema::name).toList());
        assertEquals(
                archives,
                schemas.schemas().stream().map(StorageSchemasReplay::archives).toList());
        int dropped = expected.get("sections").size() - kept.size();
        assertEquals(
                expected.get("log").size() + dropped,
                schemas.warnings().stream()
                        .filter(w -> !w.contains("closing bracket"))
                        .count(),
                () -> schemas.warnings().toString());
        expected.get("match").properties().forEach(match -> {
            int index = kept.indexOf(match.getValue().get("index").asInt());
            Schema schema = schemas.schemaFor(match.getKey());
            if (index >= 0) {
                assertEquals(index, schemas.schemas().indexOf(schema), match.getKey());
            } else {
                assertNotEquals(match.getValue().get("archives").toString(), archives(schema), match.getKey());
            }
        });
    }

    /** Whether carbon complained of the one case where a unit has a longer name. */
    private static boolean isNameOfUnit(JsonNode expected) {
        return expected.path("log").path(0).asText().startsWith("Invalid unit 'sec'");
    }

    private static boolean hasPointsWithoutLength(JsonNode expected) {
        for (JsonNode archives : expected.get("archives")) {
            for (JsonNode archive : archives) {
                if (archive.get(0).asLong() == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a file's header can hold the archives: the retention and the place of each in 32 bits, none empty. */
    private static boolean isPossible(JsonNode archives) {
        List<JsonNode> finestFirst = new ArrayList<>();
        archives.forEach(finestFirst::add);
        finestFirst.sort(Comparator.comparingLong(archive -> archive.get(0).asLong()));
        double place = 0;
        for (JsonNode archive : finestFirst) {
            double seconds = archive.get(0).asDouble();
            double points = archive.get(1).asDouble();
            if (Math.max(seconds, points) > Integer.MAX_VALUE
                    || points < 1
                    || Math.max(seconds * points, place) >= 1L << 32) {
                return false;
            }
            place += points * 12;
        }
        return true;
    }

    private static String archives(Schema schema) {
        List<String> archives = new ArrayList<>();
        schema.retentions().forEach(r -> archives.add("[" + r.secondsPerPoint() + "," + r.points() + "]"));
        return "[" + String.join(",", archives) + "]";
    }
}

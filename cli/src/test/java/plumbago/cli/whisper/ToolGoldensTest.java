package plumbago.cli.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what the original tools were recorded doing. {@code -Dplumbago.goldens.cli=DIR} replays another folder of
 * records than the project's own.
 */
class ToolGoldensTest {
    private static final String FOLDER_PROPERTY = "plumbago.goldens.cli";

    /** Where the tools here do something else, on purpose. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "whisper-update-003",
            "of release 1.1.4; the newest version reads points from standard input, see whisper-update-026",
            "whisper-resize-024",
            "of release 1.1.4, which dies of --aggregate; the newest version does it, see whisper-resize-027",
            "whisper-resize-025",
            "of release 1.1.4, which dies of --aggregate; the newest version does it");

    @TempDir
    Path folder;

    @Test
    void doTheSameAsTheOriginals() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, String> differences = new TreeMap<>();
        int passed = 0;
        List<String> otherwise = new ArrayList<>();
        for (Path records : records()) {
            for (String line : Files.readAllLines(records)) {
                JsonNode record = mapper.readTree(line);
                String id = record.get("id").asText();
                String difference = new RecordedRun(record, Files.createDirectory(folder.resolve(id))).difference();
                if (difference == null) {
                    passed++;
                } else if (OTHERWISE.containsKey(id)) {
                    otherwise.add(id + ": " + OTHERWISE.get(id));
                } else {
                    differences.put(id, difference);
                }
            }
        }
        System.out.println("Tool goldens: " + passed + " passed, " + (differences.size() + otherwise.size())
                + " failed, of these on purpose: " + otherwise);
        assertEquals(Map.of(), differences);
        assertTrue(passed > 0, "there are no records");
    }

    private static List<Path> records() throws IOException, URISyntaxException {
        String folder = System.getProperty(FOLDER_PROPERTY);
        Path records = folder != null
                ? Path.of(folder)
                : Path.of(ToolGoldensTest.class.getResource("/goldens/cli").toURI());
        try (Stream<Path> files = Files.list(records)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }
}

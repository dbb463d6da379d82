package plumbago.whisper;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Replays what the original library was recorded doing. {@code -Dplumbago.goldens.whisper=DIR} replays another folder of
 * records than the project's own.
 */
class WhisperGoldensTest {
    private static final String FOLDER_PROPERTY = "plumbago.goldens.whisper";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Access.class)
    void doesWhatTheOriginalWasRecordedDoing(Access access) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<String> differences = new ArrayList<>();
        int passed = 0;
        int failed = 0;
        for (Path record : records()) {
            JsonNode scenario = mapper.readTree(record.toFile());
            Path workplace = Files.createDirectory(folder.resolve(record.getFileName()));
            List<String> found = new GoldenScenario(scenario, workplace).differences(access);
            if (found.isEmpty()) {
                passed++;
            } else {
                failed++;
                differences.addAll(found);
            }
        }
        System.out.println("Whisper goldens, " + access + ": " + passed + " passed, " + failed + " failed");
        assertEquals(List.of(), differences);
        assertTrue(passed > 0, "there are no records");
    }

    private static List<Path> records() throws IOException, URISyntaxException {
        String folder = System.getProperty(FOLDER_PROPERTY);
        Path records = folder != null
                ? Path.of(folder)
                : Path.of(
                        WhisperGoldensTest.class.getResource("/goldens/whisper").toURI());
        try (Stream<Path> files = Files.list(records)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}

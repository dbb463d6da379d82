package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That records can be replayed whatever the files in them are. */
class GoldenScenarioTest {
    /** A header of an average, without archives, and one that is cut short. */
    private static final List<String> HEADERS = List.of("AAAAAQAAAAA/AAAAAAAAAA==", "AAAAAQ==", "");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Access.class)
    void aFileWithoutArchivesIsNoErrorOfTheReplay(Access access) throws Exception {
        for (String header : HEADERS) {
            String record =
                    "{\"id\": \"none\", \"reference_defect\": \"recorded elsewhere\", \"steps\": [{\"op\": \"raw\","
                            + " \"file\": \"a" + header.length() + "\", \"base64\": \"" + header
                            + "\", \"expect\": {\"ok\": true},"
                            + " \"state\": {\"a" + header.length()
                            + "\": {\"size\": 999, \"sha256\": \"no such bytes\"}}}]}";
            List<String> differences =
                    new GoldenScenario(new ObjectMapper().readTree(record), folder).differences(access);
            assertEquals(1, differences.size(), differences.toString());
        }
    }
}

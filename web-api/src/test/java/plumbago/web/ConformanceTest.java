package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks what a real graphite-web was asked, over the same files, and expects the same answers. The table of what passed
 * stands in {@code docs/compatibility.md}; with {@code -Dplumbago.docs=write} it is written there anew.
 */
final class ConformanceTest {
    private static final String BEGIN = "<!-- conformance table: begin -->";
    private static final String END = "<!-- conformance table: end -->";
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void answersAsGraphiteDoes(@TempDir Path folder) throws Exception {
        ConformanceFixture.unpack(folder);
        List<String> failures = new ArrayList<>();
        Map<String, int[]> functions = new TreeMap<>();
        Map<String, int[]> areas = new TreeMap<>();
        try (WebServer server = FolderServer.of(folder, 0, Clock.systemUTC())) {
            server.start();
            RecordedCases cases = new RecordedCases(server.port());
            for (JsonNode request : ConformanceFixture.setUp()) {
                assertEquals(200, cases.send(request).statusCode(), request.toString());
            }
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(ConformanceFixture.resource("cases.jsonl.gz")), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode recorded = json.readTree(line);
                    String difference = cases.difference(recorded);
                    tally(areas, recorded.path("area").asText(), difference);
                    tally(functions, recorded.path("function").asText(), difference);
                    if (difference != null) {
                        failures.add(recorded.path("id").asText() + " " + recorded.path("params") + ": " + difference);
                    }
                }
            }
        }
        assertEquals(List.of(), failures);
        checkPage(table(areas, functions));
    }

    private static void tally(Map<String, int[]> table, String key, String difference) {
        if (!key.isEmpty() && !key.equals("null")) {
            int[] counts = table.computeIfAbsent(key, none -> new int[2]);
            counts[0] += difference == null ? 1 : 0;
            counts[1]++;
        }
    }

    private static String table(Map<String, int[]> areas, Map<String, int[]> functions) {
        StringBuilder text = new StringBuilder("\n| area | same answers | of |\n| --- | ---: | ---: |\n");
        areas.forEach((name, n) -> text.append("| " + name + " | " + n[0] + " | " + n[1] + " |\n"));
        text.append("\n| function | same answers | of |\n| --- | ---: | ---: |\n");
        functions.forEach((name, n) -> text.append("| `" + name + "` | " + n[0] + " | " + n[1] + " |\n"));
        return text.append('\n').toString();
    }

    private static void checkPage(String table) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if ("write".equals(System.getProperty("plumbago.docs"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertEquals(
                    page.substring(begin, end), table, "run with -Dplumbago.docs=write to bring the page up to date");
        }
    }
}

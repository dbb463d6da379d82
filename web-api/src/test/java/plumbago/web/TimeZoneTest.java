package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers as a graphite-web with a {@code TIME_ZONE} other than UTC. In {@code zones.jsonl.gz} are its answers to those of
 * the recorded requests that it answers otherwise in New York and in Kolkata, and to more about times in these and other
 * zones: around the changes of daylight saving, with and without {@code tz}, and for events.
 */
final class TimeZoneTest {
    private final ObjectMapper json = new ObjectMapper();

    private List<JsonNode> read(String resource) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(ConformanceFixture.resource(resource)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.add(json.readTree(line));
            }
        }
        return all;
    }

    /** Requests and answers in a zone: those for it alone, and for some zones all others too. */
    private Map<String, JsonNode> cases(String zone, boolean andAllOthers) throws IOException {
        Map<String, JsonNode> cases = new LinkedHashMap<>();
        if (andAllOthers) {
            read("cases.jsonl.gz").forEach(one -> cases.put(one.get("id").asText(), one));
        }
        for (JsonNode one : read("zones.jsonl.gz")) {
            if (one.get("zone").asText().equals(zone)) {
                cases.put(one.get("id").asText(), one);
            }
        }
        return cases;
    }

    private static List<String> differences(Path folder, String zone, Map<String, JsonNode> cases) throws Exception {
        ConformanceFixture.unpack(folder);
        List<String> differences = new ArrayList<>();
        try (WebServer server = FolderServer.of(
                folder, 0, Clock.systemUTC(), WebOptions.defaults().withZone(ZoneId.of(zone)))) {
            server.start();
            RecordedCases recorded = new RecordedCases(server.port());
            for (JsonNode request : ConformanceFixture.setUp()) {
                assertEquals(200, recorded.send(request).statusCode(), request.toString());
            }
            for (JsonNode one : cases.values()) {
                String difference = recorded.difference(one);
                if (difference != null) {
                    differences.add(one.get("id").asText() + " " + one.path("params") + ": " + difference);
                }
            }
        }
        return differences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Asia/Kolkata"})
    void answersAllRecordedRequestsAsGraphiteDoesThere(String zone, @TempDir Path folder) throws Exception {
        Map<String, JsonNode> cases = cases(zone, true);
        assertTrue(cases.size() > 1330, cases.size() + " cases");
        assertEquals(List.of(), differences(folder, zone, cases));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Australia/Lord_Howe", "Europe/Dublin"})
    void readsAndShowsTimesAsGraphiteDoesThere(String zone, @TempDir Path folder) throws Exception {
        Map<String, JsonNode> cases = cases(zone, false);
        assertTrue(cases.size() > 200, cases.size() + " cases");
        assertEquals(List.of(), differences(folder, zone, cases));
    }
}

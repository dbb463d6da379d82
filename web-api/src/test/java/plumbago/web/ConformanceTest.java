package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersAsGraphiteDoes(@TempDir Path folder) throws Exception {
        ConformanceFixture.unpack(folder);
        List<String> failures = new ArrayList<>();
        Map<String, int[]> functions = new TreeMap<>();
        Map<String, int[]> areas = new TreeMap<>();
        try (WebServer server = FolderServer.of(folder, 0, Clock.systemUTC())) {
            server.start();
            for (JsonNode request : ConformanceFixture.setUp()) {
                assertEquals(200, send(server.port(), request).statusCode(), request.toString());
            }
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(ConformanceFixture.resource("cases.jsonl.gz")), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode recorded = json.readTree(line);
                    String difference = run(server.port(), recorded);
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

    private String run(int port, JsonNode recorded) throws IOException, InterruptedException {
        Iterable<JsonNode> steps = recorded.has("steps") ? recorded.get("steps") : List.of(recorded);
        for (JsonNode step : steps) {
            String difference =
                    judge(step, send(port, step), recorded.path("shape_only").asBoolean());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private HttpResponse<byte[]> send(int port, JsonNode request) throws IOException, InterruptedException {
        boolean get = request.path("method").asText("GET").equals("GET");
        String query = form(get ? request.path("params") : request.path("query"));
        URI uri = URI.create(
                "http://127.0.0.1:" + port + request.get("path").asText() + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
        request.path("headers")
                .properties()
                .forEach(header ->
                        builder.header(header.getKey(), header.getValue().asText()));
        if (!get && request.has("json")) {
            builder.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            request.get("json").toString()));
        } else if (!get) {
            builder.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form(request.path("params"))));
        }
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String form(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach(pair -> pairs.add(URLEncoder.encode(pair.get(0).asText(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(pair.get(1).asText(), StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    private String judge(JsonNode step, HttpResponse<byte[]> answer, boolean shapeOnly) {
        JsonNode expected = step.get("expect");
        int status = answer.statusCode();
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (step.path("expect_note").asText().equals("error")) {
            return status >= 400 && status < 500 ? null : "expected a refusal, got " + status;
        }
        if (status != expected.path("status").asInt(status)) {
            return "expected " + expected.path("status") + ", got " + status + " " + text;
        }
        String type = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
        String wantedType = expected.path("content_type").asText(type).replaceFirst(";.*", "");
        if (!type.equals(wantedType)) {
            return "expected the type " + wantedType + ", got " + type;
        }
        if (expected.has("magic")) {
            String head = java.util.HexFormat.of().formatHex(answer.body());
            return head.startsWith(expected.get("magic").asText()) ? null : "begins with " + head.substring(0, 16);
        }
        if (expected.has("pattern")) {
            return text.strip().matches(expected.get("pattern").asText()) ? null : "got " + text;
        }
        String kind = expected.path("kind").asText("any");
        if (kind.equals("any")) {
            return null;
        }
        if (kind.equals("empty")) {
            return text.isBlank() ? null : "expected nothing, got " + text;
        }
        try {
            JsonNode want = expected.get("body");
            JsonNode got = Decoders.decode(kind, answer.body());
            return new Comparison(expected, shapeOnly)
                    .difference(kind.equals("raw") ? Decoders.raw(want.asText()) : want, got, "body");
        } catch (IOException | RuntimeException e) {
            return "cannot be read as " + kind + ": " + e;
        }
    }
}

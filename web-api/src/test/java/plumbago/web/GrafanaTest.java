package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requests that Grafana's Graphite data source makes, as it sends them, and what it reads in the answers: keys and
 * values named in the expectation must be there, others may be.
 */
final class GrafanaTest {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersWhatGrafanaAsks(@TempDir Path folder) throws Exception {
        ConformanceFixture.unpack(folder);
        List<String> failures = new ArrayList<>();
        Clock clock = Clock.fixed(Instant.ofEpochSecond(ConformanceFixture.NOW), ZoneOffset.UTC);
        try (WebServer server = FolderServer.of(folder, 0, clock);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        GrafanaTest.class.getResourceAsStream("grafana.jsonl"), StandardCharsets.UTF_8))) {
            server.start();
            for (JsonNode request : ConformanceFixture.setUp()) {
                send(server.port(), "POST", request.get("path").asText(), form(request), request.has("json"));
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = json.readTree(line);
                HttpResponse<String> answer = send(
                        server.port(),
                        request.get("method").asText(),
                        request.get("url").asText(),
                        request.path("body").asText(),
                        false);
                String difference = answer.statusCode() == 200
                        ? difference(request.get("expect"), read(answer.body()), "body")
                        : answer.statusCode() + " " + answer.body();
                if (difference == null && request.has("points")) {
                    int points =
                            json.readTree(answer.body()).at("/0/datapoints").size();
                    difference = points <= request.get("points").asInt() && points > 1 ? null : points + " points";
                }
                if (difference != null) {
                    failures.add(request.get("what").asText() + ": " + difference);
                }
            }
        }
        assertEquals(List.of(), failures);
    }

    /** As Grafana does it: what is no JSON is text. */
    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            return json.getNodeFactory().textNode(body);
        }
    }

    private static String form(JsonNode request) {
        if (request.has("json")) {
            return request.get("json").toString();
        }
        List<String> pairs = new ArrayList<>();
        request.get("params")
                .forEach(pair -> pairs.add(pair.get(0).asText() + "="
                        + java.net.URLEncoder.encode(pair.get(1).asText(), StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    private HttpResponse<String> send(int port, String method, String url, String body, boolean isJson)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + url));
        if (method.equals("POST")) {
            request.header("Content-Type", isJson ? "application/json" : "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Lists must begin with what is expected; objects must have it. */
    private static String difference(JsonNode want, JsonNode got, String at) {
        if (want.isArray() && got.isArray()) {
            for (int i = 0; i < want.size(); i++) {
                String difference =
                        i < got.size() ? difference(want.get(i), got.get(i), at + "[" + i + "]") : at + " is too short";
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (want.isObject() && got.isObject()) {
            for (Iterator<String> keys = want.fieldNames(); keys.hasNext(); ) {
                String key = keys.next();
                String difference = difference(want.get(key), got.path(key), at + "." + key);
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        return want.equals(got) ? null : at + ": expected " + want + ", got " + got;
    }
}

package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Posts the same events to an installed graphite-web and to us, and asks both for them. */
@Timeout(600)
class EventsBesideGraphiteWebTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final List<String> KEPT = List.of(
            "{'what': 'a', 'when': 253402300799}",
            "{'what': 'a', 'when': 1700000000.9}",
            "{'what': 5, 'when': 1700000001}",
            "{'what': -1.5e300, 'when': 1700000002}",
            "{'what': true, 'when': 1700000003}",
            "{'what': {'a': 1}, 'when': 1700000004}",
            "{'what': '', 'when': 1700000005}",
            "{'what': 'd', 'when': 1700000006, 'data': {'a': 1, 'b': [true, null, 1.0, 1e22, \"x'y\", \"é\\n\", {\"q\": \"\\\"'\"}]}}",
            "{'what': 'd', 'when': 1700000007, 'data': [1, 'a', 123456789012345678901234567890, -0.0, 1e-7]}",
            "{'what': 'd', 'when': 1700000008, 'data': [\"\\u2028\\u007f\\u00a0\\u200b\\ud83d\\ude00\\\\ \\t\"]}",
            "{'what': 'd', 'when': 1700000009, 'data': 5}",
            "{'what': 'd', 'when': 1700000010, 'data': {}}",
            "{'what': 't', 'when': 1700000011, 'tags': ['a', 'b', 'a']}",
            "{'what': 't', 'when': 1700000012, 'tags': 'x,y'}",
            "{'what': 't', 'when': 1700000013, 'tags': ['p q', 'r']}",
            "{'what': 't', 'when': 1700000014, 'tags': \"\\\"qu,oted\\\" w\"}",
            "{'what': 't', 'when': 1700000015, 'tags': \"u \\\"v, z\"}",
            "{'what': 't', 'when': 1700000016, 'tags': 'one, two three'}",
            "{'what': 't', 'when': 1700000017, 'tags': ['mm\\u00a0nn', 'Up up']}",
            "{'what': 't', 'when': 1700000018, 'tags': []}");

    private static final List<String> REFUSED = List.of(
            "{'what': 'a', 'when': 1e18}",
            "{'what': 'a', 'when': 1446700000000}",
            "{'what': 'a', 'when': 253402300800}",
            "{'what': 'a', 'when': -62135596801}",
            "{'what': 'a', 'when': '1700000000'}",
            "{'what': null}",
            "{'data': 'x'}",
            "[1]",
            "{'what': 't', 'tags': 5}",
            "{'what': 't', 'tags': {'a': 1}}",
            "{'what': 't', 'tags': [['n']]}",
            "{'what': 't', 'tags': [null]}");

    private static final List<String> TAGS = List.of(
            "a",
            "b",
            "a b",
            "a a",
            "a x",
            "x",
            "y",
            "x,y",
            "x y",
            "p",
            "q",
            "p q",
            "r",
            "qu,oted",
            "\"qu,oted\"",
            "w",
            "u",
            "v",
            "z",
            "one",
            "two three",
            "two",
            "m",
            "n",
            "o",
            "Up",
            "up",
            "UP",
            "none");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void eventsAreKeptAndFoundAsThere() throws Exception {
        assumeTrue(GraphiteWeb.isInstalled(), "skipped: graphite-web is not installed");
        Path whisper = Files.createDirectory(folder.resolve("whisper"));
        Path state = Files.createDirectory(folder.resolve("state"));
        try (GraphiteWeb original = GraphiteWeb.start(whisper, state, Optional.empty());
                WebServer ours = FolderServer.of(whisper, 0, Clock.systemUTC())) {
            ours.start();
            for (String event : KEPT) {
                String body = event.replace('\'', '"').replace("x\"y", "x'y").replace("\\\"\"", "\\\"'");
                assertEquals(200, original.ask(post(body)).path("status").asInt(), body);
                assertEquals(200, send(ours, "/events/", body).statusCode(), body);
            }
            for (String event : REFUSED) {
                String body = event.replace('\'', '"');
                assertTrue(original.ask(post(body)).path("status").asInt() >= 400, body);
                assertEquals(400, send(ours, "/events/", body).statusCode(), body);
            }
            compare(original, ours, "", "");
            for (String tags : TAGS) {
                for (String set : List.of("", "union", "intersection")) {
                    compare(original, ours, tags, set);
                }
            }
        }
    }

    private void compare(GraphiteWeb original, WebServer ours, String tags, String set) throws Exception {
        ObjectNode request = json.createObjectNode().put("method", "GET").put("path", "/events/get_data");
        StringBuilder query = new StringBuilder("/events/get_data?");
        for (String[] one : new String[][] {{"from", "0"}, {"until", "253402300000"}, {"tags", tags}, {"set", set}}) {
            if (!one[1].isEmpty()) {
                request.withArray("params").addArray().add(one[0]).add(one[1]);
                query.append(one[0])
                        .append('=')
                        .append(URLEncoder.encode(one[1], StandardCharsets.UTF_8))
                        .append('&');
            }
        }
        JsonNode expected = json.readTree(original.ask(request).path("body").asText());
        JsonNode answered = json.readTree(send(ours, query.toString(), null).body());
        assertTrue(expected.isArray(), query + ": " + expected);
        assertEquals(expected.size(), answered.size(), query + ": " + expected + " and " + answered);
        for (int i = 0; i < expected.size(); i++) {
            for (String field : List.of("when", "what", "data", "tags")) {
                assertEquals(expected.get(i).get(field), answered.get(i).get(field), query + ", event " + i);
            }
        }
    }

    private ObjectNode post(String body) throws Exception {
        ObjectNode request = json.createObjectNode().put("method", "POST").put("path", "/events/");
        return request.set("json", json.readTree(body));
    }

    private static HttpResponse<String> send(WebServer ours, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ours.port() + path));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

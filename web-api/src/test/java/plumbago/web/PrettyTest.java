package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JSON for the eye: the lines, indents and orders of the original. */
@Timeout(600)
class PrettyTest {
    private static final String RENDER = "/render?now=1700000000&from=-30s&noCache=1&format=";

    /** What graphite-web answers in the same bytes. */
    private static final List<String> SAME = List.of(
            "/metrics/find?query=servers.*",
            "/metrics/find?query=servers.web-01.load.*&wildcards=1",
            "/metrics/find?query=servers.web-01.load.&format=completer",
            "/metrics/find?query=servers.*&format=nodelist&position=1",
            "/metrics/find?query=no.such.*",
            "/metrics/expand?query=servers.*&query=edge.z*",
            "/metrics/expand?query=servers.*&query=no.*&groupByExpr=1",
            "/metrics/index.json?",
            RENDER + "json&target=edge.ints&target=seriesByTag('name=disk.used')",
            RENDER + "json&target=no.such.metric",
            RENDER + "json&jsonp=f&target=alias(edge.ints,'a:{b},[c]')",
            RENDER + "rickshaw&target=edge.nulls",
            RENDER + "dygraph&target=edge.ints",
            "/tags/server?filter=web",
            "/tags/nothing?",
            "/tags/findSeries?expr=name=disk.used",
            "/tags/autoComplete/tags?tagPrefix=d",
            "/functions/aggregate?",
            "/functions/movingAverage?",
            "/functions?group=Calculate&nothing=1");

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        Path whisper = Files.createDirectories(folder.resolve("whisper"));
        ConformanceFixture.unpack(whisper);
        server = FolderServer.of(whisper, 0, Clock.systemUTC());
        server.start();
        for (JsonNode request : ConformanceFixture.setUp()) {
            HttpRequest.Builder post = to(request.path("path").asText() + "?" + query(request));
            boolean isJson = request.has("json");
            send(post.header("Content-Type", isJson ? "application/json" : "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            isJson ? request.get("json").toString() : "")));
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static String query(JsonNode request) {
        StringBuilder query = new StringBuilder();
        request.path("params")
                .forEach(pair -> query.append(pair.get(0).asText())
                        .append('=')
                        .append(pair.get(1).asText().replace(";", "%3B"))
                        .append('&'));
        return query.toString();
    }

    private HttpRequest.Builder to(String path) {
        String escaped =
                path.replace("{", "%7B").replace("}", "%7D").replace("[", "%5B").replace("]", "%5D");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + escaped));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private String get(String path) throws Exception {
        return send(to(path));
    }

    @Test
    void breaksAnswersIntoLines() throws Exception {
        assertEquals("""
                [
                  {
                    "text": "zero",
                    "id": "edge.zero",
                    "allowChildren": 0,
                    "expandable": 0,
                    "leaf": 1
                  }
                ]""", get("/metrics/find?query=edge.zero&pretty=1"));
        assertEquals(
                """
                [
                  {
                    "target": "a: {\\"b\\"}, []",
                    "tags": {
                      "name": "edge.zero"
                    },
                    "datapoints": [
                      [
                        0.0,
                        1700000000
                      ]
                    ]
                  }
                ]""",
                get(
                        "/render?now=1700000000&from=-10s&format=json&target=alias(edge.zero,'a:%20{%22b%22},%20[]')&pretty=0"));
        assertEquals("[]", get("/metrics/find?query=no.such&pretty=1"));
        assertEquals("{\n  \"nodes\": []\n}", get("/metrics/find?query=no.such&format=nodelist&pretty=1"));
        assertEquals(
                "[{\"text\": \"zero\", \"id\": \"edge.zero\", \"allowChildren\": 0, \"expandable\": 0, \"leaf\": 1}]",
                get("/metrics/find?query=edge.zero&pretty="));
    }

    @Test
    void saysTheSameAsWithoutLines() throws Exception {
        for (String path : SAME) {
            String plain = get(path);
            String pretty = get(path + "&pretty=1");
            if (path.contains("jsonp")) {
                plain = plain.substring(2, plain.length() - 1);
                pretty = pretty.substring(2, pretty.length() - 1);
            }
            assertEquals(json.readTree(plain), json.readTree(pretty), path);
            assertFalse(plain.contains("\n"), path);
        }
        assertEquals(
                json.readTree(get("/functions").replace("1e9999", "0")),
                json.readTree(get("/functions?grouped=0&pretty=1").replace("1e9999", "0")));
    }

    @Test
    void breaksThemAsTheOriginalDoes() throws Exception {
        assumeTrue(GraphiteWeb.isInstalled(), "skipped: Debian's package graphite-web is not installed");
        Path state = Files.createDirectories(folder.resolve("state"));
        Optional<Path> elsewhere =
                Optional.ofNullable(System.getProperty("plumbago.graphite")).map(Path::of);
        try (GraphiteWeb graphite = GraphiteWeb.start(folder.resolve("whisper"), state, elsewhere)) {
            for (JsonNode request : ConformanceFixture.setUp()) {
                assertEquals(200, graphite.ask(request).get("status").asInt(), request.toString());
            }
            for (String path : SAME) {
                // Debian's 1.1.8 fails here with its own Python.
                if (path.startsWith("/functions") && elsewhere.isEmpty()) {
                    continue;
                }
                String want = graphite.ask(request(path)).path("body").asText();
                assertEquals(comparable(want), comparable(get(path + "&pretty=1")), path);
            }
        }
    }

    private static ObjectNode request(String pathAndQuery) {
        int question = pathAndQuery.indexOf('?');
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", "GET").put("path", pathAndQuery.substring(0, question));
        ArrayNode parameters = request.putArray("params");
        for (String pair : pathAndQuery.substring(question + 1).split("&", 0)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.addArray().add(pair.substring(0, equals)).add(pair.substring(equals + 1));
            }
        }
        parameters.addArray().add("pretty").add("1");
        return request;
    }

    /** Without what functions say in other words, and without numbers of tags. */
    private static String comparable(String text) {
        return text.replaceAll("\"(description|function)\": \".*\"", "\"$1\": \"\"")
                .replaceAll("\"id\": \\d+", "\"id\": 0");
    }
}

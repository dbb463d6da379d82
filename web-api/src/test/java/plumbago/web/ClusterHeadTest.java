package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An installed graphite-web without files as the head of a cluster whose one member is Plumbago: what it answers is what
 * Plumbago answers when it is asked itself. {@code -Dplumbago.graphite=FOLDER} takes the one whose sources lie there.
 */
@Timeout(600)
final class ClusterHeadTest {
    private static final List<String> TARGETS = List.of(
            "edge.ints",
            "edge.{gaps,nulls}",
            "servers.*.load.shortterm",
            "no.such.metric",
            "sumSeries(servers.*.cpu.*.user)",
            "summarize(servers.web-01.load.*, '1min', 'max')",
            "groupByNode(servers.*.cpu.*.*, 1, 'max')",
            "timeShift(edge.step*, '5min')",
            "seriesByTag('name=disk.used')",
            "groupByTags(seriesByTag('name=disk.used'), 'sum', 'datacenter')",
            "aliasByTags(seriesByTag('name=~disk', 'server=web01'), 'server', 'name')");

    private static final List<String> QUESTIONS = List.of(
            "/metrics/find?query=*",
            "/metrics/find?query=servers.*.cpu.*",
            "/metrics/find?query=edge.z*&format=nodelist",
            "/metrics/find?query=servers.web-01.load.&format=completer",
            "/metrics/find?query=no.such.*",
            "/metrics/expand?query=servers.*.load.*&leavesOnly=1",
            "/metrics/index.json?",
            "/tags/findSeries?expr=name=disk.used",
            "/tags/findSeries?expr=name=~disk&expr=server=web01",
            "/tags/findSeries?expr=name=no.such",
            "/tags/server?",
            "/tags?filter=serv",
            "/tags/autoComplete/tags?tagPrefix=d",
            "/tags/autoComplete/tags?expr=name=disk.used",
            "/tags/autoComplete/values?tag=server&valuePrefix=w",
            "/tags/autoComplete/values?tag=datacenter&expr=name=disk.used&limit=1");

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(GraphiteWeb.isInstalled(), "skipped: Debian's package graphite-web is not installed");
        Path whisper = Files.createDirectories(folder.resolve("whisper"));
        ConformanceFixture.unpack(whisper);
        server = FolderServer.of(whisper, 0, Clock.systemUTC());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private GraphiteWeb head(String format, boolean posts) throws IOException {
        String member = "127.0.0.1:" + server.port();
        Optional<Path> elsewhere =
                Optional.ofNullable(System.getProperty("plumbago.graphite")).map(Path::of);
        return GraphiteWeb.start(
                Files.createDirectories(folder.resolve("nothing")),
                Files.createDirectories(folder.resolve("state")),
                elsewhere,
                Map.of(
                        "CLUSTER_SERVERS",
                        List.of(member + "?format=" + format),
                        "REMOTE_STORE_USE_POST",
                        posts,
                        "TAGDB",
                        "graphite.tags.http.HttpTagDB",
                        "TAGDB_HTTP_URL",
                        "http://" + member,
                        "TAGDB_HTTP_AUTOCOMPLETE",
                        posts));
    }

    @ParameterizedTest
    @CsvSource({"pickle, false", "pickle, true", "msgpack, false", "msgpack, true"})
    void answersWhatItsMemberAnswers(String format, boolean posts) throws Exception {
        try (GraphiteWeb head = head(format, posts)) {
            for (JsonNode request : ConformanceFixture.setUp()) {
                if (request.get("path").asText().startsWith("/tags")) {
                    assertEquals(200, head.ask(request).get("status").asInt(), request.toString());
                }
            }
            for (String target : TARGETS) {
                same(
                        head,
                        "/render?format=json&noCache=1&now=1700000000&from=-10min&target="
                                + URLEncoder.encode(target, StandardCharsets.UTF_8));
            }
            for (String question : QUESTIONS) {
                same(head, question);
            }
        }
    }

    private void same(GraphiteWeb head, String pathAndQuery) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + pathAndQuery);
        HttpResponse<String> member =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, member.statusCode(), member.body());
        JsonNode answer = head.ask(request(uri));
        assertEquals(200, answer.get("status").asInt(), pathAndQuery + answer);
        JsonNode want = json.readTree(member.body());
        JsonNode got = json.readTree(answer.get("body").asText());
        assertNull(
                new Comparison(JsonNodeFactory.instance.objectNode(), false).difference(want, got, pathAndQuery),
                pathAndQuery);
    }

    private static ObjectNode request(URI uri) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", "GET").put("path", uri.getPath());
        ArrayNode parameters = request.putArray("params");
        List<String> pairs = new ArrayList<>(List.of(uri.getRawQuery().split("&")));
        pairs.removeIf(String::isEmpty);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            parameters
                    .addArray()
                    .add(pair.substring(0, equals))
                    .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return request;
    }
}

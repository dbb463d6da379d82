package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that are empty, repeated or unusual, and what graphite-web 1.2.0-dev answers to them. */
@Timeout(600)
class OddParametersTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        ConformanceFixture.unpack(folder);
        server = FolderServer.of(folder, 0, Clock.systemUTC());
        server.start();
        for (JsonNode request : ConformanceFixture.setUp()) {
            boolean isJson = request.has("json");
            String body = isJson ? request.get("json").toString() : form(request.get("params"));
            send(request.get("path").asText(), isJson ? "application/json" : "application/x-www-form-urlencoded", body);
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aDotAtTheEndAsksForBranchesAlone() throws Exception {
        assertAnswer(
                "[{\"text\": \"\", \"id\": \"servers.\", \"allowChildren\": 1, \"expandable\": 1, \"leaf\": 0}]",
                "/metrics/find?query=servers.");
        assertAnswer("{\"results\": []}", "/metrics/expand?query=nodes.node1.val.");
        assertAnswer(
                "{\"results\": [\"servers.web-01.cpu.\", \"servers.web-02.cpu.\"]}",
                "/metrics/expand?query=servers.web-0*.cpu.");
    }

    @Test
    void aNameWithTagsIsFound() throws Exception {
        String hashed = "disk.used;datacenter=dc1;rack=a1;server=web01";
        String readable = "disk.used;datacenter=dc1;rack=a1;server=web03";
        for (String name : List.of(hashed, readable)) {
            assertAnswer("{\"results\": [\"" + name + "\"]}", "/metrics/expand?query=" + name);
        }
        assertAnswer("[]", "/metrics/find?query=disk.used;server=web01");
        assertAnswer("[]", "/metrics/find?query=ghost.metric;env=none");
    }

    @Test
    void leavesOnlyHasNoBranchesThatAreLeavesToo() throws Exception {
        assertAnswer(
                "[{\"text\": \"home\", \"id\": \"site.home\", \"allowChildren\": 0, \"expandable\": 0, \"leaf\": 1}]",
                "/metrics/find?query=site.*&leavesOnly=1");
    }

    @Test
    void functionsAndTagsAreNoScripts() throws Exception {
        assertAnswer("[\"datacenter\"]", "/tags/autoComplete/tags?tagPrefix=d&jsonp=f");
        assertAnswer("null", "/tags/nosuch?jsonp=f");
        assertAnswer("{}", "/functions?group=nosuch&jsonp=f");
    }

    @Test
    void anSvgIsTheTextThatAFunctionIsCalledWith() throws Exception {
        String path = "/render?target=alias(constantLine(3),%27%22b%22%27)&from=-1h&format=svg";
        HttpResponse<String> script = get(path + "&jsonp=page.show");
        assertEquals(
                "text/javascript", script.headers().firstValue("content-type").orElse(""));
        assertTrue(script.body().startsWith("page.show(\"") && script.body().endsWith("\")"), script.body());
        String argument =
                script.body().substring("page.show(".length(), script.body().length() - 1);
        String svg = new ObjectMapper().readValue(argument, String.class);
        assertTrue(svg.startsWith("<") && svg.strip().endsWith("</svg>"), svg);
        assertEquals(400, get(path + "&jsonp=alert(1)").statusCode());
    }

    @Test
    void expressionsWithBracketsCountOnlyAlone() throws Exception {
        assertAnswer("[\"cpu;core=0;host=h2\"]", "/tags/findSeries?expr=host%3Dh2&expr%5B%5D=core%3D1");
        assertAnswer("[\"cpu;core=1;host=h1\"]", "/tags/findSeries?expr%5B%5D=core%3D1");
    }

    @Test
    void completedValuesNeedNoOtherExpressionThatNeedsATag() throws Exception {
        assertAnswer("[\"a1\", \"a2\", \"b1\"]", "/tags/autoComplete/values?tag=rack&expr=nosuch%3D");
        assertEquals(400, get("/tags/autoComplete/tags?expr=nosuch%3D").statusCode());
    }

    @Test
    void anEmptyLimitIsNoneForListsAndRefusedForCompletions() throws Exception {
        String all = get("/tags/status").body();
        assertEquals(all, get("/tags/status?limit=").body());
        assertEquals(all, get("/tags/status?limit=-1").body());
        assertEquals(400, get("/tags/autoComplete/values?tag=status&limit=").statusCode());
    }

    @Test
    void groupsOfFunctionsAreTakenAtTheirWord() throws Exception {
        assertAnswer("{}", "/functions?group=");
        assertAnswer("{}", "/functions?type=pie&group=Special");
        String pie = get("/functions?type=pie").body();
        assertAnswer("{\"Pie\": " + pie + "}", "/functions?type=pie&grouped=1");
        assertEquals(200, get("/functions/average?type=pie").statusCode());
        assertEquals(404, get("/functions/scale?type=pie").statusCode());
        assertEquals(get("/functions").body(), get("/functions?grouped=yes").body());
    }

    @Test
    void eventsFromNoTimeAreThoseFromNowOn() throws Exception {
        assertAnswer("[]", "/events/get_data?from=");
    }

    @Test
    void anEmptyTagIsOnNoEvent() throws Exception {
        String span = "/events/get_data?from=1699990000&until=1700000100";
        assertAnswer("[]", span + "&tags=");
        assertAnswer("[]", span + "&tags=outage++web&set=intersection");
        assertEquals(
                get(span + "&tags=outage+web").body(),
                get(span + "&tags=outage++web").body());
    }

    @Test
    void aFormSaysNothingOfEvents() throws Exception {
        String path = "/events/get_data?from=1699999700&until=1700000100";
        HttpResponse<String> posted = send(path, "application/x-www-form-urlencoded", "tags=nosuch&set=union");
        assertEquals(200, posted.statusCode());
        assertEquals(get(path).body(), posted.body());
    }

    private void assertAnswer(String expected, String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), path);
        assertEquals(expected, answer.body(), path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static String form(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach(pair -> pairs.add(
                pair.get(0).asText() + "=" + URLEncoder.encode(pair.get(1).asText(), StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }
}

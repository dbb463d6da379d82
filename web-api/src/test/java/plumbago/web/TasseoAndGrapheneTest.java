package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbago.base.admin.AdminRule;
import plumbago.base.http.Guard;
import plumbago.base.http.HostNames;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.PageRules;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.web.dashboard.DashboardOptions;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.GraphSettings;
import plumbago.web.render.service.RenderLimits;

/**
 * The requests of the dashboards Tasseo and Graphene, as a browser sends them from their own server, and what they read in
 * the answers. {@code TasseoTest} and {@code GrapheneTest} run the two themselves.
 */
final class TasseoAndGrapheneTest {
    private static final String ORIGIN = "http://dashboards.example:5000";
    private static final int STEP = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        MetricIndex index = new MetricIndex();
        List.of("web.web01.requests", "web.web02.requests").forEach(index::add);
        PageRules pages = new PageRules(Set.of(ORIGIN), Set.of(), new HostNames(Set.of()));
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> Optional.of(range(from, until)),
                index,
                Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC),
                "test",
                new WebOptions(
                        HttpOptions.defaults(),
                        RenderLimits.defaults(),
                        AnswerCaching.none(),
                        ZoneId.of("UTC"),
                        DashboardOptions.defaults(),
                        new Guard(pages, AdminRule.ofThisMachine()),
                        GraphSettings.defaults()));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** 1, 2, … and nothing at the end. */
    private static SeriesRange range(long from, long until) {
        long start = from - Math.floorMod(from, STEP) + STEP;
        double[] values = new double[(int) ((until - start) / STEP + 1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1 < values.length ? i + 1 : Double.NaN;
        }
        return new SeriesRange(start, start + (long) values.length * STEP, STEP, values);
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As JavaScript's encodeURI. */
    private static String encoded(String text) {
        return text.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20").replace("\"", "%22");
    }

    /** Tasseo looks its values up by the text of the target, letter for letter. */
    @Test
    void whatTasseoAsksForIsNamedAsItAsked() throws Exception {
        List<String> targets = List.of(
                "web.web01.requests",
                "sumSeries(web.*.requests)",
                "sumSeries(web.{web01,web02}.requests)",
                "averageSeries(web.web0[12].requests)",
                "scale(web.web01.requests,0.01)",
                "divideSeries(web.web01.requests,web.web02.requests)",
                "movingAverage(web.web01.requests,3)",
                "summarize(web.web01.requests, \"1min\", \"sum\")",
                "absolute(diffSeries(web.web01.requests,sumSeries(web.*.requests)))",
                "nonNegativeDerivative(web.web01.requests)",
                "asPercent(web.web01.requests,web.web02.requests)",
                "maxSeries(web.*.requests)");
        String query = targets.stream()
                .map(target -> "target=keepLastValue(" + encoded(target) + ")")
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer =
                send("GET", "/render/?" + query + "&from=-5minutes&format=json", "", Map.of("Origin", ORIGIN));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(Optional.of(ORIGIN), answer.headers().firstValue("Access-Control-Allow-Origin"));
        assertEquals(
                targets.stream().map(target -> "keepLastValue(" + target + ")").toList(),
                StreamSupport.stream(json.readTree(answer.body()).spliterator(), false)
                        .map(one -> one.get("target").asText())
                        .toList());
        JsonNode points = json.readTree(answer.body()).get(0).get("datapoints");
        assertEquals(29, points.get(points.size() - 1).get(0).asDouble(), "the last value before the gap");
    }

    /** With GRAPHITE_AUTH Tasseo sends a login, and the browser asks before it does so. */
    @Test
    void tasseoMaySendALogin() throws Exception {
        HttpResponse<String> before = send(
                "OPTIONS",
                "/render/?target=keepLastValue(web.web01.requests)&from=-5minutes&format=json",
                "",
                Map.of(
                        "Origin",
                        ORIGIN,
                        "Access-Control-Request-Method",
                        "GET",
                        "Access-Control-Request-Headers",
                        "authorization"));
        assertEquals(204, before.statusCode());
        assertEquals(Optional.of(ORIGIN), before.headers().firstValue("Access-Control-Allow-Origin"));
        assertEquals(Optional.of("authorization"), before.headers().firstValue("Access-Control-Allow-Headers"));
        assertTrue(before.headers()
                .firstValue("Access-Control-Allow-Methods")
                .orElse("")
                .contains("GET"));
        HttpResponse<String> answer = send(
                "GET",
                "/render/?target=keepLastValue(web.web01.requests)&from=-5minutes&format=json",
                "",
                Map.of("Origin", ORIGIN, "Authorization", "Basic bWU6c2VjcmV0"));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    /** Graphene asks for values by a script, and jQuery adds its own parameter. */
    @Test
    void grapheneIsAnsweredByACallOfItsFunction() throws Exception {
        String rest = "/render?from=-5minutes&until=now&width=400&height=250&target=web.web01.requests&title=one"
                + "&format=json";
        String function = "jQuery17106254321123_1700000000123";
        Map<String, String> script = Map.of(
                "Referer", ORIGIN + "/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "script", "Accept", "*/*");
        HttpResponse<String> answer = send("GET", rest + "&jsonp=" + function + "&_=1700000000456", "", script);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(
                answer.headers().firstValue("Content-Type").orElse("").startsWith("text/javascript"),
                answer.headers()::toString);
        assertEquals(function + "(" + send("GET", rest, "", Map.of()).body() + ")", answer.body());
    }

    /** {@code discover} reads the address of each graph of a dashboard, the third of what graphite-web keeps of it. */
    @Test
    void grapheneReadsADashboardAsItWasSaved() throws Exception {
        String state = "{\"name\": \"pollers\", \"graphs\": [[[\"web.web01.requests\"], {\"title\": \"one\", \"yMin\":"
                + " \"0\"}, \"/render?target=web.web01.requests&title=one&_uniq=0.5\"]], \"defaultGraphParams\": {}}";
        HttpResponse<String> saved = send(
                "POST",
                "/dashboard/save/pollers",
                "state=" + URLEncoder.encode(state, StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertEquals(200, saved.statusCode(), saved.body());
        HttpResponse<String> loaded = send("GET", "/dashboard/load/pollers", "", Map.of("Origin", ORIGIN));
        assertEquals(Optional.of(ORIGIN), loaded.headers().firstValue("Access-Control-Allow-Origin"));
        assertEquals(json.readTree(state), json.readTree(loaded.body()).get("state"));
    }
}

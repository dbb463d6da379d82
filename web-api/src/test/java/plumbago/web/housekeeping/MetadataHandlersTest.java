package plumbago.web.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.Network;
import plumbago.base.http.Guard;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.HttpServer;
import plumbago.base.http.PageRules;
import plumbago.base.http.Router;
import plumbago.carbon.query.Metadata;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.whisper.AggregationMethod;
import plumbago.whisper.Allocation;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** Over files, with the requests and the shapes of graphite-web. */
@Timeout(600)
class MetadataHandlersTest {
    private static final String GET = "/metrics/get-metadata?key=aggregationMethod";
    private static final String SET = "/metrics/set-metadata";
    private static final String SET_TO_MAX = SET + "?metric=a.b&key=aggregationMethod&value=max";
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private WhisperStorage storage;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        SeriesLayout layout = SeriesLayout.of(new Retention(10, 60));
        WhisperLayout ofFiles = WhisperLayout.of(new plumbago.whisper.Retention(10, 60));
        Files.createDirectories(folder.resolve("a"));
        WhisperFile.create(folder.resolve("a/b.wsp"), ofFiles);
        WhisperFile.create(folder.resolve("a/c.wsp"), ofFiles);
        Files.write(folder.resolve("a/damaged.wsp"), new byte[1000]);
        storage = new WhisperStorage(
                folder,
                metric -> layout,
                new WhisperStorage.Options(Allocation.RESERVED, 10, true, false),
                new PointCounters());
        server = serve(AdminRule.ofThisMachine());
    }

    private HttpServer serve(AdminRule administrators) throws IOException {
        Router router = new Router(new Guard(PageRules.strict(), administrators));
        new MetadataHandlers(new Metadata(storage)).register(router);
        HttpServer serving = new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, HttpOptions.defaults());
        serving.start();
        return serving;
    }

    @AfterEach
    void stop() {
        server.close();
        storage.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String type, String body) throws IOException, InterruptedException {
        return send(to(SET).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private AggregationMethod method(String file) throws IOException {
        try (WhisperFile open = WhisperFile.openReadOnly(folder.resolve(file))) {
            return open.header().aggregationMethod();
        }
    }

    private static String operation(String metric, String value) {
        return "{\"metric\": \"" + metric + "\", \"key\": \"aggregationMethod\", \"value\": \"" + value + "\"}";
    }

    @Test
    void answersTheValueOfEachMetric() throws Exception {
        HttpResponse<String> answer = send(to(GET + "&metric=a.b&metric=a.none&metric=a.damaged&metric=a.c"));
        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/json", answer.headers().firstValue("content-type").orElseThrow());
        String body = answer.body();
        assertTrue(body.startsWith("{\"a.b\": \"average\", \"a.none\": {\"error\": \"FileNotFoundError: "), body);
        assertTrue(body.contains("\"a.damaged\": {\"error\": \"whisper.WhisperException: "), body);
        assertTrue(body.endsWith("\"a.c\": \"average\"}"), body);
        assertEquals(
                "f({\"a.b\": \"average\"})",
                send(to(GET + "&metric=a.b&jsonp=f")).body());
        assertEquals(
                "{\"a.b\": {\"error\": \"ValueError: Unsupported metadata key \\\"step\\\"\"}}",
                send(to("/metrics/get-metadata?metric=a.b&key=step")).body());
        assertEquals("{}", send(to(GET)).body());
    }

    @Test
    void setsOneByGet() throws Exception {
        assertEquals(
                "{\"a.b\": {\"old_value\": \"average\", \"new_value\": \"max\"}}",
                send(to(SET_TO_MAX)).body());
        assertEquals(AggregationMethod.MAX, method("a/b.wsp"));
        assertEquals("{\"a.b\": \"max\"}", send(to(GET + "&metric=a.b")).body());
        String wrong = send(to(SET_TO_MAX.replace("=max", "=median"))).body();
        assertTrue(wrong.startsWith("{\"a.b\": {\"error\": \"whisper.InvalidAggregationMethod: "), wrong);
        assertEquals(AggregationMethod.MAX, method("a/b.wsp"));
        for (String missing : new String[] {"metric=a.b", "key=aggregationMethod", "value=max"}) {
            assertEquals(400, send(to(SET_TO_MAX.replace(missing, "x=y"))).statusCode(), "without " + missing);
        }
    }

    @Test
    void setsSeveralByPost() throws Exception {
        String operations = "[" + operation("a.b", "min") + ", " + operation("a.none", "min") + ", "
                + operation("a.c", "last") + "]";
        String answer = post("application/json", operations).body();
        assertTrue(
                answer.startsWith(
                        "{\"a.b\": {\"old_value\": \"average\", \"new_value\": \"min\"}, \"a.none\": {\"error\":"),
                answer);
        assertTrue(answer.endsWith("\"a.c\": {\"old_value\": \"average\", \"new_value\": \"last\"}}"), answer);
        assertEquals(AggregationMethod.MIN, method("a/b.wsp"));
        assertEquals(AggregationMethod.LAST, method("a/c.wsp"));
        String form = "operations=" + URLEncoder.encode("[" + operation("a.b", "sum") + "]", StandardCharsets.UTF_8);
        assertEquals(
                "{\"a.b\": {\"old_value\": \"min\", \"new_value\": \"sum\"}}",
                post(FORM, form).body());
        for (String bad :
                new String[] {"", "{", "{}", "[1]", "[{\"metric\": \"a.b\", \"key\": \"aggregationMethod\"}]"}) {
            assertEquals(400, post("application/json", bad).statusCode(), bad);
            assertEquals(400, post(FORM, "operations=" + bad).statusCode(), bad);
        }
        assertEquals(400, post(FORM, "").statusCode());
    }

    @Test
    void onlyWhoMayChangeMetricsSets() throws Exception {
        HttpServer open = server;
        server = serve(new AdminRule(Network.LOOPBACK, List.of(), false));
        try {
            assertEquals(403, send(to(SET_TO_MAX)).statusCode());
            assertEquals(403, post("application/json", "[]").statusCode());
            assertEquals("{\"a.b\": \"average\"}", send(to(GET + "&metric=a.b")).body());
        } finally {
            server.close();
            server = open;
        }
        assertEquals(
                403, send(to(SET_TO_MAX).header("X-Forwarded-For", "10.1.2.3")).statusCode());
        for (String[] header : new String[][] {
            {"User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"}, {"Sec-Fetch-Site", "cross-site"}, {"Origin", "null"}
        }) {
            assertEquals(403, send(to(SET_TO_MAX).header(header[0], header[1])).statusCode(), header[0]);
        }
        HttpRequest.Builder head = to(SET_TO_MAX).method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertEquals(405, send(head).statusCode());
        assertEquals(AggregationMethod.AVERAGE, method("a/b.wsp"));
    }
}

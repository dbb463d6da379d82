package plumbago.web.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.HttpServer;
import plumbago.base.http.Router;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.receiver.Intake;
import plumbago.carbon.receiver.PostedPoints;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;

@Timeout(600)
class PointHandlersTest {
    private static final long NOW = 1_700_000_000L;
    private static final int MAX_BYTES = 1000;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final PointCounters counters = new PointCounters();
    private volatile boolean full;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        FlowControl flowControl = new FlowControl() {
            @Override
            public boolean paused() {
                return full;
            }

            @Override
            public void addListener(Listener listener) {}
        };
        Intake intake = new Intake(
                this::accept, flowControl, counters, () -> NOW, new UnfinishedQuota(1, flowControl, () -> 0));
        Router router = new Router();
        new PointHandlers(() -> new PostedPoints(intake), MAX_BYTES).register(router);
        server = new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, HttpOptions.defaults());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void accept(PointBatch batch) {
        counters.received(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            taken.add(batch.name(i) + " " + batch.value(i) + " " + batch.timestamp(i));
        }
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode postText(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpResponse<String> response = post(path, body.getBytes(StandardCharsets.UTF_8), headers);
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void acceptsLinesAndReportsWhichWereRefused() throws Exception {
        JsonNode answer = postText(
                "/api/v1/sink",
                "a.b 1 1500000000\n\nno point\r\nc;t=x 2.5 -1\nd nan 5\ne 1 x",
                "Content-Type",
                "text/plain");
        assertEquals(List.of("a.b 1.0 1500000000", "c;t=x 2.5 " + NOW), taken);
        assertEquals(2, answer.path("taken").asInt());
        assertEquals(2, answer.path("refused").asInt());
        assertEquals(3, answer.path("errors").path(0).path("line").asInt());
        assertEquals(
                "no point", answer.path("errors").path(0).path("text").asText().strip());
        assertEquals(6, answer.path("errors").path(1).path("line").asInt());
        assertTrue(answer.path("errors").path(1).path("reason").asText().contains("timestamp"));
        assertEquals(2, counters.received());
        assertEquals(2, counters.refusals(Refusal.LINE));
    }

    @Test
    void refusesJsonThatIsNestedTooDeeply() throws Exception {
        String opening = "[".repeat(MAX_BYTES);
        HttpResponse<String> response =
                post("/metrics", opening.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
        assertEquals(400, response.statusCode(), response.body());
    }

    @Test
    void refusesNamesWithHalfACharacter() throws Exception {
        JsonNode answer = postText(
                "/metrics",
                "[{\"name\":\"a\\ud800b\",\"value\":1,\"time\":1},{\"name\":\"\\ud83d\\ude00\",\"value\":1,\"time\":1}]",
                "Content-Type",
                "application/json");
        assertEquals(1, answer.path("taken").asInt(), answer.toString());
        assertTrue(answer.path("errors").path(0).path("reason").asText().contains("surrogate"), answer.toString());
        assertEquals(List.of("\ud83d\ude00 1.0 1"), taken);
    }

    @Test
    void acceptsTheJsonOfHostedGraphites() throws Exception {
        JsonNode answer = postText(
                "/metrics",
                "[{\"name\": \"a.b\", \"interval\": 10, \"value\": 1.5, \"time\": 1500000000, \"tags\": [\"x=y\"]},"
                        + "{\"metric\": \"c\", \"value\": 2, \"timestamp\": 1500000001, \"tags\": {\"host\": \"h\"}},"
                        + "{\"target\": \"d\", \"datapoints\": [[3, 1500000000], [null, 1500000060], [4, 1500000120]]},"
                        + "{\"name\": \"e\", \"value\": 5}]",
                "Content-Type",
                "application/json");
        assertEquals(
                List.of(
                        "a.b;x=y 1.5 1500000000",
                        "c;host=h 2.0 1500000001",
                        "d 3.0 1500000000",
                        "d 4.0 1500000120",
                        "e 5.0 " + NOW),
                taken);
        assertEquals(5, answer.path("taken").asInt());
        assertEquals(0, answer.path("refused").asInt());
    }

    @Test
    void reportsWhichObjectIsNoPoint() throws Exception {
        HttpResponse<String> response = post(
                "/metrics",
                ("[{\"name\": \"a\", \"value\": \"x\"}, 7, {\"value\": 1}, {\"name\": \"b\", \"value\": 1, \"time\": \"now\"},"
                                + " {\"name\": \"c\", \"value\": 1, \"tags\": [\"x\"]}]")
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(400, response.statusCode(), "nothing was taken");
        JsonNode answer = new ObjectMapper().readTree(response.body());
        assertEquals(5, answer.path("refused").asInt());
        assertEquals(1, answer.path("errors").path(0).path("point").asInt());
        assertEquals(5, answer.path("errors").path(4).path("point").asInt());
        assertEquals(5, counters.refusals(Refusal.POINT));
    }

    @Test
    void brokenJsonIsNamedByItsPlace() throws Exception {
        HttpResponse<String> response = post(
                "/metrics", "[{\"name\": \"a\", \"value\": 1, \"time\": 5},\n{\"na".getBytes(StandardCharsets.UTF_8));
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("line 2"), response.body());
        assertTrue(response.body().contains("1 points before"), response.body());
        assertEquals(List.of("a 1.0 5"), taken);
    }

    @Test
    void unpacksAndKnowsItsLimit() throws Exception {
        byte[] small = gzip("a 1 5\n");
        assertEquals(200, post("/metrics", small, "Content-Encoding", "gzip").statusCode());
        assertEquals(List.of("a 1.0 5"), taken);
        byte[] large = gzip("a 1 5\n".repeat(MAX_BYTES));
        assertTrue(large.length < MAX_BYTES);
        assertEquals(413, post("/metrics", large, "Content-Encoding", "gzip").statusCode());
        assertEquals(
                400,
                post("/metrics", new byte[] {1}, "Content-Encoding", "gzip").statusCode());
        assertEquals(415, post("/metrics", small, "Content-Encoding", "br").statusCode());
        assertEquals(1, taken.size());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void sendersComeAgainWhileTheQueuesAreFull() throws Exception {
        full = true;
        assertEquals(
                503,
                post("/metrics", "a 1 5\n".getBytes(StandardCharsets.UTF_8)).statusCode());
        full = false;
        assertEquals(
                200,
                post("/metrics", "a 1 5\n".getBytes(StandardCharsets.UTF_8)).statusCode());
    }

    @Test
    void pagesOfOthersDoNotWrite() throws Exception {
        byte[] line = "a 1 5\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(403, post("/metrics", line, "Sec-Fetch-Site", "cross-site").statusCode());
        assertEquals(
                200, post("/metrics", line, "Sec-Fetch-Site", "same-origin").statusCode());
        assertEquals(1, taken.size());
    }

    @Test
    void manyPointsWithLongNamesPassThroughOneBuffer() throws Exception {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 300; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"name\": \"")
                    .append("n".repeat(1000))
                    .append(i)
                    .append("\", \"value\": 1, \"time\": 5}");
        }
        assertEquals(
                300,
                postText("/metrics", body.append(']').toString()).path("taken").asInt());
        assertEquals("n".repeat(1000) + "299 1.0 5", taken.get(299));
    }
}

package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.StateFolder;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.service.RenderLimits;

/** Questions that cost next to nothing to ask, and would keep a server busy for days or take all of its memory. */
@Timeout(600)
final class GreedyRendersTest {
    private static final long NOW = 1_700_000_000;
    private static final long MEMORY = 300_000_000;

    /** What the answering thread has worked: it does not matter how busy the machine is. */
    private static final LongSupplier WORKED = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    private void start(LongSupplier nanos, Duration longest) throws IOException {
        WebOptions plain = WebOptions.defaults();
        MetricIndex index = new MetricIndex();
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> Optional.empty(),
                index,
                StateFolder.inMemory(index),
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                nanos,
                "test",
                new WebOptions(
                        plain.http(),
                        new RenderLimits(100_000, 100_000_000, MEMORY, longest, Duration.ofHours(1)),
                        AnswerCaching.none(),
                        plain.zone()));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private HttpResponse<byte[]> ask(String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/render"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(query))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String target(String target) {
        return "&target=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Sorting each of 2.6 million windows would take days; none of these takes as much as its time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "movingMedian(randomWalk('x',1),1000000)",
                "movingMax(randomWalk('x',1),1000000)",
                "movingAverage(randomWalk('x',1),1000000)",
                "movingWindow(randomWalk('x',1),1000000,'stddev')",
            })
    void longWindowsAreAnswered(String target) throws Exception {
        start(WORKED, Duration.ofSeconds(30));
        HttpResponse<byte[]> answer = ask("from=-30d&format=json&maxDataPoints=10" + target(target));
        assertEquals(200, answer.statusCode(), text(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "movingWindow(randomWalk('x',1),1000000,'multiply')",
                "round(time('x',1),320)",
                "movingWindow(randomWalk('x',1),1000000,'diff')",
            })
    void whatTakesLongIsCutOff(String target) throws Exception {
        start(WORKED, Duration.ofMillis(100));
        HttpResponse<byte[]> answer = ask("from=-30d&format=json&maxDataPoints=10" + target(target));
        assertEquals(422, answer.statusCode(), text(answer));
        assertTrue(text(answer).contains("MAX_RENDER_TIME"), text(answer));
    }

    @Test
    void aClientThatLeavesEndsTheWork() throws Exception {
        // For this server no time passes.
        start(() -> 0, Duration.ofSeconds(1));
        String request = "GET /render?from=-30d&format=json"
                + target("movingWindow(randomWalk('x',1),1000000,'multiply')")
                + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
        }
        assertEquals(200, ask("from=-1min&format=json" + target("time('x',1)")).statusCode());
    }

    @Test
    void manySeriesOutOfNothingAreRefusedBeforeTheyAreMade() throws Exception {
        start(WORKED, Duration.ofMinutes(5));
        StringBuilder targets = new StringBuilder();
        StringBuilder group = new StringBuilder("sumSeries(time('x',1)");
        for (int i = 0; i < 500; i++) {
            targets.append(target("time('x" + i + "',1)"));
            group.append(",time('x").append(i).append("',1)");
        }
        for (String greedy : new String[] {
            targets.toString(),
            target(group.append(')').toString()),
            target("timeStack(time('x',1),'1s',0,1000)"),
            target("movingMedian(time('x',1),-1000000000)"),
            target("holtWintersAberration(time('x',1),3,'1d')")
        }) {
            HttpResponse<byte[]> answer = ask("from=-110d&format=json&maxDataPoints=10" + greedy);
            assertEquals(422, answer.statusCode(), text(answer));
            assertTrue(text(answer).contains("MAX_RENDER_BYTES"), text(answer));
        }
        // All of it has been given back.
        HttpResponse<byte[]> answer =
                ask("from=-110d&format=json&maxDataPoints=10" + target("scale(scale(scale(time('x',1),2),2),2)"));
        assertEquals(200, answer.statusCode(), text(answer));
    }

    /** Several at once: each holds what it is made of, its answer, and that once more in packed form. */
    @ParameterizedTest
    @ValueSource(
            strings = {"columns", "csv", "json", "raw", "rickshaw", "dygraph", "pickle", "msgpack", "carbonapi_v3_pb"})
    void longAnswersClaimWhatTheyTake(String format) throws Exception {
        start(WORKED, Duration.ofMinutes(5));
        AtomicInteger[] byStatus = {new AtomicInteger(), new AtomicInteger()};
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread one = new Thread(() -> {
                URI uri = URI.create("http://127.0.0.1:" + server.port() + "/render?from=-10d&format=" + format
                        + target("randomWalk('x',1)"));
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .header("Accept-Encoding", "gzip")
                        .build();
                for (int n = 0; n < 2; n++) {
                    HttpResponse<byte[]> answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                            .join();
                    boolean refused = answer.statusCode() == 503 && text(answer).contains("MAX_RENDER_BYTES");
                    assertTrue(refused || answer.statusCode() == 200, answer.statusCode() + "");
                    byStatus[refused ? 1 : 0].incrementAndGet();
                }
            });
            one.start();
            clients.add(one);
        }
        for (Thread one : clients) {
            one.join();
        }
        assertEquals(8, byStatus[0].get() + byStatus[1].get());
        assertTrue(byStatus[0].get() > 0, "all were refused");
    }

    @Test
    void namesDoNotGrowWithoutBound() throws Exception {
        start(WORKED, Duration.ofMinutes(5));
        String doubled = "randomWalk('" + "x".repeat(1000) + "')";
        for (int i = 0; i < 30; i++) {
            doubled = "aliasSub(" + doubled + ",'^(.*)$','\\1\\1')";
        }
        HttpResponse<byte[]> answer = ask("from=-10min&format=json" + target(doubled));
        assertEquals(400, answer.statusCode());
        assertTrue(text(answer).contains("characters"), text(answer));
        String once = "aliasSub(randomWalk('" + "x".repeat(10_000) + "'),'^(.*)$','" + "\\1".repeat(10_000) + "')";
        assertEquals(400, ask("from=-10min&format=json" + target(once)).statusCode());
    }

    @Test
    void picturesHaveNoMorePointsThanPixels() throws Exception {
        start(WORKED, Duration.ofSeconds(30));
        String all = "from=-30d&width=4000&height=4000" + target("randomWalk('x',1)");
        HttpResponse<byte[]> svg = ask(all + "&format=svg");
        assertEquals(200, svg.statusCode(), text(svg));
        assertTrue(svg.body().length < 200_000, svg.body().length + " bytes");
        assertEquals(200, ask(all + "&format=png").statusCode());
        assertEquals(
                200,
                ask("from=-110d&format=png&width=4000&height=4000" + target("time('x',1)"))
                        .statusCode());
    }

    @Test
    void picturesClaimTheirMemory() throws Exception {
        start(WORKED, Duration.ofSeconds(30));
        StringBuilder fill = new StringBuilder("from=-110d&width=4000&height=4000&format=png");
        fill.append(target("time('x',1)")).append(target("offset(time('y',7),1)"));
        HttpResponse<byte[]> answer = ask(fill.toString());
        assertEquals(422, answer.statusCode());
        assertTrue(text(answer).contains("MAX_RENDER_BYTES"), text(answer));
        // A hundred thousand lines of an SVG are refused while it grows.
        String many = "from=-1h&width=4000&format=svg" + target("time('x',1)").repeat(10_000);
        answer = ask(many);
        assertEquals(422, answer.statusCode(), text(answer));
        assertTrue(text(answer).contains("MAX_RENDER_BYTES"), text(answer));
    }

    /** One of them has room at a time. */
    @Test
    void picturesAtOnceAreDrawnOrRefused() throws Exception {
        start(WORKED, Duration.ofSeconds(30));
        URI picture = URI.create("http://127.0.0.1:" + server.port()
                + "/render?from=-1h&format=png&width=4800&height=4800" + target("time('x',1)"));
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(
                    client.sendAsync(HttpRequest.newBuilder(picture).build(), HttpResponse.BodyHandlers.ofByteArray()));
        }
        int drawn = 0;
        for (CompletableFuture<HttpResponse<byte[]>> one : answers) {
            HttpResponse<byte[]> answer = one.join();
            if (answer.statusCode() == 200) {
                drawn++;
            } else {
                assertEquals(503, answer.statusCode(), text(answer));
                assertTrue(text(answer).contains("MAX_RENDER_BYTES"), text(answer));
            }
        }
        assertTrue(drawn > 0);
        assertEquals(
                200,
                client.send(HttpRequest.newBuilder(picture).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    @Test
    void sidesOfPicturesAreBounded() throws Exception {
        start(WORKED, Duration.ofSeconds(30));
        for (String sides : new String[] {
            "width=5001&height=5000",
            "height=999999",
            "width=99999999999",
            "height=-5",
            "width=0",
            "width=4000&height=4000&scale=2"
        }) {
            assertEquals(
                    400,
                    ask("from=-1h&format=png" + target("time('x',1)") + "&" + sides)
                            .statusCode(),
                    sides);
        }
    }
}

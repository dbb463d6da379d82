package plumbago.web.render.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumbago.base.http.HttpOptions;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.AnswerCaching;

/** Requests that would take too much memory are refused, alone or beside others, and hurt nobody else. */
@Timeout(600)
final class RenderMemoryTest {
    private static final int NOW = 1_700_000_000;
    private static final int DAY = 8640;

    /** A fetch of a series of a day at 10 seconds claims 139,264 bytes, and its JSON 311,000. */
    private static final long LIMIT = 10_000_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        MetricIndex index = new MetricIndex();
        for (int i = 0; i < 100; i++) {
            index.add("m." + i);
        }
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> {
                    double[] values = new double[DAY];
                    Arrays.fill(values, Math.PI);
                    return Optional.of(new SeriesRange(NOW - 10 * DAY, NOW, 10, values));
                },
                index,
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                "test",
                new WebOptions(
                        HttpOptions.defaults(),
                        new RenderLimits(1000, 1_000_000_000, LIMIT, Duration.ofMinutes(10), Duration.ofMinutes(10)),
                        AnswerCaching.none(),
                        ZoneId.of("UTC")));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private HttpResponse<String> ask(String target) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/render?format=json&from=-1d&target=" + target);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void assertRefused(String target) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(target);
        assertEquals(422, answer.statusCode(), target);
        assertTrue(answer.body().contains("MAX_RENDER_BYTES"), answer.body());
    }

    @Test
    void refusesWhatTakesTooMuch() throws Exception {
        assertRefused("sumSeries(scale(m.*,2))");
        assertRefused("m.*");
        // Little is read, but much would be answered, or made of it.
        assertRefused("m.1*&target=m.2*&target=m.3");
        assertEquals(200, ask("m.1*&target=m.2*&target=m.3&maxDataPoints=100").statusCode());
        assertEquals(200, ask("sumSeries(m.1*,m.2*)").statusCode());
        assertRefused("smartSummarize(m.1*,'1s')");
    }

    @Test
    void sumsUpMoreThanItCouldHold() throws Exception {
        assertRefused("m.*");
        assertEquals(200, ask("sumSeries(m.*)").statusCode());
        assertEquals(200, ask("groupByNode(m.*,0,'averageSeries')").statusCode());
    }

    @Test
    void givesBackWhatItTook() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertEquals(200, ask("sumSeries(m.1*,m.2*)").statusCode());
            assertRefused("m.*");
            assertEquals(400, ask("noFunction(m.1*)").statusCode());
        }
    }

    @Test
    void holdsWhatAClientHasNotTakenYet() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            slow.setReceiveBufferSize(4096);
            String request =
                    "GET /render?format=json&from=-1d&target=m.1*&target=m.20&target=m.21&target=m.22&target=m.23"
                            + " HTTP/1.1\r\nHost: x\r\n\r\n";
            slow.getOutputStream().write(request.repeat(20).getBytes(StandardCharsets.US_ASCII));
            HttpResponse<String> answer;
            do {
                answer = ask("sumSeries(group(m.1*,m.2*,m.3*,m.4*))");
            } while (answer.statusCode() == 200);
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("MAX_RENDER_BYTES"), answer.body());
            do {
                // Little is answered all the same, as soon as the slow client's other requests are refused.
                answer = ask("m.1");
            } while (answer.statusCode() == 503);
            assertEquals(200, answer.statusCode());
        }
        do {
            // Until the server has noticed.
        } while (ask("sumSeries(group(m.1*,m.2*,m.3*,m.4*))").statusCode() != 200);
    }

    @Test
    void countsWhatAllHoldTogether() {
        RenderMemory memory = new RenderMemory(100);
        RenderMemory.Share one = memory.share();
        RenderMemory.Share other = memory.share();
        one.claim(60);
        other.claim(40);
        assertEquals(
                RefusedException.Reason.BUSY,
                assertThrows(RefusedException.class, () -> other.claim(1)).reason());
        assertEquals(
                RefusedException.Reason.TOO_LARGE,
                assertThrows(RefusedException.class, () -> one.claim(41)).reason());
        assertEquals(100, memory.held());
        one.keepOnly(70);
        assertEquals(100, memory.held());
        one.keepOnly(20);
        assertEquals(60, memory.held());
        one.end();
        one.end();
        assertEquals(40, memory.held());
        other.claim(60);
        other.end();
        assertEquals(0, memory.held());
    }
}

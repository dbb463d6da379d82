package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.web.render.service.RenderLimits;

/** The log line about requests that take long. The clock goes on by 10 ms whenever somebody looks at it. */
@Timeout(600)
class SlowRequestsTest {
    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(ConformanceFixture.NOW * 1000);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final Clock clock = new SimulatedClock(now::get);
    private final LogLines log = new LogLines("plumbago.web.render.SlowRequests");
    private final List<String> lines = log.lines();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        ConformanceFixture.unpack(folder);
        WebOptions defaults = WebOptions.defaults();
        RenderLimits limits =
                new RenderLimits(20, 1_000_000, Long.MAX_VALUE, Duration.ofMinutes(10), Duration.ofMillis(150));
        server = FolderServer.of(
                folder,
                0,
                clock,
                () -> nanos.getAndAdd(10_000_000),
                new WebOptions(defaults.http(), limits, defaults.caching(), defaults.zone()));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        log.close();
    }

    private int render(String query) throws Exception {
        URI uri = URI.create(
                "http://127.0.0.1:" + server.port() + "/render?format=raw&from=1699999700&until=1700000000&" + query);
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void logsWhatSlowRequestsCost() throws Exception {
        assertEquals(200, render("target=edge.ints"));
        assertEquals(List.of(), lines);
        assertEquals(200, render("target=sumSeries(servers.*.cpu.*.*)&target=edge.%0Aints"));
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(
                lines.get(0)
                        .matches("slow: \\d{3} ms, 16 series and \\d{3,4} points read, 1 series and \\d+ bytes"
                                + " answered, from 1699999700 until 1700000000: sumSeries\\(servers\\.\\*\\.cpu\\.\\*\\.\\*\\)"
                                + " & edge\\. ints"),
                lines.get(0));
    }

    @Test
    void logsRefusedOnesToo() throws Exception {
        assertEquals(422, render("target=edge.*&target=" + "x".repeat(3000)));
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(
                lines.get(0).matches("slow: \\d{3} ms, 21 series .*, refused with 422, from .*: edge\\.\\* & x{1991}…"),
                lines.get(0));
    }
}

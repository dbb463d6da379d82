package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.measure.Problems;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.StateFolder;

/** What those ask who look whether the process runs, and how it is. */
class HealthTest {
    private static final Path FULL_DISK = Path.of("/dev/full");

    private final MetricIndex index = new MetricIndex();

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask(WebServer web, String method, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + web.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void reportsWhatIsWrongAndWhetherAllIsOpen() throws Exception {
        AtomicReference<String> writing = new AtomicReference<>();
        AtomicReference<String> journal = new AtomicReference<>();
        try (WebServer web = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> Optional.empty(),
                new MetricIndex(),
                Clock.systemUTC(),
                "1.2.3",
                WebOptions.defaults())) {
            web.watch(new Problems()
                    .ask(() -> Optional.ofNullable(writing.get()))
                    .ask(() -> Optional.ofNullable(journal.get())));
            web.start();
            assertEquals(503, ask(web, "GET", "/ready").statusCode());
            web.ready();
            assertEquals(200, ask(web, "GET", "/ready").statusCode());

            HttpResponse<String> well = ask(web, "GET", "/health");
            assertEquals(200, well.statusCode());
            assertEquals("{\"status\": \"ok\", \"version\": \"1.2.3\", \"metrics\": 0, \"problems\": []}", well.body());
            writing.set("cannot write a.b");
            journal.set("the journal cannot grow: \"why\"");
            HttpResponse<String> ill = ask(web, "GET", "/health");
            assertEquals(503, ill.statusCode());
            assertTrue(
                    ill.body()
                            .endsWith(
                                    "\"problems\": [\"cannot write a.b\", \"the journal cannot grow: \\\"why\\\"\"]}"),
                    ill.body());
            assertEquals(200, ask(web, "GET", "/ready").statusCode());
            writing.set(null);
            journal.set(null);
            assertEquals(200, ask(web, "GET", "/health").statusCode());

            for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
                assertEquals(200, ask(web, method, "/").statusCode(), method);
            }
            assertEquals("1.1.10", ask(web, "GET", "/version/").body());
        }
    }

    @Test
    void knowsThatEventsCannotBeWritten(@TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(FULL_DISK), "skipped: there is no " + FULL_DISK);
        try (StateFolder state = open(folder);
                WebServer web = start(state)) {
            assertEquals(200, post(web, "{\"what\": \"one\"}").statusCode());
        }
        Path events = folder.resolve("events.records");
        try (StateFolder state = open(folder);
                WebServer web = start(state)) {
            Files.move(events, folder.resolve("away"));
            Files.createSymbolicLink(events, FULL_DISK);
            assertEquals(503, post(web, "{\"what\": \"two\"}").statusCode());
            HttpResponse<String> ill = ask(web, "GET", "/health");
            assertEquals(503, ill.statusCode());
            assertTrue(ill.body().contains(events + " cannot be written: "), ill.body());
            Files.move(folder.resolve("away"), events, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(200, post(web, "{\"what\": \"three\"}").statusCode());
            assertEquals(200, ask(web, "GET", "/health").statusCode());
        }
    }

    private StateFolder open(Path folder) throws IOException {
        StateFolder state = StateFolder.open(folder, Long.MAX_VALUE, index);
        state.start(List::of);
        return state;
    }

    private WebServer start(StateFolder state) throws IOException {
        WebServer web = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> Optional.empty(),
                index,
                state,
                Clock.systemUTC(),
                System::nanoTime,
                "1.2.3",
                WebOptions.defaults());
        web.start();
        return web;
    }

    private HttpResponse<String> post(WebServer web, String event) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + web.port() + "/events/");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

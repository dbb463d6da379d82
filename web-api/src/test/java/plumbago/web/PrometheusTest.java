package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbago.base.measure.Measures;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.StateFolder;

class PrometheusTest {
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(WebServer web, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + web.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theMeasuresStandWhereGraphiteHasNothing() throws Exception {
        MetricIndex index = new MetricIndex();
        index.add("some.metric");
        try (StateFolder folder = StateFolder.inMemory(index);
                WebServer web = new WebServer(
                        "127.0.0.1",
                        0,
                        (metric, from, until, now) -> Optional.empty(),
                        index,
                        folder,
                        Clock.systemUTC(),
                        System::nanoTime,
                        "test",
                        WebOptions.defaults())) {
            Measures measures = new Measures().count("", "plumbago_points_total", "Points.", () -> 7);
            folder.register(measures);
            web.register(measures);
            web.start();
            HttpResponse<String> scraped = get(web, "/metrics");
            assertEquals(200, scraped.statusCode());
            assertTrue(scraped.body().contains("\nplumbago_points_total 7\n"), scraped.body());
            assertTrue(scraped.body().contains("\nplumbago_tag_index_series 0\n"), scraped.body());
            assertTrue(
                    scraped.headers().firstValue("content-type").orElseThrow().startsWith("text/plain; version=0.0.4"));
            assertTrue(get(web, "/metrics?query=*&format=completer").body().contains("some"));
            assertTrue(get(web, "/metrics/?query=some.*").body().contains("metric"));
            assertEquals(400, get(web, "/metrics/").statusCode());
            assertEquals(400, get(web, "/metrics/find").statusCode());
        }
    }
}

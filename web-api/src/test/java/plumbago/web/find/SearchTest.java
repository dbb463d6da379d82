package plumbago.web.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.StateFolder;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

class SearchTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricIndex index = new MetricIndex();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> Optional.empty(),
                index,
                StateFolder.inMemory(index),
                Clock.systemUTC(),
                System::nanoTime,
                "test",
                WebOptions.defaults());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> search(String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics/search?" + query);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void seriesAndBranchesThatHoldTheWordsAreAnswered() throws Exception {
        index.add("servers.web01.cpu.user");
        index.add("servers.web01.cpu.\"idle\"");
        assertEquals(
                "{\"total\": 2, \"complete\": true,"
                        + " \"series\": [\"servers.web01.cpu.\\\"idle\\\"\", \"servers.web01.cpu.user\"],"
                        + " \"branches\": [{\"path\": \"servers.web01.cpu\", \"series\": 2}]}",
                search("query=cpu+web").body());
        assertEquals(
                "{\"total\": 2, \"complete\": true, \"series\": [\"servers.web01.cpu.\\\"idle\\\"\"], \"branches\": []}",
                search("query=servers&limit=1").body().replaceFirst("\\[\\{.*\\}\\]", "[]"));
        assertEquals(
                "{\"total\": 0, \"complete\": true, \"series\": [], \"branches\": []}",
                search("query=").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "x", "99999999999"})
    void aLimitThatIsNoneIsRefused(String limit) throws Exception {
        HttpResponse<String> answer = search("query=a&limit=" + limit);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("limit must be a whole number from 0 to 1000"), answer.body());
    }

    @Test
    void tooManyWordsAreRefused() throws Exception {
        HttpResponse<String> answer = search("query=" + "a+".repeat(100));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("31 words"), answer.body());
    }
}

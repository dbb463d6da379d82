package plumbago.web.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/** The tag index tells what is stored, whatever was said under {@code /tags}. */
@Timeout(600)
class StoredSeriesAreFoundByTagTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    /** Both halves of a process. */
    private final class Both implements AutoCloseable {
        private final CarbonService carbon;
        private final WebServer web;

        Both(long maxTagIndexBytes) throws Exception {
            carbon = CarbonService.start(
                    Settings.load(
                            ConfigSources.of(Map.of())
                                    .withOverrides(List.of(
                                            "cache.LINE_RECEIVER_PORT=0",
                                            "cache.PICKLE_RECEIVER_PORT=0",
                                            "cache.CACHE_QUERY_PORT=0",
                                            "cache.STORAGE_DIR=" + folder,
                                            "cache.CONF_DIR=" + folder,
                                            "cache.CARBON_METRIC_INTERVAL=0",
                                            "web.MAX_TAG_INDEX_BYTES=" + maxTagIndexBytes)),
                            CarbonSettings.GROUPS),
                    Clock.systemUTC());
            web = new WebServer(
                    "127.0.0.1",
                    0,
                    carbon.store().reader(),
                    carbon.store().index(),
                    carbon.store().state(),
                    Clock.systemUTC(),
                    System::nanoTime,
                    "test",
                    WebOptions.defaults());
            web.acceptPoints(carbon::posted);
            web.onUntagged(carbon.store()::announceAgain);
            web.offer(carbon.store().housekeeping());
            web.start();
        }

        private String send(String path, String type, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : response.statusCode() + " " + response.body();
        }

        /** Sends a point of a metric. */
        void point(String name) throws IOException, InterruptedException {
            String answer = send("/metrics", "text/plain", name + " 1 " + System.currentTimeMillis() / 1000 + "\n");
            assertTrue(answer.contains("\"taken\": 1"), answer);
        }

        String tags(String verb, String name) throws IOException, InterruptedException {
            String form = "path=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
            return send("/tags/" + verb, "application/x-www-form-urlencoded", form);
        }

        String found(String expression) throws IOException, InterruptedException {
            String form = "expr=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
            return send("/tags/findSeries", "application/x-www-form-urlencoded", form);
        }

        @Override
        public void close() throws IOException {
            web.close();
            carbon.close();
        }
    }

    @Test
    void aLiveSeriesThatWasDeletedFromTheTagsIsBackWithItsNextPoint() throws Exception {
        try (Both both = new Both(1_000_000)) {
            for (String spelling : List.of("m;a=1;b=2", "m;b=2;a=1", "m{b=\"2\",a=\"1\"}")) {
                both.point(spelling);
                assertEquals("[\"m;a=1;b=2\"]", both.found("a=1"), spelling);
                both.point("other;a=3");
                assertEquals("true", both.tags("delSeries", "m{b=\"2\",a=\"1\"}"));
                assertEquals("[]", both.found("a=1"), spelling);
                both.point("other;a=3");
                assertEquals("[]", both.found("a=1"), spelling);
                both.point(spelling);
                assertEquals("[\"m;a=1;b=2\"]", both.found("a=1"), spelling);
            }
            assertEquals("[\"other;a=3\"]", both.found("a=3"));
        }
    }

    @Test
    void aDeletedMetricIsBackWithItsNextPointHoweverItIsSpelt() throws Exception {
        try (Both both = new Both(1_000_000)) {
            for (String spelling : List.of("m;b=2;a=1", "m{b=\"2\",a=\"1\"}", "m;a=1;b=2")) {
                both.point(spelling);
                assertEquals(
                        1,
                        both.carbon
                                .store()
                                .housekeeping()
                                .delete(List.of("m;a=1;b=2"), false, "a test")
                                .done()
                                .size());
                assertEquals("[]", both.found("a=1"), spelling);
                both.point(spelling);
                assertEquals("[\"m;a=1;b=2\"]", both.found("a=1"), spelling);
            }
        }
    }

    @Test
    void namesInBracesAreTheSameEverywhere() throws Exception {
        try (Both both = new Both(1_000_000)) {
            assertEquals("\"m;k=v\"", both.tags("tagSeries", "m{k=\"v\"}"));
            assertEquals("[\"m;k=v\"]", both.tags("tagMultiSeries", "m{k=\"v\"}"));
            both.point("m{k=\"v\"}");
            assertEquals("[\"m;k=v\"]", both.found("k=v"));
            assertEquals("true", both.tags("delSeries", "m{k=\"v\"}"));
            assertEquals("[]", both.found("k=v"));
            assertTrue(both.tags("tagSeries", "m{k= \"v\"}").startsWith("400 "));
            both.point("m{k=\"v\"}");
            String renaming = "{\"from\": \"m{k=\\\"v\\\"}\", \"to\": \"n{z=\\\"1\\\",k=\\\"v\\\"}\"}";
            String renamed = both.send("/admin/metrics/rename", "application/json", renaming);
            assertTrue(renamed.contains("\"m;k=v\""), renamed);
            assertEquals("[\"n;k=v;z=1\"]", both.found("k=v"));
            both.point("m;dc=2;dc-x=1");
            String found = both.found("dc=2");
            assertEquals("[\"m;dc-x=1;dc=2\"]", found, "in the order in which it is stored");
        }
    }

    @Test
    void aFloodOfWhatIsOnlyRegisteredKeepsNoSeriesFromBeingFound() throws Exception {
        try (Both both = new Both(200_000)) {
            both.point("before;kind=real");
            for (int i = 0; i < 8; i++) {
                String answer = both.send(
                        "/tags/tagMultiSeries",
                        "application/x-www-form-urlencoded",
                        IntStream.range(i * 1000, i * 1000 + 1000)
                                .mapToObj(k -> "path=flood;number=" + k)
                                .collect(Collectors.joining("&")));
                assertTrue(answer.startsWith("400 ") && answer.contains("MAX_TAG_INDEX_BYTES"), answer);
            }
            both.point("after;kind=real");
            assertEquals("[\"after;kind=real\", \"before;kind=real\"]", both.found("kind=real"));
        }
        try (Both both = new Both(200_000)) {
            assertEquals("[\"after;kind=real\", \"before;kind=real\"]", both.found("kind=real"));
            both.point("later;kind=real");
            assertEquals("[\"after;kind=real\", \"before;kind=real\", \"later;kind=real\"]", both.found("kind=real"));
        }
    }
}

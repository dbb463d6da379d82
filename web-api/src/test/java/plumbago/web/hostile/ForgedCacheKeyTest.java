package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.AnswerCaching;

/** Somebody tries to have an answer of theirs given to others, by parameters that look like other parameters. */
final class ForgedCacheKeyTest {
    private static final int NOW = 1_700_000_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=-1min&format=json&maxDataPoints=100%0A%0Atarget%0Apoison.a",
                "from=-1min&format=json%0A%0AmaxDataPoints%0A100%0A%0Atarget%0Apoison.a",
                "from=-1min&format=json&maxDataPoints=100&target%0Apoison.a=",
                "from=-1min&format=json&maxDataPoints=1006:target1:8:poison.a",
            })
    void oneRequestCannotAnswerAnother(String forged) throws Exception {
        try (WebServer server = start()) {
            ask(server, forged);
            assertEquals(
                    "[{\"target\": \"poison.a\", \"tags\": {\"name\": \"poison.a\"}, \"datapoints\": [[1.0, 1699999950]]}]",
                    ask(server, "from=-1min&format=json&maxDataPoints=100&target=poison.a"));
        }
    }

    @Test
    void theSameRequestIsAnsweredFromTheCache() throws Exception {
        long[] reads = new long[1];
        try (WebServer server = start(reads)) {
            ask(server, "from=-1min&format=json&target=poison.a");
            ask(server, "target=poison.a&format=json&from=-1min&_=17");
            assertEquals(1, reads[0]);
        }
    }

    private static WebServer start() throws Exception {
        return start(new long[1]);
    }

    private static WebServer start(long[] reads) throws Exception {
        MetricIndex index = new MetricIndex();
        index.add("poison.a");
        WebOptions plain = WebOptions.defaults();
        WebServer server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> {
                    reads[0]++;
                    return Optional.of(new SeriesRange(NOW - 50, NOW - 40, 10, new double[] {1}));
                },
                index,
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                "test",
                new WebOptions(
                        plain.http(),
                        plain.limits(),
                        new AnswerCaching(Duration.ofMinutes(1), new TreeMap<>(), 1 << 20),
                        plain.zone()));
        server.start();
        return server;
    }

    private String ask(WebServer server, String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/render?" + query);
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return answer.body();
    }
}

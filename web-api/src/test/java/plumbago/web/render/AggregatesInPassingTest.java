package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/**
 * Series that are aggregated while they are read give what they give when all of them are there first, which
 * {@code group} sees to.
 */
final class AggregatesInPassingTest {
    private static final int NOW = 1_700_000_040;
    private static final int SERIES = 24;

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        MetricIndex index = new MetricIndex();
        for (int i = 0; i < SERIES; i++) {
            index.add("alike.dc" + i % 3 + ".h" + i);
            index.add("mixed.dc" + i % 3 + ".h" + i);
        }
        index.add("alike.dc0.gone");
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> series(metric),
                index,
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                "test",
                WebOptions.defaults());
        server.start();
    }

    private static Optional<SeriesRange> series(String metric) {
        if (metric.endsWith("gone")) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(metric.hashCode());
        boolean coarse = metric.startsWith("mixed") && random.nextInt(3) == 0;
        int step = coarse ? 60 : 20;
        double[] values = new double[1200 / step];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble() * 1000 - 500;
        }
        return Optional.of(new SeriesRange(NOW - 1200, NOW, step, values));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String ask(String target) throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://127.0.0.1:" + server.port() + "/render?format=json&from=-20min&xFilesFactor=0.6&target="
                        + URLEncoder.encode(target, StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sumSeries(%s)",
                "averageSeries(%s)",
                "avg(%s)",
                "minSeries(%s)",
                "maxSeries(%s)",
                "diffSeries(%s)",
                "rangeOfSeries(%s)",
                "groupByNode(%s,1,'sum')",
                "groupByNode(%s,1,'avg')",
                "groupByNode(%s,-1,'avg_zero')",
                "groupByNode(%s,1,'maxSeries')",
                "groupByNode(%s,1,'count')",
                "groupByNode(%s,1,'countSeries')",
                "groupByNode(%s,1,'median')",
                "groupByNodes(%s,'min',1,0)",
                "sumSeriesWithWildcards(%s,2)",
                "averageSeriesWithWildcards(%s,1,2)",
                "sumSeries(groupByNode(%s,1,'averageSeries'))"
            })
    void sameAsWhenAllAreThere(String target) throws Exception {
        for (String path : new String[] {"alike.*.*", "mixed.*.*", "alike.dc0.h3", "alike.*.gone", "none.*"}) {
            assertEquals(
                    ask(target.formatted("group(" + path + ")")), ask(target.formatted(path)), target + " " + path);
        }
        assertTrue(ask(target.formatted("alike.*.*")).length() > 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sumSeries(%s,%s)", "minSeries(%s,%s)"})
    void severalListsAreOne(String target) throws Exception {
        for (String[] paths : new String[][] {{"alike.dc1.*", "alike.dc0.*"}, {"alike.*.*", "mixed.*.*"}}) {
            assertEquals(ask(target.formatted("group(" + paths[0] + ")", paths[1])), ask(target.formatted((Object[])
                    paths)));
        }
    }
}

package plumbago.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import plumbago.base.admin.AdminRule;
import plumbago.base.http.Guard;
import plumbago.base.http.HostNames;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.PageRules;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.dashboard.DashboardOptions;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.GraphSettings;
import plumbago.web.render.service.RenderLimits;

/** A real server at a time that stands still, before series whose last values a test gives and changes. */
final class GivenSeries implements AutoCloseable {
    private static final long NOW = 1_700_000_005;
    private static final int STEP = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricIndex index = new MetricIndex();
    private final Map<String, double[]> values = new ConcurrentHashMap<>();
    private final WebServer server;

    /** @param readers {@code CORS_ORIGINS} */
    GivenSeries(String readers) throws IOException {
        PageRules pages = new PageRules(Set.of(readers), Set.of(), new HostNames(Set.of()));
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) ->
                        Optional.ofNullable(values.get(metric)).map(last -> range(last, from, until)),
                index,
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                "test",
                new WebOptions(
                        HttpOptions.defaults(),
                        RenderLimits.defaults(),
                        AnswerCaching.none(),
                        ZoneId.of("UTC"),
                        DashboardOptions.defaults(),
                        new Guard(pages, AdminRule.ofThisMachine()),
                        GraphSettings.defaults()));
        server.start();
    }

    /** Gives a series its last values, ten seconds apart; NaN for none, and nothing is before them. */
    void put(String metric, double... last) {
        values.put(metric, last);
        index.add(metric);
    }

    private static SeriesRange range(double[] last, long from, long until) {
        long start = from - Math.floorMod(from, STEP) + STEP;
        double[] range = new double[(int) Math.max(1, (until - start) / STEP + 1)];
        Arrays.fill(range, Double.NaN);
        int count = Math.min(last.length, range.length);
        System.arraycopy(last, last.length - count, range, range.length - count, count);
        return new SeriesRange(start, start + (long) range.length * STEP, STEP, range);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What a program is answered. */
    JsonNode get(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(url + ": " + answer.statusCode() + " " + answer.body());
        }
        return Browser.JSON.readTree(answer.body());
    }

    /** Saves a dashboard as graphite-web's own page does. */
    void save(String name, String state) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url() + "/dashboard/save/" + name))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "state=" + URLEncoder.encode(state, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(name + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

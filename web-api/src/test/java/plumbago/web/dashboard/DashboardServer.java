package plumbago.web.dashboard;

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
import java.util.Optional;
import plumbago.base.http.Guard;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.store.StateFolder;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/** A whole server with a state folder, and requests for dashboards to it. */
final class DashboardServer implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricIndex index = new MetricIndex();
    private final StateFolder state;
    private final WebServer server;

    DashboardServer(Path stateFolder, DashboardOptions dashboards) throws IOException {
        state = StateFolder.open(stateFolder, Long.MAX_VALUE, index);
        state.start(List::of);
        WebOptions options = WebOptions.defaults();
        try {
            server = new WebServer(
                    "127.0.0.1",
                    0,
                    (metric, from, until, now) -> points(from, until),
                    index,
                    state,
                    Clock.systemUTC(),
                    System::nanoTime,
                    "test",
                    new WebOptions(
                            options.http(),
                            options.limits(),
                            options.caching(),
                            options.zone(),
                            dashboards,
                            Guard.strict(),
                            options.graphs()));
        } catch (IOException e) {
            state.close();
            throw e;
        }
        server.start();
    }

    static DashboardOptions inRecords() {
        return DashboardOptions.defaults();
    }

    static DashboardOptions in(Path folder) {
        return new DashboardOptions(10_000, 64 << 20, Optional.of(folder), Optional.empty());
    }

    /** Has a series, with points at all times. */
    void add(String metric) {
        index.add(metric);
    }

    private static Optional<SeriesRange> points(long from, long until) {
        long start = from - Math.floorMod(from, 60) + 60;
        double[] values = new double[(int) Math.max(1, (until - start) / 60 + 1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 1000;
        }
        return Optional.of(new SeriesRange(start, start + 60L * values.length, 60, values));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(to(path), headers);
    }

    /** With a field {@code state} in a form. */
    HttpResponse<String> post(String path, String state, String... headers) throws Exception {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("state=" + URLEncoder.encode(state, StandardCharsets.UTF_8)));
        return send(request, headers);
    }

    HttpResponse<String> save(String name, String state, String... headers) throws Exception {
        return post("/dashboard/save/" + name, state, headers);
    }

    String load(String name) throws Exception {
        return get("/dashboard/load/" + name).body();
    }

    static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Override
    public void close() throws IOException {
        server.close();
        state.close();
    }
}

package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import plumbago.base.http.HttpOptions;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.service.RenderLimits;

/** For tests of the page in a real browser, each with a tab of its own, before a real server whose series are waves. */
@Timeout(300)
@ExtendWith(BrowserExtension.class)
abstract class PageWalk {
    static final String DRAWN = "performance.getEntriesByName('drawn').length > 0";

    private static final int STEP = 60;
    /** So many may be fetched by a request: few, for tests of what is too much. */
    private static final int MOST_SERIES = 2000;

    final MetricIndex index = new MetricIndex();
    WebServer server;
    BrowserTab tab;

    @BeforeEach
    void start(Browser browser) throws IOException {
        for (int host = 1; host <= 9; host++) {
            for (String what : List.of("user", "system", "idle")) {
                index.add("servers.web0" + host + ".cpu." + what);
            }
        }
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) ->
                        index.contains(metric) ? Optional.of(wave(metric, from, until)) : Optional.empty(),
                index,
                Clock.systemUTC(),
                "test",
                options());
        server.start();
        tab = browser.tab();
    }

    /** What all paths begin with; empty for nothing. */
    String prefix() {
        return "";
    }

    private WebOptions options() {
        WebOptions usual = WebOptions.defaults();
        HttpOptions http = usual.http();
        return new WebOptions(
                new HttpOptions(
                        http.maxRequestLine(),
                        http.maxHeaders(),
                        http.maxBody(),
                        http.idle(),
                        http.workers(),
                        http.maxWaiting(),
                        http.maxConnections(),
                        http.maxConnectionsPerAddress(),
                        prefix()),
                new RenderLimits(
                        MOST_SERIES,
                        usual.limits().maxPoints(),
                        usual.limits().maxBytes(),
                        usual.limits().maxTime(),
                        usual.limits().slow()),
                usual.caching(),
                usual.zone());
    }

    @AfterEach
    void stop() throws IOException {
        tab.close();
        server.close();
    }

    private static SeriesRange wave(String metric, long from, long until) throws IOException {
        if (metric.equals("broken")) {
            throw new IOException("broken: no header");
        }
        double shift = Math.floorMod(metric.hashCode(), 60) / 10.0;
        long start = from - Math.floorMod(from, STEP) + STEP;
        double[] values = new double[(int) Math.max(1, (until - start) / STEP + 1)];
        for (int i = 0; i < values.length; i++) {
            // One of them has a last value alone.
            values[i] = metric.equals("single") && i + 1 < values.length
                    ? Double.NaN
                    : metric.equals("sparse") && i % 5 != 0
                            ? Double.NaN
                            : 50 + 6 * shift + 20 * Math.sin((start + (double) i * STEP) / 5000 + shift);
        }
        return new SeriesRange(start, start + (long) values.length * STEP, STEP, values);
    }

    String at(String rest) {
        return "http://127.0.0.1:" + server.port() + prefix() + "/" + rest;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    void assertNothingIsWrong() {
        assertEquals(List.of(), tab.complaints());
        assertTrue(
                tab.requested().stream().allMatch(url -> url.startsWith(at("")) || url.equals("about:blank")),
                () -> tab.requested().toString());
    }

    void assertSeries(int count) {
        tab.until("document.querySelector('.status')?.textContent.startsWith('" + count + " series')");
    }
}

package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Graphene as its author left it, in a real browser, reads dashboards and values of a real server. */
@Timeout(300)
@ExtendWith(BrowserExtension.class)
class GrapheneTest {
    private static final String BOARD = "dev-pollers";

    private static Path graphene;
    private static Browser browser;

    private DashboardSite site;
    private GivenSeries series;
    private BrowserTab tab;

    @BeforeAll
    static void find(Browser shared) {
        graphene = Checkout.of("graphene", "github.com/jondot/graphene", "build/index.js");
        browser = shared;
    }

    @BeforeEach
    void start() throws IOException {
        site = new DashboardSite(graphene);
        tab = browser.tab();
        serve(site.origin());
    }

    /** @param origins {@code CORS_ORIGINS} */
    private void serve(String origins) throws IOException {
        series = new GivenSeries(origins);
        series.put("web.web01.requests", 10, 25, 17, 40);
        series.put("web.web02.requests", Double.NaN, 80, Double.NaN, Double.NaN, 95, 60, Double.NaN);
        series.put("web.web03.requests", 1, 2, 3.25);
    }

    @AfterEach
    void stop() throws IOException {
        // It would go on asking.
        tab.close();
        series.close();
        site.close();
    }

    private static double[] numbers(String text) {
        return java.util.regex.Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?")
                .matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    /** Points that there are, as value and time. */
    private static List<double[]> points(JsonNode one) {
        List<double[]> points = new ArrayList<>();
        one.get("datapoints").forEach(point -> {
            if (!point.get(0).isNull()) {
                points.add(new double[] {point.get(0).asDouble(), point.get(1).asDouble()});
            }
        });
        return points;
    }

    /** A line has a corner for each point that there is, in proportion to its time and value. */
    private static void assertDrawn(List<double[]> points, String path) {
        double[] corners = numbers(path);
        assertEquals(2 * points.size(), corners.length, path);
        int last = points.size() - 1;
        double perSecond = (corners[2 * last] - corners[0]) / (points.get(last)[1] - points.get(0)[1]);
        double perValue = (corners[2 * last + 1] - corners[1]) / (points.get(last)[0] - points.get(0)[0]);
        assertTrue(perSecond > 0 && perValue < 0, path);
        for (int i = 0; i <= last; i++) {
            double x = corners[0] + perSecond * (points.get(i)[1] - points.get(0)[1]);
            double y = corners[1] + perValue * (points.get(i)[0] - points.get(0)[0]);
            assertEquals(x, corners[2 * i], 0.01, path);
            assertEquals(y, corners[2 * i + 1], 0.01, path);
        }
    }

    private String formatted(double value) {
        return tab.text("d3.format('.3s')(" + value + ")");
    }

    /** A chart shows what a program is answered for the same address. */
    private void assertChart(String chart, JsonNode answer) {
        tab.until(chart + "?.querySelectorAll('path.line').length === " + answer.size());
        for (int i = 0; i < answer.size(); i++) {
            List<double[]> points = points(answer.get(i));
            assertDrawn(points, tab.text(chart + ".querySelectorAll('path.line')[" + i + "].getAttribute('d')"));
            double least = points.stream().mapToDouble(point -> point[0]).min().orElseThrow();
            double most = points.stream().mapToDouble(point -> point[0]).max().orElseThrow();
            assertEquals(
                    answer.get(i).get("target").asText() + formatted(least) + "min" + formatted(most) + "max",
                    tab.text(chart + ".querySelectorAll('.legend text')[" + i + "].textContent"));
        }
    }

    @Test
    void discoverDrawsAChartForEachGraphOfADashboard() throws Exception {
        List<String> paths = List.of(
                "/render?from=-5minutes&until=now&width=400&height=250&target=web.web01.requests&title=one",
                "/render?from=-5minutes&until=now&width=400&height=250&target=web.web02.requests"
                        + "&target=web.web01.requests&title=with%20gaps",
                "/render?from=-10minutes&until=now&width=400&height=250&target=sumSeries(web.*.requests)&yMin=0");
        series.save(
                BOARD,
                "{\"name\": \"" + BOARD + "\", \"graphs\": ["
                        + "[[\"web.web01.requests\"], {\"title\": \"one\", \"from\": \"-5minutes\"}, \"" + paths.get(0)
                        + "\"], [[\"web.web02.requests\", \"web.web01.requests\"], {\"title\": \"with gaps\"}, \""
                        + paths.get(1) + "\"], [[\"sumSeries(web.*.requests)\"], {\"yMin\": \"0\"}, \"" + paths.get(2)
                        + "\"]], \"timeConfig\": {\"type\": \"relative\"}, \"defaultGraphParams\": {}}");
        String page = Files.readString(graphene.resolve("example/dashboard-autodiscover.html"));
        assertTrue(page.contains("http://my.graphite.host.com"));
        site.put("/discover.html", page.replace("http://my.graphite.host.com", series.url()));
        tab.open(site.origin() + "/discover.html");
        tab.until("document.querySelectorAll('#dashboard svg.tsview path.line').length === 4");
        assertEquals(
                3,
                tab.eval("document.querySelectorAll('#dashboard svg.tsview').length")
                        .asInt());
        List<String> titles = List.of("one", "with gaps", "n/a");
        for (int i = 0; i < paths.size(); i++) {
            String chart = "document.querySelectorAll('svg.tsview')[" + i + "]";
            assertEquals(titles.get(i), tab.text(chart + ".querySelector('text.title').textContent"));
            assertChart(chart, series.get(series.url() + paths.get(i) + "&format=json"));
            String asked = series.url() + paths.get(i) + "&format=json&jsonp=jQuery";
            assertTrue(
                    tab.requested().stream().anyMatch(url -> url.startsWith(asked)),
                    () -> asked + " is not in " + tab.requested());
        }
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "graphene.png"), tab.picture());
        assertEquals(List.of(), tab.complaints());
    }

    /** Its own dashboard page, with a file of ours in place of the example's. */
    private void openDashboard() throws IOException {
        try (InputStream dashboard = GrapheneTest.class.getResourceAsStream("graphene-dashboard.js")) {
            site.put(
                    "/example/example-dash.js",
                    new String(dashboard.readAllBytes(), StandardCharsets.UTF_8).replace("PLUMBAGO", series.url()));
        }
        tab.open(site.origin() + "/example/dashboard.html");
    }

    @Test
    void nothingIsReadWithoutCorsOrigins() throws IOException {
        series.close();
        serve("http://other.example");
        openDashboard();
        // A script that is refused is an error of its element.
        tab.eval("window.refused = 0; document.addEventListener('error', () => window.refused++, true)");
        tab.until("window.refused > 6");
        assertEquals(
                0,
                tab.eval("document.querySelectorAll('.metric, path.line').length")
                        .asInt());
    }

    @Test
    void labelsGaugesAndChartsShowWhatIsAnsweredAndSeeAChange() throws Exception {
        openDashboard();
        String label = "document.querySelector('#hero-one .metric.max .value')?.textContent";
        String gauge = "document.querySelector('#hero-three text.value')?.textContent";
        tab.until(label + " === '" + formatted(40) + "'");
        tab.until(gauge + " === '" + formatted(40) + "'");
        assertEquals("req/s", tab.text("document.querySelector('#hero-one .metric.max .unit').textContent"));
        assertEquals("Most requests", tab.text("document.querySelector('#hero-one .label').textContent"));
        String all = series.url() + "/render?target=web.*.requests&from=-5minutes&format=json";
        assertChart("document.querySelector('#g1-1 svg.tsview')", series.get(all));

        series.put("web.web01.requests", 10, 900, 300, 512);
        tab.until(label + " === '" + formatted(900) + "'");
        tab.until(gauge + " === '" + formatted(512) + "'");
        tab.until("shown.gadget === 512 && shown.series.some(one => one.ymax === 900)");
        assertChart("document.querySelector('#g1-1 svg.tsview')", series.get(all));
        assertEquals(List.of(), tab.complaints());
    }
}

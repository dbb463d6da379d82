package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tasseo as its authors left it, in a real browser, asks a real server for the values of a dashboard. Its page is made of its
 * own template, and the two libraries that it loads from elsewhere come from Maven in the same versions.
 */
@Timeout(300)
@ExtendWith(BrowserExtension.class)
class TasseoTest {
    private static final String NORMAL = "#afdab1";
    private static final String WARNING = "#f5cb56";
    private static final String CRITICAL = "#d59295";

    private static Path tasseo;
    private static Browser browser;

    private DashboardSite site;
    private GivenSeries series;
    private BrowserTab tab;

    @BeforeAll
    static void find(Browser shared) {
        tasseo = Checkout.of("tasseo", "github.com/obfuscurity/tasseo", "lib/tasseo/views/index.haml");
        browser = shared;
    }

    /** @param origins {@code CORS_ORIGINS}; empty for that of Tasseo's own server */
    private void open(String origins, String login) throws IOException {
        site = new DashboardSite(tasseo.resolve("lib/tasseo/public"));
        series = new GivenSeries(origins.isEmpty() ? site.origin() : origins);
        series.put("web.web01.requests", 10, 20, 30, 40);
        series.put("web.web02.requests", 80, 80, Double.NaN, 80);
        series.put("web.web03.requests", 1, 2, 3, 4.5);
        series.put("web.web03.gaps", 5, Double.NaN, 7, Double.NaN);
        series.put("web.web01.free", 100, 50, 30);
        String page = HamlPage.of(
                Files.readAllLines(tasseo.resolve("lib/tasseo/views/index.haml")),
                Map.of("dashboard", "web", "ENV['GRAPHITE_URL']", series.url(), "ENV['GRAPHITE_AUTH']", login));
        site.put(
                "/web",
                page.replaceAll("https://[^\"]*/(jquery/1.7.2/jquery.min.js)", "/webjars/$1")
                        .replaceAll(
                                "https://[^\"]*/underscore.js/(1.6.0/underscore-min.js)", "/webjars/underscorejs/$1"));
        try (InputStream dashboard = TasseoTest.class.getResourceAsStream("tasseo-dashboard.js")) {
            site.put("/dashboards/web.js", new String(dashboard.readAllBytes(), StandardCharsets.UTF_8));
        }
        tab = browser.tab();
        tab.open(site.origin() + "/web");
    }

    @AfterEach
    void stop() throws IOException {
        if (tab != null) {
            // It would go on asking.
            tab.close();
        }
        if (series != null) {
            series.close();
        }
        if (site != null) {
            site.close();
        }
    }

    private static String number(int cell) {
        return "document.querySelector('.graph" + cell + " .overlay-number')?.firstChild?.nodeValue";
    }

    private static String color(int cell) {
        return "document.querySelector('.graph" + cell + " svg path')?.getAttribute('fill')";
    }

    private void awaitNumbers() {
        tab.until("[...Array(12).keys()].every(i => /^-?[\\d.]+$/.test(document.querySelector('.graph' + i +"
                + " ' .overlay-number')?.firstChild?.nodeValue))");
    }

    private List<String> renders() {
        return tab.requested().stream()
                .filter(url -> url.startsWith(series.url()))
                .toList();
    }

    /** What the cells show is what a program is answered. */
    private void assertCells() throws Exception {
        awaitNumbers();
        JsonNode answer = series.get(renders().get(0));
        JsonNode targets = tab.eval("metrics.map(metric => metric.target)");
        assertEquals(12, targets.size());
        assertEquals(
                StreamSupport.stream(targets.spliterator(), false)
                        .map(target -> "keepLastValue(" + target.asText() + ")")
                        .toList(),
                StreamSupport.stream(answer.spliterator(), false)
                        .map(one -> one.get("target").asText())
                        .toList());
        for (int i = 0; i < targets.size(); i++) {
            double last = Double.NaN;
            for (JsonNode point : answer.get(i).get("datapoints")) {
                last = point.get(0).isNull() ? last : point.get(0).asDouble();
            }
            double value = i == 11 ? last * 2 : last;
            double shown = value < 2 ? Math.round(value * 1000) / 1000.0 : (long) value;
            assertEquals(shown, Double.parseDouble(tab.text(number(i))), targets.get(i)::asText);
        }
    }

    @Test
    void allCellsShowWhatOneRequestIsAnswered() throws Exception {
        open("*", "");
        assertCells();
        String all = "keepLastValue(sumSeries(web.*.requests))";
        assertTrue(renders().get(0).contains("&target=" + all + "&"), renders()::toString);
        assertEquals("124", tab.text(number(2)));
        assertEquals("14", tab.text(number(11)), "the last value before a gap");
        assertEquals("40/s", tab.text("document.querySelector('.graph0 .overlay-number').textContent"));
        tab.until("performance.getEntriesByType('resource').filter(one => one.name.includes('/render/')).length > 2");
        Set<String> different = renders().stream().collect(Collectors.toSet());
        assertEquals(1, different.size(), "every refresh asks once, and for all");
        assertEquals(12, different.iterator().next().split("[?&]target=keepLastValue\\(", -1).length - 1);
        assertTrue(different.iterator().next().startsWith(series.url() + "/render/?target="));
        assertTrue(different.iterator().next().endsWith("&from=-5minutes&format=json"));
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "tasseo.png"), tab.picture());
        assertEquals(List.of(), tab.complaints());
    }

    /** A login makes the browser ask beforehand, with OPTIONS. */
    @Test
    void itReadsWithALoginFromAnOriginThatIsNamed() throws Exception {
        open("", "me:secret");
        assertCells();
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void colorsFollowTheThresholdsAndAChangeIsSeenAtTheNextRefresh() throws Exception {
        open("*", "");
        awaitNumbers();
        for (double value : new double[] {99, 100, 499, 500, 3}) {
            series.put("web.web01.requests", 10, value);
            tab.until(number(0) + " === '" + (int) value + "'");
            assertEquals(value >= 500 ? CRITICAL : value >= 100 ? WARNING : NORMAL, tab.text(color(0)));
        }
        for (double value : new double[] {21, 20, 6, 5, 200}) {
            series.put("web.web01.free", value);
            tab.until(number(1) + " === '" + (int) value + "'");
            assertEquals(value <= 5 ? CRITICAL : value <= 20 ? WARNING : NORMAL, tab.text(color(1)), "the other way");
        }
        series.put("web.web04.requests", 5000);
        tab.until(color(2) + " === '" + CRITICAL + "'");
        assertEquals("5087", tab.text(number(2)), "a series that is new is in the sum");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aLongerRangeIsAskedForOnce() throws Exception {
        open("*", "");
        awaitNumbers();
        tab.click("a.range[title='60']");
        tab.until("performance.getEntriesByType('resource').some(one => one.name.includes('from=-60minutes'))");
        tab.until("dashboard.metrics[0].datum.length === 4");
        assertEquals(
                1,
                renders().stream()
                        .filter(url -> url.endsWith("&from=-60minutes&format=json"))
                        .count());
        assertCells();
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void nothingIsReadWithoutCorsOrigins() throws IOException {
        open("http://other.example", "");
        tab.eval("window.refused = 0; $(document).ajaxError(() => window.refused++)");
        tab.until("window.refused > 1");
        assertEquals(
                12,
                tab.eval("document.querySelectorAll('.graph .overlay-number img').length")
                        .asInt(),
                "all wait for their first number");
    }
}

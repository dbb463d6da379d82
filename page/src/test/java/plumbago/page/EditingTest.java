package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets as they are written: what is proposed, what is said of mistakes, and how the numbers came about. */
class EditingTest extends PageWalk {
    private void openEmpty(String target) {
        tab.open(at("?target=" + encoded(target)));
        tab.until("document.getElementById('target-0')");
        tab.press("e");
        tab.until("document.activeElement.id === 'target-0'");
        tab.eval("document.activeElement.select()");
    }

    private void post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(at(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private void assertTarget(String wanted) {
        tab.until("new URLSearchParams(location.search).get('target') === " + BrowserTab.quoted(wanted));
    }

    @Test
    void whoTypesIsProposedFunctionsNamesAndArguments() throws IOException {
        openEmpty("servers.web01.cpu.user");
        tab.type("movingav");
        tab.until("document.querySelector('#proposals-0-0')?.textContent.includes('movingAverage()')");
        tab.press("Tab");
        tab.until("document.getElementById('target-0').value === 'movingAverage()'");
        tab.type("server");
        tab.until("document.querySelector('#proposals-0-0')?.textContent.startsWith('servers.')");
        tab.press("ArrowDown");
        tab.until("document.querySelector('#proposals-0 [aria-selected=true]')?.textContent.startsWith('servers.')");
        tab.press("Enter");
        tab.until("document.getElementById('target-0').value === 'movingAverage(servers.)'");
        tab.type("web01.cpu.us");
        tab.until("document.querySelector('#proposals-0-0')?.textContent.startsWith('servers.web01.cpu.user')");
        tab.press("Tab");
        tab.type(",");
        tab.until("document.querySelector('.signature b')?.textContent.startsWith('windowSize')");
        tab.until("document.querySelector('#proposals-0-0')");
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "completion.png"), tab.picture());
        tab.type("'10mi");
        tab.until("document.querySelector('#proposals-0-0')?.textContent.startsWith(\"'10min'\")");
        tab.press("Tab");
        assertTarget("movingAverage(servers.web01.cpu.user,'10min')");
        assertSeries(1);
        assertNothingIsWrong();
    }

    @Test
    void tagsAndTheirValuesAreProposed() throws Exception {
        post("tags/tagSeries", "path=disk.used;rack=a1;server=web01");
        post("tags/tagSeries", "path=disk.used;rack=a2;server=web02");
        openEmpty("x");
        tab.type("seriesByTag('ra");
        tab.until("document.querySelector('#proposals-0-0')?.textContent.startsWith(\"'rack='\")");
        tab.press("Tab");
        tab.until("document.querySelector('#proposals-0-1')?.textContent.startsWith(\"'rack=a2'\")");
        tab.press("ArrowDown");
        tab.press("ArrowDown");
        tab.press("Enter");
        tab.type(")");
        assertTarget("seriesByTag('rack=a2')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "sumSeries(servers.web01.cpu.user; expected , or ); ` `",
                "sumSeries(nosuch(servers.web01.cpu.user),servers.web02.cpu.user); no function 'nosuch'; nosuch",
                "alias(servers.web01.cpu.user,'x); no closing quote; 'x)",
                "scale(servers.web01.cpu.user); needs the parameter; scale",
            })
    void aMistakeIsUnderlinedWhereItIs(String target, String sentence, String from) {
        tab.open(at("?target=servers.web02.cpu.user&target=" + encoded(target)));
        tab.until("document.getElementById('mistake-1')?.textContent.includes(" + BrowserTab.quoted(sentence) + ")");
        String wrong = tab.text("[...document.querySelectorAll('.wrong')].map(one => one.textContent).join('')");
        assertTrue(wrong.startsWith(from), wrong);
        assertEquals("true", tab.text("document.getElementById('target-1').getAttribute('aria-invalid')"));
        assertEquals("", tab.text("document.getElementById('mistake-0').textContent"));
        tab.click("#target-1");
        tab.eval("document.activeElement.select()");
        tab.type("servers.web01.cpu.user");
        tab.until("document.getElementById('mistake-1').textContent === ''");
        assertSeries(2);
    }

    @Test
    void theOutermostFunctionIsTakenAwayAgain() {
        tab.open(at("?target=" + encoded("alias(sumSeries(servers.web0*.cpu.user),'a, b')")));
        assertSeries(1);
        tab.press(".");
        tab.until("document.activeElement?.id === 'function'");
        tab.press("Backspace");
        assertTarget("sumSeries(servers.web0*.cpu.user)");
        tab.press("Backspace");
        assertTarget("servers.web0*.cpu.user");
        assertSeries(9);
        tab.press("Backspace");
        assertTarget("servers.web0*.cpu.user");
        assertNothingIsWrong();
    }

    @Test
    void oneKeyShowsHowTheNumbersCameAboutAndAPartOfItCanBeDrawn() throws IOException {
        tab.open(at("?target=" + encoded("alias(sumSeries(servers.web0*.cpu.user),'all')") + "&from=-7d"));
        assertSeries(1);
        String summary = tab.text("document.querySelector('.summary').textContent");
        assertTrue(summary.contains("1 series") && summary.contains("of 9 series read"), summary);
        assertTrue(summary.contains("from 1min") && summary.matches(".*10,08[01] points.*"), summary);
        assertTrue(summary.contains("average of ") && summary.contains("for this width"), summary);
        tab.press("x");
        tab.until("location.search.endsWith('explain=1')");
        tab.until("document.querySelectorAll('.explained tbody tr').length === 4");
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "explained.png"), tab.picture());
        tab.click(".explained tbody tr:nth-child(3) button");
        assertTarget("servers.web0*.cpu.user");
        assertSeries(9);
        assertNothingIsWrong();
    }

    @Test
    void eventsAreMarkedAddedAndShownInTheZoneAskedFor() throws Exception {
        post(
                "events/",
                "{\"what\": \"<b>deploy</b> 4711\", \"tags\": [\"deploy\"], \"data\": \"\", \"when\": "
                        + (System.currentTimeMillis() / 1000 - 3600) + "}");
        tab.open(at("?target=servers.web01.cpu.user&tz=Asia%2FKolkata"));
        assertSeries(1);
        tab.press("v");
        tab.until("location.search.includes('events=')");
        tab.until("document.querySelector('.events td:nth-child(2)')?.textContent === '<b>deploy</b> 4711'");
        assertEquals(
                tab.text(
                        "new Date(Date.now() - 3600e3).toLocaleString(undefined, {timeZone: 'Asia/Kolkata', hour: 'numeric'})"),
                tab.text(
                        "(() => { const [, hour] = /, (\\d+):/.exec(document.querySelector('.events td').textContent) ?? [];"
                                + " const half = /[AP]M/.exec(document.querySelector('.events td').textContent)?.[0];"
                                + " return half ? `${hour} ${half}` : hour; })()"));
        tab.click(".events input[name=what]");
        tab.type("restart");
        tab.click(".events input[name=tags]");
        tab.type("web db");
        tab.click(".events form button");
        tab.until("document.querySelectorAll('.events tbody tr').length === 2");
        assertEquals("web db", tab.text("document.querySelector('.events td:nth-child(3)').textContent"));
        tab.eval("const field = document.querySelector('.events label input'); field.value = 'deploy';"
                + " field.dispatchEvent(new Event('change')); null");
        tab.until("document.querySelectorAll('.events tbody tr').length === 1");
        assertNothingIsWrong();
    }

    @Test
    void aDashboardsAddressIsItsBoard() {
        tab.open(at(""));
        tab.press("a");
        tab.until("document.activeElement.id === 'add'");
        tab.type("http://graphite/dashboard/#my%20board");
        tab.press("Enter");
        tab.until("location.search.startsWith('?board=my+board')");
        tab.open(at("dashboard/#my%20board"));
        tab.until("document.title.startsWith('my board')");
    }
}

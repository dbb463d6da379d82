package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** For tests of what others have written: opens whatever shows it, and says whether it stayed text. */
abstract class HostileWalk extends PageWalk {
    static final String GOOD = "servers.web01.cpu.user";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Elements that the page has none of, and what can run in those that it has. */
    private static final String ARISEN =
            "[...document.querySelectorAll('body *')].filter((one) => one.matches('img, svg, math, script, iframe, object,"
                    + " embed, base, meta, link, style, i, svg *') || [...one.attributes].some(({ name, value }) =>"
                    + " name.startsWith('on') || name === 'srcdoc' || (/^(href|src|action|formaction)$/.test(name)"
                    + " && !/^[.]\\/([?]view=(boards|server))?$/.test(value)))).map((one) => one.outerHTML.slice(0, 200)).join('\\n')";

    static String metric(String hostile) {
        return "evil." + hostile.replace('.', '_');
    }

    /** In a target, where there is no way to write the quote itself. */
    static String alias(String hostile) {
        return "alias(" + GOOD + ",'" + hostile.replace("'", "") + "')";
    }

    /** Goes where an address leads, as Back does, without loading the page anew; for what is drawn or refused. */
    void go(String query) {
        tab.eval("performance.clearMeasures('drawn'); history.pushState(null, '', " + BrowserTab.quoted("/" + query)
                + "); dispatchEvent(new PopStateEvent('popstate')); null");
    }

    void goAndSee(String query) {
        go(query);
        tab.until(DRAWN + " && !document.querySelector('.status.error')");
    }

    void goAndBeRefused(String query) {
        go(query);
        tab.until("document.querySelector('.status.error')");
    }

    void leaveFields() {
        tab.eval("document.activeElement.blur()");
    }

    /** Brings the cursor over whatever answers to it. */
    void hover() {
        JsonNode places = tab.eval("['.u-over', '.legend .name', '.summary', '[role=option]', '.events td']"
                + ".map((what) => document.querySelector(what)?.getBoundingClientRect()).filter((r) => r?.width > 0)"
                + ".map((r) => ({x: r.x + r.width / 2, y: r.y + r.height / 2}))");
        places.forEach(at -> tab.move(at.get("x").asDouble(), at.get("y").asDouble()));
    }

    /** Opens whatever can be opened, and closes it again. */
    void openAll() {
        leaveFields();
        hover();
        tab.press("x");
        tab.press("v");
        tab.press(".");
        tab.until("document.querySelector('#function-0')");
        tab.press("Escape");
        leaveFields();
        tab.press("?");
        tab.until("document.querySelector('dialog.help')");
        hover();
        tab.press("Escape");
        tab.until("!document.querySelector('dialog.help')");
    }

    void assertOnlyText() {
        assertEquals("undefined", tab.text("typeof window.hit"));
        assertEquals("", tab.text(ARISEN));
        assertEquals("undefined", tab.text("typeof ({}).polluted"));
        assertNoComplaints();
        assertTrue(
                tab.requested().stream().allMatch(url -> url.startsWith(at("")) || url.equals("about:blank")),
                () -> tab.requested().toString());
        assertTrue(tab.text("location.href").startsWith(at("")));
    }

    /** A question that was refused is in the console, and is right. */
    void assertNoComplaints() {
        assertEquals(
                List.of(),
                tab.complaints().stream()
                        .filter(one -> !one.contains("\"source\":\"network\""))
                        .toList());
    }

    void post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(at(path)))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), body + ": " + answer.body());
    }
}

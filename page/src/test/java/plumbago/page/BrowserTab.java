package plumbago.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One tab of a {@link Browser}: real keys and clicks go in, and what the page has become comes out. */
final class BrowserTab implements AutoCloseable {
    private static final Map<String, Integer> KEY_CODES = Map.of(
            "Enter", 13, "ArrowDown", 40, "ArrowUp", 38, "ArrowLeft", 37, "ArrowRight", 39, "Tab", 9, "Escape", 27);

    private final Browser browser;
    private final String session;
    private final String context;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    BrowserTab(Browser browser, String session, String context) {
        this.browser = browser;
        this.session = session;
        this.context = context;
    }

    String session() {
        return session;
    }

    /** Which the browser knows its storage by. */
    String context() {
        return context;
    }

    void happened(JsonNode event) {
        events.add(event);
    }

    JsonNode ask(String method, Map<String, ?> parameters) {
        return browser.ask(session, method, parameters);
    }

    void open(String url) {
        ask("Page.navigate", Map.of("url", url));
        until("document.readyState === 'complete'");
    }

    /** What a script gives; a promise is waited for. */
    JsonNode eval(String script) {
        JsonNode got =
                ask("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (got.has("exceptionDetails")) {
            throw new AssertionError(script + ": " + got.get("exceptionDetails"));
        }
        return got.path("result").path("value");
    }

    /** What a screen reader calls an element. */
    String nameOf(String expression) {
        JsonNode element = ask("Runtime.evaluate", Map.of("expression", expression));
        JsonNode tree = ask(
                "Accessibility.getPartialAXTree",
                Map.of("objectId", element.at("/result/objectId").asText(), "fetchRelatives", false));
        return tree.at("/nodes/0/name/value").asText();
    }

    String text(String script) {
        return eval(script).asText();
    }

    /** Waits until an expression holds; the page itself looks. */
    void until(String expression) {
        eval("new Promise((done, failed) => { const end = performance.now() + 30000; const look = () => { if ("
                + expression + ") done(); else if (performance.now() > end) failed(new Error('never: ' + "
                + quoted(expression) + ")); else setTimeout(look, 5); }; look(); })");
    }

    /** A value as a script has it. In ASCII, for halves of letters pass no socket. */
    static String quoted(Object value) {
        try {
            return Browser.JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void click(String selector) {
        until("document.querySelector(" + quoted(selector) + ")");
        JsonNode at = eval("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
        mouse("mousePressed", at.get("x").asDouble(), at.get("y").asDouble(), 1);
        mouse("mouseReleased", at.get("x").asDouble(), at.get("y").asDouble(), 0);
    }

    void move(double x, double y) {
        mouse("mouseMoved", x, y, 0);
    }

    void drag(double x1, double y1, double x2, double y2) {
        mouse("mouseMoved", x1, y1, 0);
        mouse("mousePressed", x1, y1, 1);
        mouse("mouseMoved", (x1 + x2) / 2, y2, 1);
        mouse("mouseMoved", x2, y2, 1);
        mouse("mouseReleased", x2, y2, 0);
    }

    private void mouse(String type, double x, double y, int buttons) {
        ask(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", buttons, "clickCount", 1));
    }

    /** Types letter by letter, as a keyboard does. */
    void type(String text) {
        text.chars()
                .forEach(c -> ask("Input.dispatchKeyEvent", Map.of("type", "char", "text", String.valueOf((char) c))));
    }

    void press(String key) {
        boolean printed = key.length() == 1;
        for (String type : List.of("keyDown", "keyUp")) {
            ask(
                    "Input.dispatchKeyEvent",
                    printed && type.equals("keyDown")
                            ? Map.of("type", type, "key", key, "text", key)
                            : Map.of(
                                    "type",
                                    type,
                                    "key",
                                    key,
                                    "code",
                                    key,
                                    "windowsVirtualKeyCode",
                                    KEY_CODES.getOrDefault(key, 0)));
        }
    }

    void size(int width, int height, boolean mobile) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    byte[] picture() {
        JsonNode shot = ask("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(shot.get("data").asText());
    }

    /** Errors in the console, refusals by the policy among them. */
    List<String> complaints() {
        return events.stream()
                .filter(event -> {
                    String method = event.path("method").asText();
                    JsonNode entry = event.path("params").path("entry");
                    return method.equals("Runtime.exceptionThrown")
                            || (method.equals("Log.entryAdded")
                                    && entry.path("level").asText().equals("error"));
                })
                .map(event -> event.path("params").toString())
                .toList();
    }

    /** The addresses of all that was asked for. */
    List<String> requested() {
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asText())
                .toList();
    }

    @Override
    public void close() {
        browser.close(this);
    }
}

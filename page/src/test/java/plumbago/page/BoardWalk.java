package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** For tests of boards, which are kept and looked at over HTTP besides. */
abstract class BoardWalk extends PageWalk {
    static final String PANELS = "document.querySelectorAll('.panel').length";

    private final HttpClient client = HttpClient.newHttpClient();

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    void save(String name, JsonNode state) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create(at("dashboard/save/" + encoded(name).replace("+", "%20"))))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("state=" + encoded(state.toString()))));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    JsonNode saved(String name) throws Exception {
        String path = at("dashboard/load/" + encoded(name).replace("+", "%20"));
        return Browser.JSON
                .readTree(send(HttpRequest.newBuilder(URI.create(path))).body())
                .get("state");
    }

    static ObjectNode state() {
        ObjectNode state = Browser.JSON.createObjectNode();
        state.putArray("graphs");
        return state;
    }

    /** As graphite-web writes it: the targets as a query, and in the params. */
    static void graph(ObjectNode state, String title, ObjectNode panel, String... targets) {
        ArrayNode graph = ((ArrayNode) state.get("graphs")).addArray();
        StringBuilder query = new StringBuilder();
        for (String target : targets) {
            query.append(query.isEmpty() ? "" : "&").append("target=").append(encoded(target));
        }
        graph.add(query.toString());
        ObjectNode params = graph.addObject();
        params.put("title", title);
        if (panel != null) {
            params.set("panel", panel);
        }
        graph.add("/render?" + query);
    }

    static ObjectNode panel(String type) {
        return Browser.JSON.createObjectNode().put("type", type);
    }

    void assertDrawn() {
        tab.until(DRAWN);
    }

    void told(String sentence) {
        tab.until("document.querySelector('.told').textContent.includes(" + BrowserTab.quoted(sentence) + ")");
    }
}

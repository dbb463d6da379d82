package plumbago.web.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import plumbago.web.http.RequestException;
import plumbago.web.http.Router;
import plumbago.web.http.WebRequest;
import plumbago.web.http.WebResponse;
import plumbago.web.render.format.Bytes;

/** {@code /dashboard/save}, {@code load}, {@code find} and {@code delete}, with the answers of graphite-web. */
public final class DashboardHandlers {
    private final ObjectMapper json = new ObjectMapper();
    private final DashboardStore store;

    public DashboardHandlers(DashboardStore store) {
        this.store = store;
    }

    public void register(Router router) {
        router.on("POST", "/dashboard/save/{name}", request -> checked(() -> save(request)));
        router.on("GET POST", "/dashboard/load/{name}", request -> checked(() -> load(request)));
        router.on("GET POST", "/dashboard/delete/{name}", request -> checked(() -> delete(request)));
        router.on("GET POST", "/dashboard/find", this::find);
    }

    @FunctionalInterface
    private interface Answer {
        WebResponse give() throws IOException;
    }

    private static WebResponse checked(Answer answer) throws IOException {
        try {
            return answer.give();
        } catch (IllegalArgumentException e) {
            throw RequestException.bad(e.getMessage());
        }
    }

    private WebResponse save(WebRequest request) throws IOException {
        String state =
                request.form().get("state").orElseThrow(() -> RequestException.bad("the field 'state' is missing"));
        try {
            JsonNode read = json.readTree(state);
            if (read == null || read.isMissingNode()) {
                throw RequestException.bad("the field 'state' is empty");
            }
            store.save(request.pathVariable("name"), json.writeValueAsString(read));
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the field 'state' must be JSON: " + e.getOriginalMessage());
        }
        return WebResponse.json("{\"success\": true}");
    }

    private WebResponse load(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        Optional<String> state = store.load(name);
        return state.isEmpty()
                ? missing(name)
                : WebResponse.json(new Bytes(state.get().length() + 32)
                        .ascii("{\"state\": ")
                        .utf8(state.get())
                        .put('}'));
    }

    private WebResponse delete(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        return store.delete(name) ? WebResponse.json("{\"success\": true}") : missing(name);
    }

    /** The original answers so with status 200. */
    private static WebResponse missing(String name) {
        return WebResponse.json(new Bytes(128)
                .ascii("{\"error\": ")
                .json("Dashboard '" + name + "' does not exist. ")
                .put('}'));
    }

    /** Names that hold every word of the query; none that begin with {@code temporary-}. */
    private WebResponse find(WebRequest request) throws IOException {
        String query =
                request.parameters().get("query", "").toLowerCase(Locale.ROOT).strip();
        String[] words = query.isEmpty() ? new String[0] : query.split("\\s+");
        Bytes out = new Bytes(1024).ascii("{\"dashboards\": [");
        boolean first = true;
        for (String name : store.names()) {
            if (holdsAll(name.toLowerCase(Locale.ROOT), words)) {
                out.ascii(first ? "{\"name\": " : ", {\"name\": ").json(name).put('}');
                first = false;
            }
        }
        return WebResponse.json(out.ascii("]}"));
    }

    private static boolean holdsAll(String name, String[] words) {
        if (name.startsWith("temporary-")) {
            return false;
        }
        for (String word : words) {
            if (!name.contains(word)) {
                return false;
            }
        }
        return true;
    }
}

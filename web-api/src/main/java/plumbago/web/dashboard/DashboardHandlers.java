package plumbago.web.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.http.AnswerQuota;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;

/**
 * {@code /dashboard/save}, {@code load}, {@code find} and {@code delete}, with the answers of graphite-web: a dashboard
 * that there is not is answered with status 200 and {@code {"error": …}}. What is no JSON is refused with 400, and what
 * the disk does not accept with 503. Safe for many threads.
 */
public final class DashboardHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardHandlers.class);

    private final JsonFactory json = new JsonFactory();
    private final DashboardStore store;
    private final AnswerQuota quota;

    /**
     * @param store keeps the dashboards; stays the caller's
     * @param quota what answers take their memory from
     */
    public DashboardHandlers(DashboardStore store, AnswerQuota quota) {
        this.store = store;
        this.quota = quota;
    }

    /** Has {@code /dashboard/save}, {@code load}, {@code find} and {@code delete} answered here. */
    public void register(Router router) {
        router.on("POST", "/dashboard/save/{name}", request -> checked(() -> save(request)), RouteTrait.WRITES);
        router.on("GET POST", "/dashboard/load/{name}", request -> checked(() -> load(request)));
        router.on(
                "GET POST",
                "/dashboard/delete/{name}",
                request -> checked(() -> delete(request)),
                RouteTrait.ADMINISTERS);
        router.on("GET POST", "/dashboard/find", this::find);
    }

    @FunctionalInterface
    private interface Answer {
        WebResponse give() throws IOException;
    }

    private static WebResponse checked(Answer answer) {
        try {
            return answer.give();
        } catch (IllegalArgumentException e) {
            throw RequestException.bad(e.getMessage());
        } catch (IOException e) {
            LOG.debug("a dashboard could not be written or read", e);
            throw new RequestException(503, e.getMessage());
        }
    }

    private WebResponse save(WebRequest request) throws IOException {
        String state =
                request.form().get("state").orElseThrow(() -> RequestException.bad("the field 'state' is missing"));
        if (state.length() > DashboardStore.MAX_STATE) {
            throw RequestException.bad("a dashboard may have " + DashboardStore.MAX_STATE
                    + " letters, and this one has " + state.length());
        }
        store.save(request.pathVariable("name"), checked(state));
        return WebResponse.json("{\"success\": true}");
    }

    /** The same JSON without blanks. No tree is made of it, which would take a multiple of memory. */
    private String checked(String state) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonParser parser = json.createParser(state);
                JsonGenerator generator = json.createGenerator(out)) {
            if (parser.nextToken() == null) {
                throw RequestException.bad("the field 'state' is empty");
            }
            generator.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                throw RequestException.bad("the field 'state' must be JSON, and nothing behind it");
            }
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the field 'state' must be JSON: " + e.getOriginalMessage());
        }
        return out.toString();
    }

    private WebResponse load(WebRequest request) throws IOException {
        String name = request.pathVariable("name");
        Optional<String> state = store.load(name);
        if (state.isEmpty()) {
            return missing(name);
        }
        quota.take(request, 3L * state.get().length());
        return WebResponse.json(new Bytes(state.get().length() + 32)
                .ascii("{\"state\": ")
                .utf8(state.get())
                .put('}'));
    }

    private WebResponse delete(WebRequest request) {
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
    private WebResponse find(WebRequest request) {
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

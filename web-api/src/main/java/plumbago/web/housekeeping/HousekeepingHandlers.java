package plumbago.web.housekeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.carbon.housekeeping.Housekeeping;
import plumbago.carbon.housekeeping.Outcome;

/**
 * {@code POST /admin/metrics/delete}, {@code …/rename}, {@code …/expire} and {@code /admin/schema/apply}.
 *
 * <p>For those alone whom {@link plumbago.base.admin.AdminRule} lets. A body that is not called JSON is refused besides: a
 * page that a browser shows can send any other to this machine without being asked. Safe for many threads.
 */
public final class HousekeepingHandlers {
    private final Housekeeping housekeeping;
    private final ObjectMapper json = new ObjectMapper();

    /** What one request asks for. */
    private interface Action {
        Outcome run(JsonNode asked, boolean dryRun, String who) throws IOException;
    }

    /** @param housekeeping changes the metrics; stays the caller's */
    public HousekeepingHandlers(Housekeeping housekeeping) {
        this.housekeeping = housekeeping;
    }

    /** Has {@code /admin/metrics/…} and {@code /admin/schema/apply} answered here. */
    public void register(Router router) {
        on(router, "/admin/metrics/delete", (asked, dryRun, who) -> housekeeping.delete(metrics(asked), dryRun, who));
        on(
                router,
                "/admin/metrics/expire",
                (asked, dryRun, who) -> housekeeping.expire(metrics(asked), age(asked), dryRun, who));
        on(
                router,
                "/admin/metrics/rename",
                (asked, dryRun, who) -> housekeeping.rename(text(asked, "from"), text(asked, "to"), dryRun, who));
        on(
                router,
                "/admin/schema/apply",
                (asked, dryRun, who) -> housekeeping.applySchema(metrics(asked), dryRun, who));
    }

    private void on(Router router, String path, Action action) {
        router.on(
                "POST",
                path,
                request -> {
                    checkType(request);
                    JsonNode asked = body(request);
                    boolean dryRun = asked.path("dryRun").asBoolean(false);
                    return answer(
                            action.run(asked, dryRun, request.remoteAddress().getHostAddress()), dryRun);
                },
                RouteTrait.LONG,
                RouteTrait.ADMINISTERS);
    }

    private static void checkType(WebRequest request) {
        if (!request.contentType().equals("application/json")) {
            throw new RequestException(415, "expected a body with Content-Type: application/json");
        }
    }

    private JsonNode body(WebRequest request) throws IOException {
        try {
            JsonNode asked = json.readTree(request.body());
            if (asked == null || !asked.isObject()) {
                throw RequestException.bad("the body must be a JSON object");
            }
            return asked;
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    private List<String> metrics(JsonNode asked) {
        List<String> metrics = new ArrayList<>();
        for (JsonNode name : asked.path("names")) {
            metrics.add(name.asText());
        }
        if (asked.has("query")) {
            try {
                metrics.addAll(housekeeping.matching(text(asked, "query")));
            } catch (IllegalArgumentException e) {
                throw RequestException.bad("query: " + e.getMessage());
            }
        } else if (!asked.path("names").isArray()) {
            throw RequestException.bad("expected \"query\", a path expression, or \"names\", a list of metrics");
        }
        return metrics;
    }

    private static Duration age(JsonNode asked) {
        String text = text(asked, "age");
        try {
            return Housekeeping.age(text);
        } catch (IllegalArgumentException e) {
            throw RequestException.bad("age must be a length of time such as 30d or 12h, and is '" + text + "'");
        }
    }

    private static String text(JsonNode asked, String name) {
        JsonNode value = asked.path(name);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw RequestException.bad("expected \"" + name + "\", a text");
        }
        return value.asText();
    }

    private WebResponse answer(Outcome outcome, boolean dryRun) throws JsonProcessingException {
        ObjectNode answer = json.createObjectNode().put("dryRun", dryRun);
        outcome.done().forEach(answer.putArray("done")::add);
        answer.put("unchanged", outcome.unchanged().size());
        var failed = answer.putArray("failed");
        for (Map.Entry<String, String> one : outcome.failed().entrySet()) {
            failed.addObject().put("name", one.getKey()).put("reason", one.getValue());
        }
        return WebResponse.json(json.writeValueAsString(answer));
    }
}

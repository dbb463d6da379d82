package plumbago.web.housekeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;
import plumbago.carbon.query.Metadata;
import plumbago.carbon.query.MetadataException;

/**
 * {@code /metrics/get-metadata} and {@code /metrics/set-metadata}. An answer has an entry for each metric: the value, or
 * {@code {"old_value", "new_value"}}, or {@code {"error"}}; one that cannot be read or set hurts no other. Reading is
 * for all, setting for those who may change metrics. Safe for many threads.
 */
public final class MetadataHandlers {
    private final ObjectMapper json = new ObjectMapper();
    private final Metadata metadata;

    private record Operation(String metric, String key, String value) {}

    /** @param metadata reads and sets it in the files' headers; stays the caller's */
    public MetadataHandlers(Metadata metadata) {
        this.metadata = metadata;
    }

    /** Has {@code /metrics/get-metadata} and {@code /metrics/set-metadata} answered here. */
    public void register(Router router) {
        router.on("GET POST", "/metrics/get-metadata", this::get);
        router.on("GET POST", "/metrics/set-metadata", this::set, RouteTrait.ADMINISTERS);
    }

    private WebResponse get(WebRequest request) {
        String key = request.parameters().get("key", "");
        Map<String, Bytes> entries = new LinkedHashMap<>();
        for (String metric : request.parameters().all("metric")) {
            Bytes entry = new Bytes(64);
            try {
                entry.json(metadata.get(metric, key));
            } catch (MetadataException e) {
                error(entry, e);
            }
            entries.put(metric, entry);
        }
        return answer(request, entries);
    }

    private WebResponse set(WebRequest request) throws IOException {
        Map<String, Bytes> entries = new LinkedHashMap<>();
        for (Operation operation : operations(request)) {
            Bytes entry = new Bytes(64);
            try {
                Metadata.Change change = metadata.set(operation.metric(), operation.key(), operation.value());
                entry.ascii("{\"old_value\": ").json(change.before());
                entry.ascii(", \"new_value\": ").json(change.after()).put('}');
            } catch (MetadataException e) {
                error(entry, e);
            }
            entries.put(operation.metric(), entry);
        }
        return answer(request, entries);
    }

    /** One in the URL of a GET, or a list as JSON: a POST's body, or the field {@code operations} of its form. */
    private List<Operation> operations(WebRequest request) throws IOException {
        if (request.method().equals("POST") && request.contentType().equals("application/json")) {
            return operations(request.bodyText());
        }
        if (request.method().equals("POST")) {
            return operations(request.form().get("operations").orElseThrow(() -> missing("operations")));
        }
        Parameters parameters = request.query();
        return List.of(new Operation(
                parameters.get("metric").orElseThrow(() -> missing("metric")),
                parameters.get("key").orElseThrow(() -> missing("key")),
                parameters.get("value").orElseThrow(() -> missing("value"))));
    }

    private static RequestException missing(String parameter) {
        return RequestException.bad("the parameter '" + parameter + "' is missing");
    }

    private List<Operation> operations(String text) throws IOException {
        JsonNode list;
        try {
            list = json.readTree(text);
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the operations cannot be read as JSON: " + e.getOriginalMessage());
        }
        if (list == null || !list.isArray()) {
            throw RequestException.bad("expected a list of operations");
        }
        List<Operation> operations = new ArrayList<>();
        for (JsonNode one : list) {
            operations.add(new Operation(field(one, "metric"), field(one, "key"), field(one, "value")));
        }
        return operations;
    }

    private static String field(JsonNode operation, String name) {
        JsonNode value = operation.path(name);
        if (!value.isTextual()) {
            throw RequestException.bad("each operation needs \"metric\", \"key\" and \"value\", all of them texts");
        }
        return value.asText();
    }

    private static void error(Bytes entry, MetadataException e) {
        entry.ascii("{\"error\": ").json(e.getMessage()).put('}');
    }

    private static WebResponse answer(WebRequest request, Map<String, Bytes> entries) {
        Bytes out = new Bytes(64 * entries.size() + 2).put('{');
        String separator = "";
        for (Map.Entry<String, Bytes> entry : entries.entrySet()) {
            out.ascii(separator).json(entry.getKey()).ascii(": ");
            out.put(entry.getValue().array(), entry.getValue().length());
            separator = ", ";
        }
        return JsonAnswers.of(request, out.put('}'));
    }
}

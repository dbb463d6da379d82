package plumbago.web.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.http.WebRequest;

/** Parameters of URL and form, where a body of JSON counts like a form: its fields are parameters, and lists several. */
final class JsonForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonForm() {}

    /**
     * To be called once for a request.
     *
     * @throws RequestException with status 400 if the body is announced as JSON and is no object
     */
    static Parameters parameters(WebRequest request) {
        if (!request.contentType().equals("application/json") || request.body().length == 0) {
            return request.parameters();
        }
        try {
            JsonNode body = JSON.readTree(request.body());
            if (!body.isObject()) {
                throw RequestException.bad("a body of JSON must be an object with a render request's parameters");
            }
            body.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isArray()) {
                    value.forEach(one -> request.parameters().add(field.getKey(), one.asText()));
                } else {
                    request.parameters().add(field.getKey(), value.asText());
                }
            });
            return request.parameters();
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the body cannot be read as JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw RequestException.bad("the body cannot be read as JSON");
        }
    }
}

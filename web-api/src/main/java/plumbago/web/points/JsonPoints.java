package plumbago.web.points;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import plumbago.base.http.RequestException;
import plumbago.carbon.receiver.PostedPoints;

/**
 * Points as JSON: an object for each, in a list or one alone, and one read at a time.
 *
 * <pre>
 *   {"name": "a.b", "value": 1.5, "time": 1700000000, "tags": ["host=x"]}
 *   {"metric": "a.b", "value": 1.5, "timestamp": 1700000000, "tags": {"host": "x"}}
 *   {"target": "a.b", "datapoints": [[1.5, 1700000000], [null, 1700000060]]}
 * </pre>
 *
 * The first is how Grafana's and metrictank's hosted Graphite is sent points, the second OpenTSDB, the third is what
 * {@code /render} answers. The fields may be mixed; a missing time is now, and a value that is null is passed over.
 */
final class JsonPoints {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String EXPECTED = "expected: an object with name, value and time";

    /** What stands for "now" in Graphite's protocols. */
    private static final double NOW = -1;

    private final PostedPoints points;
    private long position;

    JsonPoints(PostedPoints points) {
        this.points = points;
    }

    /**
     * Accepts all points of a body.
     *
     * @throws RequestException if it is no JSON; the points before the place of the error are accepted
     */
    void accept(byte[] body) {
        try (JsonParser parser = MAPPER.getFactory().createParser(body)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    object(MAPPER.readTree(parser));
                }
            } else if (token != null) {
                object(MAPPER.readTree(parser));
            }
            if (parser.nextToken() != null) {
                throw RequestException.bad("the body goes on behind the end of its JSON");
            }
        } catch (IOException e) {
            points.flush();
            // What is wrong with the whole, such as a nesting too deep, has no place.
            String problem = e instanceof JsonProcessingException json && json.getLocation() != null
                    ? json.getOriginalMessage() + " in line "
                            + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr()
                    : e.getMessage();
            throw RequestException.bad("the body cannot be read as JSON: " + problem + "; " + points.accepted()
                    + " points before that were taken");
        }
    }

    private void object(JsonNode object) {
        position++;
        String name = first(object, "name", "metric", "target").asText("");
        if (!object.isObject() || name.isEmpty()) {
            points.refusePoint(position, EXPECTED, object.toString());
            return;
        }
        String tagged = withTags(name, object.path("tags"));
        if (tagged == null) {
            points.refusePoint(position, "its tags are not like [\"tag=value\"] or {\"tag\": \"value\"}", name);
            return;
        }
        JsonNode datapoints = object.path("datapoints");
        if (datapoints.isArray()) {
            for (JsonNode datapoint : datapoints) {
                if (datapoint.isArray() && datapoint.size() == 2) {
                    point(tagged, datapoint.get(0), datapoint.get(1));
                } else {
                    points.refusePoint(position, "a datapoint is not [value, timestamp]", name);
                }
            }
        } else {
            point(tagged, object.path("value"), first(object, "time", "timestamp", "time"));
        }
    }

    private void point(String name, JsonNode value, JsonNode time) {
        if (value.isNull()) {
            return;
        }
        if (!value.isNumber()) {
            points.refusePoint(position, "its value is not a number", name);
        } else if (!time.isNumber() && !time.isMissingNode() && !time.isNull()) {
            points.refusePoint(position, "its time is not a number of seconds", name);
        } else {
            points.point(position, name, time.isNumber() ? time.asDouble() : NOW, value.asDouble());
        }
    }

    private static JsonNode first(JsonNode object, String one, String two, String three) {
        JsonNode found = object.path(one);
        found = found.isMissingNode() ? object.path(two) : found;
        return found.isMissingNode() ? object.path(three) : found;
    }

    /** The name with its tags as the line protocol has them; null if they are none. */
    private static String withTags(String name, JsonNode tags) {
        StringBuilder tagged = new StringBuilder(name);
        if (tags.isArray()) {
            for (JsonNode tag : tags) {
                if (!tag.isTextual() || tag.asText().indexOf('=') < 1) {
                    return null;
                }
                tagged.append(';').append(tag.asText());
            }
        } else if (tags.isObject()) {
            tags.properties()
                    .forEach(tag -> tagged.append(';')
                            .append(tag.getKey())
                            .append('=')
                            .append(tag.getValue().asText()));
        } else if (!tags.isMissingNode() && !tags.isNull()) {
            return null;
        }
        return tagged.toString();
    }
}

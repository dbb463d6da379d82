package plumbago.web.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import plumbago.base.http.RequestException;
import plumbago.base.python.PythonStrings;
import plumbago.base.python.PythonText;
import plumbago.base.text.Bytes;
import plumbago.carbon.events.Event;

/** Events as clients post them. Safe for many threads. */
final class EventJson {
    /** What so many letters may take as JSON; reading it takes many times as much. */
    private static final int MOST_BYTES = 512 * 1024;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * An event of a request, without a number.
     *
     * @param now its time if none is given, in seconds since the epoch
     * @throws RequestException with status 400 if it is none
     */
    Event posted(byte[] body, long now) throws IOException {
        if (body.length > MOST_BYTES) {
            throw RequestException.bad("an event may have " + MOST_BYTES + " bytes, and this one has " + body.length);
        }
        JsonNode event;
        try {
            event = json.readTree(body);
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw RequestException.bad("the event cannot be read as JSON: "
                    + (e instanceof JsonProcessingException wrong ? wrong.getOriginalMessage() : e.getMessage()));
        }
        if (event == null || !event.isObject() || !event.hasNonNull("what")) {
            throw RequestException.bad("an event needs the field 'what', a text");
        }
        String what = text(event.path("what"));
        String data = event.hasNonNull("data") ? text(event.path("data")) : "";
        List<String> tags = tags(event.path("tags"));
        long letters = Event.letters(what, data, tags);
        if (letters > Event.MOST_LETTERS) {
            throw RequestException.bad(
                    "an event may have " + Event.MOST_LETTERS + " letters, and this one has " + letters);
        }
        return new Event(0, event.hasNonNull("when") ? time(event.path("when")) : now, what, data, tags);
    }

    private static long time(JsonNode when) {
        if (!when.isNumber()) {
            throw RequestException.bad("the field 'when' must be seconds since the epoch");
        }
        double seconds = Math.floor(when.doubleValue());
        if (!(seconds >= Event.EARLIEST && seconds <= Event.LATEST)) {
            throw RequestException.bad(
                    "the field 'when' must be seconds since the epoch, of the years 1 to 9999, and is "
                            + shown(when.asText()));
        }
        return (long) seconds;
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    /** As graphite-web keeps it: what is no text becomes what Python prints of it. */
    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        StringBuilder text = new StringBuilder();
        print(node, text);
        return text.toString();
    }

    private static void print(JsonNode node, StringBuilder into) {
        if (node.isTextual()) {
            into.append(PythonStrings.literal(node.textValue()));
        } else if (node.isBoolean()) {
            into.append(node.booleanValue() ? "True" : "False");
        } else if (node.isNull()) {
            into.append("None");
        } else if (node.isFloatingPointNumber()) {
            into.append(printed(node.doubleValue()));
        } else if (node.isArray()) {
            into.append('[');
            for (int i = 0; i < node.size(); i++) {
                into.append(i == 0 ? "" : ", ");
                print(node.get(i), into);
            }
            into.append(']');
        } else if (node.isObject()) {
            into.append('{');
            Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
            for (boolean first = true; fields.hasNext(); first = false) {
                Map.Entry<String, JsonNode> field = fields.next();
                into.append(first ? "" : ", ")
                        .append(PythonStrings.literal(field.getKey()))
                        .append(": ");
                print(field.getValue(), into);
            }
            into.append('}');
        } else {
            into.append(node.asText());
        }
    }

    private static String printed(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        Bytes digits = new Bytes(32).number(value);
        return new String(digits.array(), 0, digits.length(), StandardCharsets.US_ASCII);
    }

    private static List<String> tags(JsonNode node) {
        List<String> tags = new ArrayList<>();
        if (node.isTextual()) {
            words(node.textValue(), tags);
        } else if (node.isArray()) {
            for (JsonNode tag : node) {
                if (!tag.isTextual() && !tag.isNumber()) {
                    throw RequestException.bad(
                            "the field 'tags' must be a list of texts, and holds " + shown(text(tag)));
                }
                words(text(tag), tags);
            }
        } else if (!node.isMissingNode() && !node.isNull()) {
            throw RequestException.bad(
                    "the field 'tags' must be a list of texts, or one text with blanks between tags");
        }
        return List.copyOf(tags);
    }

    /** Adds the words of a text, divided as Python's {@code str.split} does. */
    static void words(String text, List<String> into) {
        for (int from = 0, at = 0; at <= text.length(); at++) {
            if (at < text.length() && !PythonText.isSpace(text.charAt(at))) {
                continue;
            }
            if (at > from) {
                if (into.size() == Event.MOST_TAGS) {
                    throw RequestException.bad("there may be " + Event.MOST_TAGS + " tags, and these are more");
                }
                into.add(text.substring(from, at));
            }
            from = at + 1;
        }
    }
}

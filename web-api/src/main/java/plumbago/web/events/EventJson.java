package plumbago.web.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import plumbago.base.http.RequestException;
import plumbago.base.python.PythonStrings;
import plumbago.base.python.PythonText;
import plumbago.base.records.RecordFile;
import plumbago.base.text.Bytes;

/** Events as clients post them, and as they stand in the file. Safe for many threads. */
final class EventJson {
    /** Tags of an event. */
    static final int MOST_TAGS = 1_000;

    /** Letters of an event, its tags among them: all events are held in memory. */
    private static final int MOST_LETTERS = 65_536;

    /** What so many letters may take as JSON; reading it takes many times as much. */
    private static final int MOST_BYTES = 512 * 1024;

    /** What a record has besides the texts of its event. */
    private static final int RECORD_BYTES = 64;

    private static final int THOUSAND = 1000;

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
        long letters = what.length()
                + (long) data.length()
                + tags.stream().mapToLong(String::length).sum();
        if (letters > MOST_LETTERS) {
            throw RequestException.bad("an event may have " + MOST_LETTERS + " letters, and this one has " + letters);
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
                if (into.size() == MOST_TAGS) {
                    throw RequestException.bad("there may be " + MOST_TAGS + " tags, and these are more");
                }
                into.add(text.substring(from, at));
            }
            from = at + 1;
        }
    }

    /** An event as a record of the file. */
    byte[] record(Event event) {
        ObjectNode node = json.createObjectNode();
        node.put("id", event.id())
                .put("when", event.when())
                .put("what", event.what())
                .put("data", event.data());
        event.tags().forEach(node.putArray("tags")::add);
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** About how many bytes an event takes in the file. */
    long recordBytes(Event event) {
        long letters = (long) event.what().length() + event.data().length();
        for (String tag : event.tags()) {
            letters += tag.length() + 3L;
        }
        return RecordFile.HEAD_BYTES + RECORD_BYTES + letters;
    }

    /**
     * Reads a record of the file, or a line of an earlier one. A time that no event may have was given in milliseconds or
     * finer, and is taken so.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says why
     */
    Event stored(String text) {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        OptionalLong when = node.path("when").canConvertToLong()
                ? OptionalLong.of(node.path("when").longValue())
                : OptionalLong.empty();
        if (when.isEmpty() || !node.path("what").isTextual()) {
            throw new IllegalArgumentException("an event has a time and the field 'what'");
        }
        List<String> tags = new ArrayList<>();
        node.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new Event(
                node.path("id").asInt(),
                healed(when.getAsLong()),
                node.path("what").textValue(),
                node.path("data").asText(),
                List.copyOf(tags));
    }

    private static long healed(long when) {
        long seconds = when;
        while (seconds > Event.LATEST) {
            seconds /= THOUSAND;
        }
        return Math.max(Event.EARLIEST, seconds);
    }
}

package plumbago.carbon.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import plumbago.base.records.RecordFile;

/** Events as they stand in the file. Safe for many threads. */
final class EventRecords {
    /** What a record has besides the texts of its event. */
    private static final int RECORD_BYTES = 64;

    private static final int THOUSAND = 1000;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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

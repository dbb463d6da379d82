package plumbago.web.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events in order of time. Kept in memory and in a file to which each is appended as a line of JSON; a line that cannot
 * be read is left out with a warning. Safe for any number of threads.
 */
public final class EventStore {
    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);
    private static final Comparator<Event> BY_TIME =
            Comparator.comparingLong(Event::when).thenComparing(Event::id);

    private final ObjectMapper json = new ObjectMapper();
    /** Null for a store that is lost when the process ends. */
    private final Path file;

    private final List<Event> events = new ArrayList<>();
    private int lastId;

    /** A store that is lost when the process ends. */
    public EventStore() {
        file = null;
    }

    /**
     * A store that lives in a file, made with the first event.
     *
     * @throws IOException if the file exists and cannot be read
     */
    public EventStore(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            endLastLine();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                int number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    if (!line.isEmpty()) {
                        read(line, number);
                    }
                }
            }
            events.sort(BY_TIME);
        }
    }

    /** A line that was cut short would take the next event's with it. */
    private void endLastLine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (channel.size() == 0 || channel.read(last, channel.size() - 1) < 1 || last.get(0) == '\n') {
                return;
            }
        }
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
    }

    private void read(String line, int number) {
        try {
            JsonNode node = json.readTree(line);
            List<String> tags = new ArrayList<>();
            node.path("tags").forEach(tag -> tags.add(tag.asText()));
            Event event = new Event(
                    node.path("id").asInt(),
                    node.path("when").asLong(),
                    node.path("what").asText(),
                    node.path("data").asText(),
                    List.copyOf(tags));
            events.add(event);
            lastId = Math.max(lastId, event.id());
        } catch (JsonProcessingException e) {
            LOG.warn("{}, line {} was left out: {}", file, number, e.getOriginalMessage());
        }
    }

    /** Adds an event and gives it its number. */
    public synchronized Event add(long when, String what, String data, List<String> tags) throws IOException {
        Event event = new Event(lastId + 1, when, what, data, List.copyOf(tags));
        if (file != null) {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            ObjectNode node = json.createObjectNode();
            node.put("id", event.id()).put("when", when).put("what", what).put("data", data);
            tags.forEach(node.putArray("tags")::add);
            append(node + "\n");
        }
        lastId++;
        events.add(event);
        events.sort(BY_TIME);
        return event;
    }

    /** All of a line or, as on a full disk, nothing of it. */
    private void append(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
                for (long at = end; bytes.hasRemaining(); ) {
                    at += channel.write(bytes, at);
                }
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        }
    }

    public synchronized Optional<Event> get(int id) {
        return events.stream().filter(event -> event.id() == id).findFirst();
    }

    /** How several tags are to be understood. */
    public enum Combination {
        /** All tags that are in use at all. */
        KNOWN,
        /** Every one of them. */
        ALL,
        /** Any of them. */
        ANY
    }

    /** Events from one point in time to another, both included, in order; with tags if there are any. */
    public synchronized List<Event> find(long from, long until, List<String> tags, Combination combination) {
        List<String> wanted = tags;
        if (combination == Combination.KNOWN && !tags.isEmpty()) {
            Set<String> inUse = new HashSet<>();
            events.forEach(event -> inUse.addAll(event.tags()));
            wanted = tags.stream().filter(inUse::contains).toList();
            if (wanted.isEmpty()) {
                return List.of();
            }
        }
        List<Event> result = new ArrayList<>();
        for (Event event : events) {
            if (event.when() >= from && event.when() <= until && matches(event, wanted, combination)) {
                result.add(event);
            }
        }
        return result;
    }

    private static boolean matches(Event event, List<String> tags, Combination combination) {
        if (tags.isEmpty()) {
            return true;
        }
        return combination == Combination.ANY
                ? tags.stream().anyMatch(event.tags()::contains)
                : event.tags().containsAll(tags);
    }
}

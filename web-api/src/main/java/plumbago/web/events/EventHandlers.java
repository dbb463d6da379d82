package plumbago.web.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import plumbago.web.http.JsonAnswers;
import plumbago.web.http.Parameters;
import plumbago.web.http.RequestException;
import plumbago.web.http.Router;
import plumbago.web.http.WebRequest;
import plumbago.web.http.WebResponse;
import plumbago.web.render.format.Bytes;
import plumbago.web.render.time.TimeGrammar;
import plumbago.web.render.time.TimeSyntaxException;

/** Everything under {@code /events}. Times are of the wall clock, and clock times of {@code TIME_ZONE}. */
public final class EventHandlers {
    /** Tags of an event, and of a question for events. */
    private static final int MOST_TAGS = 1_000;

    /** Letters of an event, its tags among them: all events are held in memory. */
    private static final int MOST_LETTERS = 65_536;

    private final ObjectMapper json = new ObjectMapper();
    private final EventStore store;
    private final Clock clock;
    private final ZoneId zone;

    public EventHandlers(EventStore store, Clock clock, ZoneId zone) {
        this.store = store;
        this.clock = clock;
        this.zone = zone;
    }

    public void register(Router router) {
        router.on(
                "GET",
                "/events",
                request -> list(request, store.find(0, Long.MAX_VALUE, List.of(), EventStore.Combination.ALL)));
        router.on("POST", "/events", request -> add(request.body()));
        router.on("GET POST", "/events/get_data", this::find);
        router.on("GET", "/events/{id}", this::one);
    }

    WebResponse add(byte[] body) throws IOException {
        JsonNode event;
        try {
            event = json.readTree(body);
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the event cannot be read as JSON: " + e.getOriginalMessage());
        }
        if (event == null || !event.path("what").isTextual()) {
            throw RequestException.bad("an event needs the field 'what', a text");
        }
        JsonNode when = event.path("when");
        if (!when.isMissingNode() && !when.isNull() && !when.isNumber()) {
            throw RequestException.bad("the field 'when' must be seconds since the epoch");
        }
        long time = when.isNumber() ? when.asLong() : now();
        String what = event.path("what").asText();
        String data = event.path("data").asText("");
        List<String> tags = tags(event.path("tags"));
        long letters = what.length()
                + data.length()
                + tags.stream().mapToLong(String::length).sum();
        if (letters > MOST_LETTERS) {
            throw RequestException.bad("an event may have " + MOST_LETTERS + " letters, and this one has " + letters);
        }
        store.add(time, what, data, tags);
        return WebResponse.json("{}");
    }

    private static List<String> tags(JsonNode node) {
        Set<String> tags = new LinkedHashSet<>();
        if (node.isTextual()) {
            words(node.asText(), tags);
        } else if (node.isArray()) {
            node.forEach(tag -> words(tag.asText(), tags));
        } else if (!node.isMissingNode() && !node.isNull()) {
            throw RequestException.bad(
                    "the field 'tags' must be a list of texts, or one text with blanks between tags");
        }
        return List.copyOf(tags);
    }

    private static void words(String text, Set<String> into) {
        for (String word : text.split("\\s+")) {
            if (!word.isEmpty() && into.add(word) && into.size() > MOST_TAGS) {
                throw RequestException.bad("there may be " + MOST_TAGS + " tags, and these are more");
            }
        }
    }

    /** What a form says is not looked at, but for {@code jsonp}. */
    private WebResponse find(WebRequest request) {
        Parameters parameters = request.query();
        Set<String> words = new LinkedHashSet<>();
        parameters.get("tags").ifPresent(text -> words(text, words));
        List<String> tags = List.copyOf(words);
        EventStore.Combination combination = switch (parameters.get("set", "")) {
            case "union" -> EventStore.Combination.ANY;
            case "intersection" -> EventStore.Combination.ALL;
            default -> EventStore.Combination.KNOWN;
        };
        if (parameters.has("tags") && (tags.isEmpty() || asksForTheEmptyTag(parameters, combination))) {
            return list(request, List.of());
        }
        long from = time(parameters, "from", 0);
        long until = time(parameters, "until", now());
        return list(request, store.find(from, until, tags, combination));
    }

    /** Where all tags are wanted, two blanks between them ask for a tag of no letters, which no event has. */
    private static boolean asksForTheEmptyTag(Parameters parameters, EventStore.Combination combination) {
        return combination == EventStore.Combination.ALL
                && List.of(parameters.get("tags", "").split(" ", -1)).contains("");
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private long time(Parameters parameters, String name, long fallback) {
        if (!parameters.has(name)) {
            return fallback;
        }
        try {
            return TimeGrammar.parse(parameters.get(name, ""), zone, now());
        } catch (TimeSyntaxException e) {
            throw RequestException.bad(name + ": " + e.getMessage());
        }
    }

    private static WebResponse list(WebRequest request, List<Event> events) {
        Bytes out = new Bytes(1024).put('[');
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            out.ascii(i == 0 ? "{\"when\": " : ", {\"when\": ").number(event.when());
            rest(event, out.put(',').put(' '));
        }
        return JsonAnswers.plain(request, out.put(']'));
    }

    private static void rest(Event event, Bytes out) {
        out.ascii("\"what\": ").json(event.what()).ascii(", \"data\": ").json(event.data());
        out.ascii(", \"tags\": [");
        for (int i = 0; i < event.tags().size(); i++) {
            out.ascii(i == 0 ? "" : ", ").json(event.tags().get(i));
        }
        out.ascii("], \"id\": ").number(event.id()).put('}');
    }

    private WebResponse one(WebRequest request) {
        String id = request.pathVariable("id");
        if (!id.matches("\\d{1,9}")) {
            throw new RequestException(404, "there is no event '" + id + "'");
        }
        Event event =
                store.get(Integer.parseInt(id)).orElseThrow(() -> new RequestException(404, "there is no event " + id));
        Bytes out = new Bytes(256)
                .ascii("{\"when\": ")
                .json(Instant.ofEpochSecond(event.when()).toString());
        rest(event, out.put(',').put(' '));
        return JsonAnswers.sorted(request, out);
    }
}

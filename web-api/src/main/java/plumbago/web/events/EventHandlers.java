package plumbago.web.events;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.http.AnswerQuota;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;
import plumbago.carbon.events.Event;
import plumbago.carbon.events.EventStore;
import plumbago.web.render.time.TimeGrammar;
import plumbago.web.render.time.TimeSyntaxException;

/** Everything under {@code /events}. Times are of the wall clock, and clock times of {@code TIME_ZONE}. Safe for many threads. */
public final class EventHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(EventHandlers.class);

    /** What an event takes in an answer besides its texts: field names, numbers and brackets. */
    private static final int EVENT_BYTES = 96;

    private final EventJson json = new EventJson();
    private final EventStore store;
    private final AnswerQuota quota;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param store keeps the events; stays the caller's
     * @param quota what answers take their memory from
     * @param clock gives an event that names no time its own
     * @param zone of clock times in {@code from} and {@code until}
     */
    public EventHandlers(EventStore store, AnswerQuota quota, Clock clock, ZoneId zone) {
        this.store = store;
        this.quota = quota;
        this.clock = clock;
        this.zone = zone;
    }

    /** Has {@code /events}, {@code /events/get_data} and {@code /events/{id}} answered here. */
    public void register(Router router) {
        router.on(
                "GET",
                "/events",
                request -> list(request, store.find(0, Long.MAX_VALUE, List.of(), EventStore.Combination.ALL)));
        router.on("POST", "/events", request -> add(request.body()), RouteTrait.WRITES);
        router.on("GET POST", "/events/get_data", this::find);
        router.on("GET", "/events/{id}", this::one);
    }

    WebResponse add(byte[] body) throws IOException {
        Event event = json.posted(body, now());
        Event unused;
        try {
            unused = store.add(event.when(), event.what(), event.data(), event.tags());
        } catch (IOException e) {
            LOG.debug("an event was refused", e);
            throw new RequestException(503, "the event cannot be written: " + e.getMessage());
        }
        return WebResponse.json("{}");
    }

    /** What a form says is not looked at, but for {@code jsonp}. */
    private WebResponse find(WebRequest request) {
        Parameters parameters = request.query();
        List<String> tags = new ArrayList<>();
        parameters.get("tags").ifPresent(text -> EventJson.words(text, tags));
        EventStore.Combination combination = switch (parameters.get("set", "")) {
            case "union" -> EventStore.Combination.ANY;
            case "intersection" -> EventStore.Combination.ALL;
            default -> EventStore.Combination.KNOWN;
        };
        if (parameters.has("tags") && (tags.isEmpty() || asksForNone(parameters, combination))) {
            return list(request, List.of());
        }
        long from = time(parameters, "from", 0);
        long until = time(parameters, "until", now());
        return list(request, store.find(from, until, tags, combination));
    }

    /**
     * Where all tags are wanted, two blanks between them ask for a tag of no letters, which no event has, and no event has
     * a tag twice.
     */
    private static boolean asksForNone(Parameters parameters, EventStore.Combination combination) {
        List<String> asked = List.of(parameters.get("tags", "").split(" ", -1));
        return combination == EventStore.Combination.ALL
                && (asked.contains("") || new HashSet<>(asked).size() < asked.size());
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

    private WebResponse list(WebRequest request, List<Event> events) {
        long bytes = 2;
        for (Event event : events) {
            bytes += bytesOf(event);
        }
        quota.take(request, bytes);
        Bytes out = new Bytes((int) Math.min(Integer.MAX_VALUE - 8, bytes)).put('[');
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            out.ascii(i == 0 ? "{\"when\": " : ", {\"when\": ").number(event.when());
            rest(event, out.put(',').put(' '));
        }
        return JsonAnswers.plain(request, out.put(']'));
    }

    private static long bytesOf(Event event) {
        long bytes = EVENT_BYTES + AnswerQuota.json(event.what()) + AnswerQuota.json(event.data());
        for (String tag : event.tags()) {
            bytes += 2 + AnswerQuota.json(tag);
        }
        return bytes;
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

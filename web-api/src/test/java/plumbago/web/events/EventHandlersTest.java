package plumbago.web.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.http.AnswerQuota;
import plumbago.base.http.RequestException;
import plumbago.carbon.events.Event;
import plumbago.carbon.events.EventLimits;
import plumbago.carbon.events.EventStore;

/** What clients post, and what becomes of it. */
class EventHandlersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private static List<String> all(EventStore store) {
        return store.find(0, Long.MAX_VALUE, List.of(), EventStore.Combination.ALL).stream()
                .map(Event::what)
                .toList();
    }

    private EventStore open() throws IOException {
        return new EventStore(folder, new EventLimits(100, 1_000_000));
    }

    @Test
    void anEventThatCannotBeWrittenIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("events.records.new"));
        try (EventStore store = open()) {
            EventHandlers handlers = new EventHandlers(store, new AnswerQuota(), CLOCK, ZoneOffset.UTC);
            RequestException e = assertThrows(
                    RequestException.class, () -> handlers.add("{\"what\":\"a\"}".getBytes(StandardCharsets.UTF_8)));
            assertEquals(503, e.status());
            assertEquals(0, store.size());
            Files.delete(folder.resolve("events.records.new"));
            handlers.add("{\"what\":\"a\"}".getBytes(StandardCharsets.UTF_8));
        }
        try (EventStore store = open()) {
            assertEquals(List.of("a"), all(store));
        }
    }

    /** As graphite-web 1.1.8 keeps them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"what\":5}|5|``",
                "{\"what\":1.5}|1.5|``",
                "{\"what\":1e22}|1e+22|``",
                "{\"what\":true}|True|``",
                "{\"what\":[\"x\"]}|['x']|``",
                "{\"what\":\"\"}|``|``",
                "{\"what\":\"d\",\"data\":5}|d|5",
                "{\"what\":\"d\",\"data\":1.0}|d|1.0",
                "{\"what\":\"d\",\"data\":{}}|d|{}",
                "{\"what\":\"d\",\"data\":null}|d|``",
                "{\"what\":\"d\",\"data\":[1,\"a\"]}|d|[1, 'a']",
                "{\"what\":\"d\",\"data\":{\"a\":1,\"b\":[true,null,1.0,\"x'y\",{\"q\":\"\\\"'\"}]}}|d|"
                        + "{'a': 1, 'b': [True, None, 1.0, \"x'y\", {'q': '\"\\''}]}",
            })
    void whatIsNoTextIsKeptAsPythonPrintsIt(String event, String what, String data) throws IOException {
        Event kept = new EventJson().posted(event.getBytes(StandardCharsets.UTF_8), 7);
        assertEquals(new Event(0, 7, what, data, List.of()), kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"-1|-1", "-1.5|-2", "1700000000.9|1700000000", "253402300799|253402300799", "1e3|1000", "null|7"})
    void timesAreWholeSeconds(String when, long kept) throws IOException {
        String event = "{\"what\":\"a\",\"when\":" + when + "}";
        assertEquals(
                kept,
                new EventJson()
                        .posted(event.getBytes(StandardCharsets.UTF_8), 7)
                        .when());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"what\":\"a\",\"when\":1e18}",
                "{\"what\":\"a\",\"when\":1000000000000000000000000000}",
                "{\"what\":\"a\",\"when\":1e999}",
                "{\"what\":\"a\",\"when\":1446700000000}",
                "{\"what\":\"a\",\"when\":253402300800}",
                "{\"what\":\"a\",\"when\":-62135596801}",
                "{\"what\":\"a\",\"when\":\"1700000000\"}",
                "{\"what\":\"a\",\"when\":true}",
                "{\"what\":null}",
                "{}",
                "[1]",
                "5",
                "",
                "{\"what\":\"a\"} and more",
                "{\"what\":\"a\",\"tags\":5}",
                "{\"what\":\"a\",\"tags\":{\"a\":1}}",
                "{\"what\":\"a\",\"tags\":[[\"n\"]]}",
                "{\"what\":\"a\",\"tags\":[null]}",
            })
    void whatIsNoEventIsAnsweredWith400(String event) {
        RequestException e = assertThrows(
                RequestException.class, () -> new EventJson().posted(event.getBytes(StandardCharsets.UTF_8), 7));
        assertEquals(400, e.status());
    }

    @Test
    void noTagIsLost() throws IOException {
        try (EventStore store = open()) {
            EventHandlers handlers = new EventHandlers(store, new AnswerQuota(), CLOCK, ZoneOffset.UTC);
            for (String tags : List.of("[\"a\",\"b\",\"a\"]", "\"x,y\"", "[\"p q\",5]", "\"\\\"q,r\\\" w\"")) {
                handlers.add(("{\"what\":\"a\",\"tags\":" + tags + "}").getBytes(StandardCharsets.UTF_8));
            }
            assertEquals(List.of("a", "b", "a"), store.get(1).orElseThrow().tags());
            assertEquals(List.of("x,y"), store.get(2).orElseThrow().tags());
            assertEquals(List.of("p", "q", "5"), store.get(3).orElseThrow().tags());
            assertEquals(List.of("\"q,r\"", "w"), store.get(4).orElseThrow().tags());
            for (String[] one : new String[][] {
                {"b", "1"}, {"x", "2"}, {"y", "2"}, {"q", "3"}, {"5", "3"}, {"q,r", "4"}, {"w", "4"}, {"x,y", ""}
            }) {
                List<Event> found = store.find(0, Event.LATEST, List.of(one[0]), EventStore.Combination.KNOWN);
                String ids = found.stream().map(event -> "" + event.id()).collect(Collectors.joining(" "));
                assertEquals(one[1], ids, one[0]);
            }
            assertEquals(List.of(), store.find(0, Event.LATEST, List.of("x"), EventStore.Combination.ALL));
        }
    }

    @Test
    void anEventHasItsLimits() {
        EventHandlers handlers = new EventHandlers(new EventStore(), new AnswerQuota(), CLOCK, ZoneOffset.UTC);
        String tags = IntStream.range(0, 1001).mapToObj(i -> "t" + i).collect(Collectors.joining(" "));
        for (String event : List.of(
                "{\"what\":\"a\",\"tags\":\"" + tags + "\"}",
                "{\"what\":\"a\",\"data\":\"" + "x".repeat(65_536) + "\"}",
                "{\"what\":\"a\",\"more\":[" + "[],".repeat(200_000) + "0]}")) {
            RequestException e =
                    assertThrows(RequestException.class, () -> handlers.add(event.getBytes(StandardCharsets.UTF_8)));
            assertEquals(400, e.status());
        }
    }
}
